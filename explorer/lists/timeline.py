"""Events over time by type, for the first page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

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


def timeline(listing: sqlite3.Connection) -> Timeline:
    """Count events by month of their own date, or of their first report."""
    rows = listing.execute(
        "SELECT SUBSTR(day, 1, 7) AS month, type, COUNT(*) AS count FROM event WHERE day IS NOT NULL GROUP BY 1, 2"
    ).fetchall()
    newest = listing.execute("SELECT MAX(first_reported) FROM event").fetchone()[0]
    if not rows or not newest:
        return Timeline((), (), 0)
    months = _months_until(newest[:7])
    shown = [row for row in rows if months[0] <= row["month"] <= months[-1]]
    first = min((row["month"] for row in shown), default=months[-1])
    months = months[min(months.index(first), _MONTHS - _FEWEST) :]
    totals: dict[str, int] = {}
    for row in shown:
        totals[row["type"]] = totals.get(row["type"], 0) + row["count"]
    types = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    cells = {(row["month"], row["type"]): int(row["count"]) for row in shown}
    made = tuple(_month(month, types, cells) for month in months)
    return Timeline(made, tuple(types), max(month.total for month in made))


def _month(month: str, types: list[tuple[str, int]], cells: dict[tuple[str, str], int]) -> Month:
    counted = tuple((name, cells[month, name]) for name, _ in types if (month, name) in cells)
    return Month(month, sum(count for _, count in counted), counted)


def _months_until(last: str) -> list[str]:
    number = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [f"{place // 12:04d}-{place % 12 + 1:02d}" for place in range(number - _MONTHS + 1, number + 1)]
