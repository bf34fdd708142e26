"""What inference reads from the graph: a row for each relation, restriction and entity that bears on it.

Reading all of a large graph takes long, so the rows are kept in the index, and only those are read again of which
consolidation says that they may be others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.consolidation.index import Index, packed
from graph.consolidation.unread import unread
from graph.names import graph_name
from graph.store import Reader
from graph.tables import Cell, to_table
from ontology.vocabulary import NAMESPACE
from policygraph.batches import batches

_PREFIX = f"PREFIX pg: <{NAMESPACE}>\n"
_AT_ONCE = 400  # IRIs in one query
_TYPES = ("Product", "Place")  # of entities, that make a difference
_KEPT = ("relations", "roles", "actions", "criteria", "entities")
Row = list[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read, by the IRI of what it is about."""

    relations: dict[str, Row] = field(default_factory=dict)  # type, subject, object, share at least, at most, articles…
    roles: dict[str, list[Row]] = field(default_factory=dict)  # of a restriction: role, entity
    actions: dict[str, Row] = field(default_factory=dict)  # of restrictions
    criteria: dict[str, list[Row]] = field(default_factory=dict)  # of a restriction: IRI, country, threshold, ...
    entities: dict[str, Row] = field(default_factory=dict)  # country, type; of those where either matters
    background: list[Row] = field(default_factory=list)  # relation, type, subject, object


def read_rows(reader: Reader) -> Rows:
    """Read all from the graphs ``entities``, ``events`` and ``background``."""
    return _read(reader, [""], _background(reader))


def reread_rows(reader: Reader, index: Index) -> Rows:
    """The rows that are kept, where those are read again that may be others; they are kept for the next time."""
    background = _background(reader)
    again = sorted(unread(index) | {end for row in background for end in row[2:]})
    parts = batches(again, _AT_ONCE)
    selections = (f"VALUES ?about {{ {' '.join(f'<{iri}>' for iri in part)} }}" for part in parts)
    fresh = _read(reader, selections, background)
    for kind in _KEPT:
        found = getattr(fresh, kind)
        rows = ((f"row {kind}", iri, packed(found[iri])) for iri in found)
        index.run_many("DELETE FROM known WHERE about = ? AND key = ?", ((f"row {kind}", iri) for iri in again))
        index.run_many("INSERT INTO known VALUES (?, ?, ?)", rows)
    kept = {kind: {iri: json.loads(row) for iri, row in index.known(f"row {kind}").items()} for kind in _KEPT}
    return Rows(**kept, background=background)


def keep_rows(index: Index, rows: Rows) -> None:
    """Keep rows that were all read."""
    for kind in _KEPT:
        index.learn(f"row {kind}", {iri: packed(row) for iri, row in getattr(rows, kind).items()})


def _read(reader: Reader, selections: Iterable[str], background: list[Row]) -> Rows:
    """Read those that each selection binds as ``?about``; an empty one binds all."""
    rows = Rows(background=background)
    for about in selections:
        _read_relations(reader, about, rows)
        _read_restrictions(reader, about, rows)
        _read_entities(reader, about, rows)
    return rows


def _read_relations(reader: Reader, about: str, rows: Rows) -> None:
    question = """?about a ?type ; pg:relationSubject ?subject ; pg:relationObject ?object
        OPTIONAL { ?about pg:shareMinimum ?low ; pg:shareMaximum ?high }"""
    for row in _ask(reader, "events", about, question, "?type ?subject ?object ?low ?high"):
        rows.relations[row[0]] = row[1:]
    told = "?about pg:shareMinimum ?low ; pg:supportedBy ?report"
    for row in sorted(_ask(reader, "events", about, told, "?article", "?report pg:reportedIn ?article")):
        rows.relations[row[0]].append(row[1])


def _read_restrictions(reader: Reader, about: str, rows: Rows) -> None:
    roles: dict[str, list[Row]] = defaultdict(list)
    criteria: dict[str, list[Row]] = defaultdict(list)
    question = """VALUES ?role { pg:object pg:target pg:authority } ?about a pg:Restriction ; pg:status ?status ;
        ?role ?entity FILTER(?status IN (pg:actual, pg:planned))"""
    for iri, *row in _ask(reader, "events", about, question, "?role ?entity"):
        roles[iri].append(row)
    question = """?about pg:criterion ?k . ?k pg:ownerCountry ?country ; pg:threshold ?threshold ;
        pg:thresholdExclusive ?exclusive ; pg:countsOwners ?owned"""
    for iri, *row in _ask(reader, "events", about, question, "?k ?country ?threshold ?exclusive ?owned"):
        criteria[iri].append(row)
    rows.roles.update((iri, sorted(found)) for iri, found in roles.items())
    rows.criteria.update((iri, sorted(found)) for iri, found in criteria.items())
    question = "?about a pg:Restriction ; pg:Restriction-action ?action"
    rows.actions.update((iri, row) for iri, *row in _ask(reader, "events", about, question, "?action"))


def _read_entities(reader: Reader, about: str, rows: Rows) -> None:
    for iri, country in _ask(reader, "entities", about, "?about pg:known ?known ; pg:country ?country", "?country"):
        if "/description/" not in iri:
            rows.entities[iri] = [country, ""]
    for kind in _TYPES:
        for (iri,) in _ask(reader, "entities", about, f"?about a pg:{kind}", ""):
            rows.entities[iri] = [rows.entities.get(iri, [""])[0], kind]


def _background(reader: Reader) -> list[Row]:
    question = (
        "?about a pg:BackgroundRelation ; pg:reportsType ?type ; pg:relationSubject ?from ; pg:relationObject ?to"
    )
    return sorted(_ask(reader, "background", "", question, "?type ?from ?to"))


def _ask(reader: Reader, graph: str, about: str, pattern: str, columns: str, beyond: str = "") -> Iterator[Row]:
    """The rows of a query over one graph, and of a pattern that begins in it: ``?about``, then the columns."""
    inside = f"GRAPH <{graph_name(graph)}> {{ {about} {pattern} }}"
    table = to_table(reader.query(f"{_PREFIX}SELECT ?about {columns} WHERE {{ {inside} {beyond} }}"))
    return ([_text(cell) for cell in row] for row in table.cells())


def _text(cell: Cell) -> str:
    return str("" if cell is None else cell).removeprefix(NAMESPACE)
