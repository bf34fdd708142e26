"""What the archive knows of feeds: how each stands, and what it says of the pages it links to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.database import Database, insert, upsert
from policygraph.archive.records import FeedState
from policygraph.batches import batches
from policygraph.records import FeedEntry, Outcome
from policygraph.urls import canonical_url

_AT_ONCE = 500  # keys in one statement: any database takes so many parameters
# Of several feeds that link to one page, the one that had it first speaks for it. Depends on nothing but the entries.
_EARLIEST_FIRST = (
    tables.entries.c.key,
    sa.case((tables.entries.c.published.is_(None), 1), else_=0),
    tables.entries.c.published,
    tables.entries.c.feed_url,
)


class FeedStates(Database):
    """How each feed stands, and the entries it gave."""

    def feed_state(self, url: str) -> FeedState | None:
        """What is known of one feed; None where it was never read."""
        with self._read() as connection:
            row = connection.execute(sa.select(tables.feeds).where(tables.feeds.c.url == url)).one_or_none()
        return None if row is None else FeedState(**row._mapping)

    def feed_states(self) -> tuple[FeedState, ...]:
        """All feeds that were ever read, by URL."""
        with self._read() as connection:
            rows = connection.execute(sa.select(tables.feeds)).all()
        return tuple(sorted((FeedState(**row._mapping) for row in rows), key=lambda state: state.url))

    def record_feed(
        self,
        outcome: Outcome,
        *,
        at: datetime,
        entries: Sequence[FeedEntry] = (),
        etag: str = "",
        last_modified: str = "",
        retry_at: datetime | None = None,
    ) -> tuple[str, ...]:
        """Store the entries of a feed and how the feed stands, in one transaction.

        The validators are thus never ahead of the entries: a feed whose entries were lost is asked for in full.

        Args:
            outcome: what came of the feed; ``subject`` is its URL.
            at: when the feed was fetched.
            entries: all entries that the feed has now; empty where it failed or is unchanged.
            etag: validator of this answer; ignored where the feed failed or is unchanged.
            last_modified: validator of this answer; ignored like ``etag``.
            retry_at: not to be asked for again before; None for at any time.

        Returns:
            The keys of the pages that no feed linked to before, in the order of the entries.
        """
        with self._write() as connection:
            new = _store_entries(connection, outcome.subject, entries)
            before = connection.execute(
                sa.select(tables.feeds).where(tables.feeds.c.url == outcome.subject)
            ).one_or_none()
            old = FeedState(outcome.subject) if before is None else FeedState(**before._mapping)
            keep = outcome.state in ("failed", "unchanged")
            state = {
                "url": outcome.subject,
                "etag": old.etag if keep else etag,
                "last_modified": old.last_modified if keep else last_modified,
                "checked_at": at,
                "state": outcome.state,
                "reason": outcome.reason,
                "retryable": outcome.retryable,
                "entries": old.entries if keep else len(entries),
                "failures": old.failures + 1 if outcome.state == "failed" else 0,
                "retry_at": retry_at,
            }
            upsert(connection, tables.feeds, [state])
        return new

    def entries(self, feed_url: str) -> tuple[FeedEntry, ...]:
        """Everything that a feed ever said, by the key of the page."""
        statement = sa.select(tables.entries).where(tables.entries.c.feed_url == feed_url)
        with self._read() as connection:
            rows = connection.execute(statement).all()
        return tuple(_entry_of(row) for row in sorted(rows, key=lambda row: str(row.key)))


def _store_entries(connection: sa.Connection, feed_url: str, entries: Sequence[FeedEntry]) -> tuple[str, ...]:
    """Store what is new or changed; a page of which something else is now said is to be processed again."""
    rows = {canonical_url(entry.url): entry for entry in reversed(entries)}  # of two with one key, the first stands
    keys = list(reversed(rows))
    known = _known(connection, keys)
    new = tuple(key for key in keys if key not in known)
    spoken_before = speaking_entries(connection, keys)
    retold = _retold(connection, feed_url, rows)
    upsert(connection, tables.entries, [_entry_row(key, feed_url, rows[key]) for key in keys])
    insert(connection, tables.requests, [_request_row(key, rows[key].url) for key in new])
    spoken_now = speaking_entries(connection, keys)
    changed = [key for key in keys if key in known and spoken_before.get(key) != spoken_now[key]]
    for some in batches(changed, _AT_ONCE):
        connection.execute(
            sa.update(tables.requests)
            .where(tables.requests.c.key.in_(some))
            .values(revision=tables.requests.c.revision + 1)
        )
    for some in batches(retold, _AT_ONCE):
        connection.execute(
            sa.update(tables.requests)
            .where(tables.requests.c.key.in_(some))
            .values(state="to_fetch", attempts=0, next_try_at=None)
        )
    return new


def _retold(connection: sa.Connection, feed_url: str, rows: Mapping[str, FeedEntry]) -> list[str]:
    """The pages that the feed gives another headline or date than before: most likely edited, so fetched again.

    A summary that changes says less: many feeds put counts of comments there.
    """
    retold: list[str] = []
    for some in batches(rows, _AT_ONCE):
        entry = tables.entries.c
        statement = sa.select(tables.entries).where(entry.feed_url == feed_url, entry.key.in_(some))
        before = {row.key: (row.title, row.published) for row in connection.execute(statement)}
        retold += [key for key, told in before.items() if told != (rows[key].title, rows[key].published)]
    return sorted(retold)


def _known(connection: sa.Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(keys, _AT_ONCE):
        found.update(connection.scalars(sa.select(tables.requests.c.key).where(tables.requests.c.key.in_(some))))
    return found


def speaking_entries(connection: sa.Connection, keys: Sequence[str]) -> dict[str, FeedEntry]:
    """For each key the entry that speaks for the page: the earliest published, then by the feed's URL."""
    found: dict[str, FeedEntry] = {}
    for some in batches(keys, _AT_ONCE):
        statement = sa.select(tables.entries).where(tables.entries.c.key.in_(some)).order_by(*_EARLIEST_FIRST)
        for row in connection.execute(statement):
            found.setdefault(row.key, _entry_of(row))
    return found


def _entry_of(row: sa.Row[Any]) -> FeedEntry:
    """The entry that a row of the table holds."""
    return FeedEntry(
        feed_url=row.feed_url,
        url=row.url,
        title=row.title,
        published=row.published,
        summary=row.summary,
        authors=tuple(row.authors),
    )


def _entry_row(key: str, feed_url: str, entry: FeedEntry) -> Mapping[str, Any]:
    return {
        "key": key,
        "feed_url": feed_url,
        "url": entry.url,
        "title": entry.title,
        "published": entry.published,
        "summary": entry.summary,
        "authors": list(entry.authors),
    }


def _request_row(key: str, url: str) -> Mapping[str, Any]:
    return {
        "key": key,
        "url": url,
        "state": "to_fetch",
        "attempts": 0,
        "reason": "",
        "next_try_at": None,
        "page_sha256": "",
        "revision": 1,
    }
