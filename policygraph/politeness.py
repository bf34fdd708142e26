"""How often a host is asked: one request at a time, with a pause in between, and so many at once over all hosts."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class TooSoonError(Exception):
    """The host is not to be asked for longer than we can wait."""

    def __init__(self, host: str, wait: float) -> None:
        super().__init__(f"{host} is to be left alone for {wait:.0f} s more")
        self.wait = wait  # seconds


class Pace:
    """Hands out turns. Safe to use from several threads."""

    def __init__(self, concurrency: int, longest_wait: float) -> None:
        """At most ``concurrency`` turns at once; nobody waits for a host longer than ``longest_wait`` seconds."""
        self._all_hosts = threading.BoundedSemaphore(concurrency)
        self._longest_wait = longest_wait
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for the turn to ask a host; the next turn comes no sooner than ``delay`` seconds after this one.

        Raises:
            TooSoonError: where the host wants to be left alone for too long.
        """
        state = self._host(host)
        with state.lock:
            wait = state.not_before - time.monotonic()
            if wait > self._longest_wait:
                raise TooSoonError(host, wait)
            time.sleep(max(0.0, wait))
            try:
                with self._all_hosts:
                    yield
            finally:
                state.not_before = max(state.not_before, time.monotonic() + delay)

    def leave_alone(self, host: str, seconds: float) -> None:
        """The host asked not to be asked for so many seconds."""
        state = self._host(host)
        state.not_before = max(state.not_before, time.monotonic() + seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts[host]


class _Host:
    """When a host may be asked again."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.not_before = 0.0  # of time.monotonic()
