"""Conditions of a list as SQL with its values apart, so that nothing a user typed is ever SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.listing import RANGES, match_expression

# The texts of one kind that match an expression: ``?`` is the expression, the first and the last number of the kind.
MATCHES = "words MATCH ? AND words.rowid BETWEEN ? AND ?"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that must all hold."""

    clauses: tuple[str, ...] = ()
    values: tuple[str | float, ...] = field(default=())

    def plus(self, clause: str, *values: str | float) -> Conditions:
        """These and one more, whose values stand as ``?`` in it."""
        return Conditions((*self.clauses, clause), (*self.values, *values))

    def plus_any(self, column: str, choices: Iterable[str]) -> Conditions:
        """These, and the column holds one of the choices; unchanged where there are none."""
        chosen = tuple(choices)
        return self.plus(f"{column} IN ({', '.join('?' * len(chosen))})", *chosen) if chosen else self

    def plus_words(self, kind: str, words: str, *, prefix: bool = False) -> Conditions:
        """These, and the text of a row holds all the words; unchanged where there are none.

        Args:
            kind: of the rows: "entity", "event" or "article".
            words: as typed.
            prefix: whether the last word may be unfinished.
        """
        expression = match_expression(words, prefix=prefix)
        if not expression:
            return self
        return self.plus(f"document IN (SELECT rowid FROM words WHERE {MATCHES})", expression, *RANGES[kind])  # noqa: S608

    @property
    def where(self) -> str:
        """The WHERE clause; empty without conditions."""
        return " WHERE " + " AND ".join(self.clauses) if self.clauses else ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is shown."""

    page: int = 1  # from 1
    size: int = 50

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.page - 1) * self.size


def counts(
    listing: sqlite3.Connection, column: str, table: str, conditions: Conditions, limit: int = 30
) -> tuple[Count, ...]:
    """The values of a column, the most frequent first; column and table are ours, never a user's."""
    statement = (
        f"SELECT {column} AS value, COUNT(*) AS count FROM {table}{conditions.where} "  # noqa: S608
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {limit}"
    )
    return tuple(
        Count(str(row["value"]), row["count"]) for row in listing.execute(statement, conditions.values) if row["value"]
    )


def total(listing: sqlite3.Connection, table: str, conditions: Conditions) -> int:
    """How many rows there are."""
    statement = f"SELECT COUNT(*) FROM {table}{conditions.where}"  # noqa: S608
    return int(listing.execute(statement, conditions.values).fetchone()[0])
