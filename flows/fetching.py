"""The first part of the line: feeds to entries, entries to pages, each archived before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from policygraph.archive import Archive, FeedState, PageRequest
from policygraph.clock import now
from policygraph.feeds import ParsedFeed, parse_feed
from policygraph.fetch_results import FetchFailure, Unchanged
from policygraph.progress import Advance, unseen
from policygraph.records import Feed, FeedEntry, Outcome, Page


class Fetches(Protocol):
    """What asks servers: ``policygraph.pages.Fetcher``, or one that answers from files."""

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Page | Unchanged | FetchFailure:
        """One page, or that it is what it was, or why it cannot be had."""
        ...


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """What came of a feed, and the pages that it makes due."""

    outcome: Outcome
    due: tuple[PageRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed's server said, before anything is archived."""

    outcome: Outcome
    at: datetime  # aware, UTC
    entries: tuple[FeedEntry, ...] = ()
    etag: str = ""
    last_modified: str = ""
    retry_at: datetime | None = None


def fetch_feed(feed: Feed, fetcher: Fetches, archive: Archive, limit: int | None = None) -> FetchedFeed:
    """Ask for a feed, archive what it says, and find which of its pages are to be fetched.

    An unchanged feed costs one request; a feed that failed keeps what was known of it.

    Args:
        feed: the source.
        fetcher: asks the server.
        archive: keeps the entries and the validators, in one transaction.
        limit: at most so many pages are made due.
    """
    archive.declare_feed(feed)
    known = archive.feed_state(feed.url) or FeedState(feed.url)
    outcome = _resting(known) or _record(ask_feed(feed, fetcher, known), archive)
    return FetchedFeed(outcome, archive.pages_to_fetch(now(), feed_url=feed.url, limit=limit))


def _resting(known: FeedState) -> Outcome | None:
    """The old failure where the feed is not to be asked again yet (Retry-After)."""
    if known.retry_at is None or known.retry_at <= now():
        return None
    until = f"{known.retry_at:%Y-%m-%d %H:%M} UTC"
    reason = f"{known.reason}; the server asked to be left alone until {until}"
    return Outcome(known.url, "feed", "failed", reason, retryable=True)


def _record(answer: FeedAnswer, archive: Archive) -> Outcome:
    new = archive.record_feed(
        answer.outcome,
        at=answer.at,
        entries=answer.entries,
        etag=answer.etag,
        last_modified=answer.last_modified,
        retry_at=answer.retry_at,
    )
    if answer.outcome.state in ("failed", "unchanged"):
        return answer.outcome
    return replace(answer.outcome, counts={**answer.outcome.counts, "new": len(new)})


def ask_feed(feed: Feed, fetcher: Fetches, known: FeedState | None = None) -> FeedAnswer:
    """Ask for a feed and read its entries; nothing is archived.

    Args:
        feed: the source.
        fetcher: asks the server.
        known: what we have of the feed; the server is asked for what is newer.
    """
    known = known or FeedState(feed.url)
    answer = fetcher.fetch(feed.url, etag=known.etag, last_modified=known.last_modified)
    if isinstance(answer, Page):
        return _read(feed, answer, seen_before=known.checked_at is not None)
    if isinstance(answer, Unchanged):
        counts = {"entries": known.entries}
        return FeedAnswer(
            Outcome(feed.url, "feed", "unchanged", title=feed.publisher, counts=counts), answer.fetched_at
        )
    failed = Outcome(feed.url, "feed", "failed", answer.reason, answer.retryable, feed.publisher)
    at = now()
    return FeedAnswer(failed, at, retry_at=at + timedelta(seconds=answer.retry_after) if answer.retry_after else None)


def _read(feed: Feed, page: Page, *, seen_before: bool) -> FeedAnswer:
    parsed = parse_feed(page.body, page.headers.get("content-type", ""), feed)
    if parsed.problem and not parsed.entries:
        return FeedAnswer(Outcome(feed.url, "feed", "failed", parsed.problem, title=feed.publisher), page.fetched_at)
    counts = {"entries": len(parsed.entries)}
    doubts = _doubts(feed, parsed)
    return FeedAnswer(
        Outcome(feed.url, "feed", "updated" if seen_before else "new", doubts, title=feed.publisher, counts=counts),
        page.fetched_at,
        parsed.entries,
        page.headers.get("etag", ""),
        page.headers.get("last-modified", ""),
    )


def _doubts(feed: Feed, parsed: ParsedFeed) -> str:
    """What an operator should look at although the feed could be read."""
    few = len(parsed.entries) < feed.expected_entries
    shortage = f"{len(parsed.entries)} entries where at least {feed.expected_entries} are expected" if few else ""
    return "; ".join(doubt for doubt in (parsed.problem, shortage) if doubt)


def fetch_pages(
    requests: Sequence[PageRequest], fetcher: Fetches, archive: Archive, *, threads: int = 8, advance: Advance = unseen
) -> list[Outcome]:
    """Fetch pages and archive each, bytes and headers, before it is looked at.

    Returns:
        An outcome for each page that could not be had, in the order of the requests. A page that was fetched has none
        yet: it gets one as an article.
    """
    with ThreadPoolExecutor(threads, thread_name_prefix="fetch") as pool:
        results = pool.map(lambda request: _fetch_page(request, fetcher, archive), requests)
        return [outcome for outcome in _counted(results, advance) if outcome is not None]


def _fetch_page(request: PageRequest, fetcher: Fetches, archive: Archive) -> Outcome | None:
    known = archive.page(request.key) if request.page_sha256 else None
    answer = _ask_page(request.url, known, fetcher)
    if isinstance(answer, Page):
        archive.record_page(request.key, answer)
        return None
    if isinstance(answer, Unchanged):
        if known is not None:
            archive.record_page(request.key, known)
        return None
    after = archive.record_fetch_failure(request.key, answer, at=now())
    return Outcome(request.url, "page", "failed", answer.reason, after.next_try_at is not None)


def _ask_page(url: str, known: Page | None, fetcher: Fetches) -> Page | Unchanged | FetchFailure:
    """Ask for a page; where we have one, for what is newer."""
    headers = {} if known is None else known.headers
    return fetcher.fetch(url, etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))


def _counted(results: Iterable[Outcome | None], advance: Advance) -> Iterator[Outcome | None]:
    for result in results:
        advance(1)
        yield result
