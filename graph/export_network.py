"""The network of entities and events, as GraphML and as CSV of nodes and edges.

Nodes are entities and events; edges are the roles that entities play in events and the relations between entities.
What is only denied or guessed at makes no edge.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from graph.export_source import rows
from graph.names import graph_name
from graph.store import Reader
from ontology.vocabulary import NAMESPACE, load_vocabulary


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An entity or an event."""

    id: str  # IRI
    kind: str  # its type
    label: str
    country: str
    status: str  # of an event
    date: str  # of an event
    sources: str  # of an event: independent publishers


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A role or a relation."""

    source: str  # IRI
    target: str  # IRI
    relation: str  # role, or dependsOn, madeBy, ownedBy


def write_nodes(reader: Reader, out: IO[bytes]) -> None:
    """The nodes as CSV."""
    _write_csv(out, [field.name for field in fields(NetworkNode)], (astuple(node) for node in nodes(reader)))


def write_edges(reader: Reader, out: IO[bytes]) -> None:
    """The edges as CSV."""
    _write_csv(out, [field.name for field in fields(NetworkEdge)], (astuple(edge) for edge in edges(reader)))


def write_graphml(reader: Reader, out: IO[bytes]) -> None:
    """Nodes and edges as GraphML, for Gephi, Cytoscape, NetworkX and yEd."""
    xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("graphml", AttributesImpl({"xmlns": "http://graphml.graphdrawing.org/xmlns"}))
    for name in [field.name for field in fields(NetworkNode)][1:]:
        xml.startElement("key", AttributesImpl({"id": name, "for": "node", "attr.name": name, "attr.type": "string"}))
        xml.endElement("key")
    xml.startElement(
        "key", AttributesImpl({"id": "relation", "for": "edge", "attr.name": "relation", "attr.type": "string"})
    )
    xml.endElement("key")
    xml.startElement("graph", AttributesImpl({"edgedefault": "directed"}))
    known = set()
    for node in nodes(reader):
        known.add(node.id)
        _element(xml, "node", {"id": node.id}, {f.name: getattr(node, f.name) for f in fields(NetworkNode)[1:]})
    for edge in edges(reader):
        if edge.source in known and edge.target in known:
            _element(xml, "edge", {"source": edge.source, "target": edge.target}, {"relation": edge.relation})
    xml.endElement("graph")
    xml.endElement("graphml")
    xml.endDocument()


def _element(xml: XMLGenerator, name: str, attributes: dict[str, str], data: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl(attributes))
    for key, value in data.items():
        if value:
            xml.startElement("data", AttributesImpl({"key": key}))
            xml.characters("".join(c for c in value if c >= " " or c in "\t\n"))
            xml.endElement("data")
    xml.endElement(name)


def _write_csv(out: IO[bytes], header: list[str], lines: Iterator[tuple[str, ...]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(lines)
    text.flush()
    text.detach()


def nodes(reader: Reader) -> Iterator[NetworkNode]:
    """Entities, then events."""
    entities = f"""PREFIX pg: <{NAMESPACE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
      SELECT ?id ?type ?label ?country WHERE {{ GRAPH <{graph_name("entities")}> {{
        ?id rdfs:label ?label ; a ?type . OPTIONAL {{ ?id pg:country ?country }} }} }} ORDER BY ?id"""
    for row in rows(reader, entities):
        kind = str(row["type"]).removeprefix(NAMESPACE)
        yield NetworkNode(str(row["id"]), kind, str(row["label"]), str(row["country"] or ""), "", "", "")
    events = f"""PREFIX pg: <{NAMESPACE}>
      SELECT ?id ?type ?status ?edtf ?first ?sources WHERE {{ GRAPH <{graph_name("events")}> {{
        ?id a pg:Event ; a ?type ; pg:status ?status ; pg:independentSources ?sources FILTER(?type != pg:Event)
        OPTIONAL {{ ?id pg:when/pg:edtf ?edtf }} OPTIONAL {{ ?id pg:firstReported ?first }} }} }} ORDER BY ?id"""
    labels = {name: kind.labels.get("en", name) for name, kind in load_vocabulary().event_types.items()}
    for row in rows(reader, events):
        kind, status = (str(row[name]).removeprefix(NAMESPACE) for name in ("type", "status"))
        day = str(row["edtf"] or row["first"] or "")
        yield NetworkNode(str(row["id"]), kind, f"{labels[kind]} {day}".strip(), "", status, day, str(row["sources"]))


def edges(reader: Reader) -> Iterator[NetworkEdge]:
    """Roles, then relations."""
    roles = sorted({role for kind in load_vocabulary().event_types.values() for role in kind.roles})
    for name in (*roles, "dependsOn", "madeBy", "ownedBy"):
        question = f"""SELECT ?s ?o WHERE {{ GRAPH <{graph_name("events")}> {{ ?s <{NAMESPACE}{name}> ?o }}
          FILTER(isIRI(?o)) }} ORDER BY ?s ?o"""
        for row in rows(reader, question):
            yield NetworkEdge(str(row["s"]), str(row["o"]), name)
