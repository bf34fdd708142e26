"""Fetch feeds and pages as a good citizen of a hostile web."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from policygraph.connections import transport as public_transport
from policygraph.exchange import FetchLimits, Redirect, exchange
from policygraph.fetch_results import GONE, FetchFailure, Unchanged
from policygraph.politeness import Pace, TooSoonError
from policygraph.records import Page
from policygraph.retries import backoff
from policygraph.robots import PRODUCT_TOKEN, RobotsCache
from policygraph.settings import Settings

__all__ = ["GONE", "FetchFailure", "FetchLimits", "Fetcher", "Page", "Unchanged"]

_HOST = re.compile(r"[^\s/?#@\\<>\x00-\x20\x7f\ud800-\udfff]{1,253}")  # else no resolver need be asked


class Fetcher:
    """Fetches over HTTP; a context manager, safe to use from several threads.

    Connections go to the public internet only (unless ``allow_private_hosts`` is set), robots.txt is honoured on every
    hop of a redirect, a host is asked for one thing at a time with a pause in between, and what comes back is bounded.
    """

    def __init__(
        self, settings: Settings, limits: FetchLimits | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Make a fetcher; nothing is connected to yet.

        Args:
            settings: who we are, how much at once, and whether private addresses may be fetched from.
            limits: how much, how far and how long; the defaults suit the public web.
            transport: what carries the requests; connections to the public internet where none is given.
        """
        self._limits = limits or FetchLimits()
        self._delay = settings.host_delay
        self._agent = user_agent(settings)
        self._pace = Pace(settings.fetch_concurrency, self._limits.longest_wait_seconds)
        self._transport = transport or public_transport(
            allow_private=settings.allow_private_hosts, connections=settings.fetch_concurrency
        )
        self._robots = RobotsCache(self._fetch_robots)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Page | Unchanged | FetchFailure:
        """Fetch a URL.

        Args:
            url: absolute, http or https.
            etag: validator of what we have, as the server gave it.
            last_modified: validator of what we have, as the server gave it.

        Returns:
            The page (status 2xx, body decoded from its content coding); ``Unchanged`` where the server says that we
            have it already; else why it could not be had. Nothing that the other side does raises.
        """
        conditions = _conditions(etag, last_modified)
        answer = self._with_retries(url, conditions, robots=True)
        if isinstance(answer, FetchFailure) or answer.status != 304:
            return answer
        if not conditions:
            return FetchFailure(url, "HTTP 304 although nothing was said of what we have", retryable=False, status=304)
        headers = answer.headers
        return Unchanged(url, headers.get("etag", etag), headers.get("last-modified", last_modified), answer.fetched_at)

    def may_fetch(self, url: str) -> FetchFailure | None:
        """Why the site asks us not to fetch a URL; None where it lets us."""
        return self._robots.rules(url).refusal(url)

    def crawl_delay(self, url: str) -> float:
        """Seconds that the site asks for between two requests; 0 where it says nothing."""
        return self._robots.rules(url).crawl_delay

    def _with_retries(self, url: str, headers: Mapping[str, str], *, robots: bool) -> Page | FetchFailure:
        answer = self._follow(url, headers, robots=robots)
        for attempt in range(self._limits.attempts - 1):
            if not isinstance(answer, FetchFailure) or not answer.retryable:
                break
            wait = backoff(
                attempt,
                base=self._limits.backoff_seconds,
                longest=self._limits.longest_wait_seconds,
                retry_after=answer.retry_after,
            )
            if wait > self._limits.longest_wait_seconds:
                break
            time.sleep(wait)
            answer = self._follow(url, headers, robots=robots)
        return answer

    def _follow(self, url: str, headers: Mapping[str, str], *, robots: bool) -> Page | FetchFailure:
        """Ask for a URL and go where it leads; robots.txt and addresses are checked on every hop."""
        target = url
        for _ in range(self._limits.redirects + 1):
            refusal = _not_http(target) or (self.may_fetch(target) if robots else None)
            answer = refusal or self._ask(target, headers, self.crawl_delay(target) if robots else 0.0)
            if not isinstance(answer, Redirect):
                return _as_asked(answer, url, target)
            target = answer.url
        reason = f"more than {self._limits.redirects} redirects, the last to {target}"
        return FetchFailure(url, reason, retryable=False, status=302)

    def _ask(self, url: str, headers: Mapping[str, str], crawl_delay: float) -> Page | Redirect | FetchFailure:
        host = urlsplit(url).netloc.rpartition("@")[2].lower()
        try:
            with self._pace.turn(host, max(self._delay, crawl_delay)):
                answer = exchange(self._transport, url, {"user-agent": self._agent, **headers}, self._limits)
        except TooSoonError as error:
            return FetchFailure(url, str(error), retryable=True, retry_after=error.wait)
        if isinstance(answer, FetchFailure) and answer.retry_after:
            self._pace.leave_alone(host, answer.retry_after)
        return answer

    def _fetch_robots(self, url: str) -> Page | FetchFailure:
        return self._with_retries(url, {}, robots=False)


def user_agent(settings: Settings) -> str:
    """Who asks, and where to complain."""
    contact = settings.contact or settings.base_iri
    return f"{PRODUCT_TOKEN}/{version('policygraph')} (+{contact})"


def _conditions(etag: str, last_modified: str) -> dict[str, str]:
    conditions = {"if-none-match": etag, "if-modified-since": last_modified}
    return {name: value for name, value in conditions.items() if value}


def _not_http(url: str) -> FetchFailure | None:
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None
        _ = parts.port  # raises where it is no number
    except ValueError:
        known = False
    return None if known else FetchFailure(url, "not an http or https address", retryable=False)


def _as_asked(answer: Page | FetchFailure, url: str, target: str) -> Page | FetchFailure:
    """The answer as one to what was asked for, whatever it was redirected to."""
    if isinstance(answer, Page):
        return replace(answer, url=url, final_url=target)
    where = f" (redirected to {target})" if target != url else ""
    return replace(answer, url=url, reason=answer.reason + where)
