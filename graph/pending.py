"""Which articles changed since events were last put together.

The store keeps it itself, in the same update that changes the articles, so that no kill loses it. It is bookkeeping:
no dump and no list of graphs shows it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import RDF

from graph.names import article_graphs_begin, graph_name, node, pending_graph
from graph.store import Change, Store
from graph.tables import select
from ontology.terms import PG


def pending_quads(names: Iterable[str]) -> tuple[ox.Quad, ...]:
    """What says that these graphs changed; those that are neither of an article nor the background are passed over."""
    graph, told = node(pending_graph()), (article_graphs_begin(), graph_name("background"))
    return tuple(
        ox.Quad(node(name), node(RDF.type), node(PG.Unsettled), graph) for name in names if name.startswith(told)
    )


def pending(store: Store) -> list[str]:
    """The IRIs of the article graphs, and the background, that were written or ended since the last consolidation.

    Where every article changed, what all of their IRIs begin with stands among them.
    """
    rows = select(store, f"SELECT ?g WHERE {{ GRAPH <{pending_graph()}> {{ ?g a <{PG.Unsettled}> }} }}")
    return sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))


def all_pending_quads() -> tuple[ox.Quad, ...]:
    """What says of every article at once that it changed: of a store that is built from nothing."""
    return pending_quads([article_graphs_begin()])


def settle(store: Store, names: Iterable[str]) -> None:
    """Say that these are no longer pending."""
    store.apply(Change(delete=pending_quads(names)))


def settle_all(store: Store) -> None:
    """Say that nothing is pending any more, in bounded memory; what a kill leaves is only looked at once more."""
    store.bulk_drop(pending_graph())
