"""Entities of followthemoney (one JSON object a line), for Aleph, OpenSanctions' tools and yente.

followthemoney has no schema for laws and places; they are left out. Relations that no report states as a fact are
not there to be exported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from graph.export_source import rows
from graph.names import graph_name
from graph.store import Reader
from ontology.vocabulary import NAMESPACE, load_vocabulary
from policygraph.identifiers import digest

_SCHEMATA = {
    "Company": "Company",
    "GovernmentBody": "PublicBody",
    "Organization": "Organization",
    "Person": "Person",
    "Product": "Asset",
}
_PREFIXES = f"""PREFIX pg: <{NAMESPACE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX schema: <https://schema.org/>
"""
_MANY = "\x1f"  # between the values of one property


def write_followthemoney(reader: Reader, out: IO[bytes]) -> None:
    """Write entities, then events, then relations."""
    legal: set[str] = set()
    things: set[str] = set()
    for iri, made in _entities(reader):
        things.add(iri)
        if made["schema"] != "Asset":
            legal.add(iri)
        _line(out, made)
    for made in _events(reader, legal):
        _line(out, made)
    for made in _relations(reader, things, legal):
        _line(out, made)


def _line(out: IO[bytes], made: dict[str, Any]) -> None:
    made["properties"] = {name: values for name, values in made["properties"].items() if values}
    out.write(json.dumps(made, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def _id(iri: str) -> str:
    return f"pg-{digest(iri, length=40)}"


def _entities(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    question = f"""{_PREFIXES} SELECT ?id ?type ?label ?country ?wikidata
      (GROUP_CONCAT(DISTINCT STR(?other); separator="{_MANY}") AS ?names) WHERE {{ GRAPH <{graph_name("entities")}> {{
      ?id rdfs:label ?label ; a ?type . OPTIONAL {{ ?id pg:country ?country }}
      OPTIONAL {{ ?id skos:exactMatch ?wikidata }} OPTIONAL {{ ?id skos:prefLabel|skos:altLabel ?other }} }} }}
      GROUP BY ?id ?type ?label ?country ?wikidata ORDER BY ?id"""
    for row in rows(reader, question):
        schema = _SCHEMATA.get(str(row["type"]).removeprefix(NAMESPACE))
        if schema is None:
            continue
        name = str(row["label"])
        aliases = sorted(set(str(row["names"] or "").split(_MANY)) - {name, ""})
        properties = {
            "name": [name],
            "alias": aliases,
            "country": [str(row["country"]).lower()] if row["country"] else [],
            "wikidataId": [str(row["wikidata"]).rpartition("/")[2]] if row["wikidata"] else [],
            "sourceUrl": [str(row["id"])],
        }
        yield str(row["id"]), {"id": _id(str(row["id"])), "schema": schema, "properties": properties}


def _events(reader: Reader, legal: set[str]) -> Iterator[dict[str, Any]]:
    labels = {name: kind.labels.get("en", name) for name, kind in load_vocabulary().event_types.items()}
    events = graph_name("events")
    question = f"""{_PREFIXES} SELECT ?id ?type ?date
      (GROUP_CONCAT(DISTINCT STR(?who); separator="{_MANY}") AS ?involved)
      (GROUP_CONCAT(DISTINCT STR(?url); separator="{_MANY}") AS ?urls) WHERE {{
      GRAPH <{events}> {{ ?id a pg:Event ; a ?type ; pg:supportedBy ?report FILTER(?type != pg:Event)
        OPTIONAL {{ ?id pg:participant ?who }} OPTIONAL {{ ?id pg:when/pg:earliest ?date }} }}
      OPTIONAL {{ ?report pg:reportedIn/schema:url ?url }} }} GROUP BY ?id ?type ?date ORDER BY ?id"""
    for row in rows(reader, question):
        label = labels[str(row["type"]).removeprefix(NAMESPACE)]
        involved = sorted(set(str(row["involved"] or "").split(_MANY)) & legal)
        properties = {
            "name": [f"{label} {row['date'] or ''}".strip()],
            "date": [str(row["date"])] if row["date"] else [],
            "keywords": [label],
            "involved": [_id(iri) for iri in involved],
            "sourceUrl": sorted(filter(None, str(row["urls"] or "").split(_MANY))),
        }
        yield {"id": _id(str(row["id"])), "schema": "Event", "properties": properties}


def _relations(reader: Reader, things: set[str], legal: set[str]) -> Iterator[dict[str, Any]]:
    question = f"""{_PREFIXES} SELECT ?id ?type ?subject ?object ?share WHERE {{ GRAPH <{graph_name("events")}> {{
      ?id a ?type ; pg:relationSubject ?subject ; pg:relationObject ?object
      OPTIONAL {{ ?id pg:shareMinimum ?share }} }} }} ORDER BY ?id"""
    for row in rows(reader, question):
        subject, thing = str(row["subject"]), str(row["object"])
        kind = str(row["type"]).removeprefix(NAMESPACE)
        if subject not in things or thing not in things:
            continue
        properties: dict[str, list[str]] = {"sourceUrl": [str(row["id"])]}
        if kind == "Ownership" and thing in legal:
            properties |= {"owner": [_id(thing)], "asset": [_id(subject)]}
            properties["percentage"] = [str(row["share"])] if row["share"] is not None else []
            yield {"id": _id(str(row["id"])), "schema": "Ownership", "properties": properties}
        else:
            properties |= {"subject": [_id(subject)], "object": [_id(thing)], "role": [kind]}
            yield {"id": _id(str(row["id"])), "schema": "UnknownLink", "properties": properties}
