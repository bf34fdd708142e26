"""The operations page: feeds and how they fared, runs, failures with their reasons, what stands in quarantine."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.pages import Ask, Page
from policygraph.archive import ArchiveCounts, Failure, FeedState, Run
from policygraph.records import Outcome

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A run and how many of its outcomes were of each kind."""

    run: Run
    states: tuple[tuple[str, int], ...]  # "article new", 12


@dataclass(frozen=True, slots=True)
class OperationsPage:
    """How the line stands."""

    snapshot: str
    has_archive: bool
    counts: ArchiveCounts | None
    feeds: tuple[FeedState, ...]
    runs: tuple[RunOutcome, ...]
    failures: tuple[Failure, ...]
    quarantined: tuple[Failure, ...]
    failure_total: int


def operations(ask: Ask) -> Page:
    """The operations page."""
    archive = ask.services.archive()
    if archive is None:
        return Page("operations.html", OperationsPage(ask.data.snapshot, False, None, (), (), (), (), 0))
    failures = archive.failures()
    quarantined = tuple(failure for failure in failures if failure.outcome.state == "quarantined")
    others = tuple(failure for failure in failures if failure.outcome.state != "quarantined")
    runs = tuple(RunOutcome(run, _states(archive.outcomes(run.id))) for run in archive.runs(10))
    model = OperationsPage(
        snapshot=ask.data.snapshot,
        has_archive=True,
        counts=archive.counts(),
        feeds=archive.feed_states(),
        runs=runs,
        failures=others[:_SHOWN],
        quarantined=quarantined[:_SHOWN],
        failure_total=len(others),
    )
    return Page("operations.html", model)


def _states(outcomes: tuple[Outcome, ...]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for outcome in outcomes:
        found[outcome.state] = found.get(outcome.state, 0) + 1
    return tuple(sorted(found.items()))
