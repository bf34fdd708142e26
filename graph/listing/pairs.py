"""Entities that may be one under two names, for an analyst to decide: what speaks for it, and how much.

Three things speak for it: a name that both have when case, script, punctuation and legal form are set aside; a text
that gives one in brackets after the other; two events that are alike but for them. Two entities of the gazetteer are
never proposed: it says that they are two. The weights were set by hand, for the order of the questions only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from policygraph.identifiers import fold_name

_NAME, _NAME_OF_ANOTHER_TYPE, _CONTEXT, _CONTEXT_WITH_AMOUNT = 0.7, 0.4, 0.5, 0.7
_BRACKET, _BRACKET_OF_ANOTHER_TYPE = 0.8, 0.4
_OF_ANOTHER = frozenset(("Place", "Product"))  # in brackets they say whose or where something is, not what it is called
_TOLD_APART = 0.3  # of the chance is left where an article speaks of both
_MOST_ALIKE = 12  # entities under one name, beyond which the name tells nothing
_NEAR = 3  # days between two reports of one event
_MOST_COMPARED = 40  # events of one entity within these days
_CHINESE_FORMS = re.compile("(?:股份|控股)?(?:有限)?(?:责任)?公司$")
_BRACKETED = re.compile(r"[（(]\s*([^（）()\n]{2,60}?)\s*[）)]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that another one may be."""

    iri: str
    type: str
    known: bool  # to the gazetteer
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as two of them are compared."""

    iri: str
    type: str
    day: str  # ISO date
    amount: float | None
    fillers: tuple[tuple[str, str], ...]  # role and IRI of an entity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one, in the order of their IRIs."""

    first: str
    second: str
    chance: float = 0.0
    name: str = ""  # that both have
    quote: str = ""  # the words that give one in brackets after the other
    article: str = ""  # IRI: where these words stand
    event: str = ""  # IRI of an event of the first
    other_event: str = ""  # IRI of one of the second, like it


def pairs(
    candidates: Iterable[Candidate],
    brackets: Iterable[Pair],
    happenings: Iterable[Happening],
    spoken_of: Mapping[str, Sequence[str]],
) -> tuple[Pair, ...]:
    """All pairs that something speaks for, by their IRIs.

    Args:
        candidates: all entities that articles speak of.
        brackets: what ``bracketed`` found in the articles.
        happenings: the events.
        spoken_of: by article, the IRIs of the entities that it speaks of.
    """
    known = {candidate.iri: candidate for candidate in candidates}
    found: dict[tuple[str, str], Pair] = {}
    for one in (*_alike(known.values()), *_weighed(brackets, known), *_in_like_events(happenings, known)):
        if _may_be_one(known.get(one.first), known.get(one.second)):
            found[one.first, one.second] = _both(found.get((one.first, one.second)), one)
    apart = _together(found, spoken_of)
    weighed = (
        replace(pair, chance=pair.chance * _TOLD_APART) if key in apart and not pair.quote else pair
        for key, pair in sorted(found.items())
    )
    return tuple(replace(pair, chance=round(pair.chance, 3)) for pair in weighed)


def _may_be_one(first: Candidate | None, second: Candidate | None) -> bool:
    return first is not None and second is not None and first.iri != second.iri and not (first.known and second.known)


def _both(before: Pair | None, one: Pair) -> Pair:
    """What speaks for a pair together; of two things of one kind the first stays."""
    if before is None:
        return one
    told = {name: getattr(one, name) for name in ("name", "quote", "article", "event", "other_event")}
    fresh = {name: value for name, value in told.items() if value and not getattr(before, name)}
    chance = 1 - (1 - before.chance) * (1 - one.chance) if fresh else max(before.chance, one.chance)
    return replace(before, chance=chance, **fresh)


def _together(found: Mapping[tuple[str, str], Pair], spoken_of: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of which one article speaks of both."""
    articles: dict[str, set[str]] = defaultdict(set)
    wanted = {iri for pair in found for iri in pair}
    for article, entities in spoken_of.items():
        for entity in wanted.intersection(entities):
            articles[entity].add(article)
    return {pair for pair in found if not articles[pair[0]].isdisjoint(articles[pair[1]])}


def alike_key(name: str) -> str:
    """What is left of a name when case, script, punctuation, spaces and legal form are set aside."""
    whole = fold_name(name).replace(" ", "")
    return _CHINESE_FORMS.sub("", whole) or whole


def _alike(candidates: Iterable[Candidate]) -> Iterator[Pair]:
    by_key: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for candidate in candidates:
        for name in candidate.names:
            by_key[alike_key(name)][candidate.iri] = candidate
    for key, alike in sorted(by_key.items()):
        if len(key) > 1 and 1 < len(alike) <= _MOST_ALIKE:
            for first, second in combinations(sorted(alike), 2):
                same_type = alike[first].type == alike[second].type
                name = next(name for name in alike[first].names if alike_key(name) == key)
                yield Pair(first, second, _NAME if same_type else _NAME_OF_ANOTHER_TYPE, name)


def _weighed(brackets: Iterable[Pair], known: Mapping[str, Candidate]) -> Iterator[Pair]:
    for pair in brackets:
        types = {known[iri].type for iri in (pair.first, pair.second) if iri in known}
        if len(types) == 1:
            yield pair
        elif types.isdisjoint(_OF_ANOTHER):
            yield replace(pair, chance=_BRACKET_OF_ANOTHER_TYPE)


def bracketed(
    article: str, text: str, names: Mapping[str, str], elsewhere: Callable[[str], str | None]
) -> Iterator[Pair]:
    """The entities that a text gives in brackets after another.

    Args:
        article: its IRI.
        text: of the article.
        names: what the entities that it speaks of are called, each with the IRI.
        elsewhere: gives whom else a name is of, for what stands in the brackets.
    """
    for found in _BRACKETED.finditer(text):
        inside = names.get(found[1]) or elsewhere(found[1])
        before = text[max(0, found.start() - 80) : found.start()].rstrip(" 》”\"'’")
        outside = max((name for name in names if before.endswith(name)), key=len, default="")
        if inside and outside and names[outside] != inside:
            first, second = sorted((inside, names[outside]))
            yield bracket(article, first, second, f"{outside}{found[0]}")


def bracket(article: str, first: str, second: str, quote: str) -> Pair:
    """Two entities of which an article gives one in brackets after the other, in these words."""
    return Pair(first, second, _BRACKET, quote=quote, article=article)


def _in_like_events(happenings: Iterable[Happening], known: Mapping[str, Candidate]) -> Iterator[Pair]:
    """Entities that stand in the same role of two events which have type, days and another participant in common."""
    shared: dict[tuple[str, str, str], list[Happening]] = defaultdict(list)
    for event in happenings:
        for role, entity in event.fillers:
            shared[event.type, role, entity].append(event)
    for (_, role, _), events in sorted(shared.items()):
        events.sort(key=lambda event: (event.day, event.iri))
        days = [date.fromisoformat(event.day).toordinal() for event in events]
        for place, first in enumerate(events):
            for other in range(place + 1, min(place + _MOST_COMPARED, len(events))):
                if days[other] - days[place] > _NEAR:
                    break
                yield from _in_place_of(first, events[other], role, known)


def _in_place_of(one: Happening, other: Happening, shared: str, known: Mapping[str, Candidate]) -> Iterator[Pair]:
    if one.amount is not None and other.amount is not None and one.amount != other.amount:
        return
    chance = _CONTEXT_WITH_AMOUNT if one.amount is not None and one.amount == other.amount else _CONTEXT
    for role in sorted({role for role, _ in one.fillers} - {shared}):
        mine, yours = ({entity for r, entity in event.fillers if r == role} for event in (one, other))
        if len(mine) == len(yours) == 1 and mine != yours:
            (first,), (second,) = mine, yours
            if _may_be_one(known.get(first), known.get(second)) and known[first].type == known[second].type:
                pair = ((first, one.iri), (second, other.iri))
                (first, event), (second, other_event) = sorted(pair)
                yield Pair(first, second, chance, event=event, other_event=other_event)
