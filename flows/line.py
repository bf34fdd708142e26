"""The line, put together: plain functions that need no scheduler.

Every step asks the archive what is left to do, so it does not matter where an earlier run stopped.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from flows.alerts import send_alerts
from flows.choice import FeedChoice, fetcher_for
from flows.derive import derive_and_publish, forget_published
from flows.fetching import FetchedFeed, Fetches, fetch_feed, fetch_pages
from flows.loading import BATCH, extract_articles, loaded_articles
from flows.processing import Done, Processing
from flows.run_report import RunReport
from flows.spool import Spool
from flows.version import processing_version
from flows.workbench import Workbench, workbench, writing
from graph.opening import open_store
from policygraph.archive import Archive, PageRequest
from policygraph.batches import batches
from policygraph.clock import now
from policygraph.progress import progress
from policygraph.records import Feed, Outcome
from policygraph.settings import settings

EMBEDDED = "oxigraph:"


def ingest(choice: FeedChoice, limit: int | None = None) -> RunReport:
    """Fetch feeds and their pages, bring everything archived into the graph, derive and publish.

    Args:
        choice: the feeds.
        limit: at most so many pages of each feed are fetched.
    """
    with workbench() as bench:
        run = bench.archive.start_run("ingest", now())
        with fetcher_for(choice) as fetcher:
            feeds, pages = fetch(choice, fetcher, bench.archive, limit)
        articles = process(bench)
        report = finish(bench, feeds, (*pages, *articles))
        bench.archive.record_outcomes(run, (*report.feeds, *report.articles))
        bench.archive.finish_run(run, now())
    send_alerts()
    return report


def fetch(
    choice: FeedChoice, fetcher: Fetches, archive: Archive, limit: int | None = None
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """Fetch all feeds, then all pages that are due; returns what came of the feeds, and the pages that failed."""
    with progress("fetching feeds", len(choice.feeds)) as advance:
        fetched = fetch_feeds(choice, fetcher, archive, limit)
        advance(len(choice.feeds))
    due = pages_due(fetched)
    with progress("fetching pages", len(due)) as advance:
        failed = fetch_pages(due, fetcher, archive, threads=settings().fetch_concurrency, advance=advance)
    return tuple(each.outcome for each in fetched), tuple(failed)


def fetch_feeds(choice: FeedChoice, fetcher: Fetches, archive: Archive, limit: int | None) -> list[FetchedFeed]:
    """Fetch feeds side by side, answers in the order of the feeds; one that breaks is its own failure alone."""
    with ThreadPoolExecutor(settings().fetch_concurrency, thread_name_prefix="feed") as pool:
        return list(pool.map(lambda feed: _fetch_one(feed, fetcher, archive, limit), choice.feeds))


def _fetch_one(feed: Feed, fetcher: Fetches, archive: Archive, limit: int | None) -> FetchedFeed:
    try:
        return fetch_feed(feed, fetcher, archive, limit)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other feeds are read, and this one is listed
        reason = f"reading it broke ({type(error).__name__}: {error}); this is a fault of ours: please report it"
        return FetchedFeed(Outcome(feed.url, "feed", "failed", reason, retryable=True, title=feed.publisher))


def pages_due(fetched: Sequence[FetchedFeed]) -> tuple[PageRequest, ...]:
    """The pages that feeds make due, each once."""
    return tuple({request.key: request for each in fetched for request in each.due}.values())


def process(bench: Workbench) -> list[Outcome]:
    """Bring every archived page into the graph that is not there as it should be."""
    with Spool() as spool:
        processing = Processing(bench, spool, partial(record, bench))
        return run_processing(processing, bench.archive.pages_to_process(bench.version))


def record(bench: Workbench, done: Done) -> None:
    """Say in the archive what came of a page."""
    bench.archive.record_article(
        done.work, done.outcome, article_id=done.article_id, version=bench.version, copy_of=done.copy_of
    )


def run_processing(processing: Processing, keys: Sequence[str]) -> list[Outcome]:
    """Clean, settle, load in batches; returns an outcome for each page that was touched."""
    with progress("cleaning pages", len(keys)) as advance:
        for batch in batches(keys, BATCH):
            processing.clean(batch, advance)
    settled = processing.settle()
    if settled.changes:
        forget_published()
    with progress("reading articles", len(settled.due)) as advance:
        for due in settled.batches:
            taken = processing.take(due, settled)
            processing.load(taken, extract_articles([each.article for each in taken]), settled)
            advance(len(due))
    processing.remove_strays(settled)
    return processing.outcomes


def finish(bench: Workbench, feeds: Sequence[Outcome], articles: Sequence[Outcome]) -> RunReport:
    """Derive, publish and report."""
    snapshot = derive_and_publish(bench)
    return RunReport(tuple(feeds), tuple(articles), len(loaded_articles(bench.store)), snapshot)


def rebuild() -> RunReport:
    """Build the graph from nothing but the archive, and publish it.

    The embedded store is built beside the old one, which readers and a run after a kill still have until the new one
    takes its place.
    """
    home = settings().home
    with writing(home), Archive(settings().archive_url) as archive:
        forget_published()
        done = _rebuild_beside(archive, home)
        with open_store(settings().store, home) as store:
            bench = Workbench(archive, store, processing_version())
            for each in done:
                record(bench, each)
            return finish(bench, (), [each.outcome for each in done])


def _rebuild_beside(archive: Archive, home: Path) -> list[Done]:
    embedded = settings().store == EMBEDDED
    scratch = home / "rebuild"
    shutil.rmtree(scratch, ignore_errors=True)
    done: list[Done] = []
    with open_store(settings().store, scratch if embedded else home) as store, Spool() as spool:
        store.drop(store.graph_names())
        processing = Processing(Workbench(archive, store, processing_version()), spool, done.append)
        run_processing(processing, archive.archived())
    if embedded:
        _take_place(scratch / "store", home / "store")
        shutil.rmtree(scratch)
    return done


def _take_place(new: Path, old: Path) -> None:
    """Put a store in the place of another. Killed in between, the next run finds none and loads all articles again."""
    retired = old.with_name("store.old")
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists():
        old.rename(retired)
    new.rename(old)
    shutil.rmtree(retired, ignore_errors=True)
