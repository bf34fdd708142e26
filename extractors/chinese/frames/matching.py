"""Finds where a text says a word of a frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from extractors.chinese.fold import fold
from extractors.chinese.frames.anchors import anchors
from extractors.chinese.frames.patterns import compile_pattern
from extractors.chinese.frames.schema import Frame, Unit


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place where a text evokes an event type."""

    frame: Frame
    unit: Unit
    start: int
    end: int
    gap: tuple[int, int] | None  # what stands between the parts of the expression
    text: str  # the pattern's words as they stand
    slots: frozenset[str]  # those that the roles are read from


@dataclass(frozen=True, slots=True)
class _Pattern:
    frame: Frame
    unit: Unit
    slots: frozenset[str]
    regex: re.Pattern[str]
    rank: int


class TriggerFinder:
    """The lexical units of all frames, compiled."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        """Compile the patterns; each is tried only where a literal part of it stands."""
        self._patterns: list[_Pattern] = []
        literals: dict[str, list[int]] = {}
        for frame in frames:
            for unit in frame.units:
                for written in unit.match:
                    for anchor in anchors(fold(written)):
                        literals.setdefault(anchor, []).append(len(self._patterns))
                    pattern = _Pattern(frame, unit, _slots(frame, unit), compile_pattern(written), len(self._patterns))
                    self._patterns.append(pattern)
        self._anchors = list(literals)
        self._by_anchor = [literals[anchor] for anchor in self._anchors]
        self._automaton = ahocorasick_rs.AhoCorasick(self._anchors)

    def find(
        self, text: str, start: int, end: int, broken: Callable[[Trigger], bool] = lambda _: False
    ) -> list[Trigger]:
        """Find triggers in a stretch of folded text.

        Args:
            text: folded.
            start: of the stretch.
            end: of the stretch.
            broken: what is no expression though its characters stand there (模|拟…调查): it hides no other.

        Returns:
            Triggers, the longest first; of one type those that overlap are different readings of one place.
        """
        stretch = text[start:end]
        indexes = {
            i
            for hit, _, _ in self._automaton.find_matches_as_indexes(stretch, overlapping=True)
            for i in self._by_anchor[hit]
        }
        found = [t for i in sorted(indexes) for t in _matches(self._patterns[i], text, (start, end), broken)]
        return sorted(found, key=lambda t: (t.start - t.end, t.start))


def _matches(
    pattern: _Pattern, text: str, span: tuple[int, int], broken: Callable[[Trigger], bool]
) -> Iterator[Trigger]:
    """The unbroken matches of a pattern; where one is broken, another may begin inside it."""
    start, end = span
    while match := pattern.regex.search(text, start, end):
        trigger = _trigger(pattern, match)
        is_broken = broken(trigger)
        if not is_broken:
            yield trigger
        start = match.start() + 1 if is_broken else max(match.end(), match.start() + 1)


def _trigger(pattern: _Pattern, match: re.Match[str]) -> Trigger:
    gap = match.span(1) if match.re.groups and match[1] else None
    return Trigger(pattern.frame, pattern.unit, match.start(), match.end(), gap, match.group(), pattern.slots)


def _slots(frame: Frame, unit: Unit) -> frozenset[str]:
    return frozenset(slot for role, rule in frame.roles.items() for slot in unit.slots.get(role, rule.slots))


def overlap(one: Trigger, others: Iterable[Trigger]) -> bool:
    """Whether one of the others reads the same place as the same type of event."""
    rivals = (other for other in others if other.frame.type == one.frame.type)
    return any(one.start < other.end and other.start < one.end for other in rivals)
