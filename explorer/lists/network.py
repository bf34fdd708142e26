"""Who is connected to whom: entities, the events that they take part in together, and the relations between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.lists.conditions import Conditions
from explorer.lists.entities import entity_links

_RELATIONS = ("Ownership", "Makes", "DependsOn")
MOST_EVENTS = 150  # around one entity
MOST_RELATIONS = 300


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or an event."""

    iri: str
    kind: str  # "entity" or "event"
    type: str
    name: str
    name_zh: str = ""
    day: str = ""
    status: str = ""
    evidence: str = ""
    centre: bool = False  # one whose neighbours were asked for


@dataclass(frozen=True, slots=True)
class Edge:
    """That an entity takes part in an event, or stands in a relation to another."""

    source: str
    target: str
    label: str  # role, or type of relation
    kind: str  # "role" or "relation"
    article: str = ""  # of a relation: IRI of an article that says so
    evidence: str = ""  # of a relation: the words that say so


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The neighbours of one or more entities."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int = 0  # events that were left out


def neighbourhood(listing: sqlite3.Connection, centres: Sequence[str], types: Sequence[str] = ()) -> Neighbourhood:
    """What lies around entities.

    Args:
        listing: of the snapshot.
        centres: IRIs of entities.
        types: of the events wanted; all where there are none.
    """
    events, more = _events(listing, centres, types)
    edges = [*_roles(listing, list(events)), *_relations(listing, centres)]
    ends = {end for edge in edges for end in (edge.source, edge.target)} - set(events)
    links = entity_links(listing, ends | set(centres))
    entities = [
        Node(iri, "entity", link.type, link.name, link.name_zh, centre=iri in set(centres))
        for iri, link in links.items()
    ]
    return Neighbourhood((*entities, *events.values()), tuple(edges), more)


def _events(listing: sqlite3.Connection, centres: Sequence[str], types: Sequence[str]) -> tuple[dict[str, Node], int]:
    found: dict[str, Node] = {}
    more = 0
    for centre in centres:
        conditions = Conditions().plus("participant.entity = ?", centre).plus_any("event.type", types)
        rows = listing.execute(
            f"""SELECT DISTINCT event.* FROM participant JOIN event ON event.iri = participant.event
                {conditions.where} ORDER BY event.day DESC, event.iri LIMIT ?""",  # noqa: S608
            (*conditions.values, MOST_EVENTS + 1),
        ).fetchall()
        more += len(rows) > MOST_EVENTS
        for row in rows[:MOST_EVENTS]:
            day = row["edtf"] or row["day"] or ""
            found[row["iri"]] = Node(
                row["iri"], "event", row["type"], row["type"], "", day, row["status"], row["evidence"]
            )
    return found, more


def _roles(listing: sqlite3.Connection, events: Sequence[str]) -> list[Edge]:
    made: list[Edge] = []
    for begin in range(0, len(events), 500):
        conditions = Conditions().plus_any("event", events[begin : begin + 500]).plus("entity <> ''")
        rows = listing.execute(f"SELECT * FROM participant{conditions.where} ORDER BY event, place", conditions.values)  # noqa: S608
        made += [Edge(row["entity"], row["event"], row["role"], "role") for row in rows]
    return made


def _relations(listing: sqlite3.Connection, centres: Sequence[str]) -> list[Edge]:
    """Standing relations that some article states as a fact, each once."""
    made: dict[tuple[str, str, str], Edge] = {}
    for centre in centres:
        conditions = Conditions().plus_any("type", _RELATIONS).plus("status = 'actual'")
        conditions = conditions.plus("subject <> '' AND object <> '' AND (subject = ? OR object = ?)", centre, centre)
        rows = listing.execute(
            f"SELECT * FROM fact{conditions.where} ORDER BY confidence DESC, iri LIMIT {MOST_RELATIONS}",  # noqa: S608
            conditions.values,
        )
        for row in rows:
            key = (row["subject"], row["object"], row["type"])
            made.setdefault(key, Edge(*key, "relation", row["article"], row["evidence"]))
    return list(made.values())
