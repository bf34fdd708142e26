"""Open whatever answers queries: the current snapshot, or the server where the store is remote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.snapshot import open_current
from graph.store import Reader, is_remote


@contextmanager
def open_reader(url: str, home: Path) -> Iterator[Reader]:
    """Open the graph for reading.

    Args:
        url: ``POLICYGRAPH_STORE``.
        home: the folder that holds everything a run writes.

    Raises:
        StoreError: nothing was published yet, or nobody answers.
    """
    if is_remote(url):
        from graph.store_remote import RemoteStore

        with RemoteStore(url) as store:
            yield store
    else:
        with open_current(home) as snapshot:
            yield snapshot
