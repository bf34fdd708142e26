"""What tests of fetching share: quick limits, settings that allow loopback, answers of the kind that is expected."""

from __future__ import annotations

from policygraph.fetch_results import FetchFailure, Unchanged
from policygraph.pages import FetchLimits
from policygraph.records import Page
from policygraph.settings import Settings

QUICK = FetchLimits(
    body_bytes=300_000, read_seconds=1.0, total_seconds=1.5, attempts=3, backoff_seconds=0.02, longest_wait_seconds=1.5
)


def settings(**changes: object) -> Settings:
    return Settings(**({"allow_private_hosts": True, "host_delay": 0, "contact": "ops@example.org"} | changes))


def failed(answer: Page | Unchanged | FetchFailure) -> FetchFailure:
    assert isinstance(answer, FetchFailure), answer
    return answer


def fetched(answer: Page | Unchanged | FetchFailure) -> Page:
    assert isinstance(answer, Page), answer
    return answer
