"""The robots exclusion protocol (RFC 9309): what a site asks robots not to read, and how often to come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from policygraph.fetch_results import FetchFailure
from policygraph.records import Page

PRODUCT_TOKEN = "policygraph"  # noqa: S105 - the name that robots.txt calls us by (RFC 9309, 2.2.1)
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read; the rest is cut off
_KEPT_SECONDS = 3600.0  # RFC 9309, 2.4: not longer than a day
_FAILURE_KEPT_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site lets us do."""

    parsed: Protego | None  # None: no rules, all is allowed
    failure: FetchFailure | None = None  # why the rules cannot be known; nothing is allowed meanwhile
    crawl_delay: float = 0.0  # seconds between requests

    def refusal(self, url: str) -> FetchFailure | None:
        """Why a URL is not to be fetched; None where it may be."""
        if self.failure is not None:
            unread = (
                "robots.txt of the host cannot be read, so nothing there is fetched: " if self.failure.status else ""
            )
            return FetchFailure(
                url,
                unread + self.failure.reason,
                retryable=self.failure.retryable,
                retry_after=max(self.failure.retry_after or 0.0, _FAILURE_KEPT_SECONDS),
            )
        if self.parsed is None or self.parsed.can_fetch(url, PRODUCT_TOKEN):
            return None
        return FetchFailure(url, "robots.txt of the host asks robots not to read this page", retryable=False)


class RobotsCache:
    """The rules of each site, asked for once an hour. Safe to use from several threads."""

    def __init__(self, retrieve: Callable[[str], Page | FetchFailure]) -> None:
        """``retrieve`` fetches a robots.txt, following redirects."""
        self._retrieve = retrieve
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def rules(self, url: str) -> Rules:
        """The rules for the site of a URL."""
        parts = urlsplit(url)
        site = self._site(f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}")
        with site.lock:
            if site.rules is None or time.monotonic() >= site.expires:
                site.rules = _rules(self._retrieve(f"{site.origin}/robots.txt"))
                site.expires = time.monotonic() + (_FAILURE_KEPT_SECONDS if site.rules.failure else _KEPT_SECONDS)
            return site.rules

    def _site(self, origin: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(origin, _Site(origin))


class _Site:
    """The rules of one site and how long they hold."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.lock = threading.Lock()
        self.rules: Rules | None = None
        self.expires = 0.0  # of time.monotonic()


def _rules(answer: Page | FetchFailure) -> Rules:
    """RFC 9309, 2.3.1: where there is no robots.txt (4xx) all is allowed; where it cannot be had, nothing is.

    429 is no answer to the question whether there is one, so it counts as not to be had.
    """
    if isinstance(answer, FetchFailure):
        absent = 300 <= answer.status < 500 and answer.status != 429
        return Rules(None) if absent else Rules(None, failure=answer)
    parsed = Protego.parse(answer.body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    return Rules(parsed, crawl_delay=float(parsed.crawl_delay(PRODUCT_TOKEN) or 0.0))
