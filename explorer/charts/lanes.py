"""A timeline in lanes: a lane for each type of event, a point for each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.charts.scales import Tick, day_number, years_between
from explorer.lists.records import EventItem

WIDTH, LANE = 760, 26
_LEFT, _RIGHT, _TOP = 150, 14, 6
_MOST_LANES = 8
_APART = 11  # pixels between points that do not touch


@dataclass(frozen=True, slots=True)
class Dot:
    """An event in its lane."""

    x: float
    y: float
    event: EventItem


@dataclass(frozen=True, slots=True)
class Lane:
    """A type of event."""

    type: str
    y: int  # of its middle
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The whole timeline."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    width: int = WIDTH
    height: int = 0
    left: int = _LEFT

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.lanes)


def lanes(events: Sequence[EventItem]) -> Lanes:
    """The dated events by type, the most frequent type first; nothing where they all happened on one day."""
    dated = [(day, event) for event in events if event.day and (day := day_number(event.day)) is not None]
    if len({day for day, _ in dated}) < 2:
        return Lanes((), ())
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    types = sorted({event.type for _, event in dated}, key=lambda kind: (-sum(e.type == kind for _, e in dated), kind))
    height = _TOP + len(types[:_MOST_LANES]) * LANE

    def across(day: int) -> float:
        return round(_LEFT + 8 + (day - first) * (WIDTH - _LEFT - _RIGHT - 8) / (last - first), 1)

    made = []
    for number, kind in enumerate(types[:_MOST_LANES]):
        middle = _TOP + number * LANE + LANE // 2
        places = [
            (across(day), event)
            for day, event in sorted(dated, key=lambda pair: (pair[0], pair[1].iri))
            if event.type == kind
        ]
        made.append(Lane(kind, middle, _spread(places, middle)))
    ticks = tuple(Tick(across(day), label) for day, label in years_between(first, last))
    return Lanes(tuple(made), ticks, height=height + 22)


def _spread(places: Sequence[tuple[float, EventItem]], middle: int) -> tuple[Dot, ...]:
    """Points that would cover each other stand a little higher and lower in turn."""
    made: list[Dot] = []
    crowd = 0
    for x, event in places:
        crowd = crowd + 1 if made and x - made[-1].x < _APART else 0
        made.append(Dot(x, middle + (0, -6, 6)[crowd % 3], event))
    return tuple(made)
