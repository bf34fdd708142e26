"""Two names that a text introduces as one: "Zhipu AI (智谱)", "Semiconductor Manufacturing International (SMIC)".

Only names of different scripts, or a name and its initials, count: what stands in brackets after a company may also be
its owner, its city or its ticker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_OPENING = re.compile(r"\s?[(（]\s?[“\"]?")
_CLOSING = re.compile(r"[”\"]?\s?[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
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
        if first.entity == second.entity or not _OPENING.fullmatch(between):
            continue
        closing = _CLOSING.match(text, second.end)
        if closing and _one_in_two_ways(first.text, second.text):
            low, high = sorted((first.entity, second.entity))
            yield low, high, text[first.begin : closing.end()]


def _one_in_two_ways(first: str, second: str) -> bool:
    if bool(_HAN.search(first)) != bool(_HAN.search(second)):
        return True
    return any(_initials(long) == short for long, short in ((first, second), (second, first)))


def _initials(name: str) -> str:
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
    return initials if len(initials) > _SHORT - 1 else " "
