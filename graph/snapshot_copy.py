"""A local snapshot of a store that stands elsewhere, for readers that look at everything at once (the explorer)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.snapshot import publish_snapshot
from graph.store import Store


def publish_copy(store: Store, home: Path) -> Path:
    """Copy all that a store holds into a snapshot of a home folder, and make it the current one.

    Args:
        store: open; it is only read. What is written to it meanwhile may be in the copy or not.
        home: the folder that holds everything a run writes.

    Returns:
        The folder of the snapshot.

    Raises:
        StoreError: the store does not answer.
    """

    def back_up(folder: Path) -> None:
        local = ox.Store(str(folder))
        local.bulk_extend(_quads(store))
        local.flush()

    return publish_snapshot(home, back_up)


def _quads(store: Store) -> Iterator[ox.Quad]:
    for name in store.graph_names():
        graph = ox.NamedNode(name)
        for triple in store.graph(name):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
