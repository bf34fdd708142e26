"""What an export reads, graph by graph."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.store import Reader
from graph.tables import Cell, plain, select


def graph_names(reader: Reader) -> list[str]:
    """The IRIs of all graphs, sorted."""
    rows = select(reader, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))


def quads(reader: Reader, name: str) -> Iterator[ox.Quad]:
    """The quads of one graph, subject by subject."""
    graph = ox.NamedNode(name)
    solutions = reader.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o")
    for solution in solutions:  # type: ignore[union-attr]
        yield ox.Quad(solution["s"], solution["p"], solution["o"], graph)


def rows(reader: Reader, sparql: str) -> Iterator[dict[str, Cell]]:
    """The rows of a SELECT, one at a time, column by name."""
    solutions = reader.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 (the query is ours)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: plain(solution[name]) for name in names}
