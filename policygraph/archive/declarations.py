"""What the feeds file said of each feed when its pages were read, so that they can be read again without the file."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.database import Database, upsert
from policygraph.records import Feed

_FIELDS = tuple(tables.declarations.c.keys())


class Declarations(Database):
    """The publisher, country, language and licence of each feed."""

    def declare_feed(self, feed: Feed) -> bool:
        """Store what is declared of a feed; where that changes, its pages are to be processed again.

        Returns:
            Whether something else was declared before.
        """
        row = {name: getattr(feed, name) for name in _FIELDS}
        statement = sa.select(tables.declarations).where(tables.declarations.c.url == feed.url)
        with self._write() as connection:
            before = connection.execute(statement).one_or_none()
            changed = before is not None and dict(before._mapping) != row
            if before is None or changed:
                upsert(connection, tables.declarations, [row])
            if changed:
                _process_again(connection, feed.url)
        return changed

    def declared_feed(self, url: str) -> Feed:
        """What was last declared of a feed; the bare URL where nothing was."""
        statement = sa.select(tables.declarations).where(tables.declarations.c.url == url)
        with self._read() as connection:
            row = connection.execute(statement).one_or_none()
        return Feed(url) if row is None else _feed(row)


def _feed(row: sa.Row[Any]) -> Feed:
    return Feed(url=row.url, publisher=row.publisher, country=row.country, language=row.language, licence=row.licence)


def _process_again(connection: sa.Connection, feed_url: str) -> None:
    linked = sa.select(tables.entries.c.key).where(tables.entries.c.feed_url == feed_url)
    connection.execute(
        sa.update(tables.requests)
        .where(tables.requests.c.key.in_(linked))
        .values(revision=tables.requests.c.revision + 1)
    )
