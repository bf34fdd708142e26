"""One writing of the listing: what it reads from, what it writes to, and the words by which rows are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from graph.listing.fulltext import tokens
from graph.listing.judged import Decided
from graph.listing.questions import ask
from graph.listing.schema import RANGES
from graph.store import Reader
from graph.tables import Cell

Row = tuple[object, ...]
Words = tuple[str, str, str]  # title, names, body
_PUT = "INSERT INTO words (rowid, title, names, body) VALUES (?, ?, ?, ?)"
_TAKE = "INSERT INTO words (words, rowid, title, names, body) VALUES ('delete', ?, ?, ?, ?)"


class Writing:
    """A listing that is being written."""

    def __init__(self, reader: Reader, database: sqlite3.Connection, decided: Decided) -> None:
        """Write what a reader sees, as it was decided, into a database that has the tables."""
        self.reader = reader
        self.database = database
        self.decided = decided
        self._numbers = {kind: self._first_free(kind) for kind in RANGES}
        self._known: dict[str, int] = {}

    def ask(self, question: str, among: Iterable[str] | None = None) -> Iterator[dict[str, Cell]]:
        """Rows of the graph."""
        return ask(self.reader, question, among)

    def rows(self, statement: str, *values: object) -> list[Row]:
        """Rows of the listing."""
        return self.database.execute(statement, values).fetchall()

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows; one that is there already stays."""
        iterator = iter(rows)
        for row in iterator:
            marks = ", ".join("?" * len(row))
            statement = f"INSERT OR IGNORE INTO {table} VALUES ({marks})"  # noqa: S608  # table is ours
            self.database.execute(statement, row)
            self.database.executemany(statement, iterator)

    def delete(self, table: str, column: str, values: Iterable[str]) -> None:
        """Take rows away."""
        self.database.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((value,) for value in values))  # noqa: S608

    def keep_number(self, iri: str, number: int) -> None:
        """Have the row of an IRI that is about to be written anew take the number that it had."""
        self._known[iri] = number

    def number(self, kind: str, iri: str) -> int:
        """The number of the row of an IRI, which is that of its words."""
        if iri in self._known:
            return self._known[iri]
        self._numbers[kind] += 1
        return self._numbers[kind] - 1

    def put_words(self, number: int, words: Words) -> None:
        """Have a row found by its words."""
        self.database.execute(_PUT, (number, *map(tokens, words)))

    def take_words(self, number: int, words: Words) -> None:
        """Have a row found no longer; the words must be those that were put."""
        self.database.execute(_TAKE, (number, *map(tokens, words)))

    def _first_free(self, kind: str) -> int:
        last = self.database.execute(f"SELECT MAX(document) FROM {kind}").fetchone()[0]  # noqa: S608
        return RANGES[kind][0] if last is None else last + 1


def entity_words(database: sqlite3.Connection, iri: str, name: str) -> Words:
    """What an entity is found by."""
    rows = database.execute("SELECT name FROM name WHERE entity = ? ORDER BY name", (iri,))
    return name, "\n".join(row[0] for row in rows), ""


def article_words(database: sqlite3.Connection, iri: str, told: tuple[str, str], text: str) -> Words:
    """What an article is found by.

    Args:
        database: that has the names of the entities which it speaks of.
        iri: of the article.
        told: its title and its publisher.
        text: of it.
    """
    statement = """SELECT name.name FROM reference JOIN name ON name.entity = reference.entity
        WHERE reference.article = ? ORDER BY reference.entity, name.name"""
    names = "\n".join(row[0] for row in database.execute(statement, (iri,)))
    return told[0], names, f"{told[1]}\n{text}"


def event_words(database: sqlite3.Connection, iri: str, kind: str) -> Words:
    """What an event is found by: its type, who takes part, the sentences that tell of it."""
    statement = """SELECT DISTINCT name.entity, name.name FROM participant JOIN name ON name.entity = participant.entity
        WHERE participant.event = ? ORDER BY 1, 2"""
    names = "\n".join(row[1] for row in database.execute(statement, (iri,)))
    sentences = database.execute("SELECT DISTINCT evidence FROM report WHERE event = ? ORDER BY 1", (iri,))
    return kind, names, "\n".join(row[0] for row in sentences)


def publisher_or_site(publisher: str, url: str, iri: str) -> str:
    """Who stands behind an article, as far as it is known."""
    return publisher or urlsplit(url).hostname or iri


def text_of(cell: Cell) -> str:
    """A cell as text; empty where there is none."""
    return "" if cell is None else str(cell)


def number_of(cell: Cell) -> float | None:
    """A cell as a number."""
    return None if cell is None else float(cell)


def field_of(context: Cell) -> str:
    """In which part of an article a mention stands: ``title`` or ``text``."""
    return str(context).rpartition("/")[2]
