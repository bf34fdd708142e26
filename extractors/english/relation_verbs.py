"""Relations that verbs tell: "owns 45% of", "was built by", "runs on"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.fillers import Filler, one_filler
from extractors.english.name_types import type_by_noun
from extractors.english.relation_facts import depending, each, making
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor, along
from extractors.english.stakes import of_owning_verb
from extractors.english.syntax import coordinated, is_passive, objects, subjects
from policygraph.records import Fact


def of_verb(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    """The relations that a verb tells."""
    words, lemma = relation_words(), passage.parse.lemma[verb]
    yield from of_owning_verb(scene, passage, verb)
    if lemma in words.make:
        yield from _pairs_made(scene, passage, verb)
    if lemma in words.use or lemma in words.used:
        yield from _depending(scene, passage, verb)
    if lemma in words.supply:
        yield from _supplied(scene, passage, verb)


def _asserted(passage: Passage, verb: int) -> bool:
    return status_of(passage.parse, verb, None, {}).value == "actual"


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
