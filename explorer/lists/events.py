"""The list of events: filters, facets, a histogram over time, and the events themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from explorer.lists.conditions import Conditions, Count, Slice, counts, total
from explorer.lists.entities import entity_links
from explorer.lists.records import EventItem, Participant
from graph.listing import match_expression

_PREFIX = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
# SQLite takes NULL for less than any value, so that it comes last where the order falls.
_ORDERS = {
    "newest": "day DESC, iri",
    "oldest": "day IS NULL, day, iri",
    "reported": "first_reported DESC, iri",
    "amount": "amount DESC, iri",
    "confidence": "confidence DESC, day DESC, iri",
    "sources": "sources DESC, day DESC, iri",
}
ORDERS = tuple(_ORDERS)
_REWRITTEN = {"conflict", "dated", "background", "last_reported"}  # columns that a record holds in another form


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; what is empty does not filter."""

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    entity: str = ""  # IRI of a participant
    companion: str = ""  # IRI of one who takes part as well
    words: str = ""
    since: str = ""  # ISO date
    until: str = ""  # ISO date
    amount_from: float | None = None
    currency: str = ""
    sources: int = 0  # at least so many independent ones
    confidence: float = 0.0  # at least
    conflict: bool = False  # only those whose reports disagree
    order: str = "newest"

    def conditions(self) -> Conditions:
        """The filter as SQL over the table ``event``."""
        made = Conditions().plus_any("type", self.types)
        if self.statuses:
            marks = ", ".join("?" * len(self.statuses))
            made = made.plus(f"iri IN (SELECT event FROM event_status WHERE status IN ({marks}))", *self.statuses)  # noqa: S608
        for entity in filter(None, (self.entity, self.companion)):
            made = made.plus("iri IN (SELECT event FROM participant WHERE entity = ?)", entity)
        if self.words and (expression := match_expression(self.words)):
            made = made.plus(
                "iri IN (SELECT iri FROM document JOIN words ON words.rowid = document.rowid "
                "WHERE words MATCH ? AND kind = 'event')",
                expression,
            )
        return self._values(made)

    def _values(self, made: Conditions) -> Conditions:
        limits: Sequence[tuple[str, str | float | None]] = (
            ("day >= ?", self.since),
            ("day <= ?", self.until),
            ("amount >= ?", self.amount_from),
            ("currency = ?", self.currency),
            ("sources >= ?", self.sources),
            ("confidence >= ?", self.confidence),
        )
        for clause, value in limits:
            if value:
                made = made.plus(clause, value)
        return made.plus("conflict <> ''") if self.conflict else made


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in the histogram."""

    since: str
    until: str
    label: str
    count: int


def list_events(listing: sqlite3.Connection, wanted: EventFilter, part: Slice) -> tuple[EventItem, ...]:
    """The events that pass the filter, in the order wanted."""
    conditions = wanted.conditions()
    order = _ORDERS.get(wanted.order, _ORDERS["newest"])
    statement = f"SELECT * FROM event{conditions.where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
    return _complete(listing, listing.execute(statement, (*conditions.values, part.size, part.offset)))


def count_events(listing: sqlite3.Connection, wanted: EventFilter) -> int:
    """How many events pass the filter."""
    return total(listing, "event", wanted.conditions())


def events_by_iri(listing: sqlite3.Connection, iris: Iterable[str]) -> dict[str, EventItem]:
    """These events; those that are not there are left out."""
    conditions = Conditions().plus_any("iri", iris)
    if not conditions.clauses:
        return {}
    rows = listing.execute(f"SELECT * FROM event{conditions.where}", conditions.values)  # noqa: S608
    return {event.iri: event for event in _complete(listing, rows)}


def facet_types(listing: sqlite3.Connection, wanted: EventFilter) -> tuple[Count, ...]:
    """How many events there would be of each type, whatever types are chosen now."""
    return counts(listing, "type", "event", replace(wanted, types=()).conditions())


def facet_statuses(listing: sqlite3.Connection, wanted: EventFilter) -> tuple[Count, ...]:
    """How many events there would be with each status, whatever statuses are chosen now."""
    inner = replace(wanted, statuses=()).conditions()
    source = "event_status"
    if inner.clauses:
        source += f" WHERE event IN (SELECT iri FROM event{inner.where})"  # noqa: S608
    statement = f"SELECT status AS value, COUNT(*) AS count FROM {source} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    return tuple(Count(row["value"], row["count"]) for row in listing.execute(statement, inner.values))


def histogram(listing: sqlite3.Connection, wanted: EventFilter, bars: int = 48) -> tuple[Bar, ...]:
    """The events over time, by day, month or year, whichever gives at most so many bars; gaps are bars of none."""
    conditions = wanted.conditions().plus("day IS NOT NULL")
    statement = f"SELECT day, COUNT(*) AS count FROM event{conditions.where} GROUP BY day"  # noqa: S608
    days = {row["day"]: int(row["count"]) for row in listing.execute(statement, conditions.values)}
    if not days:
        return ()
    for unit in ("day", "month", "year"):
        periods = _periods(min(days), max(days), unit)
        if len(periods) <= bars or unit == "year":
            break
    width = _PREFIX[unit]
    found: dict[str, int] = {}
    for day, count in days.items():
        found[day[:width]] = found.get(day[:width], 0) + count
    return tuple(Bar(*_bounds(period), period, found.get(period, 0)) for period in periods[-bars:])


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


def _complete(listing: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> tuple[EventItem, ...]:
    """Rows of ``event`` with their participants and attributes."""
    found = list(rows)
    iris = [row["iri"] for row in found]
    participants = _participants(listing, iris)
    attributes = _attributes(listing, iris)
    return tuple(
        EventItem(
            **{name: value for name, value in dict(row).items() if name not in _REWRITTEN},
            dated=bool(row["dated"]),
            background=bool(row["background"]),
            conflict=tuple(row["conflict"].split()),
            participants=tuple(participants.get(row["iri"], ())),
            attributes=tuple(attributes.get(row["iri"], ())),
        )
        for row in found
    )


def _participants(listing: sqlite3.Connection, iris: Sequence[str]) -> dict[str, list[Participant]]:
    conditions = Conditions().plus_any("event", iris)
    if not iris:
        return {}
    statement = f"SELECT * FROM participant{conditions.where} ORDER BY event, place"  # noqa: S608
    rows = listing.execute(statement, conditions.values).fetchall()
    links = entity_links(listing, {row["entity"] for row in rows if row["entity"]})
    found: dict[str, list[Participant]] = {}
    for row in rows:
        participant = Participant(row["role"], links.get(row["entity"]), row["text"])
        found.setdefault(row["event"], []).append(participant)
    return found


def _attributes(listing: sqlite3.Connection, iris: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    if not iris:
        return {}
    conditions = Conditions().plus_any("event", iris)
    found: dict[str, list[tuple[str, str]]] = {}
    statement = f"SELECT * FROM attribute{conditions.where} ORDER BY event, name, value"  # noqa: S608
    for row in listing.execute(statement, conditions.values):
        found.setdefault(row["event"], []).append((row["name"], row["value"]))
    return found
