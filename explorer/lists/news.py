"""What is new since a point in time, and which sources have gone quiet."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

_FEWEST = 4  # articles of a source before its habits are known
_SHORTEST = 7  # days of silence that are never worth a word
_TIMES = 4  # times its usual pause


@dataclass(frozen=True, slots=True)
class Fresh:
    """How much is new."""

    articles: int
    events: int
    entities: int
    conflicts: int


def fresh(listing: sqlite3.Connection, since: str, confidence: float = 0.0) -> Fresh:
    """What was read of articles that were fetched after a point in time; of events, those of at least a confidence."""
    row = listing.execute(
        """SELECT (SELECT COUNT(*) FROM article WHERE fetched_at > ?1) AS articles,
           (SELECT COUNT(*) FROM event WHERE noted > ?1 AND sure >= ?2) AS events,
           (SELECT COUNT(*) FROM entity WHERE noted > ?1) AS entities,
           (SELECT COUNT(*) FROM event WHERE noted > ?1 AND sure >= ?2 AND conflict <> '') AS conflicts""",
        (since, confidence),
    ).fetchone()
    return Fresh(**dict(row))


def newest_fetched(listing: sqlite3.Connection) -> str:
    """When the newest article was fetched; empty where no article says."""
    return str(listing.execute("SELECT COALESCE(MAX(fetched_at), '') FROM article").fetchone()[0])


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source of which nothing came for far longer than usual."""

    publisher: str
    articles: int
    last: str  # ISO date of its newest article
    days: int  # between that and the newest article of all
    usual: float  # days between two of its articles


def quiet_sources(listing: sqlite3.Connection, limit: int = 8) -> tuple[QuietSource, ...]:
    """The sources that have gone quiet while others went on, those most out of their habit first."""
    rows = listing.execute(
        """SELECT publisher, COUNT(*) AS articles, MIN(published) AS first, MAX(published) AS last FROM article
           WHERE publisher <> '' AND published IS NOT NULL GROUP BY publisher HAVING COUNT(*) >= ?""",
        (_FEWEST,),
    ).fetchall()
    newest = max((row["last"] for row in rows), default="")
    found = [_habits(row, newest) for row in rows]
    quiet = [source for source in found if source.days > max(_SHORTEST, _TIMES * source.usual)]
    return tuple(sorted(quiet, key=lambda s: (-s.days / max(s.usual, 0.5), s.publisher))[:limit])


def _habits(row: sqlite3.Row, newest: str) -> QuietSource:
    first, last = date.fromisoformat(row["first"][:10]), date.fromisoformat(row["last"][:10])
    usual = (last - first).days / (row["articles"] - 1)
    silent = (date.fromisoformat(newest[:10]) - last).days
    return QuietSource(row["publisher"], row["articles"], row["last"], silent, round(usual, 1))
