"""Entries and pages for tests of the archive."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from policygraph.archive import Archive
from policygraph.records import FeedEntry, Outcome, Page

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = "https://news.example/feed"


def entry(path: str, feed: str = FEED, title: str = "", published: datetime | None = NOW) -> FeedEntry:
    return FeedEntry(feed, f"https://news.example/{path}", title or path, published, authors=("A. Writer",))


def page(path: str, body: bytes = b"<p>text</p>", at: datetime = NOW) -> Page:
    url = f"https://news.example/{path}"
    headers = {"content-type": "text/html", "etag": '"1"'}
    return Page(url, url, 200, headers, body, at, hashlib.sha256(body).hexdigest())


def fed(archive: Archive, *entries: FeedEntry, feed: str = FEED, etag: str = '"v1"') -> tuple[str, ...]:
    return archive.record_feed(Outcome(feed, "feed", "new"), at=NOW, entries=entries, etag=etag)


def keys(*paths: str) -> tuple[str, ...]:
    return tuple(f"https://news.example/{path}" for path in paths)
