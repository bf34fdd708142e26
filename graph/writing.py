"""Write derived graphs without writing what is there already."""

from __future__ import annotations

import pyoxigraph as ox

from graph.names import node
from graph.store import Change, NamedGraph, Store


def replace_if_changed(store: Store, graph: NamedGraph) -> bool:
    """Bring a graph to what it should hold, by its differences; gives whether there were any."""
    before, after = set(store.graph(graph.name)), set(graph.triples)
    name = node(graph.name)

    def quads(triples: set[ox.Triple]) -> tuple[ox.Quad, ...]:
        return tuple(ox.Quad(t.subject, t.predicate, t.object, name) for t in sorted(triples, key=str))

    change = Change(delete=quads(before - after), insert=quads(after - before))
    store.apply(change)
    return not change.is_empty
