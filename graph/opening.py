"""Open the one writer of the graph.

Readers use ``graph.reader`` instead, which never opens a store that is being written.
"""

from __future__ import annotations

from pathlib import Path

from graph.store import Store, StoreError, is_remote
from graph.store_embedded import DiskStore, MemoryStore
from policygraph.identifiers import digest


def open_store(url: str, home: Path) -> Store:
    """Open the store for writing.

    Args:
        url: ``memory:``, ``oxigraph:`` (on disk in the home folder), or the http address of a SPARQL 1.1 server.
        home: the folder that holds everything a run writes.

    Raises:
        StoreError: another process writes the store, or the address is not understood.
    """
    if url == "memory:":
        return MemoryStore()
    if url == "oxigraph:":
        return DiskStore(home)
    if is_remote(url):
        from graph.store_remote import RemoteStore  # httpx: only for who has a store elsewhere

        return RemoteStore(url, index_path=home / f"index-{digest(url)}.sqlite")
    raise StoreError(f"POLICYGRAPH_STORE is {url!r}. Use oxigraph:, memory: or the http address of a SPARQL server.")
