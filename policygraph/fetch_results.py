"""What came of a request, beside the page itself (:class:`policygraph.records.Page`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

GONE = frozenset({404, 410, 451})  # not there any more, or never to be had: asking again does not help


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that what we have is still what it has (304)."""

    url: str  # as asked for
    etag: str  # to send with the next request; the old one where the server gave none
    last_modified: str
    fetched_at: datetime  # aware, UTC


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A page that could not be had, and what to do about it."""

    url: str  # as asked for
    reason: str  # what happened, and the remedy where there is one
    retryable: bool  # that asking again later may help
    status: int = 0  # HTTP status; 0 where there was no answer
    retry_after: float | None = None  # seconds that the server asks us to wait

    @property
    def gone(self) -> bool:
        """Whether the page is not there any more."""
        return self.status in GONE
