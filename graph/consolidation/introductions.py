"""Two names that a text introduces as one: "Zhipu AI (智谱)", "Semiconductor Manufacturing International (SMIC)".

Where the reader took both for one entity already, it is the same as whoever other articles know by either name alone.

Only names of different scripts, or a name and its initials, count: what stands in brackets after a company may also be
its owner, its city or its ticker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ontology.vocabulary import load_vocabulary
from policygraph.identifiers import unknown_entity_iri

_OPENING = re.compile(r"\s?[(（]\s?[“\"]?")
_CLOSING = re.compile(r"[”\"]?\s?[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BY_NAME_ALONE = re.compile(r"/entity/([a-z]+)-[0-9a-f]{16}$")
_SHORT = 2  # letters of the shortest initials that tell anything


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: where it stands, and whom it names."""

    begin: int
    end: int
    text: str
    entity: str  # IRI


def introductions(text: str, mentions: Iterable[Named]) -> Iterator[tuple[str, str, str]]:
    """The pairs of entities that a text introduces as one, each with the words that do it.

    Args:
        text: of an article.
        mentions: of entities in it.
    """
    ordered = sorted(mentions, key=lambda each: (each.begin, each.end, each.entity))
    for first, second in pairwise(ordered):
        between = text[first.end : second.begin]
        closing = _CLOSING.match(text, second.end)
        if closing and _OPENING.fullmatch(between) and _one_in_two_ways(first.text, second.text):
            entities = {first.entity, second.entity}
            for low, high in [sorted(entities)] if len(entities) == 2 else _by_either_name(first, second):
                yield low, high, text[first.begin : closing.end()]


def _by_either_name(first: Named, second: Named) -> Iterator[list[str]]:
    """An entity with those who are known by one of its names alone; none where the gazetteer knows it."""
    types = {name.lower(): name for name in load_vocabulary().entity_types}
    kind = _BY_NAME_ALONE.search(first.entity)
    if kind and kind[1] in types:
        others = {unknown_entity_iri(types[kind[1]], name) for name in (first.text, second.text)}
        yield from (sorted((first.entity, other)) for other in sorted(others - {first.entity}))


def _one_in_two_ways(first: str, second: str) -> bool:
    if bool(_HAN.search(first)) != bool(_HAN.search(second)):
        return True
    return any(_initials(long) == short for long, short in ((first, second), (second, first)))


def _initials(name: str) -> str:
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    return initials if len(initials) > _SHORT - 1 else " "
