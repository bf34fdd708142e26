"""Watch lists: which lists of the explorer somebody follows, what each has met, and what was told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.database import Database, insert

_FIELDS = tuple(column.name for column in tables.watches.c if column.name != "sending_since")
_SENDING_AT_MOST = timedelta(minutes=30)  # after which a sender is taken for dead


@dataclass(frozen=True, slots=True)
class Watch:
    """A list that somebody follows."""

    id: str  # 32 hexadecimal digits that nobody can guess: whoever has it may read the list's feed
    owner: str
    name: str
    address: str  # of the list in the explorer: path and parameters
    created_at: datetime  # aware, UTC
    seen_at: datetime  # when its owner last said that all was seen
    webhook: str = ""  # where alerts go; empty for none
    secret: str = ""  # that alerts are signed with
    alerted_at: datetime | None = None  # when an alert last arrived
    problem: str = ""  # why the last one did not


@dataclass(frozen=True, slots=True)
class WatchItem:
    """Something that a watch list has met."""

    item: str  # IRI of a report, an article or an entity
    subject: str  # IRI of the event, article or entity that it was part of then
    noted_at: datetime
    fresh: bool = False  # whether it was new then; not what stood there when the watch list was made
    alerted: bool = False


class Watches(Database):
    """The watch lists of all."""

    def save_watch(self, watch: Watch) -> None:
        """Store a watch list, new or changed."""
        row = asdict(watch)
        with self._write() as connection:
            changed = connection.execute(sa.update(tables.watches).where(_is(watch.id)).values(**row)).rowcount
            if not changed:
                connection.execute(sa.insert(tables.watches).values(**row))

    def watches(self, owner: str | None = None) -> tuple[Watch, ...]:
        """The watch lists of somebody, or of all, by name."""
        statement = sa.select(tables.watches)
        if owner is not None:
            statement = statement.where(tables.watches.c.owner == owner)
        with self._read() as connection:
            found = [_watch(row) for row in connection.execute(statement)]
        return tuple(sorted(found, key=lambda watch: (watch.name.casefold(), watch.id)))

    def watch(self, identifier: str) -> Watch | None:
        """One watch list."""
        with self._read() as connection:
            row = connection.execute(sa.select(tables.watches).where(_is(identifier))).one_or_none()
        return None if row is None else _watch(row)

    def drop_watch(self, identifier: str) -> None:
        """Forget a watch list and what it has met."""
        with self._write() as connection:
            connection.execute(sa.delete(tables.watch_items).where(tables.watch_items.c.watch_id == identifier))
            connection.execute(sa.delete(tables.watches).where(_is(identifier)))

    def note_items(self, identifier: str, items: Iterable[WatchItem]) -> None:
        """Store what a watch list has met; what it has met before stays as it is."""
        rows = [{"watch_id": identifier, **asdict(item)} for item in items]
        with self._write() as connection:
            insert(connection, tables.watch_items, rows)

    def known_items(self, identifier: str, *, told: bool = False) -> frozenset[str]:
        """The IRIs of all that a watch list has met; with ``told``, those that are no news to its webhook."""
        column = tables.watch_items.c
        statement = sa.select(column.item).where(column.watch_id == identifier)
        if told:
            statement = statement.where(column.alerted)
        with self._read() as connection:
            return frozenset(connection.execute(statement).scalars())

    def fresh_items(
        self, identifier: str, *, since: datetime | None = None, unalerted: bool = False, limit: int = 1000
    ) -> tuple[WatchItem, ...]:
        """What was new to a watch list, the newest first.

        Args:
            identifier: of the watch list.
            since: only what was met after that time.
            unalerted: only what no alert has told of.
            limit: at most so many.
        """
        column = tables.watch_items.c
        statement = sa.select(tables.watch_items).where(column.watch_id == identifier, column.fresh)
        if since is not None:
            statement = statement.where(column.noted_at > since)
        if unalerted:
            statement = statement.where(~column.alerted)
        statement = statement.order_by(column.noted_at.desc(), column.item).limit(limit)
        with self._read() as connection:
            return tuple(_item(row._mapping) for row in connection.execute(statement))

    def begin_sending(self, identifier: str, at: datetime) -> bool:
        """Be the only one that sends the alerts of a watch list; false where another one does."""
        column = tables.watches.c
        free = sa.or_(column.sending_since.is_(None), column.sending_since < at - _SENDING_AT_MOST)
        with self._write() as connection:
            statement = sa.update(tables.watches).where(_is(identifier), free).values(sending_since=at)
            return connection.execute(statement).rowcount == 1

    def end_sending(self, identifier: str, told: Iterable[str], *, at: datetime | None, problem: str = "") -> None:
        """Store what came of sending.

        Args:
            identifier: of the watch list.
            told: the IRIs of the items that an alert has told of.
            at: when the last alert arrived; nothing where none did.
            problem: why one did not; empty where all did.
        """
        column = tables.watch_items.c
        values: dict[str, Any] = {"sending_since": None, "problem": problem}
        with self._write() as connection:
            for item in told:
                connection.execute(
                    sa.update(tables.watch_items)
                    .where(column.watch_id == identifier, column.item == item)
                    .values(alerted=True)
                )
            if at is not None:
                values["alerted_at"] = at
            connection.execute(sa.update(tables.watches).where(_is(identifier)).values(**values))


def _is(identifier: str) -> sa.ColumnElement[bool]:
    return tables.watches.c.id == identifier


def _watch(row: sa.Row[Any]) -> Watch:
    return Watch(**{name: getattr(row, name) for name in _FIELDS})


def _item(row: Mapping[Any, Any]) -> WatchItem:
    return WatchItem(**{name: row[name] for name in ("item", "subject", "noted_at", "fresh", "alerted")})
