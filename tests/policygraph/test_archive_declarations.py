"""What is declared of a feed outlives the feeds file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policygraph.archive import Archive
from policygraph.records import Feed, FeedEntry, Outcome, Page

FEED = Feed("https://news.example/feed", publisher="The Example", country="IE", language="en")
PAGE = "https://news.example/a"
AT = datetime(2025, 9, 5, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{tmp_path}/archive.sqlite") as opened:
        yield opened


def test_a_feed_is_known_as_it_was_declared(archive: Archive) -> None:
    assert archive.declare_feed(FEED) is False
    assert archive.declared_feed(FEED.url) == FEED
    assert archive.declared_feed("https://other.example/feed") == Feed("https://other.example/feed")


def test_another_declaration_has_the_pages_of_the_feed_processed_again(archive: Archive) -> None:
    archive.declare_feed(FEED)
    archive.record_feed(Outcome(FEED.url, "feed", "new"), at=AT, entries=[FeedEntry(FEED.url, PAGE)])
    archive.record_page(PAGE, Page(PAGE, PAGE, 200, {}, b"text", AT, "0" * 64))
    (work,) = archive.work([PAGE])
    archive.record_article(work, Outcome(PAGE, "load", "new"), article_id="a")
    archive.declare_feed(FEED)
    assert archive.pages_to_process() == ()
    assert archive.declare_feed(Feed(FEED.url, publisher="The Example Post")) is True
    assert archive.pages_to_process() == (PAGE,)
