"""The ingest as a Prefect flow: the functions of the line, with a task around each batch.

Take the decorators away and the code still runs. Feeds and pages are fetched in a subflow for each feed; articles go
through tasks of some fifty, since a task costs far more than an article. Prefect does not look into what is quoted;
what is open (archive, store) is at hand in a context variable.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.sync import concurrency
from prefect.futures import PrefectFuture
from prefect.utilities.annotations import quote

from flows.alerts import send_alerts
from flows.choice import FeedChoice, choose_feeds, fetcher_for
from flows.derive import forget_published, was_published
from flows.fetching import FetchedFeed, Fetches, fetch_feed, fetch_pages
from flows.limits import FETCHING, ensure_limits
from flows.line import finish, record
from flows.loading import BATCH, Read, extract_articles, load_readers
from flows.prefect_settings import is_healthy, wait_until_healthy
from flows.processing import Processing, Settled
from flows.results import article_rows, feed_rows, summary
from flows.run_report import RunReport
from flows.spool import Cleaned, Spool
from flows.workbench import Workbench, workbench
from policygraph.archive import PageRequest
from policygraph.batches import batches
from policygraph.clock import now
from policygraph.progress import progress
from policygraph.records import Article, Feed, Outcome
from policygraph.settings import settings

PAGES_A_TASK = 25
FEEDS_AT_ONCE = 8
BATCHES_AHEAD = 2  # batches of articles that are read before the first of them is loaded
RETRY_DELAYS = [2.0, 10.0, 30.0]  # seconds, for what fails by accident (a locked database, say), not for bad pages


@dataclass(frozen=True, slots=True)
class AtHand:
    """What is open while the flow runs; it never leaves this process."""

    bench: Workbench
    fetcher: Fetches
    processing: Processing


_at_hand: ContextVar[AtHand] = ContextVar("at_hand")
T = TypeVar("T")


def unseen(value: T) -> T:
    """A parameter that Prefect hands on without walking through it; the task gets the value itself."""
    return cast(T, quote(value))


@task(name="fetch feed", task_run_name="{feed.url}", retries=3, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def fetch_feed_task(feed: Feed, limit: int | None) -> FetchedFeed:
    """Ask for a feed and archive what it says."""
    at_hand = _at_hand.get()
    return fetch_feed(feed, at_hand.fetcher, at_hand.bench.archive, limit)


@task(name="fetch pages", retries=3, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def fetch_pages_task(requests: Sequence[PageRequest]) -> list[Outcome]:
    """Fetch and archive a batch of pages; gives what came of those that failed."""
    at_hand = _at_hand.get()
    with concurrency(FETCHING, occupy=1):
        return fetch_pages(requests, at_hand.fetcher, at_hand.bench.archive, threads=settings().fetch_concurrency)


@flow(name="read feed", flow_run_name="{feed.url}", validate_parameters=False)
def read_feed(feed: Feed, limit: int | None) -> tuple[Outcome, list[Outcome]]:
    """Fetch one feed and the pages that it makes due."""
    fetched = fetch_feed_task(feed, limit)
    futures = [fetch_pages_task.submit(batch) for batch in batches(fetched.due, PAGES_A_TASK)]
    return fetched.outcome, [outcome for future in futures for outcome in future.result()]


@task(name="clean pages", retries=3, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def clean_pages_task(keys: Sequence[str]) -> None:
    """Read the articles of a batch of pages."""
    _at_hand.get().processing.clean(keys)


@task(name="read articles", retries=1, retry_delay_seconds=RETRY_DELAYS[0], cache_policy=NO_CACHE)
def read_articles_task(articles: Sequence[Article]) -> list[Read]:
    """Extract a batch, wherever the task runner has it run."""
    return extract_articles(articles)


@task(name="load articles", retries=3, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def load_articles_task(taken: Sequence[Cleaned], results: Sequence[Read], settled: Settled) -> None:
    """Check the graphs of a batch, load them in one update, and record them."""
    _at_hand.get().processing.load(taken, results, settled)


@task(name="derive and publish", retries=3, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def derive_task(feeds: Sequence[Outcome], articles: Sequence[Outcome]) -> RunReport:
    """Consolidate, infer, publish."""
    return finish(_at_hand.get().bench, feeds, articles)


@task(name="send alerts", retries=1, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def send_alerts_task() -> str:
    """Tell those who follow a list what is new on it."""
    return send_alerts()


@flow(name="ingest", validate_parameters=False)
def ingest(
    feeds_file: str | None = None, feed_urls: Sequence[str] = (), samples: bool = False, limit: int | None = None
) -> RunReport:
    """Fetch feeds, read their articles and load what they say.

    Args:
        feeds_file: a feeds file to read instead of the configured one.
        feed_urls: only these feeds.
        samples: the sample feed, without a network.
        limit: at most so many pages of each feed.
    """
    ensure_limits()
    choice = choose_feeds(Path(feeds_file) if feeds_file else None, tuple(feed_urls), samples)
    with workbench() as bench, Spool() as spool, fetcher_for(choice) as fetcher:
        processing = Processing(bench, spool, partial(record, bench))
        token = _at_hand.set(AtHand(bench, fetcher, processing))
        try:
            run = bench.archive.start_run("ingest", now())
            feeds, failed = _read_feeds(choice, limit)
            _process(processing)
            report = derive_task(unseen(feeds), unseen([*failed, *processing.outcomes]))
            bench.archive.record_outcomes(run, (*report.feeds, *report.articles))
            bench.archive.finish_run(run, now())
        finally:
            _at_hand.reset(token)
    send_alerts_task()
    _show_on_server(report)
    return report


def _read_feeds(choice: FeedChoice, limit: int | None) -> tuple[list[Outcome], list[Outcome]]:
    """Run the subflow of each feed, some side by side; a subflow that crashes is that feed's failure alone."""
    feeds: list[Outcome] = []
    failed: list[Outcome] = []
    with (
        ThreadPoolExecutor(FEEDS_AT_ONCE, thread_name_prefix="feed") as pool,
        progress("fetching feeds", len(choice.feeds)) as advance,
    ):
        running = [pool.submit(copy_context().run, _read_one, feed, limit) for feed in choice.feeds]
        for future in running:
            outcome, pages = future.result()
            feeds.append(outcome)
            failed.extend(pages)
            advance(1)
    return feeds, failed


def _read_one(feed: Feed, limit: int | None) -> tuple[Outcome, list[Outcome]]:
    try:
        return read_feed(feed, limit)
    except Exception as error:  # noqa: BLE001 - one feed must not stop the others; it is listed, the server has the rest
        reason = f"its flow failed ({type(error).__name__}: {error}); see its run on the Prefect server"
        return Outcome(feed.url, "feed", "failed", reason, retryable=True, title=feed.publisher), []


def _process(processing: Processing) -> None:
    """Clean, settle and load everything that is not in the graph as it should be."""
    bench = processing.bench
    for batch in batches(bench.archive.pages_to_process(bench.version), BATCH):
        clean_pages_task(batch)
    settled = processing.settle()
    if settled.changes:
        forget_published()
    with progress("reading articles", len(settled.due)) as advance:
        for taken, future in _reading(processing, settled):
            load_articles_task(unseen(taken), unseen(future.result()), unseen(settled))
            advance(len(taken))
    processing.remove_strays(settled)


def _reading(processing: Processing, settled: Settled) -> Iterator[tuple[list[Cleaned], PrefectFuture[list[Read]]]]:
    """Batches that are being read, in order, a few ahead of the one that is loaded."""
    ahead: deque[tuple[list[Cleaned], PrefectFuture[list[Read]]]] = deque()
    for due in settled.batches:
        taken = processing.take(due, settled)
        ahead.append((taken, read_articles_task.submit(unseen([each.article for each in taken]))))
        if len(ahead) > BATCHES_AHEAD:
            yield ahead.popleft()
    yield from ahead


def _show_on_server(report: RunReport) -> None:
    """Leave the tables of the run on the Prefect server."""
    create_table_artifact(feed_rows(report.feeds), key="ingest-feeds", description=summary(report))
    if report.articles:
        create_table_artifact(article_rows(report.articles), key="ingest-articles", description=summary(report))


def run_ingest_flow(feeds_file: Path | None, feed_urls: tuple[str, ...], samples: bool, limit: int | None) -> RunReport:
    """Run the flow in this process; what fails unexpectedly is raised.

    Where there is everything to read and a server is still starting, the models load meanwhile.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        if not is_healthy(url) and not was_published():
            load_readers()
        wait_until_healthy(url)
    return ingest(str(feeds_file) if feeds_file else None, list(feed_urls), samples, limit)
