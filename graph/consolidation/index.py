"""What consolidation remembers between runs: a database beside the store, which can be deleted at any time.

It holds what the articles say in a form that is quick to look up: reports by participant and day, which pairs match,
facts by their ends, the words of articles. Everything in it follows from the store's article graphs, entities and
judgements; where it is missing, or is of another store or version, it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT UNIQUE, iri TEXT UNIQUE, lang TEXT, day INTEGER, words TEXT);
CREATE TABLE published (article INTEGER PRIMARY KEY, publisher TEXT, day TEXT, copy INTEGER, reports INTEGER);
CREATE INDEX published_publisher ON published (publisher, day, copy, reports);
CREATE TABLE spoken (article INTEGER, entity TEXT, day TEXT, PRIMARY KEY (article, entity)) WITHOUT ROWID;
CREATE INDEX spoken_entity ON spoken (entity, day);
CREATE TABLE telling (word INTEGER, day INTEGER, article INTEGER, PRIMARY KEY (word, day, article)) WITHOUT ROWID;
CREATE TABLE alike (first INTEGER, second INTEGER, cosine REAL, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TABLE introduced (article INTEGER, first TEXT, second TEXT, words TEXT);
CREATE INDEX introduced_article ON introduced (article);
CREATE INDEX introduced_first ON introduced (first, second, words);
CREATE INDEX introduced_second ON introduced (second, first);
CREATE TABLE merged (first TEXT, second TEXT, why TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX merged_second ON merged (second);
CREATE TABLE report (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, article INTEGER, named TEXT UNIQUE, event TEXT,
  data TEXT);
CREATE INDEX report_article ON report (article);
CREATE TABLE filler (entity INTEGER, report INTEGER, PRIMARY KEY (entity, report)) WITHOUT ROWID;
CREATE TABLE block (key INTEGER, day INTEGER, report INTEGER, PRIMARY KEY (key, day, report)) WITHOUT ROWID;
CREATE TABLE block_of (report INTEGER, key INTEGER, day INTEGER, PRIMARY KEY (report, key)) WITHOUT ROWID;
CREATE TABLE edge (first INTEGER, second INTEGER, match TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TABLE matter (report INTEGER, key TEXT, PRIMARY KEY (report, key)) WITHOUT ROWID;
CREATE INDEX matter_key ON matter (key);
CREATE TABLE fact (id INTEGER PRIMARY KEY, iri TEXT, article INTEGER, subject INTEGER, object INTEGER, key TEXT,
  data TEXT);
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_object ON fact (object);
CREATE INDEX fact_key ON fact (key);
CREATE TABLE known (about TEXT, key TEXT, value TEXT, PRIMARY KEY (about, key)) WITHOUT ROWID;
"""
Row = tuple[object, ...]


def number_of(*parts: str) -> int:
    """A text as a number that stands for it in a key: 63 bits of its hash."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") >> 1


# While it is made from nothing, no change need be undone and nothing need survive: without its stamp it counts as none.
_BUILDING = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-131072", "temp_store=FILE")
_KEEPING = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "temp_store=FILE")


class Index:
    """The database, open in one transaction; close it without committing, and nothing was changed."""

    def __init__(self, path: Path | None) -> None:
        """Open or create it.

        Args:
            path: of the file; None for one that ends with the process.
        """
        self._path = path
        self._new_stamp = ""  # that it gets once all is remembered
        try:
            self._open(_KEEPING)
            has_tables = self.value("SELECT COUNT(*) FROM sqlite_master WHERE name = 'meta'")
        except sqlite3.DatabaseError:  # a kill while it was made left half of it
            has_tables = False
            self._start_file(_KEEPING)
        if not has_tables:
            self._create()

    def _open(self, pragmas: Iterable[str]) -> None:
        self._database = sqlite3.connect(self._path or ":memory:", isolation_level=None)
        for pragma in pragmas:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("BEGIN IMMEDIATE")

    def _start_file(self, pragmas: Iterable[str]) -> None:
        """Begin with no file."""
        self._database.close()
        for ending in ("", "-wal", "-shm"):
            if self._path is not None:
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        self._open(pragmas)

    def _create(self) -> None:
        for statement in _TABLES.split(";"):
            self._database.execute(statement)

    def reset(self, stamp: str) -> None:
        """Forget everything; what is remembered from now on is of the store and version that the stamp names.

        What is not committed then is lost with all that was there before.
        """
        self._start_file(_BUILDING)
        self._create()
        self._new_stamp = stamp

    @property
    def stamp(self) -> str:
        """What it is of; empty where it is new."""
        return str(self.value("SELECT value FROM meta WHERE key = 'stamp'") or "")

    def commit(self) -> None:
        """Keep what was changed, and begin anew."""
        self._database.execute("COMMIT")
        if self._new_stamp:
            self._keep()
        self._database.execute("BEGIN IMMEDIATE")

    def _keep(self) -> None:
        """What was made from nothing is whole: see it on the disk, and only then say what it is of."""
        if self._path is not None:
            with self._path.open("rb") as file:
                os.fsync(file.fileno())
        for pragma in _KEEPING:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("INSERT INTO meta VALUES ('stamp', ?)", (self._new_stamp,))
        self._new_stamp = ""

    def close(self) -> None:
        """Let go; what was not committed is undone, and where it was being made from nothing there is nothing."""
        if not self._new_stamp:
            self._database.execute("ROLLBACK")
        self._database.close()

    def run(self, statement: str, *values: object) -> int:
        """Carry out a statement; gives the row id of what it inserted."""
        return self._database.execute(statement, values).lastrowid or 0

    def run_many(self, statement: str, rows: Iterable[Row]) -> None:
        """Carry out a statement for each row."""
        self._database.executemany(statement, rows)

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a query."""
        return self._database.execute(statement, values).fetchall()

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """The rows of a query, one at a time."""
        return iter(self._database.execute(statement, values))

    def value(self, statement: str, *values: object) -> object:
        """The one value of a query; None where there is none."""
        row = self._database.execute(statement, values).fetchone()
        return row[0] if row else None

    def known(self, about: str, keys: Iterable[str] | None = None) -> dict[str, str]:
        """What was last known under a heading, or of some of its keys alone: key to value."""
        if keys is None:
            rows = self.rows("SELECT key, value FROM known WHERE about = ?", about)
        else:
            one = "SELECT key, value FROM known WHERE about = ? AND key = ?"
            rows = [row for key in keys for row in self.rows(one, about, key)]
        return {str(key): str(value) for key, value in rows}

    def learn(self, about: str, now: dict[str, str], keys: Iterable[str] | None = None) -> set[str]:
        """Bring what is known under a heading up to date; gives the keys whose value is another now, or gone.

        Args:
            about: the heading.
            now: what is known now.
            keys: the only ones of which anything may be known now that was not, or no longer; None for all.
        """
        before = self.known(about, keys)
        changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        for key in changed:
            self.run("DELETE FROM known WHERE about = ? AND key = ?", about, key)
            if key in now:
                self.run("INSERT INTO known VALUES (?, ?, ?)", about, key, now[key])
        return changed


def packed(value: object) -> str:
    """A value as JSON, to be kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
