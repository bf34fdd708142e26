"""What people decided, what each run did, and what did not come through."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.articles import outcome_of, outcome_row
from policygraph.archive.database import Database, insert
from policygraph.archive.records import ArchiveCounts, Failure, Judgement, Run
from policygraph.records import Outcome

_JUDGEMENT_FIELDS = tuple(column.name for column in tables.judgements.c if column.name != "id")


class Journal(Database):
    """Judgements, runs and failures."""

    def judge(self, judgement: Judgement) -> None:
        """Append a judgement. What was judged before stays; the same judgement at the same moment is stored once."""
        row = {name: getattr(judgement, name) for name in _JUDGEMENT_FIELDS}
        same = sa.and_(*(tables.judgements.c[name] == value for name, value in row.items()))
        with self._write() as connection:
            if connection.scalar(sa.select(tables.judgements.c.id).where(same)) is None:
                connection.execute(sa.insert(tables.judgements).values(**row))

    def judgements(self, kind: str = "", about: Collection[str] = ()) -> tuple[Judgement, ...]:
        """Judgements in the order in which they were made (then as they were stored).

        Args:
            kind: only those of one kind; all where it is empty.
            about: only those of which the subject or the object is one of these IRIs; all where there is none.
        """
        statement = sa.select(tables.judgements).order_by(tables.judgements.c.made_at, tables.judgements.c.id)
        if kind:
            statement = statement.where(tables.judgements.c.kind == kind)
        if about:
            named = sorted(about)
            statement = statement.where(tables.judgements.c.subject.in_(named) | tables.judgements.c.object.in_(named))
        with self._read() as connection:
            rows = connection.execute(statement).all()
        return tuple(Judgement(**{name: getattr(row, name) for name in _JUDGEMENT_FIELDS}) for row in rows)

    def start_run(self, name: str, at: datetime) -> int:
        """Note that a run begins; returns its number."""
        with self._write() as connection:
            statement = sa.insert(tables.runs).values(name=name, started_at=at).returning(tables.runs.c.id)
            return int(connection.execute(statement).scalar_one())

    def record_outcomes(self, run: int, outcomes: Sequence[Outcome]) -> None:
        """Append what came of feeds, pages and articles in a run."""
        number = sa.func.coalesce(sa.func.max(tables.run_outcomes.c.number), 0)
        with self._write() as connection:
            last = connection.scalar(sa.select(number).where(tables.run_outcomes.c.run_id == run)) or 0
            rows = [
                {"run_id": run, "number": last + place, **outcome_row(outcome)}
                for place, outcome in enumerate(outcomes, start=1)
            ]
            insert(connection, tables.run_outcomes, rows)

    def finish_run(self, run: int, at: datetime) -> None:
        """Note that a run ended."""
        with self._write() as connection:
            connection.execute(sa.update(tables.runs).where(tables.runs.c.id == run).values(finished_at=at))

    def runs(self, limit: int = 20) -> tuple[Run, ...]:
        """The last runs, newest first."""
        statement = sa.select(tables.runs).order_by(tables.runs.c.id.desc()).limit(limit)
        with self._read() as connection:
            return tuple(Run(**row._mapping) for row in connection.execute(statement))

    def outcomes(self, run: int) -> tuple[Outcome, ...]:
        """What came of everything in one run, in the order in which it was recorded."""
        statement = (
            sa.select(tables.run_outcomes)
            .where(tables.run_outcomes.c.run_id == run)
            .order_by(tables.run_outcomes.c.number)
        )
        with self._read() as connection:
            return tuple(outcome_of(row) for row in connection.execute(statement))

    def failures(self) -> tuple[Failure, ...]:
        """Everything that did not come through and why: feeds, then pages, then articles (quarantined ones too)."""
        with self._read() as connection:
            return (*_failed_feeds(connection), *_failed_pages(connection), *_failed_articles(connection))

    def counts(self) -> ArchiveCounts:
        """How much the archive holds."""
        body = tables.bodies.c
        with self._read() as connection:
            bodies, size, stored = connection.execute(
                sa.select(
                    sa.func.count(), sa.func.sum(body.size), sa.func.sum(sa.func.length(body.content))
                ).select_from(tables.bodies)
            ).one()
            return ArchiveCounts(
                feeds=connection.scalar(sa.select(sa.func.count()).select_from(tables.feeds)) or 0,
                requests=_by_state(connection, tables.requests),
                articles=_by_state(connection, tables.articles),
                bodies=bodies,
                body_bytes=int(size or 0),
                stored_bytes=int(stored or 0),
            )


def _by_state(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    rows = connection.execute(sa.select(table.c.state, sa.func.count()).group_by(table.c.state))
    return {state: count for state, count in sorted(tuple(row) for row in rows)}  # noqa: C416 - rows are typed so


def _failed_feeds(connection: sa.Connection) -> list[Failure]:
    rows = connection.execute(sa.select(tables.feeds).where(tables.feeds.c.state == "failed"))
    return [
        Failure(Outcome(row.url, "feed", "failed", row.reason, row.retryable), row.failures, row.retry_at)
        for row in sorted(rows, key=lambda row: str(row.url))
    ]


def _failed_pages(connection: sa.Connection) -> list[Failure]:
    rows = connection.execute(sa.select(tables.requests).where(tables.requests.c.state.in_(("failed", "gone"))))
    return [
        Failure(
            Outcome(row.key, "page", "failed", row.reason, row.next_try_at is not None), row.attempts, row.next_try_at
        )
        for row in sorted(rows, key=lambda row: str(row.key))
    ]


def _failed_articles(connection: sa.Connection) -> list[Failure]:
    rows = connection.execute(sa.select(tables.articles).where(tables.articles.c.state.in_(("failed", "quarantined"))))
    return [Failure(outcome_of(row)) for row in sorted(rows, key=lambda row: str(row.key))]
