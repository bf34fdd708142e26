"""What the pages read: the snapshot of the moment and its listing, held open while a page is made."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from explorer.vectors import Vectors
from graph.listing import build_listing, is_current, listing_of
from graph.snapshot import Snapshot, current
from graph.store import Reader, StoreError

T = TypeVar("T")
# Bytes of a listing that are read where the system holds them: each page has a connection of its own, whose cache is
# empty, and a published listing never changes.
_MAPPED = 4 << 30


class Memory:
    """What was worked out of one snapshot and may be wanted again: a snapshot never changes."""

    def __init__(self, size: int = 512) -> None:
        """Remember so many answers, the ones last asked for."""
        self._size = size
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, object] = OrderedDict()

    def recall(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The answer that is known under a key, or what is worked out now."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return cast(T, self._known[key])
        made = work_out()
        with self._lock:
            self._known[key] = made
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class OpenDataset:
    """One snapshot and its listing, for the making of one page."""

    reader: Reader
    listing: sqlite3.Connection
    snapshot: str  # its number
    memory: Memory
    vectors: Vectors

    def recall(self, ask: Callable[..., T], *arguments: Hashable, **named: Hashable) -> T:
        """What a function of the listing answers; asked once a snapshot."""
        key = (ask.__module__, ask.__qualname__, arguments, tuple(sorted(named.items())))
        return self.memory.recall(key, lambda: ask(self.listing, *arguments, **named))


class _Held:
    """A snapshot and how many pages are being made from it."""

    def __init__(self, folder: Path) -> None:
        self.snapshot = Snapshot(folder)
        self.memory = Memory()
        self.vectors = Vectors(folder)
        self.users = 0
        self.outdated = False

    @property
    def folder(self) -> Path:
        return self.snapshot.folder


class Dataset:
    """The published snapshot in a home folder; follows the link to the newest. Safe to use from several threads.

    A snapshot that comes without a listing gets one; until it is ready, pages show the snapshot before.
    """

    def __init__(self, home: Path) -> None:
        """Read from a home folder; nothing is opened before it is needed."""
        self._home = home
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._preparing: threading.Thread | None = None

    @contextmanager
    def open(self) -> Iterator[OpenDataset]:
        """The newest snapshot that is ready, for as long as the block lasts.

        Raises:
            StoreError: nothing was published yet.
        """
        held = self._take()
        try:
            with closing(_read_only(listing_of(held.folder))) as listing:
                yield OpenDataset(held.snapshot, listing, held.folder.name, held.memory, held.vectors)
        finally:
            self._give_back(held)

    def close(self) -> None:
        """Let go of the snapshot."""
        if self._preparing is not None:
            self._preparing.join()
        with self._lock:
            self._replace(None)

    def _take(self) -> _Held:
        folder = current(self._home)
        with self._lock:
            if self._held is None:
                self._replace(_ready(folder))
            elif self._held.folder != folder:
                self._change_to(folder)
            held = cast(_Held, self._held)
            held.users += 1
            return held

    def _change_to(self, folder: Path) -> None:
        """Show another snapshot: at once if its listing is there, else as soon as that is built."""
        if is_current(listing_of(folder)):
            self._replace(_ready(folder))
        elif self._preparing is None or not self._preparing.is_alive():
            self._preparing = threading.Thread(target=_prepare, args=(folder,), name="listing")
            self._preparing.start()

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


def _ready(folder: Path) -> _Held:
    """A snapshot with its listing."""
    held = _Held(folder)
    if not is_current(listing_of(folder)):
        build_listing(held.snapshot, listing_of(folder))
    return held


def _prepare(folder: Path) -> None:
    try:
        _ready(folder).snapshot.close()
    except (OSError, StoreError, sqlite3.Error):  # removed meanwhile: a newer one is asked for next
        logging.getLogger(__name__).warning("No listing of %s could be made.", folder, exc_info=True)


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return connection
