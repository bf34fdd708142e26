"""What a reader tells the linking."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that a language model or a pattern of the reader saw."""

    start: int  # code points into the text
    end: int
    type: str = ""  # an entity type of the ontology as far as the reader knows; empty where it does not
    confidence: float = 0.6  # that this is a name of that type


class SpanIndex:
    """Spans of one text, in any order and overlapping or not, that are asked often whether they touch others."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Sort the spans (start, end), each in code points."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = [0, *accumulate((end for _, end in ordered), max)]

    def reach(self, position: int) -> int:
        """The furthest end of the spans that start before a position; 0 where none does."""
        return self._reach[bisect_left(self._starts, position)]

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with one of the spans."""
        return self.reach(end) > start


@dataclass(frozen=True, slots=True)
class Hint:
    """What a parse says of one mention."""

    acts: bool = False  # it does or suffers what only somebody can: sues, says, buys, is sued, is bought
    used: bool = False  # it is used, launched, banned, posted on: a thing
    type: str = ""  # the entity type that its role asks for, e.g. Company for who raises a round
