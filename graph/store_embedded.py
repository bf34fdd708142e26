"""Oxigraph in this process: in memory, or on disk with one writer and published snapshots."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from graph.changes import ChangeList
from graph.names import node, pending_graph
from graph.ntriples import quad_line, update_request
from graph.snapshot import publish_snapshot
from graph.sorting import sorted_lines
from graph.sparql_text import names_dataset
from graph.store import Change, NamedGraph, QueryResults, StoreError
from policygraph.batches import batches

_PART = 20_000  # quads that one transaction takes away


class MemoryStore:
    """A store that ends with its process."""

    def __init__(self, store: ox.Store | None = None) -> None:
        """Begin with nothing, or with an Oxigraph store that the caller gives up."""
        self._store = ox.Store() if store is None else store

    @property
    def identity(self) -> str:
        """Nothing is kept of this store, so nothing need tell it from others."""
        return ""

    @property
    def index_path(self) -> Path | None:
        """Nothing is kept beside a store in memory."""
        return None

    @property
    def changes(self) -> ChangeList | None:
        """Nothing is published of a store in memory, so nobody asks what changed since."""
        return None

    def query(self, sparql: str) -> QueryResults:
        """Answer a query over the union of all graphs."""
        return self._store.query(sparql, use_default_graph_as_union=not names_dataset(sparql))

    def apply(self, change: Change) -> None:
        """Make a change in one transaction."""
        if not change.is_empty:
            self._store.update(update_request(change))

    def replace(self, graphs: Iterable[NamedGraph]) -> None:
        """Make each graph hold its triples and no others."""
        self.apply(Change(replace=tuple(graphs)))

    def drop(self, names: Iterable[str]) -> None:
        """End these graphs."""
        self.apply(Change(drop=tuple(names)))

    def bulk_add(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads; not atomic."""
        self._store.bulk_extend(quads)

    def bulk_drop(self, name: str) -> None:
        """End a graph part by part: one transaction over all of it would hold it whole in memory."""
        quads = self._store.quads_for_pattern(None, None, None, node(name))
        for part in batches(quads, _PART):
            self.apply(Change(delete=part))

    def compact(self) -> None:
        """Memory needs no order."""

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """The triples of one graph."""
        for quad in self._store.quads_for_pattern(None, None, None, node(name)):
            yield quad.triple

    def graph_names(self) -> list[str]:
        """The graphs that hold a triple."""
        names = {name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode)}
        return sorted(name for name in names - {pending_graph()} if any(self.graph(name)))

    def flush(self) -> None:
        """Nothing of this store survives its process."""

    def publish(self) -> Path | None:
        """A store in memory has no readers but its own process."""
        return None

    def dump_nquads(self) -> Iterator[bytes]:
        """All quads, sorted, in bounded memory."""
        bookkeeping = node(pending_graph())
        return sorted_lines(quad_line(quad) for quad in self._store if quad.graph_name != bookkeeping)

    def close(self) -> None:
        """Let go of the store."""
        del self._store

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


class DiskStore(MemoryStore):
    """The store on disk: ``<home>/store``, with its snapshots in ``<home>/snapshots``."""

    def __init__(self, home: Path) -> None:
        """Open or create the store.

        Raises:
            StoreError: another process has it open for writing.
        """
        self._home = home
        folder = home / "store"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            super().__init__(ox.Store(str(folder)))
        except OSError as error:
            raise StoreError(_why_not(folder, error)) from error
        self._changes = ChangeList(home / "changes.txt", self.identity)

    @property
    def identity(self) -> str:
        """What RocksDB wrote when the store was made."""
        return (self._home / "store" / "IDENTITY").read_text(encoding="utf-8").strip()

    @property
    def index_path(self) -> Path | None:
        """``<home>/index.sqlite``; it may be deleted at any time."""
        return self._home / "index.sqlite"

    @property
    def changes(self) -> ChangeList:
        """``<home>/changes.txt``; where it is deleted, everything counts as changed."""
        return self._changes

    def apply(self, change: Change) -> None:
        """Make a change in one transaction, and note beforehand what it concerns."""
        self._changes.note(change)
        super().apply(change)

    def bulk_add(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads; not atomic."""
        self._changes.note_everything()
        super().bulk_add(quads)

    def bulk_drop(self, name: str) -> None:
        """End a graph part by part."""
        if name != pending_graph():
            self._changes.note_everything()
        super().bulk_drop(name)

    def flush(self) -> None:
        """Write to the disk what the operating system may still hold.

        Each update is in RocksDB's log before it is done, and opening the store replays the log; so the log is all that
        must be on the disk. Writing out what is in memory (``Store.flush``) takes twenty times as long.
        """
        self._changes.close()
        folder = self._home / "store"
        for path in (*sorted(folder.glob("*.log")), folder):
            _sync(path)

    def publish(self) -> Path:
        """Back the store up beside the older snapshots and move the ``current`` link to it in one step."""
        self._store.flush()
        return publish_snapshot(self._home, lambda folder: self._store.backup(str(folder)))

    def close(self) -> None:
        """Let go of the store, with the list of what changed closed."""
        self.flush()
        super().close()

    def compact(self) -> None:
        """Merge the files that bulk loading leaves, which each look-up goes through, and forget what was dropped."""
        self._store.optimize()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _why_not(folder: Path, error: OSError) -> str:
    if "lock" in str(error).lower():
        return (
            f"{folder} is being written by another process (ingest, rebuild, consolidate or infer). "
            "Only one may write at a time: wait until it has finished, or stop it."
        )
    return f"{folder} cannot be opened: {error}. Move it away and run `policygraph rebuild`."
