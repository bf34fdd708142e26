"""What came of each page: its article, its signature, its outcome."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.database import Database, upsert
from policygraph.archive.records import ArticleState, CleanedArticle, PageWork
from policygraph.records import Outcome

_SIGNATURE_FIELDS = tuple(tables.signatures.c.keys())


class ArticleStates(Database):
    """How far each page has come on its way into the graph."""

    def pages_to_process(self, version: str = "", *, limit: int | None = None) -> tuple[str, ...]:
        """The keys of fetched pages that are not in the graph as they should be, in order.

        That is: never processed, changed since, failed in a way that another try may mend, or, where a version is
        given, processed by another version.
        """
        request, article = tables.requests.c, tables.articles.c
        stale = [article.key.is_(None), article.revision != request.revision, article.retryable.is_(True)]
        if version:
            stale.append(article.version != version)
        statement = (
            sa.select(request.key)
            .outerjoin(tables.articles, article.key == request.key)
            .where(request.page_sha256 != "", sa.or_(*stale))
        )
        with self._read() as connection:
            return tuple(sorted(connection.scalars(statement))[:limit])

    def record_cleaned(self, cleaned: CleanedArticle) -> None:
        """Store what tells copies apart, before the article is extracted; the page stays to be processed."""
        with self._write() as connection:
            upsert(connection, tables.signatures, [{name: getattr(cleaned, name) for name in _SIGNATURE_FIELDS}])

    def signatures(self) -> tuple[CleanedArticle, ...]:
        """What tells copies apart, of all articles, by article id and key."""
        with self._read() as connection:
            rows = connection.execute(sa.select(tables.signatures)).all()
        return tuple(
            sorted((CleanedArticle(**row._mapping) for row in rows), key=lambda row: (row.article_id, row.key))
        )

    def record_article(
        self, work: PageWork, outcome: Outcome, *, article_id: str = "", version: str = "", copy_of: str = ""
    ) -> None:
        """Store what came of a page, once it is in the graph (or is known not to belong there).

        Args:
            work: what was processed; a page that changed meanwhile stays to be processed.
            outcome: the last stage it reached and how it ended.
            article_id: empty where the page is not an article; its signature is then forgotten.
            version: of what processed it.
            copy_of: id of the article that it repeats.
        """
        row = {
            "key": work.key,
            "article_id": article_id,
            "revision": work.revision,
            "version": version,
            "copy_of": copy_of,
            **outcome_row(outcome),
        }
        with self._write() as connection:
            upsert(connection, tables.articles, [row])
            if not article_id:
                connection.execute(sa.delete(tables.signatures).where(tables.signatures.c.key == work.key))

    def article(self, key: str) -> ArticleState | None:
        """What came of one page; None where it was not processed yet."""
        with self._read() as connection:
            row = connection.execute(sa.select(tables.articles).where(tables.articles.c.key == key)).one_or_none()
        return None if row is None else _article(row)

    def articles(self) -> tuple[ArticleState, ...]:
        """What came of all pages, by key."""
        with self._read() as connection:
            rows = connection.execute(sa.select(tables.articles)).all()
        return tuple(sorted((_article(row) for row in rows), key=lambda state: state.key))


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """The columns that hold an outcome."""
    return {
        "subject": outcome.subject,
        "stage": outcome.stage,
        "state": outcome.state,
        "reason": outcome.reason,
        "retryable": outcome.retryable,
        "title": outcome.title,
        "counts": dict(sorted(outcome.counts.items())),
    }


def outcome_of(row: sa.Row[Any]) -> Outcome:
    """The outcome that a row holds."""
    return Outcome(
        subject=row.subject,
        stage=row.stage,
        state=row.state,
        reason=row.reason,
        retryable=row.retryable,
        title=row.title,
        counts=dict(row.counts),
    )


def _article(row: sa.Row[Any]) -> ArticleState:
    return ArticleState(row.key, outcome_of(row), row.article_id, row.version, row.copy_of)
