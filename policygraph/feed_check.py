"""Whether the sources are well: reachable, readable, as full as expected and up to date."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from policygraph.feeds import ParsedFeed, parse_feed
from policygraph.pages import Fetcher, FetchFailure, Unchanged
from policygraph.progress import Advance, unseen
from policygraph.records import Feed, Outcome, Page

STALE_AFTER = timedelta(days=30)  # since the newest entry: most publishers of policy news write weekly at least
_CLOCK_SKEW = timedelta(days=2)  # that a date may lie in the future: time zones, embargoes, a clock that is off


def check_feeds(
    feeds: Sequence[Feed], fetcher: Fetcher, now: datetime, *, workers: int = 8, advance: Advance = unseen
) -> tuple[Outcome, ...]:
    """Fetch and read each feed; nothing is stored.

    Args:
        feeds: the sources.
        fetcher: how they are fetched; robots.txt is honoured.
        now: aware time against which their freshness is judged.
        workers: feeds under way at once.
        advance: called with 1 for each feed that is done.

    Returns:
        One outcome a feed, in the order given: ``new`` where all is well, ``failed`` with all that is wrong and what to
        do where it is not. ``counts`` has ``entries``, ``expected``, ``dated`` and, where there is a date,
        ``days_old`` of the newest entry.
    """
    outcomes = []
    with ThreadPoolExecutor(max(1, workers)) as pool:
        for outcome in pool.map(lambda feed: _check(feed, fetcher, now), feeds):
            outcomes.append(outcome)
            advance(1)
    return tuple(outcomes)


def _check(feed: Feed, fetcher: Fetcher, now: datetime) -> Outcome:
    answer = fetcher.fetch(feed.url)
    if isinstance(answer, FetchFailure):
        return Outcome(feed.url, "feed", "failed", answer.reason, answer.retryable, feed.publisher)
    if isinstance(answer, Unchanged):  # it was not asked for with a validator
        return Outcome(feed.url, "feed", "failed", "HTTP 304 without a validator", title=feed.publisher)
    parsed = parse_feed(answer.body, answer.headers.get("content-type", ""), feed)
    problems = [*_of_document(parsed, feed), *_of_dates(parsed, now), *_of_address(answer, feed)]
    return Outcome(
        feed.url,
        "feed",
        "failed" if problems else "new",
        "; ".join(problems),
        title=feed.publisher,
        counts=_counts(parsed, feed, now),
    )


def _of_document(parsed: ParsedFeed, feed: Feed) -> list[str]:
    problems = [parsed.problem] if parsed.problem else []
    if not parsed.children and len(parsed.entries) < feed.expected_entries:
        problems.append(f"{len(parsed.entries)} entries, at least {feed.expected_entries} are expected")
    return problems


def _of_dates(parsed: ParsedFeed, now: datetime) -> list[str]:
    newest = _newest(parsed)
    if newest is None:
        return ["no entry has a date"] if parsed.entries else []
    if newest > now + _CLOCK_SKEW:
        return [f"the newest entry is dated {newest:%Y-%m-%d}, in the future"]
    if now - newest > STALE_AFTER:
        return [f"the newest entry is of {newest:%Y-%m-%d}, {(now - newest).days} days old: is the feed still kept?"]
    return []


def _of_address(page: Page, feed: Feed) -> list[str]:
    if page.final_url.split("#")[0] == feed.url.split("#")[0]:
        return []
    return [f"it has moved to {page.final_url}; put that address into the feeds file"]


def _newest(parsed: ParsedFeed) -> datetime | None:
    return max((entry.published for entry in parsed.entries if entry.published), default=None)


def _counts(parsed: ParsedFeed, feed: Feed, now: datetime) -> dict[str, int]:
    counts = {
        "entries": len(parsed.entries),
        "expected": feed.expected_entries,
        "dated": sum(entry.published is not None for entry in parsed.entries),
    }
    newest = _newest(parsed)
    return counts if newest is None else counts | {"days_old": (now - newest).days}
