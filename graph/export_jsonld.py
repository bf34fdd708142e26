"""JSON-LD with the project's context: one named graph a line, so that it can be read and written as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import IO, Any

import pyoxigraph as ox

from graph.export_source import graph_names, quads
from graph.sparql_text import iri_text
from graph.store import Reader
from ontology.context import context, prefixes
from policygraph.batches import batches

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_AT_ONCE = 500  # things that one query asks for
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_jsonld(reader: Reader, out: IO[bytes]) -> None:
    """Write every graph as a node with its own ``@graph``."""
    out.write(b'{"@context": ' + json.dumps(context(), ensure_ascii=False).encode() + b',\n"@graph": [')
    for number, name in enumerate(graph_names(reader)):
        out.write(b",\n" if number else b"\n")
        out.write(b'{"@id": ' + json.dumps(name).encode() + b', "@graph": [')
        for place, (subject, group) in enumerate(_subjects(quads(reader, name))):
            out.write(b", " if place else b"")
            out.write(json.dumps(_node(subject, group), ensure_ascii=False).encode())
        out.write(b"]}")
    out.write(b"\n]}\n")


def nodes_of(reader: Reader, iris: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What all graphs together say of each of some things, as nodes; things that nothing is said of are left out."""
    wanted = [text for iri in iris if (text := iri_text(iri))]
    for batch in batches(wanted, _AT_ONCE):
        solutions = reader.query(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {' '.join(batch)} }} ?s ?p ?o }} ORDER BY ?s ?p ?o"
        )
        found = [ox.Quad(row["s"], row["p"], row["o"]) for row in solutions]  # type: ignore[union-attr]
        yield from (_node(subject, group) for subject, group in _subjects(found))


def _subjects(found: Iterable[ox.Quad]) -> Iterator[tuple[str, list[ox.Quad]]]:
    for subject, group in groupby(found, key=lambda quad: str(quad.subject)):
        yield subject.strip("<>"), list(group)


def _node(subject: str, group: list[ox.Quad]) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": subject}
    for predicate, same in groupby(group, key=lambda quad: quad.predicate.value):
        objects = [quad.object for quad in same]
        if predicate == _TYPE:
            made["@type"] = _one([_compact(term.value) for term in objects if isinstance(term, ox.NamedNode)])
        else:
            key, kind = _terms().get(predicate, (_compact(predicate), ""))
            made[key] = _one([_value(term, kind) for term in objects])
    return made


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(term: object, kind: str) -> Any:
    """A value as short as the context makes it."""
    if isinstance(term, ox.NamedNode):
        return term.value if kind == "@id" else {"@id": term.value}
    if not isinstance(term, ox.Literal):
        return {"@id": str(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if kind and kind == term.datatype.value:
        return term.value
    if not kind and term.datatype.value == _STRING:
        return term.value
    return {"@value": term.value, "@type": term.datatype.value}


@lru_cache(maxsize=1)
def _terms() -> dict[str, tuple[str, str]]:
    """IRI of a property to its short name and, expanded, the type that the context gives it."""
    found = {}
    for name, entry in context().items():
        if isinstance(entry, dict):
            kind = entry.get("@type", "")
            found[_expand(entry["@id"])] = (name, kind if kind.startswith("@") else _expand(kind))
    return found


def _expand(short: str) -> str:
    prefix, _, rest = short.partition(":")
    return prefixes()[prefix] + rest if prefix in prefixes() else short


@lru_cache(maxsize=1024)
def _compact(iri: str) -> str:
    for prefix, beginning in prefixes().items():
        if iri.startswith(beginning):
            return f"{prefix}:{iri.removeprefix(beginning)}"
    return iri
