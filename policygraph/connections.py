"""Connections that go where they may and end when they must.

Two guards sit below HTTP, where no redirect or header can get round them: addresses are checked when connecting
(:mod:`policygraph.addresses`), and every read and write ends at the deadline of the request, so that a server that
sends a byte now and then cannot hold a thread.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from policygraph.addresses import RefusedAddressError, checked_addresses

_current = threading.local()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """All that this thread reads and writes over connections made here ends after so many seconds."""
    _current.ends = time.monotonic() + seconds
    try:
        yield
    finally:
        _current.ends = None


def time_left() -> float:
    """Seconds until the deadline of this thread; infinite where there is none."""
    ends: float | None = getattr(_current, "ends", None)
    return float("inf") if ends is None else ends - time.monotonic()


def _bounded(timeout: float | None) -> float | None:
    left = time_left()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole request is over")
    return timeout if left == float("inf") else min(left, timeout if timeout is not None else left)


class _BoundedStream(httpcore.NetworkStream):
    """A network stream whose reads and writes end at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _bounded(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _bounded(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, _bounded(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.SyncBackend):
    """Connects to public addresses only (unless private ones are allowed) and within the deadline."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers. TLS still verifies the name."""
        problem: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in [host] if self._allow_private else checked_addresses(host, port):
            try:
                stream = super().connect_tcp(address, port, _bounded(timeout), local_address, socket_options)
                return _BoundedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"the name {host} has no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refused: a URL never names a socket of this machine."""
        raise RefusedAddressError(f"sockets of this machine are not fetched from: {path}")


def transport(*, allow_private: bool, connections: int) -> httpx.HTTPTransport:
    """An httpx transport, with HTTP/2 where the server offers it, whose connections are guarded.

    It is used without an ``httpx.Client``: no cookies are kept, no redirect is followed unseen, and no proxy of the
    environment connects for us to an address that nobody checked. httpx takes no network backend, so the pool that it
    made is given one; tests hold that it is used.
    """
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=15)
    made = httpx.HTTPTransport(http2=True, limits=limits, retries=0)
    made._pool._network_backend = GuardedBackend(allow_private=allow_private)
    return made
