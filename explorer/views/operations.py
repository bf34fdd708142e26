"""The operations page: feeds and how they fared, runs, failures with their reasons, what stands in quarantine."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.lists.news import QuietSource, quiet_sources
from explorer.pages import Ask, Page
from explorer.views.missing import missing
from policygraph.archive import Archive, ArchiveCounts, Failure, FeedState, Run
from policygraph.records import Outcome

_SHOWN = 200
_RUNS = 10
# What an operator looks for first.
_ORDER = ("quarantined", "failed", "gone", "skipped", "copy", "updated", "new", "unchanged")


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A run and how many of its outcomes were of each kind."""

    run: Run
    states: tuple[tuple[str, int], ...]  # "new", 12
    seconds: float | None  # that it took; None while it goes on


@dataclass(frozen=True, slots=True)
class OperationsPage:
    """How the line stands."""

    snapshot: str
    has_archive: bool
    counts: ArchiveCounts | None = None
    feeds: tuple[FeedState, ...] = ()
    runs: tuple[RunOutcome, ...] = ()
    failures: tuple[Failure, ...] = ()
    quarantined: tuple[Failure, ...] = ()
    failure_total: int = 0
    quiet: tuple[QuietSource, ...] = ()
    prefect: str = ""  # where Prefect's pages are


def operations(ask: Ask) -> Page:
    """The operations page; with a run in the address, what came of everything in that run."""
    archive = ask.services.archive()
    if archive is None:
        return Page("operations.html", OperationsPage(ask.data.snapshot, False))
    if ask.value("run"):
        return _run_page(archive, ask.value("run"))
    failures = archive.failures()
    quarantined = tuple(failure for failure in failures if failure.outcome.state == "quarantined")
    others = tuple(failure for failure in failures if failure.outcome.state != "quarantined")
    model = OperationsPage(
        snapshot=ask.data.snapshot,
        has_archive=True,
        counts=archive.counts(),
        feeds=tuple(sorted(archive.feed_states(), key=lambda feed: (feed.state != "failed", -feed.failures, feed.url))),
        runs=tuple(_outcome(run, archive.outcomes(run.id)) for run in archive.runs(_RUNS)),
        failures=others[:_SHOWN],
        quarantined=quarantined[:_SHOWN],
        failure_total=len(others),
        quiet=ask.data.recall(quiet_sources),
        prefect=ask.services.prefect(),
    )
    return Page("operations.html", model)


@dataclass(frozen=True, slots=True)
class RunPage:
    """What came of everything in one run."""

    run: RunOutcome
    outcomes: tuple[Outcome, ...]  # what went wrong first
    total: int


def _run_page(archive: Archive, wanted: str) -> Page:
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
    run = next((run for run in archive.runs(1_000_000) if run.id == number), None)
    if run is None:
        return missing("There is no such run in the archive.")
    outcomes = archive.outcomes(run.id)
    ranked = sorted(outcomes, key=lambda outcome: _ORDER.index(outcome.state) if outcome.state in _ORDER else 0)
    return Page("run.html", RunPage(_outcome(run, outcomes), tuple(ranked[: 5 * _SHOWN]), len(outcomes)))


def _outcome(run: Run, outcomes: tuple[Outcome, ...]) -> RunOutcome:
    found: dict[str, int] = {}
    for outcome in outcomes:
        found[outcome.state] = found.get(outcome.state, 0) + 1
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return RunOutcome(run, tuple(sorted(found.items())), seconds)
