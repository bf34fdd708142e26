"""RDF terms as N-Triples, and changes as one SPARQL update request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.store import Change


def quad_line(quad: ox.Quad) -> bytes:
    """A quad of a named graph as one line of N-Quads."""
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n".encode()


def update_request(change: Change) -> str:
    """The one SPARQL 1.1 update request that makes a change."""
    return ";\n".join(_operations(change))


def _operations(change: Change) -> Iterator[str]:
    for name in change.drop:
        yield f"DROP SILENT GRAPH <{name}>"
    for graph in change.replace:
        yield f"DROP SILENT GRAPH <{graph.name}>"
        if graph.triples:
            yield f"INSERT DATA {{ GRAPH <{graph.name}> {{\n{_triples(graph.triples)}\n}} }}"
    if change.delete:
        yield f"DELETE DATA {{\n{_quads(change.delete)}\n}}"
    if change.insert:
        yield f"INSERT DATA {{\n{_quads(change.insert)}\n}}"


def _triples(triples: Iterable[ox.Triple]) -> str:
    return "\n".join(f"{triple.subject} {triple.predicate} {triple.object} ." for triple in triples)


def _quads(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad.triple)
    return "\n".join(f"GRAPH {name} {{\n{_triples(triples)}\n}}" for name, triples in graphs.items())
