"""Who is connected to whom: entities, the events that they take part in together, and the relations between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.lists.conditions import Conditions
from explorer.lists.entities import entity_links
from graph.listing import SHOWN_FROM
from policygraph.batches import batches

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
    doubtful: int = 0  # events of lower confidence: those left out, or those among the rest where all are wanted


def neighbourhood(
    listing: sqlite3.Connection, centres: Sequence[str], types: Sequence[str] = (), confidence: float = 0.0
) -> Neighbourhood:
    """What lies around entities.

    Args:
        listing: of the snapshot.
        centres: IRIs of entities.
        types: of the events wanted; all where there are none.
        confidence: of the events, at least; what was judged to be right passes any.
    """
    of_types = Conditions().plus_any("event.type", types)
    events, more = _events(listing, centres, of_types.plus("event.sure >= ?", confidence))
    doubtful = of_types.plus("event.sure < ?", confidence or SHOWN_FROM)
    edges = [*_roles(listing, list(events)), *_relations(listing, centres)]
    ends = {end for edge in edges for end in (edge.source, edge.target)} - set(events)
    links = entity_links(listing, ends | set(centres))
    entities = [
        Node(iri, "entity", link.type, link.name, link.name_zh, centre=iri in set(centres))
        for iri, link in links.items()
    ]
    nodes = (*entities, *events.values())
    return Neighbourhood(nodes, tuple(edges), more, _count(listing, centres, doubtful))


def _count(listing: sqlite3.Connection, centres: Sequence[str], wanted: Conditions) -> int:
    """How many events that pass conditions lie around entities."""
    if not centres:
        return 0
    conditions = wanted.plus_any("participant.entity", centres)
    statement = f"""SELECT COUNT(DISTINCT participant.document) FROM participant
        JOIN event ON event.document = participant.document{conditions.where}"""  # noqa: S608
    return int(listing.execute(statement, conditions.values).fetchone()[0])


def _events(listing: sqlite3.Connection, centres: Sequence[str], wanted: Conditions) -> tuple[dict[str, Node], int]:
    found: dict[str, Node] = {}
    more = 0
    for centre in centres:
        conditions = wanted.plus("participant.entity = ?", centre)
        rows = listing.execute(
            f"""SELECT DISTINCT event.* FROM participant JOIN event ON event.document = participant.document
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
    for batch in batches(events, 500):
        conditions = Conditions().plus_any("event", batch).plus("entity <> ''")
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
