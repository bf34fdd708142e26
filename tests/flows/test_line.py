"""The whole line over a loopback newspaper: once, twice, after edits, and from the archive alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from newspaper import STORIES, Newspaper, Story

from flows.choice import FeedChoice
from flows.line import ingest, rebuild
from flows.run_report import RunReport
from graph.opening import open_store
from policygraph.archive import Archive
from policygraph.feeds import ParsedFeed, parse_feed
from policygraph.records import Feed
from policygraph.settings import settings


def read(paper: Newspaper) -> RunReport:
    return ingest(FeedChoice((Feed(paper.feed_url, publisher="The Gazette"),)))


def quads(home: Path) -> list[bytes]:
    with open_store("oxigraph:", home) as store:
        return list(store.dump_nquads())


def states(report: RunReport) -> dict[str, str]:
    return {outcome.title: outcome.state for outcome in report.articles}


def test_every_story_gets_into_the_graph_and_a_copy_is_known_as_one(home: Path, newspaper: Newspaper) -> None:
    report = read(newspaper)
    assert [feed.state for feed in report.feeds] == ["new"]
    assert sorted(outcome.state for outcome in report.articles) == ["copy", *["new"] * 6]
    assert report.graphs == 7
    assert report.exit_code == 0
    assert report.snapshot is not None
    events = {outcome.title: outcome.counts.get("events", 0) for outcome in report.articles}
    assert events["Corvane Systems acquires Tindra AI"] >= 1


def test_reading_again_changes_nothing_and_asks_for_the_feed_once(home: Path, newspaper: Newspaper) -> None:
    first = read(newspaper)
    before = quads(home)
    again = read(newspaper)
    assert [feed.state for feed in again.feeds] == ["unchanged"]
    assert again.articles == ()
    assert again.snapshot == first.snapshot
    assert quads(home) == before
    assert newspaper.asked() == 2
    assert newspaper.asked("suit") == 1


def test_an_unchanged_feed_loads_no_model(home: Path, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    read(newspaper)
    monkeypatch.setattr("extractors.pipeline.extract_batch", lambda _batch: pytest.fail("nothing was to be read"))
    assert read(newspaper).articles == ()


def test_the_archive_alone_gives_the_same_bytes(home: Path, newspaper: Newspaper) -> None:
    read(newspaper)
    before = quads(home)
    shutil.rmtree(home / "store")
    newspaper.take_away("suit")
    report = rebuild()
    assert quads(home) == before
    assert report.graphs == 7
    assert newspaper.asked("suit") == 1


def test_a_lost_store_is_filled_again_by_the_next_run(home: Path, newspaper: Newspaper) -> None:
    read(newspaper)
    before = quads(home)
    shutil.rmtree(home / "store")
    report = read(newspaper)
    assert len(report.articles) == 7
    assert quads(home) == before


def test_the_order_of_arrival_leaves_no_trace(home: Path, newspaper: Newspaper, tmp_path: Path) -> None:
    read(newspaper)
    together = quads(home)
    shutil.rmtree(home)
    with Archive(settings_archive(home)) as archive:
        archive.declare_feed(Feed(newspaper.feed_url, publisher="The Gazette"))
    for limit in (1, 1, 2, 3):
        ingest(FeedChoice((Feed(newspaper.feed_url, publisher="The Gazette"),)), limit)
    assert quads(home) == together


def settings_archive(home: Path) -> str:
    home.mkdir(parents=True, exist_ok=True)
    return settings().archive_url


def test_an_edited_story_replaces_its_graph(home: Path, newspaper: Newspaper) -> None:
    read(newspaper)
    edited = replace(
        STORIES[2],
        title="Corvane Systems does not acquire Tindra AI after all",
        text="""
        Corvane Systems will not buy Tindra AI, both companies said on Friday in a joint statement to the
        press. The talks ended without a result, and neither of the two wanted to say more about the
        reasons than that it had not been possible to agree on a price in the time that there was.
        """,
    )
    newspaper.publish(edited)
    report = read(newspaper)
    assert states(report) == {edited.title: "updated"}
    text = b"".join(quads(home)).decode()
    assert "will not buy Tindra AI" in text
    assert "has acquired Tindra AI" not in text


def test_a_story_that_is_taken_away_keeps_its_graph_and_is_known_to_be_gone(home: Path, newspaper: Newspaper) -> None:
    read(newspaper)
    before = quads(home)
    newspaper.publish(replace(STORIES[0], title="Guild sues Corvane"))
    newspaper.take_away("suit")
    report = read(newspaper)
    assert [outcome.reason for outcome in report.articles if outcome.stage == "page"] == [
        "HTTP 410 Gone: the page was taken away"
    ]
    assert [line for line in before if b"Guild of Book Illustrators sued" in line]
    with Archive(settings().archive_url) as archive:
        assert [request.key for request in archive.page_requests("gone")] == [newspaper.url("suit")]


def test_another_version_of_the_pipeline_reads_everything_again(
    home: Path, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(newspaper)
    before = quads(home)
    monkeypatch.setattr("flows.workbench.processing_version", lambda: "another")
    report = read(newspaper)
    assert len(report.articles) == 7
    assert quads(home) == before


def test_a_page_that_is_no_article_does_not_stop_the_others(home: Path, newspaper: Newspaper) -> None:
    newspaper.publish(Story("empty", "Nothing to see", "Log in.", 8))
    report = read(newspaper)
    assert states(report)["Nothing to see"] == "skipped"
    assert report.graphs == 7
    assert report.exit_code == 0


def test_a_feed_that_is_down_is_a_failure_and_the_other_is_read(home: Path, newspaper: Newspaper) -> None:
    dead = Feed("http://127.0.0.1:9/feed.xml", publisher="Nobody")
    report = ingest(FeedChoice((dead, Feed(newspaper.feed_url))))
    assert [feed.state for feed in report.feeds] == ["failed", "new"]
    assert report.exit_code == 1
    assert report.graphs == 7


def test_a_feed_on_which_our_reading_breaks_is_its_failure_alone(
    home: Path, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = newspaper.feed_url + "?broken"

    def parse_or_break(body: bytes, content_type: str, feed: Feed) -> ParsedFeed:
        if feed.url == broken:
            raise RecursionError("too deep")
        return parse_feed(body, content_type, feed)

    monkeypatch.setattr("flows.fetching.parse_feed", parse_or_break)
    report = ingest(FeedChoice((Feed(broken), Feed(newspaper.feed_url))))
    assert [feed.state for feed in report.feeds] == ["failed", "new"]
    assert "RecursionError: too deep" in report.feeds[0].reason
    assert report.graphs == 7


@pytest.mark.parametrize("remove", ["archive.sqlite", "published.json", "snapshots"])
def test_whatever_is_lost_the_next_run_makes_good(home: Path, newspaper: Newspaper, remove: str) -> None:
    read(newspaper)
    before = quads(home)
    for path in home.glob(f"{remove}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    report = read(newspaper)
    assert quads(home) == before
    assert report.snapshot is not None
    assert report.snapshot.is_dir()
