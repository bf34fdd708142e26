"""The contract of the archive, the same for every database that it can be kept in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from fakes.archives import FEED, NOW, entry, fed, keys, page

from policygraph.archive import Archive, CleanedArticle, Judgement
from policygraph.fetch_results import FetchFailure
from policygraph.records import FeedEntry, Outcome

# --- feeds -----------------------------------------------------------------------------------------------------------


def test_feed_is_recorded_with_its_entries(archive: Archive) -> None:
    assert archive.feed_state(FEED) is None
    assert fed(archive, entry("b"), entry("a")) == keys("b", "a")
    state = archive.feed_state(FEED)
    assert state is not None
    assert (state.etag, state.entries, state.state, state.failures, state.checked_at) == ('"v1"', 2, "new", 0, NOW)
    assert archive.entries(FEED) == (entry("a"), entry("b"))
    assert archive.feed_states() == (state,)


def test_recording_a_feed_again_changes_nothing(archive: Archive) -> None:
    fed(archive, entry("a"), entry("b"))
    before = archive.page_requests()
    assert fed(archive, entry("a"), entry("b")) == ()
    assert archive.page_requests() == before


def test_failed_or_unchanged_feed_keeps_its_validators(archive: Archive) -> None:
    fed(archive, entry("a"))
    for number, state in enumerate(("failed", "failed", "unchanged"), start=1):
        outcome = Outcome(FEED, "feed", state, "HTTP 503", retryable=True)  # type: ignore[arg-type]
        archive.record_feed(outcome, at=NOW + timedelta(hours=number), retry_at=NOW + timedelta(days=1))
        held = archive.feed_state(FEED)
        assert held is not None
        assert (held.etag, held.entries, held.state) == ('"v1"', 1, state)
        assert held.failures == (number if state == "failed" else 0)
        assert held.retry_at == NOW + timedelta(days=1)


def test_validators_are_never_ahead_of_the_entries(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("policygraph.archive.feeds.upsert", broken)
    with pytest.raises(RuntimeError):
        fed(archive, entry("a"))
    assert archive.feed_state(FEED) is None
    assert archive.page_requests() == ()


def test_variants_of_one_page_are_one_request(archive: Archive) -> None:
    plain = entry("a-1")
    variants = [FeedEntry(FEED, plain.url + suffix) for suffix in ("?utm_source=rss", "/amp/", "#top")]
    assert fed(archive, plain, *variants) == keys("a-1")
    assert archive.entries(FEED) == (plain,)


def test_text_that_databases_refuse_is_stored(archive: Archive) -> None:
    fed(
        archive,
        FeedEntry(FEED, "https://news.example/a", "nul \x00 and surrogate \ud800", None, "芯片", ("\x00\ud800",)),
    )
    (held,) = archive.entries(FEED)
    assert held.title == "nul \ufffd and surrogate \ufffd"
    assert held.summary == "芯片"


def test_time_comes_back_in_utc_and_must_have_a_zone(archive: Archive) -> None:
    beijing = datetime(2026, 3, 1, 20, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    fed(archive, entry("a", published=beijing))
    (held,) = archive.entries(FEED)
    assert held.published == beijing
    assert held.published is not None
    assert held.published.tzinfo is UTC
    with pytest.raises((ValueError, sa.exc.StatementError)):
        archive.start_run("ingest", datetime(2026, 1, 1))  # noqa: DTZ001


# --- the queue -------------------------------------------------------------------------------------------------------


def test_queue_gives_newest_first_then_by_key_in_order_of_code_points(archive: Archive) -> None:
    fed(
        archive,
        entry("a", published=None),
        entry("old", published=NOW - timedelta(days=1)),
        entry("b"),
        entry("B"),
        entry("%E4%B8%AD"),
    )
    order = keys("%E4%B8%AD", "B", "b", "old", "a")
    assert tuple(request.key for request in archive.pages_to_fetch(NOW)) == order
    assert tuple(request.key for request in archive.pages_to_fetch(NOW, limit=2)) == order[:2]


def test_queue_can_be_asked_for_one_feed(archive: Archive) -> None:
    fed(archive, entry("a"))
    fed(archive, entry("b", feed="https://other.example/feed"), feed="https://other.example/feed")
    assert [request.key for request in archive.pages_to_fetch(NOW, feed_url=FEED)] == list(keys("a"))


def test_failed_page_comes_back_later_each_time_and_then_no_more(archive: Archive) -> None:
    fed(archive, entry("a"))
    now, waits = NOW, []
    for attempt in range(1, 9):
        assert [request.attempts for request in archive.pages_to_fetch(now)] == [attempt - 1]
        held = archive.record_fetch_failure(*keys("a"), FetchFailure("u", "HTTP 503", retryable=True), at=now)
        assert archive.page_requests("failed") == (held,)
        if held.next_try_at is None:
            break
        assert archive.pages_to_fetch(held.next_try_at - timedelta(seconds=1)) == ()
        waits.append(held.next_try_at - now)
        now = held.next_try_at
    assert len(waits) == 7
    assert waits[0] >= timedelta(minutes=30)
    assert waits == sorted(waits)
    assert archive.pages_to_fetch(now + timedelta(days=365)) == ()
    assert archive.retry_pages() == 1
    assert len(archive.pages_to_fetch(now)) == 1


def test_page_that_is_gone_or_asks_for_time_is_treated_so(archive: Archive) -> None:
    fed(archive, entry("a"), entry("b"))
    gone = archive.record_fetch_failure(*keys("a"), FetchFailure("u", "HTTP 410", retryable=False, status=410), at=NOW)
    assert (gone.state, gone.next_try_at) == ("gone", None)
    busy = FetchFailure("u", "HTTP 429", retryable=True, status=429, retry_after=86_400)
    assert archive.record_fetch_failure(*keys("b"), busy, at=NOW).next_try_at == NOW + timedelta(days=1)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_page_comes_back_byte_for_byte(archive: Archive) -> None:
    fed(archive, entry("a"))
    body = bytes(range(256)) * 1000
    assert archive.record_page(*keys("a"), page("a", body)) is True
    assert archive.page(*keys("a")) == page("a", body)
    assert archive.pages_to_fetch(NOW) == ()
    assert archive.archived() == keys("a")
    assert [work.page.body for work in archive.work(["https://unknown.example/", *keys("a")])] == [body]


def test_same_body_again_changes_nothing_even_later(archive: Archive) -> None:
    archive.record_page(*keys("a"), page("a"))
    before = archive.page_requests()
    assert archive.record_page(*keys("a"), page("a", at=NOW + timedelta(days=1))) is False
    assert archive.page_requests() == before
    assert archive.page(*keys("a")) == page("a")


def test_body_is_stored_once_and_compressed_however_many_pages_have_it(archive: Archive) -> None:
    for path in ("a", "b", "c"):
        archive.record_page(*keys(path), page(path, b"same" * 10_000))
    counts = archive.counts()
    assert (counts.bodies, counts.body_bytes) == (1, 40_000)
    assert counts.stored_bytes < 1_000


def test_changed_page_keeps_its_former_version(archive: Archive) -> None:
    first, second = page("a", b"one"), page("a", b"two", NOW + timedelta(days=1))
    archive.record_page(*keys("a"), first)
    assert archive.record_page(*keys("a"), second) is True
    assert archive.page(*keys("a")) == second
    assert archive.page(*keys("a"), first.sha256) == first


def test_failure_after_success_keeps_the_page(archive: Archive) -> None:
    archive.record_page(*keys("a"), page("a"))
    archive.record_fetch_failure(*keys("a"), FetchFailure("u", "HTTP 500", retryable=True), at=NOW)
    assert archive.page(*keys("a")) == page("a")
    assert archive.archived() == keys("a")


# --- articles --------------------------------------------------------------------------------------------------------


def processed(archive: Archive, path: str, version: str = "v1", state: str = "new", retryable: bool = False) -> None:
    (work,) = archive.work(keys(path))
    outcome = Outcome(work.key, "load", state, "why", retryable, counts={"events": 2})  # type: ignore[arg-type]
    archive.record_article(work, outcome, article_id=f"id-{path}", version=version)


def test_page_is_to_be_processed_until_its_outcome_is_recorded(archive: Archive) -> None:
    fed(archive, entry("a"), entry("b"))
    assert archive.pages_to_process() == ()
    archive.record_page(*keys("b"), page("b"))
    archive.record_page(*keys("a"), page("a"))
    assert archive.pages_to_process() == keys("a", "b")
    processed(archive, "a")
    assert archive.pages_to_process() == keys("b")
    held = archive.article(*keys("a"))
    assert held is not None
    assert (held.article_id, held.version, held.outcome.counts) == ("id-a", "v1", {"events": 2})


def test_page_is_processed_again_for_another_version_a_changed_page_or_a_passing_failure(archive: Archive) -> None:
    for path in ("a", "b", "c"):
        archive.record_page(*keys(path), page(path))
    processed(archive, "a", version="v1")
    processed(archive, "b", version="v2")
    processed(archive, "c", version="v2", state="failed", retryable=True)
    assert archive.pages_to_process("v2") == keys("a", "c")
    assert archive.pages_to_process() == keys("c")
    archive.record_page(*keys("b"), page("b", b"corrected"))
    assert archive.pages_to_process() == keys("b", "c")


def test_page_that_changes_while_it_is_processed_stays_to_be_processed(archive: Archive) -> None:
    archive.record_page(*keys("a"), page("a"))
    (work,) = archive.work(keys("a"))
    archive.record_page(*keys("a"), page("a", b"corrected"))
    archive.record_article(work, Outcome(work.key, "load", "new"), article_id="id")
    assert archive.pages_to_process() == keys("a")


def test_what_feeds_say_of_a_page_does_not_depend_on_which_came_first(archive: Archive) -> None:
    """The earliest entry speaks; when another begins to, the page is processed again."""
    early = entry("a", feed="https://z.example/feed", title="early", published=NOW - timedelta(hours=1))
    fed(archive, entry("a", title="late"))
    archive.record_page(*keys("a"), page("a"))
    processed(archive, "a")
    fed(archive, early, feed=early.feed_url)
    assert archive.pages_to_process() == keys("a")
    (work,) = archive.work(keys("a"))
    assert work.entry == early
    processed(archive, "a")
    fed(archive, entry("a", title="late, corrected"))
    assert archive.pages_to_process() == ()


def test_page_that_no_feed_spoke_of_is_processed_again_when_one_does(archive: Archive) -> None:
    archive.record_page(*keys("a"), page("a"))
    processed(archive, "a")
    fed(archive, entry("a"))
    assert archive.pages_to_process() == keys("a")
    assert [work.entry for work in archive.work(keys("a"))] == [entry("a")]


def test_signatures_are_of_articles_only(archive: Archive) -> None:
    for path in ("b", "a"):
        archive.record_page(*keys(path), page(path))
        archive.record_cleaned(CleanedArticle(*keys(path), f"id-{path}", "zh-Hant", date(2026, 3, 1), b"\x00sig"))
    assert [cleaned.article_id for cleaned in archive.signatures()] == ["id-a", "id-b"]
    assert archive.pages_to_process() == keys("a", "b")
    (work,) = archive.work(keys("a"))
    archive.record_article(work, Outcome(work.key, "article", "skipped", "a paywall"))
    assert archive.signatures() == (CleanedArticle(*keys("b"), "id-b", "zh-Hant", date(2026, 3, 1), b"\x00sig"),)


# --- judgements, runs, failures --------------------------------------------------------------------------------------


def test_judgements_are_appended_and_never_lost(archive: Archive) -> None:
    first = Judgement("same_event", "urn:a", "urn:b", "positive", "an analyst", NOW, "clear")
    changed = Judgement("same_event", "urn:a", "urn:b", "negative", "an analyst", NOW + timedelta(hours=1))
    for judgement in (changed, first, first):
        archive.judge(judgement)
    archive.judge(Judgement("report", "urn:c", "", "negative", "an analyst", NOW))
    assert archive.judgements("same_event") == (first, changed)
    assert len(archive.judgements()) == 3
    assert archive.judgements(about=["urn:b", "urn:x"]) == (first, changed)
    assert [judgement.kind for judgement in archive.judgements(about=["urn:c"])] == ["report"]


def test_runs_keep_what_came_of_everything(archive: Archive) -> None:
    run = archive.start_run("ingest", NOW)
    outcomes = [Outcome(f"u{number}", "page", "failed", "HTTP 500", True, "t", {"n": number}) for number in range(3)]
    archive.record_outcomes(run, outcomes[:2])
    archive.record_outcomes(run, outcomes[2:])
    other = archive.start_run("rebuild", NOW)
    archive.finish_run(run, NOW + timedelta(minutes=1))
    assert archive.outcomes(run) == tuple(outcomes)
    assert [(held.id, held.finished_at) for held in archive.runs()] == [
        (other, None),
        (run, NOW + timedelta(minutes=1)),
    ]


def test_failures_name_everything_that_did_not_come_through(archive: Archive) -> None:
    fed(archive, entry("a"), entry("b"), entry("c"))
    archive.record_feed(Outcome("https://down.example/", "feed", "failed", "HTTP 500", retryable=True), at=NOW)
    archive.record_fetch_failure(*keys("b"), FetchFailure("u", "HTTP 404", retryable=False, status=404), at=NOW)
    archive.record_page(*keys("c"), page("c"))
    processed(archive, "c", state="quarantined")
    failures = archive.failures()
    assert [(failure.outcome.stage, failure.outcome.subject, failure.outcome.retryable) for failure in failures] == [
        ("feed", "https://down.example/", True),
        ("page", *keys("b"), False),
        ("load", *keys("c"), False),
    ]
    counts = archive.counts()
    assert counts.requests == {"fetched": 1, "gone": 1, "to_fetch": 1}
    assert counts.articles == {"quarantined": 1}
