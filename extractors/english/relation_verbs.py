"""Relations that verbs tell: "owns 45% of", "was built by", "runs on"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.english.fillers import Filler, one_filler
from extractors.english.money import find_percents
from extractors.english.name_types import type_by_noun
from extractors.english.relation_facts import depending, each, making, ownership, sentence_of
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor, along
from extractors.english.syntax import coordinated, is_passive, objects, subjects
from policygraph.records import Fact

_BEFORE, _BEHIND = 40, 60  # characters around the verb in which the share that it speaks of stands


def of_verb(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    """The relations that a verb tells."""
    words, lemma = relation_words(), passage.parse.lemma[verb]
    if lemma in words.own or lemma in words.owned:
        yield from _owning(scene, passage, verb)
    if lemma in words.make:
        yield from _pairs_made(scene, passage, verb)
    if lemma in words.use or lemma in words.used:
        yield from _depending(scene, passage, verb)
    if lemma in words.supply:
        yield from _supplied(scene, passage, verb)


def _asserted(passage: Passage, verb: int) -> bool:
    return status_of(passage.parse, verb, None, {}).value == "actual"


# ---- owning ----


def _owning(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    if not _asserted(passage, verb) or passage.parse.tag[verb] == "VB":
        return
    share = _percent(passage, verb)
    owners = each(scene, passage, subjects(passage.parse, verb))
    things = _owned_things(scene, passage, verb, share is not None)
    if len(owners) > 1 and len(things) > 1:  # who of them owns which is anybody's guess
        return
    for owner in owners:
        if owner.kind == "Place" and share is None:  # "owned by Boston-based Acme"
            continue
        for owned in things:
            for said in ownership(passage, owned, owner, verb, "own.v"):
                yield said if share is None else replace(said, percent=share[0], percent_max=share[1])


def _owned_things(scene: Scene, passage: Passage, verb: int, has_share: bool) -> list[Filler]:
    """What is owned, itself or behind "45% of" and "a majority stake in"; what is held is owned only as a share."""
    parse, words = passage.parse, relation_words()
    heads = objects(parse, verb)
    stake = has_share or any(parse.lemma[head] in words.stakes for head in heads)
    shares = [n for head in heads for p in ("of", "in") for n in along(parse, Anchor(None, head), p)]
    behind = shares + along(parse, Anchor(verb, None), "of") if stake else []
    if parse.lemma[verb] == "hold":
        return each(scene, passage, behind)
    whole = [head for head in heads if parse.lemma[head] not in words.stakes]
    return each(scene, passage, behind) or each(scene, passage, whole)


def _percent(passage: Passage, verb: int) -> tuple[Decimal, Decimal | None] | None:
    sentence = sentence_of(passage, verb)
    begin, stop = passage.parse.start[verb] - _BEFORE, passage.parse.end[verb] + _BEHIND
    shares = find_percents(sentence.text)
    return next((share[2:] for share in shares if begin <= share[0] + sentence.start <= stop), None)


# ---- making ----


def _pairs_made(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    parse = passage.parse
    status = status_of(parse, verb, None, {}).value
    sold = parse.lemma[verb] == "sell" and along(parse, Anchor(verb, None), "to")  # "to sell TikTok to a US company"
    if sold or status in ("denied", "hypothetical") or (parse.lemma[verb] == "sell" and status != "actual"):
        return
    for maker in each(scene, passage, subjects(parse, verb)):
        for product in each(scene, passage, objects(parse, verb)):
            yield from making(passage, maker, product, verb, f"{parse.lemma[verb]}.v")


# ---- depending ----


def _depending(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    if not _asserted(passage, verb):
        return
    users, bases = _user_and_base(passage, verb)
    for user in each(scene, passage, users):
        for base in _bases(scene, passage, bases):
            yield from depending(passage, user, base, verb, f"{passage.parse.lemma[verb]}.v")


def _user_and_base(passage: Passage, verb: int) -> tuple[list[int], list[int]]:
    """Heads of what depends, and of what it depends on."""
    parse, words = passage.parse, relation_words()
    lemma, anchor = parse.lemma[verb], Anchor(verb, None)
    if is_passive(parse, verb):
        if lemma in words.used:
            return objects(parse, verb), [n for p in sorted(words.use_prepositions) for n in along(parse, anchor, p)]
        return [*subjects(parse, verb), *along(parse, anchor, "in")], objects(parse, verb)
    if lemma in ("rely", "depend", "run"):
        return subjects(parse, verb), along(parse, anchor, "on") + along(parse, anchor, "upon")
    if lemma in words.use:
        return subjects(parse, verb), objects(parse, verb)
    if lemma in ("power", "support", "underpin"):
        return objects(parse, verb), subjects(parse, verb)
    return [], []


def _bases(scene: Scene, passage: Passage, heads: list[int]) -> list[Filler]:
    """What is built on: what is named, or whose product it is ("Intel modems", "Nvidia's chips")."""
    parse = passage.parse
    every = [token for head in heads for token in coordinated(parse, head)]
    named = [token for token in every if token in passage.player_at]
    products = [token for token in every if type_by_noun(parse.lemma[token]) == "Product"]
    named += [k for p in products for k in parse.kids(p, "compound", "nmod", "poss", "appos") if k in passage.player_at]
    return [filler for token in named for filler in one_filler(scene, passage, token)]


def _supplied(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    """For "Intel supplies modems for the iPhone": the iPhone depends on Intel."""
    parse = passage.parse
    if not _asserted(passage, verb) or is_passive(parse, verb):
        return
    takers = along(parse, Anchor(verb, None), "to") + along(parse, Anchor(verb, None), "for")
    for user in each(scene, passage, takers):
        for base in each(scene, passage, subjects(parse, verb)):
            yield from depending(passage, user, base, verb, f"{parse.lemma[verb]}.v")
