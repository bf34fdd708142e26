"""Feeds and pages that do not answer as they should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.web import Answer, FakeWeb
from newspaper import STORIES, Newspaper

from flows.fetching import ask_feed, fetch_feed, fetch_pages
from flows.workbench import writing
from policygraph.archive import Archive
from policygraph.clock import now
from policygraph.errors import PolicygraphError
from policygraph.pages import Fetcher, FetchLimits
from policygraph.records import Feed
from policygraph.settings import settings

QUICK = FetchLimits(attempts=1, longest_wait_seconds=0.2)


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with Archive(settings().archive_url) as opened:
        yield opened


@pytest.fixture
def fetcher(home: Path) -> Iterator[Fetcher]:
    with Fetcher(settings(), QUICK) as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    with FakeWeb() as served:
        yield served


def test_a_feed_that_asks_to_be_left_alone_is(
    web: FakeWeb, archive: Archive, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.answer("/feed", Answer(b"", 503, {"Retry-After": "3600"}))
    first = fetch_feed(Feed(url), fetcher, archive)
    again = fetch_feed(Feed(url), fetcher, archive)
    assert [first.outcome.state, again.outcome.state] == ["failed", "failed"]
    assert "asked to be left alone until" in again.outcome.reason
    assert len(web.requests("/feed")) == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((now() + timedelta(hours=2)).timestamp())))
    Newspaper(web, "feed2")
    with Fetcher(settings(), QUICK) as later:
        fetch_feed(Feed(url), later, archive)
    assert len(web.requests("/feed")) == 2


def test_a_feed_that_is_no_feed_fails_with_a_reason(web: FakeWeb, archive: Archive, fetcher: Fetcher) -> None:
    url = web.page("/feed", "<html><body>Welcome</body></html>")
    found = fetch_feed(Feed(url), fetcher, archive)
    assert found.outcome.state == "failed"
    assert found.outcome.reason


def test_a_feed_with_fewer_entries_than_expected_is_read_and_doubted(web: FakeWeb, fetcher: Fetcher) -> None:
    paper = Newspaper(web)
    paper.publish(*STORIES)
    answer = ask_feed(Feed(paper.feed_url, expected_entries=50), fetcher)
    assert answer.outcome.state == "new"
    assert answer.outcome.reason == "6 entries where at least 50 are expected"


def test_a_page_that_fails_is_listed_and_tried_again_later(web: FakeWeb, archive: Archive, fetcher: Fetcher) -> None:
    paper = Newspaper(web)
    paper.publish(*STORIES[:2])
    web.answer(paper.path("suit"), Answer(b"", 500))
    due = fetch_feed(Feed(paper.feed_url), fetcher, archive).due
    failed = fetch_pages(due, fetcher, archive)
    assert [(outcome.subject, outcome.retryable) for outcome in failed] == [(paper.url("suit"), True)]
    assert archive.pages_to_fetch(now()) == ()
    assert [page.url for page in archive.pages_to_fetch(now() + timedelta(hours=2))] == [paper.url("suit")]
    assert archive.archived() == (paper.url("round"),)


def test_only_one_run_writes_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(PolicygraphError, match="is writing to"), writing(tmp_path, 0):
        pytest.fail("both were let in")
    with writing(tmp_path, 0):
        pass
