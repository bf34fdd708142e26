"""What an export reads, graph by graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

import pyoxigraph as ox

from graph.store import Reader
from graph.tables import Cell, plain, select
from policygraph.batches import batches

_AT_ONCE = 20_000  # quads that are sorted in memory; of a larger graph so many subjects are asked for at a time


def graph_names(reader: Reader) -> list[str]:
    """The IRIs of all graphs, sorted."""
    rows = select(reader, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))


def quads(reader: Reader, name: str) -> Iterator[ox.Quad]:
    """The quads of one graph, subject by subject, in the order of their N-Quads.

    Sorted here and not by the store, which takes longer; a large graph is never held whole.
    """
    graph = ox.NamedNode(name)
    found = _matching(reader, graph, "?s ?p ?o")
    first = list(islice(found, _AT_ONCE + 1))
    if len(first) <= _AT_ONCE:
        yield from sorted(first, key=str)
        return
    subjects = {str(quad.subject) for quad in chain(first, found)}
    del first
    for batch in batches(sorted(subjects), _AT_ONCE // 20):
        yield from sorted(_matching(reader, graph, f"VALUES ?s {{ {' '.join(batch)} }} ?s ?p ?o"), key=str)


def _matching(reader: Reader, graph: ox.NamedNode, pattern: str) -> Iterator[ox.Quad]:
    for solution in reader.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ {pattern} }} }}"):  # type: ignore[union-attr]
        yield ox.Quad(solution["s"], solution["p"], solution["o"], graph)


def rows(reader: Reader, sparql: str) -> Iterator[dict[str, Cell]]:
    """The rows of a SELECT, one at a time, column by name."""
    solutions = reader.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 (the query is ours)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: plain(solution[name]) for name in names}
