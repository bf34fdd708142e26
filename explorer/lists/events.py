"""The list of events: filters and the events themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer.lists.conditions import Conditions, Slice
from explorer.lists.entities import entity_links
from explorer.lists.records import EventItem, Participant
from graph.listing import SHOWN_FROM, status_bits

# SQLite takes NULL for less than any value, so that it comes last where the order falls.
_ORDERS = {
    "newest": "day DESC, iri",
    "oldest": "day IS NULL, day, iri",
    "reported": "first_reported DESC, iri",
    "noted": "noted DESC, iri",
    "amount": "euros DESC, amount DESC, iri",
    "confidence": "confidence DESC, day DESC, iri",
    "sources": "sources DESC, day DESC, iri",
}
ORDERS = tuple(_ORDERS)
# Columns that a record holds in another form, or not at all.
_REWRITTEN = {"conflict", "dated", "background", "last_reported", "document", "statuses", "noted", "month", "euros"}
_COMMON = 2_000  # events of a participant or of countries beyond which the first of a list are soon met in its order


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
    countries: tuple[str, ...] = ()  # of a participant
    amount_from: float | None = None  # in the currency; in euros where none is given
    currency: str = ""
    sources: int = 0  # at least so many independent ones
    confidence: float = 0.0  # at least; what was judged to be right passes any
    after: str = ""  # ISO time: first told by an article that was fetched later
    conflict: bool = False  # only those whose reports disagree
    order: str = "newest"

    @property
    def bound(self) -> float:
        """The confidence that parts sure events from doubtful ones, whether these are shown or not."""
        return self.confidence or SHOWN_FROM

    def conditions(self, *, in_order: bool = False) -> Conditions:
        """The filter as SQL over the table ``event``.

        Args:
            in_order: whether events are looked at one by one until there are enough, not all of a participant or
                from a country.
        """
        made = Conditions().plus_any("type", self.types)
        if self.statuses:
            made = made.plus("statuses & ? <> 0", status_bits(self.statuses))
        for entity in filter(None, (self.entity, self.companion)):
            taking_part = "SELECT document FROM participant WHERE entity = ?"
            made = made.plus(_one_of(taking_part, in_order), entity)
        if self.countries:
            marks = ", ".join("?" * len(self.countries))
            from_there = f"SELECT document FROM event_country WHERE country IN ({marks})"  # noqa: S608
            made = made.plus(_one_of(from_there, in_order), *self.countries)
        return self._values(made.plus_words("event", self.words))

    def _values(self, made: Conditions) -> Conditions:
        # A plus keeps SQLite from an index that would only find most rows one by one.
        limits: Sequence[tuple[str, str | float | None]] = (
            ("day >= ?", self.since),
            ("day <= ?", self.until),
            ("+amount >= ?" if self.currency else "+euros >= ?", self.amount_from),
            ("+currency = ?", self.currency),
            ("noted > ?", self.after),
            ("+sources >= ?", self.sources),
            ("+sure >= ?", self.confidence),
        )
        for clause, value in limits:
            if value:
                made = made.plus(clause, value)
        return made.plus("conflict <> ''") if self.conflict else made


def _one_of(documents: str, in_order: bool) -> str:
    """That an event is one of those that a SELECT gives, as something to ask of each or as a list to begin with."""
    return f"EXISTS ({documents} AND document = event.document)" if in_order else f"document IN ({documents})"


def list_events(
    listing: sqlite3.Connection, wanted: EventFilter, part: Slice, *, complete: bool = True
) -> tuple[EventItem, ...]:
    """The events that pass the filter, in the order wanted.

    Args:
        listing: of the snapshot.
        wanted: the filter.
        part: of the list.
        complete: whether participants and attributes are wanted too.
    """
    conditions = conditions_on(listing, wanted)
    order = _ORDERS.get(wanted.order, _ORDERS["newest"])
    statement = f"SELECT * FROM event{conditions.where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
    rows = listing.execute(statement, (*conditions.values, part.size, part.offset)).fetchall()
    return _complete(listing, rows) if complete else tuple(_item(row, (), ()) for row in rows)


def conditions_on(listing: sqlite3.Connection, wanted: EventFilter) -> Conditions:
    """A filter as SQL over the table ``event`` of a listing, whichever form is quick there."""
    return wanted.conditions(in_order=_is_common(listing, wanted))


def _is_common(listing: sqlite3.Connection, wanted: EventFilter) -> bool:
    """Whether each participant wanted, and the countries, have many events."""
    asked = [("participant", "entity", [iri]) for iri in (wanted.entity, wanted.companion) if iri]
    asked += [("event_country", "country", list(wanted.countries))] if wanted.countries else []
    return bool(asked) and all(_count(listing, *one) > _COMMON for one in asked)


def _count(listing: sqlite3.Connection, table: str, column: str, values: Sequence[str]) -> int:
    """How many rows hold one of the values; counted no further than is asked for."""
    conditions = Conditions().plus_any(column, values)
    statement = f"SELECT COUNT(*) FROM (SELECT 1 FROM {table}{conditions.where} LIMIT {_COMMON + 1})"  # noqa: S608
    return int(listing.execute(statement, conditions.values).fetchone()[0])


def events_by_iri(listing: sqlite3.Connection, iris: Iterable[str]) -> dict[str, EventItem]:
    """These events; those that are not there are left out."""
    conditions = Conditions().plus_any("iri", iris)
    if not conditions.clauses:
        return {}
    rows = listing.execute(f"SELECT * FROM event{conditions.where}", conditions.values)  # noqa: S608
    return {event.iri: event for event in _complete(listing, rows)}


def _complete(listing: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> tuple[EventItem, ...]:
    """Rows of ``event`` with their participants and attributes."""
    found = list(rows)
    iris = [row["iri"] for row in found]
    participants = _participants(listing, iris)
    attributes = _attributes(listing, iris)
    return tuple(_item(row, participants.get(row["iri"], ()), attributes.get(row["iri"], ())) for row in found)


def _item(row: sqlite3.Row, participants: Iterable[Participant], attributes: Iterable[tuple[str, str]]) -> EventItem:
    return EventItem(
        **{name: value for name, value in dict(row).items() if name not in _REWRITTEN},
        dated=bool(row["dated"]),
        background=bool(row["background"]),
        conflict=tuple(row["conflict"].split()),
        participants=tuple(participants),
        attributes=tuple(attributes),
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
