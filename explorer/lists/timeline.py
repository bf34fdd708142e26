"""Events over time by type, for the first page."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from explorer.lists.events import EventFilter
from explorer.lists.tally import groups

_MONTHS = 24
_FEWEST = 12  # months shown even where the first of them have no events


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month."""

    month: str  # "2025-09"
    total: int
    types: tuple[tuple[str, int], ...]  # type and count, in the order of the timeline's types


@dataclass(frozen=True, slots=True)
class Timeline:
    """The months up to the newest with events, and the types that occur in them, the most frequent first."""

    months: tuple[Month, ...]
    types: tuple[tuple[str, int], ...]
    highest: int  # events of the fullest month


def timeline(listing: sqlite3.Connection, confidence: float = 0.0) -> Timeline:
    """Count events of at least such a confidence by month of their own date, or of their first report."""
    cells = _cells(listing, confidence)
    newest = listing.execute("SELECT MAX(first_reported) FROM event").fetchone()[0]
    if not cells or not newest:
        return Timeline((), (), 0)
    months = _months_until(newest[:7])
    shown = {cell: count for cell, count in cells.items() if months[0] <= cell[0] <= months[-1]}
    first = min((month for month, _ in shown), default=months[-1])
    months = months[min(months.index(first), _MONTHS - _FEWEST) :]
    totals: Counter[str] = Counter()
    for (_, kind), count in shown.items():
        totals[kind] += count
    types = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    made = tuple(_month(month, types, shown) for month in months)
    return Timeline(made, tuple(types), max(month.total for month in made))


def _cells(listing: sqlite3.Connection, confidence: float) -> dict[tuple[str, str], int]:
    """How many events there are by month and type; those without a date are in none."""
    cells: Counter[tuple[str, str]] = Counter()
    for group in groups(listing, EventFilter(confidence=confidence)):
        cells[group.month, group.type] += group.number - (group.doubtful if confidence else 0)
    return {cell: count for cell, count in cells.items() if cell[0] and count}


def _month(month: str, types: list[tuple[str, int]], cells: dict[tuple[str, str], int]) -> Month:
    counted = tuple((name, cells[month, name]) for name, _ in types if (month, name) in cells)
    return Month(month, sum(count for _, count in counted), counted)


def _months_until(last: str) -> list[str]:
    number = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [f"{place // 12:04d}-{place % 12 + 1:02d}" for place in range(number - _MONTHS + 1, number + 1)]
