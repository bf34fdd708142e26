"""Write the listing of a graph: all of it, or what changed since another one was written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graph.changes import Changes
from graph.code_version import code_version
from graph.listing.conclusions import CONCLUDED_INDICES, write_conclusions
from graph.listing.counts import count_busiest, count_everything
from graph.listing.judged import Decided, decided
from graph.listing.likeness import write_pairs
from graph.listing.listed_articles import write_articles
from graph.listing.listed_entities import write_entities
from graph.listing.listed_events import write_events
from graph.listing.part import TooMuchError, rewrite, write_decided
from graph.listing.schema import INDICES, SCHEMA, VERSION
from graph.listing.writing import Writing
from graph.names import base
from graph.snapshot import Snapshot
from graph.store import Reader, StoreError

FILE_NAME = "listing.sqlite"
# A kill leaves a file that nobody looks at again, so nothing need be undone or survive.
_UNFINISHED = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"


def listing_of(snapshot: Path) -> Path:
    """Where the listing of a snapshot lies, beside its store."""
    return snapshot / FILE_NAME


def is_current(path: Path) -> bool:
    """Whether there is a listing that this version of the program can read."""
    return (found := _about(path)) is not None and found[0] == VERSION


def build_listing(reader: Reader, path: Path) -> Path:
    """Write the listing of all that a reader sees.

    Args:
        reader: a snapshot or a store.
        path: of the file; it appears whole or not at all.

    Returns:
        The same path.
    """
    with _appearing(path) as unfinished, closing(sqlite3.connect(unfinished)) as database:
        database.executescript(_UNFINISHED + SCHEMA)
        with database:
            _write_everything(Writing(reader, database, decided(reader)))
        database.execute("ANALYZE")
        database.commit()
    return path


def update_listing(snapshot: Snapshot, changes: Changes | None) -> bool:
    """Write the listing of a snapshot: from the one of an older snapshot and what changed since, where that can be.

    Args:
        snapshot: that was published just now.
        changes: since which older one what has changed; None where anything may have.

    Returns:
        Whether the older one was of use; else everything was written.
    """
    path = listing_of(snapshot.folder)
    if changes is None or not _is_of_use(older := listing_of(snapshot.folder.parent / changes.since)):
        build_listing(snapshot, path)
        return False
    try:
        with Snapshot(older.parent) as before, _appearing(path) as unfinished:
            shutil.copyfile(older, unfinished)
            _rewrite(unfinished, lambda writing: rewrite(writing, changes.names, before), snapshot)
    except (TooMuchError, StoreError, FileNotFoundError):
        build_listing(snapshot, path)
        return False
    return True


def _rewrite(path: Path, make: Callable[[Writing], None], reader: Reader) -> None:
    now = decided(reader)
    if _about(path) != _about_now(now):
        raise TooMuchError
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_UNFINISHED)
        with database:
            make(Writing(reader, database, now))


def _write_everything(writing: Writing) -> None:
    write_decided(writing)
    write_entities(writing)
    write_articles(writing)
    write_events(writing)
    write_conclusions(writing)
    count_everything(writing.database)
    writing.database.executescript(INDICES + CONCLUDED_INDICES)
    count_busiest(writing.database)
    write_pairs(writing)
    writing.insert("about", [_about_now(writing.decided)])


def _about_now(now: Decided) -> tuple[int, str, int]:
    return (VERSION, f"{base()} {code_version('listing', 'consolidation')}", int(now.leaves_out_alone))


def _about(path: Path) -> tuple[int, str, int] | None:
    """What a listing says of itself; None where there is none, or one of quite another version."""
    if not path.is_file():
        return None
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            row = database.execute("SELECT version, made_by, leaves_out FROM about").fetchone()
        except sqlite3.DatabaseError:
            return None
    return (int(row[0]), str(row[1]), int(row[2])) if row else None


def _is_of_use(listing: Path) -> bool:
    found = _about(listing)
    return found is not None and found[0] == VERSION


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its place once the block is done, and goes where it fails."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
