"""What the pages read: the snapshot of the moment and its listing, held open while a page is made."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.listing import build_listing, is_current, listing_of
from graph.snapshot import Snapshot, current
from graph.store import Reader


@dataclass(frozen=True, slots=True)
class OpenDataset:
    """One snapshot and its listing, for the making of one page."""

    reader: Reader
    listing: sqlite3.Connection
    snapshot: str  # its number


class _Held:
    """A snapshot and how many pages are being made from it."""

    def __init__(self, folder: Path) -> None:
        self.snapshot = Snapshot(folder)
        self.users = 0
        self.outdated = False


class Dataset:
    """The published snapshot in a home folder; follows the link to the newest. Safe to use from several threads."""

    def __init__(self, home: Path) -> None:
        """Read from a home folder; nothing is opened before it is needed."""
        self._home = home
        self._lock = threading.Lock()
        self._held: _Held | None = None

    @contextmanager
    def open(self) -> Iterator[OpenDataset]:
        """The newest snapshot, for as long as the block lasts.

        Raises:
            StoreError: nothing was published yet.
        """
        held = self._take()
        try:
            folder = held.snapshot.folder
            with closing(_read_only(listing_of(folder))) as listing:
                yield OpenDataset(held.snapshot, listing, folder.name)
        finally:
            self._give_back(held)

    def close(self) -> None:
        """Let go of the snapshot."""
        with self._lock:
            self._replace(None)

    def _take(self) -> _Held:
        folder = current(self._home)
        with self._lock:
            if self._held is None or self._held.snapshot.folder != folder:
                fresh = _Held(folder)
                if not is_current(listing_of(folder)):
                    build_listing(fresh.snapshot, listing_of(folder))
                self._replace(fresh)
            held = self._held
            if held is None:  # only to convince the type checker: it was set above
                raise RuntimeError
            held.users += 1
            return held

    def _give_back(self, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            if held.outdated and not held.users:
                held.snapshot.close()

    def _replace(self, fresh: _Held | None) -> None:
        old, self._held = self._held, fresh
        if old is not None:
            old.outdated = True
            if not old.users:
                old.snapshot.close()


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    return connection
