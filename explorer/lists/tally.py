"""How many events pass a filter: in all, by type, by status and over time."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from explorer.lists.conditions import Count
from explorer.lists.entities import Companion, entity_links
from explorer.lists.events import EventFilter, conditions_on
from graph.listing import MONTHS, SHOWN_FROM, STATUSES, status_bits

_PREFIX = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
_GROUP = "type, statuses, month, count, doubtful"
_MOST_OF_THEM = 0.8  # where the newest months hold this share of the events, the older ones are left out
_MONTHS_BY_DAY = 3  # more months than these are never shown day by day


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in the histogram."""

    since: str
    until: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events pass a filter, by type, status and time."""

    total: int
    doubtful: int  # events of lower confidence: those left out, or those among the rest where all are wanted
    types: tuple[Count, ...]  # whatever types are chosen now
    statuses: tuple[Count, ...]  # whatever statuses are chosen now
    bars: tuple[Bar, ...]
    earlier: Bar | None = None  # what lies before the first bar


class Group(NamedTuple):
    """The events of one type and month of which reports give the same statuses."""

    type: str
    statuses: int  # bits
    month: str  # empty for those without a date
    number: int  # of whatever confidence
    doubtful: int  # of them, those of lower confidence


def groups(listing: sqlite3.Connection, wanted: EventFilter) -> tuple[Group, ...]:
    """The events that pass a filter but for its types, statuses and confidence, counted.

    Those of the busy entities were counted beforehand.
    """
    others = replace(without_choices(wanted), confidence=0.0)
    if others == EventFilter(entity=others.entity) and wanted.bound == SHOWN_FROM:
        counted = f"SELECT {_GROUP} FROM event_month WHERE entity = ?"  # noqa: S608
        if (found := _groups(listing, counted, (others.entity,))) or not others.entity:
            return found
    conditions = conditions_on(listing, others)
    months = MONTHS.format(where=conditions.where, sure=wanted.bound)
    return _groups(listing, f"SELECT {_GROUP} FROM ({months})", conditions.values)  # noqa: S608


def without_choices(wanted: EventFilter) -> EventFilter:
    """A filter as it is before types, statuses and an order are chosen."""
    return replace(wanted, types=(), statuses=(), order=EventFilter().order)


def _groups(listing: sqlite3.Connection, statement: str, values: Sequence[object]) -> tuple[Group, ...]:
    cursor = listing.cursor()
    cursor.row_factory = None  # a busy entity has thousands: looking columns up by name would take longer than reading
    return tuple(map(Group._make, cursor.execute(statement, values)))


def tally(
    listing: sqlite3.Connection, wanted: EventFilter, counted: Iterable[Group] | None = None, bars: int = 48
) -> Tally:
    """Count the events that pass a filter, in one look at them.

    Args:
        listing: of the snapshot.
        wanted: the filter.
        counted: what ``groups`` gives for it, where that is known already.
        bars: at most so many stretches of time: days, months or years, whichever fit.
    """
    rows = groups(listing, wanted) if counted is None else counted
    chosen = status_bits(wanted.statuses)
    types: Counter[str] = Counter()
    of_bits: Counter[int] = Counter()
    months: Counter[str] = Counter()
    total = doubtful = 0
    for row in rows:
        count = row.number - row.doubtful if wanted.confidence else row.number
        of_type = not wanted.types or row.type in wanted.types
        of_status = not wanted.statuses or bool(row.statuses & chosen)
        if of_status:
            types[row.type] += count
        if of_type:
            of_bits[row.statuses] += count
        if of_type and of_status:
            total += count
            doubtful += row.doubtful
            months[row.month] += count
    months.pop("", None)
    statuses: Counter[str] = Counter()
    for bits, count in of_bits.items():
        statuses.update(dict.fromkeys(_named(bits), count))
    drawn = _bars(listing, wanted, +months, bars)
    return Tally(total, doubtful, _ranked(types), _ranked(statuses), drawn, _earlier(drawn, months.total()))


def _earlier(drawn: Sequence[Bar], whole: int) -> Bar | None:
    """The events from before the first bar that is drawn."""
    left_out = whole - sum(bar.count for bar in drawn)
    if not left_out:
        return None
    last = (date.fromisoformat(drawn[0].since) - timedelta(days=1)).isoformat()
    return Bar("", last, last, left_out)


@dataclass(frozen=True, slots=True)
class Actors:
    """Who takes part in the events of a list, and from which countries."""

    entities: tuple[Companion, ...] = ()
    countries: tuple[Count, ...] = ()


def actors(listing: sqlite3.Connection, wanted: EventFilter, limit: int = 12) -> Actors:
    """The participants of the events that pass a filter, and their countries, the most frequent first."""
    conditions = wanted.conditions()  # all of them are wanted, in no order: beginning with whoever is given is quicker
    found = listing.execute(f"SELECT document FROM event{conditions.where}", conditions.values)  # noqa: S608
    events = json.dumps([row["document"] for row in found])
    rows = listing.execute(
        """SELECT entity AS iri, COUNT(DISTINCT document) AS events FROM participant
           WHERE document IN (SELECT value FROM json_each(?)) AND entity <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?""",
        (events, limit),
    ).fetchall()
    countries = listing.execute(
        """SELECT country AS value, COUNT(*) AS count FROM event_country
           WHERE document IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?""",
        (events, limit),
    ).fetchall()
    links = entity_links(listing, (row["iri"] for row in rows))
    return Actors(
        tuple(Companion(links[row["iri"]], row["events"]) for row in rows if row["iri"] != wanted.entity),
        tuple(Count(row["value"], row["count"]) for row in countries),
    )


def _named(bits: int) -> list[str]:
    return [name for place, name in enumerate(STATUSES) if bits >> place & 1]


def _ranked(counted: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(name, count) for name, count in sorted((+counted).items(), key=lambda pair: (-pair[1], pair[0])))


def _bars(listing: sqlite3.Connection, wanted: EventFilter, months: Counter[str], most: int) -> tuple[Bar, ...]:
    """Bars by day, month or year; gaps are bars of none."""
    if not months:
        return ()
    found: Mapping[str, int] = months
    if len(_periods(min(months), max(months), "month")) <= _MONTHS_BY_DAY:
        days = _days(listing, wanted)
        if len(_periods(min(days), max(days), "day")) <= most:
            return _as_bars(days, "day", most)
    newest = _periods(min(months), max(months), "month")[-most:]
    recent = sum(count for month, count in months.items() if month >= newest[0])
    unit = "month" if recent >= _MOST_OF_THEM * sum(months.values()) else "year"
    return _as_bars(found, unit, most)


def _days(listing: sqlite3.Connection, wanted: EventFilter) -> dict[str, int]:
    conditions = conditions_on(listing, wanted).plus("day IS NOT NULL")
    statement = f"SELECT day, COUNT(*) AS count FROM event{conditions.where} GROUP BY day"  # noqa: S608
    return {row["day"]: int(row["count"]) for row in listing.execute(statement, conditions.values)}


def _as_bars(found: Mapping[str, int], unit: str, most: int) -> tuple[Bar, ...]:
    width = _PREFIX[unit]
    counted: Counter[str] = Counter()
    for period, count in found.items():
        counted[period[:width]] += count
    newest = _periods(min(found), max(found), unit)[-most:]
    first = next(place for place, period in enumerate(newest) if counted[period])  # no gap before the first of them
    return tuple(Bar(*_bounds(period), period, counted[period]) for period in newest[first:])


def _periods(first: str, last: str, unit: str) -> list[str]:
    """All days, months or years from one ISO date to another."""
    if unit == "day":
        begin, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
        return [date.fromordinal(day).isoformat() for day in range(begin, end + 1)]
    years = range(int(first[:4]), int(last[:4]) + 1)
    if unit == "year":
        return [f"{year:04d}" for year in years]
    months = (f"{year:04d}-{month:02d}" for year in years for month in range(1, 13))
    return [month for month in months if first[:7] <= month <= last[:7]]


def _bounds(period: str) -> tuple[str, str]:
    """The first and last day of a year, month or day; the last of a month is given as the 31st, which sorts right."""
    return period + "-01-01"[: 10 - len(period)] if len(period) == 4 else (period + "-01")[:10], {
        4: period + "-12-31",
        7: period + "-31",
    }.get(len(period), period)
