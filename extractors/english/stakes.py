"""Who owns whom and to what share, as verbs tell it: "owns 45% of", "is wholly owned by", "a half belongs to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.english.fillers import Filler
from extractors.english.money import find_percents
from extractors.english.parse import Parse
from extractors.english.relation_facts import each, ownership, sentence_of
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor, along
from extractors.english.syntax import clause_verb, is_passive, is_verb, objects, subjects
from extractors.english.values import token_at
from policygraph.records import Fact

_BEFORE, _BEHIND = 40, 60  # characters around the verb in which the share that it speaks of stands
_MORE = frozenset({"further", "additional", "another", "remaining", "other"})
_WHOLLY = frozenset({"wholly", "fully", "entirely", "solely"})

Share = tuple[Decimal, Decimal | None]


def of_owning_verb(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    """What a verb tells of who owns whom, if it is one of owning."""
    parse, words = passage.parse, relation_words()
    lemma = parse.lemma[verb]
    if parse.tag[verb] == "VB" or status_of(parse, verb, None, {}).value != "actual":
        return
    if lemma == "belong":
        yield from _pairs(scene, passage, verb, parse.kids(verb, "nsubj"), along(parse, Anchor(verb, None), "to"))
    elif lemma in words.own or lemma in words.owned or (lemma == "have" and _has_stake(passage, verb)):
        yield from _pairs(scene, passage, verb, objects(parse, verb), subjects(parse, verb))


def _has_stake(passage: Passage, verb: int) -> bool:
    return any(passage.parse.lemma[head] in relation_words().stakes for head in passage.parse.kids(verb, "dobj"))


def _pairs(scene: Scene, passage: Passage, verb: int, held: list[int], holders: list[int]) -> Iterator[Fact]:
    owners = each(scene, passage, holders)
    share = _share(passage, verb) if len(owners) == 1 else None  # what several hold together says nothing of each
    things = _owned_things(scene, passage, verb, held, _share(passage, verb) is not None)
    if len(owners) > 1 and len(things) > 1:  # who of them owns which is anybody's guess
        return
    for owner in owners:
        if owner.kind == "Place" and share is None:  # "owned by Boston-based Acme"
            continue
        for owned in things:
            for said in ownership(passage, owned, owner, verb, f"{passage.parse.lemma[verb]}.v"):
                yield said if share is None else replace(said, percent=share[0], percent_max=share[1])


def _owned_things(scene: Scene, passage: Passage, verb: int, heads: list[int], has_share: bool) -> list[Filler]:
    """What is owned, itself or behind "45% of" and "a majority stake in"; what is held is owned only as a share."""
    parse, words = passage.parse, relation_words()
    stake = has_share or any(parse.lemma[head] in words.stakes for head in heads)
    shares = [n for head in heads for p in ("of", "in") for n in along(parse, Anchor(None, head), p)]
    if stake and parse.lemma[verb] != "belong":
        shares += along(parse, Anchor(verb, None), "of")
    behind = shares if stake else []
    parts = [head for head in heads if parse.lemma[head] in words.stakes]
    if parts and parse.dep[verb] == "relcl" and _of_which(parse, verb):
        return each(scene, passage, [parse.head[verb]])
    if parts and not behind and _is_one_more(parse, parts):
        return _owned_before(scene, passage, verb)
    if parse.lemma[verb] in ("hold", "have") and not is_passive(parse, verb):
        return each(scene, passage, behind)
    return each(scene, passage, behind) or each(scene, passage, [head for head in heads if head not in parts])


def _share(passage: Passage, verb: int) -> Share | None:
    parse = passage.parse
    if any(parse.lower[kid] in _WHOLLY for kid in parse.kids(verb, "advmod")):
        return Decimal(100), None
    sentence = sentence_of(passage, verb)
    begin, stop = parse.start[verb] - _BEFORE, parse.end[verb] + _BEHIND
    shares = find_percents(sentence.text)
    near = (share for share in shares if begin <= share[0] + sentence.start <= stop)
    return next((share[2:] for share in near if _said_of(parse, verb, share[0] + sentence.start)), None)


def _said_of(parse: Parse, verb: int, offset: int) -> bool:
    """Not as in "could buy 75% of Line, which is owned by Naver": the share is what the other verb tells."""
    token = token_at(parse, offset)
    told_by = clause_verb(parse, token) if token is not None else None
    return token is None or told_by in (None, verb, parse.head[verb]) or verb in parse.ancestors(token)


def _of_which(parse: Parse, verb: int) -> bool:
    """As in "half of which belongs to", "in which it has a stake"."""
    return any(parse.lower[t] == "which" and parse.lower[parse.head[t]] in ("of", "in") for t in parse.subtree(verb))


def _is_one_more(parse: Parse, parts: list[int]) -> bool:
    """As in "a further 2%", "the remaining shares": of what the text has just spoken of."""
    return any(parse.lower[kid] in _MORE for part in parts for kid in parse.children[part]) or any(
        parse.lemma[part] == "rest" for part in parts
    )


def _owned_before(scene: Scene, passage: Passage, verb: int) -> list[Filler]:
    """What the owning verb before this one, in this sentence or the one before, says is owned."""
    parse, words = passage.parse, relation_words()
    for earlier in range(verb - 1, -1, -1):
        if parse.sentence[earlier] < parse.sentence[verb] - 1:
            break
        if is_verb(parse, earlier) and parse.lemma[earlier] in words.own:
            return _owned_things(scene, passage, earlier, objects(parse, earlier), _share(passage, earlier) is not None)
    return []
