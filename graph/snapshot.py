"""Published snapshots: what readers see while the writer goes on.

``<home>/snapshots/<number>/`` holds a store and whatever is published beside it; ``<home>/snapshots/current`` is a
link to the newest. A reader holds a shared lock on the snapshot it has open, so an old one is removed only when
nobody reads it any more.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from graph.sparql_text import names_dataset
from graph.store import QueryResults, StoreError

KEPT = 3  # snapshots that stay, the current one included


class Snapshot:
    """A snapshot that is open for reading; close it, or use it in a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        """Open a snapshot's folder.

        Raises:
            StoreError: there is no store in it.
        """
        self.folder = folder
        self._lock = _shared_lock(folder)
        try:
            self._store = ox.Store.read_only(str(folder / "store"))
        except OSError as error:
            os.close(self._lock)
            raise StoreError(f"{folder} holds no snapshot: {error}. Run `policygraph ingest` or `rebuild`.") from error

    @property
    def store(self) -> ox.Store:
        """The Oxigraph store, read-only."""
        return self._store

    def query(self, sparql: str) -> QueryResults:
        """Answer a query over the union of all graphs, or over those that it names itself (``FROM``)."""
        return self._store.query(sparql, use_default_graph_as_union=not names_dataset(sparql))

    def close(self) -> None:
        """Let go of the snapshot."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
            del self._store

    def __enter__(self) -> Snapshot:
        """The snapshot itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def current(home: Path) -> Path:
    """The folder of the newest snapshot, with links resolved.

    Raises:
        StoreError: nothing was published yet.
    """
    link = home / "snapshots" / "current"
    if not link.exists():
        raise StoreError(f"{home} holds no snapshot yet. Run `policygraph ingest` first.")
    return link.resolve()


def open_current(home: Path) -> Snapshot:
    """Open the newest snapshot for reading.

    Raises:
        StoreError: nothing was published yet.
    """
    for _ in range(3):
        try:
            return Snapshot(current(home))
        except FileNotFoundError:  # removed between reading the link and locking: a newer one is there
            continue
    raise StoreError(f"{home} publishes faster than it can be read. Try again.")


def publish_snapshot(home: Path, back_up: Callable[[Path], None]) -> Path:
    """Write a snapshot and make it the current one.

    Args:
        home: the folder that holds everything a run writes.
        back_up: writes the store into the folder that it is given, which does not exist yet.

    Returns:
        The folder of the new snapshot.
    """
    folder = home / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder)
    unfinished = folder / f"{_next_number(folder):08d}.unfinished"
    unfinished.mkdir()
    back_up(unfinished / "store")
    finished = unfinished.with_suffix("")
    unfinished.rename(finished)
    _move_link(folder, finished)
    _remove_old(folder, finished)
    return finished


def before(snapshot: Path) -> Path | None:
    """The folder of the snapshot that was published before another; None where there is none any more."""
    older = [number for number in _numbers(snapshot.parent) if number < int(snapshot.name)]
    return snapshot.parent / f"{older[-1]:08d}" if older else None


def _numbers(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit())


def _next_number(folder: Path) -> int:
    return max(_numbers(folder), default=0) + 1


def _move_link(folder: Path, target: Path) -> None:
    fresh = folder / "current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.name)
    fresh.replace(folder / "current")


def _remove_unfinished(folder: Path) -> None:
    for path in folder.glob("*.unfinished"):
        shutil.rmtree(path)


def _remove_old(folder: Path, newest: Path) -> None:
    for number in _numbers(folder)[:-KEPT]:
        old = folder / f"{number:08d}"
        with _exclusive_lock(old) as nobody_reads:
            if nobody_reads and old != newest:
                shutil.rmtree(old)


def _shared_lock(folder: Path) -> int:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    if not folder.exists():
        os.close(handle)
        raise FileNotFoundError(folder)
    return handle


@contextmanager
def _exclusive_lock(folder: Path) -> Iterator[bool]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)
