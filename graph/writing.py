"""Write derived graphs without writing what is there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from itertools import chain

import pyoxigraph as ox

from graph.names import node
from graph.store import Change, NamedGraph, Store
from policygraph.batches import batches

_IN_MEMORY = 300_000  # triples that are compared with what the store holds; more are written in place of it


def replace_if_changed(store: Store, graph: NamedGraph) -> bool:
    """Bring a graph to what it should hold, by its differences; gives whether there were any."""
    return change_graph(store, graph.name, set(store.graph(graph.name)), set(graph.triples))


def change_graph(store: Store, name: str, before: Set[ox.Triple], after: Set[ox.Triple]) -> bool:
    """Bring part of a graph from what it holds to what it should hold, in one update; gives whether they differ."""
    change = Change(delete=_sorted_quads(name, before - after), insert=_sorted_quads(name, after - before))
    store.apply(change)
    return not change.is_empty


def replace_in_parts(store: Store, name: str, parts: Iterator[Collection[ox.Triple]]) -> bool:
    """Bring a graph to what it should hold: by its differences, or in bulk where it is large.

    Args:
        store: open for writing.
        name: IRI of the graph.
        parts: all that it should hold; made one after the other, so that a large graph is never held whole.

    Returns:
        Whether the graph differs from before; a large one is taken to.
    """
    first: set[ox.Triple] = set()
    for part in parts:
        first.update(part)
        if len(first) > _IN_MEMORY:
            store.bulk_drop(name)
            _add_in_batches(store, _quads(name, chain(first, chain.from_iterable(parts))))
            return True
    return replace_if_changed(store, NamedGraph(name, tuple(first)))


def _add_in_batches(store: Store, quads: Iterator[ox.Quad]) -> None:
    """Add many quads; Oxigraph takes up to a million into memory at once (1.1 GB), and so many a third of that."""
    for batch in batches(quads, _IN_MEMORY):
        store.bulk_add(batch)


def _sorted_quads(name: str, triples: Set[ox.Triple]) -> tuple[ox.Quad, ...]:
    return tuple(_quads(name, sorted(triples, key=str)))


def _quads(name: str, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    graph = node(name)
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
