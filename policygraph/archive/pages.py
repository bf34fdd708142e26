"""The queue of pages to fetch, and the pages that were fetched, byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policygraph.archive import tables
from policygraph.archive.database import Database, insert
from policygraph.archive.feeds import speaking_entries
from policygraph.archive.records import PageRequest, PageWork, RequestState
from policygraph.fetch_results import FetchFailure
from policygraph.records import Page
from policygraph.retries import next_try

_COMPRESSION = 6  # zlib's own default


class PageStore(Database):
    """Requests and pages."""

    def pages_to_fetch(self, now: datetime, *, feed_url: str = "", limit: int | None = None) -> tuple[PageRequest, ...]:
        """The pages that are due: never fetched, or failed and to be tried again by now; newest entries first.

        Args:
            now: aware time.
            feed_url: only pages that this feed links to; empty for all.
            limit: at most so many.
        """
        request, newest = tables.requests.c, sa.func.max(tables.entries.c.published)
        due = sa.or_(request.state == "to_fetch", sa.and_(request.state == "failed", request.next_try_at <= now))
        statement = (
            sa.select(tables.requests)
            .outerjoin(tables.entries, tables.entries.c.key == request.key)
            .where(due)
            .group_by(*tables.requests.c)
            .order_by(sa.case((newest.is_(None), 1), else_=0), newest.desc(), request.key)
            .limit(limit)
        )
        if feed_url:
            statement = statement.where(tables.entries.c.feed_url == feed_url)
        with self._read() as connection:
            return tuple(PageRequest(**row._mapping) for row in connection.execute(statement))

    def page_requests(self, state: RequestState | None = None) -> tuple[PageRequest, ...]:
        """All pages that were ever to be fetched, by key; only those in one state where it is given."""
        statement = sa.select(tables.requests)
        if state is not None:
            statement = statement.where(tables.requests.c.state == state)
        with self._read() as connection:
            rows = connection.execute(statement).all()
        return tuple(sorted((PageRequest(**row._mapping) for row in rows), key=lambda request: request.key))

    def record_page(self, key: str, page: Page) -> bool:
        """Store a page under its key, before anything is made of it.

        Returns:
            Whether its body differs from what was fetched last; the same body again changes nothing.
        """
        body = _body_row(page)  # compressed before others have to wait for us
        with self._write() as connection:
            insert(connection, tables.bodies, [body])
            insert(connection, tables.pages, [_page_row(key, page)])
            request = connection.execute(sa.select(tables.requests).where(tables.requests.c.key == key)).one_or_none()
            changed = request is None or request.page_sha256 != page.sha256
            row = {"state": "fetched", "attempts": 0, "reason": "", "next_try_at": None, "page_sha256": page.sha256}
            if request is None:
                insert(connection, tables.requests, [{"key": key, "url": page.url, "revision": 1, **row}])
            else:
                revision = request.revision + int(changed)
                connection.execute(
                    sa.update(tables.requests).where(tables.requests.c.key == key).values(revision=revision, **row)
                )
        return changed

    def record_fetch_failure(self, key: str, failure: FetchFailure, *, at: datetime) -> PageRequest:
        """Store that a page could not be had, and when to try again (see :mod:`policygraph.retries`).

        A page that was fetched before keeps what was fetched.
        """
        with self._write() as connection:
            row = connection.execute(sa.select(tables.requests).where(tables.requests.c.key == key)).one_or_none()
            old = PageRequest(key=key, url=failure.url) if row is None else PageRequest(**row._mapping)
            if row is None:
                insert(connection, tables.requests, [_new_request(old)])
            attempts = old.attempts + 1
            values: dict[str, Any] = {
                "state": "gone" if failure.gone else "failed",
                "attempts": attempts,
                "reason": failure.reason,
                "next_try_at": next_try(key, attempts, at, failure.retry_after) if failure.retryable else None,
            }
            connection.execute(sa.update(tables.requests).where(tables.requests.c.key == key).values(**values))
        return PageRequest(old.key, old.url, page_sha256=old.page_sha256, revision=old.revision, **values)

    def retry_pages(self, keys: Sequence[str] | None = None) -> int:
        """Put failed and gone pages back into the queue, all of them or those with the keys; returns how many."""
        request = tables.requests.c
        statement = (
            sa.update(tables.requests)
            .where(request.state.in_(("failed", "gone")))
            .values(state="to_fetch", attempts=0, next_try_at=None)
        )
        if keys is not None:
            statement = statement.where(request.key.in_(keys))
        with self._write() as connection:
            return int(connection.execute(statement).rowcount)

    def archived(self) -> tuple[str, ...]:
        """The keys of all pages of which the archive holds a body, in order: what the graph is rebuilt from."""
        statement = sa.select(tables.requests.c.key).where(tables.requests.c.page_sha256 != "")
        with self._read() as connection:
            return tuple(sorted(connection.scalars(statement)))

    def work(self, keys: Sequence[str]) -> Iterator[PageWork]:
        """The pages with these keys as last fetched, with what feeds say of them; in the order given, read one by one.

        Keys without a page are passed over.
        """
        for key in keys:
            with self._read() as connection:
                found = _work(connection, key)
            if found is not None:
                yield found

    def page(self, key: str, sha256: str = "") -> Page | None:
        """The page with this key as last fetched, or the version with this body."""
        with self._read() as connection:
            return _page(connection, key, sha256)

    def page_with_body(self, sha256: str) -> Page | None:
        """A page that had this body when it was fetched, the first of them; None where the archive holds none."""
        statement = sa.select(sa.func.min(tables.pages.c.key)).where(tables.pages.c.sha256 == sha256)
        with self._read() as connection:
            key = connection.scalar(statement)
            return _page(connection, key, sha256) if key else None


def _work(connection: sa.Connection, key: str) -> PageWork | None:
    page = _page(connection, key, "")
    if page is None:
        return None
    revision = connection.scalar(sa.select(tables.requests.c.revision).where(tables.requests.c.key == key)) or 0
    return PageWork(key, page, speaking_entries(connection, [key]).get(key), revision)


def _page(connection: sa.Connection, key: str, sha256: str) -> Page | None:
    last = sa.select(tables.requests.c.page_sha256).where(tables.requests.c.key == key).scalar_subquery()
    statement = (
        sa.select(tables.pages, tables.bodies.c.content)
        .join(tables.bodies, tables.bodies.c.sha256 == tables.pages.c.sha256)
        .where(tables.pages.c.key == key, tables.pages.c.sha256 == (sha256 or last))
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return Page(
        url=row.url,
        final_url=row.final_url,
        status=row.status,
        headers=dict(row.headers),
        body=zlib.decompress(row.content),
        fetched_at=row.fetched_at,
        sha256=row.sha256,
    )


def _body_row(page: Page) -> dict[str, Any]:
    return {"sha256": page.sha256, "size": len(page.body), "content": zlib.compress(page.body, _COMPRESSION)}


def _page_row(key: str, page: Page) -> dict[str, Any]:
    return {
        "key": key,
        "sha256": page.sha256,
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "headers": {name: page.headers[name] for name in sorted(page.headers)},
        "fetched_at": page.fetched_at,
    }


def _new_request(request: PageRequest) -> dict[str, Any]:
    return {
        "key": request.key,
        "url": request.url,
        "state": request.state,
        "attempts": 0,
        "reason": "",
        "next_try_at": None,
        "page_sha256": "",
        "revision": 1,
    }
