"""The database behind the archive: opening it, its transactions, its schema version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from policygraph.archive import tables
from policygraph.errors import PolicygraphError

BUSY_TIMEOUT = 60.0  # seconds that a writer waits for another
_WRITER_LOCK = 0x706F6C67  # key of PostgreSQL's advisory lock: one writer at a time, as in SQLite


def _add_role_to_judgements(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE judgement ADD COLUMN role TEXT NOT NULL DEFAULT ''"))


def _add_watches(connection: sa.Connection) -> None:
    tables.metadata.create_all(connection, tables=[tables.watches, tables.watch_items])


# Version n -> what makes version n + 1 of it. Runs in one transaction with the new version number.
MIGRATIONS: Mapping[int, Callable[[sa.Connection], None]] = {
    1: _add_role_to_judgements,
    2: _add_watches,
}


class Database:
    """An open archive database; each write is one transaction."""

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL (SQLite or PostgreSQL), creating or upgrading its tables.

        Raises:
            PolicygraphError: where it cannot be opened, or was written by a newer policygraph.
        """
        self._engine = _engine(url)
        try:
            with self._write() as connection:
                _bring_up_to_date(connection)
        except sa.exc.DatabaseError as error:
            shown = self._engine.url.render_as_string(hide_password=True)
            self._engine.dispose()
            raise PolicygraphError(
                f"The archive at {shown} cannot be used: {error.orig}. "
                "Set POLICYGRAPH_ARCHIVE to a database that can be written."
            ) from error
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        """One snapshot to read from."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or nothing."""
        with self._engine.connect().execution_options(policygraph_write=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))
            yield connection


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows; those whose key stands already are left as they are."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows; those whose key stands already take the new values."""
    if not rows:
        return
    statement = _insert(connection, table)
    changed = {name: statement.excluded[name] for name in rows[0] if not table.c[name].primary_key}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed), list(rows)
    )


def _insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _engine(url: str) -> sa.Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(parsed, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise PolicygraphError(f"{error}. Install the driver: pip install 'policygraph[postgres]'.") from error


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise PolicygraphError(f"POLICYGRAPH_ARCHIVE is not a database URL: {error}") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise PolicygraphError(
            f"The archive cannot be kept in {parsed.get_backend_name()}. "
            "Set POLICYGRAPH_ARCHIVE to a sqlite: or postgresql: URL."
        )
    return parsed


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise PolicygraphError(
            "An archive in memory is lost with the process. Name a file: sqlite:///var/archive.sqlite."
        )
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PolicygraphError(
            f"The archive at {url.database} cannot be used: {error.strerror}. "
            "Set POLICYGRAPH_HOME or POLICYGRAPH_ARCHIVE to a place that can be written."
        ) from error
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT})
    sa.event.listen(engine, "connect", _configure_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers go on beside the writer; FULL makes a commit survive a power cut as well as a kill."""
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """A writer takes the lock at once: one that takes it later can fail where it should wait."""
    writing = connection.get_execution_options().get("policygraph_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(connection: sa.Connection) -> None:
    tables.schema.create(connection, checkfirst=True)
    version = connection.scalar(sa.select(sa.func.max(tables.schema.c.version)))
    if version is None:
        tables.metadata.create_all(connection)
        version = tables.SCHEMA_VERSION
        connection.execute(sa.insert(tables.schema).values(version=version))
    if version > tables.SCHEMA_VERSION:
        raise PolicygraphError(
            f"The archive has schema version {version}, this policygraph knows {tables.SCHEMA_VERSION}. "
            "Upgrade policygraph, or set POLICYGRAPH_ARCHIVE to another database."
        )
    for step in range(version, tables.SCHEMA_VERSION):
        MIGRATIONS[step](connection)
        connection.execute(sa.update(tables.schema).values(version=step + 1))
