"""A figure over time, as different articles give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.charts.scales import Tick, day_number, nice_steps, years_between
from explorer.lists.records import FactItem

WIDTH, HEIGHT = 560, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 14, 26


@dataclass(frozen=True, slots=True)
class Point:
    """What one article gives."""

    x: float
    y: float
    fact: FactItem


@dataclass(frozen=True, slots=True)
class MetricChart:
    """One figure in one currency."""

    metric: str
    currency: str
    points: tuple[Point, ...]  # by time
    steps: tuple[tuple[float, float], ...]  # of the vertical axis: where, and the value
    ticks: tuple[Tick, ...]  # of the horizontal one
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    bottom: int = HEIGHT - _BOTTOM

    @property
    def path(self) -> str:
        """The line through the points."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def metric_charts(facts: Iterable[FactItem]) -> tuple[MetricChart, ...]:
    """A chart for each figure that is given for two periods or more."""
    groups: dict[tuple[str, str], list[tuple[int, FactItem]]] = defaultdict(list)
    for fact in facts:
        day = day_number(fact.period)  # not the day of publication: an article may speak of what was long ago
        if fact.amount is not None and day is not None and fact.status == "actual":
            groups[fact.metric, fact.currency].append((day, fact))
    return tuple(_chart(*key, dated) for key, dated in sorted(groups.items()) if len({day for day, _ in dated}) > 1)


def _chart(metric: str, currency: str, dated: list[tuple[int, FactItem]]) -> MetricChart:
    dated = sorted(dated, key=lambda pair: (pair[0], pair[1].iri))
    first, last = dated[0][0], dated[-1][0]
    steps = nice_steps(max(fact.amount or 0 for _, fact in dated))

    def across(day: int) -> float:
        return round(_LEFT + (day - first) * (WIDTH - _LEFT - _RIGHT) / (last - first), 1)

    def up(value: float) -> float:
        return round(HEIGHT - _BOTTOM - value * (HEIGHT - _TOP - _BOTTOM) / steps[-1], 1)

    return MetricChart(
        metric,
        currency,
        tuple(Point(across(day), up(fact.amount or 0), fact) for day, fact in dated),
        tuple((up(value), value) for value in steps),
        tuple(Tick(across(day), label) for day, label in years_between(first, last)),
    )
