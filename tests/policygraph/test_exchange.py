"""Nothing that a server sends raises: it comes back as a page or as a failure with a reason."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from fakes.raw import RawServer, raw_server

from policygraph.fetch_results import FetchFailure
from policygraph.pages import Fetcher, FetchLimits
from policygraph.records import Page
from policygraph.settings import Settings

LIMITS = FetchLimits(read_seconds=2, total_seconds=4, attempts=1, body_bytes=200_000)
OK = b"HTTP/1.1 200 OK\r\n"
FOUND = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: "


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with raw_server() as started:
        yield started


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Settings(allow_private_hosts=True, host_delay=0), LIMITS) as made:
        yield made


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 100,
        b"\x16\x03\x01\x02\x00",
        b"SSH-2.0-server\r\n",
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 99999 X\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
        b"HTTP/1.1 101 Switching\r\n\r\n",
        OK + b"Content-Length: -5\r\n\r\nx",
        OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
        OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nx",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nx",
        OK + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        OK + b"\xff\xfe: \xe4\xb8\r\n\r\nx",
        OK + b"Content-Encoding: \xff\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        FOUND + b"http://[::1\r\n\r\n",
        FOUND + b"http://a:99999/\r\n\r\n",
        FOUND + b"//\r\n\r\n",
        FOUND + b"\x01\x02\r\n\r\n",
        FOUND + b"/a" * 40_000 + b"\r\n\r\n",
        FOUND + "/中".encode() + b"\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nRetry-After: \xff\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=lambda answer: repr(answer[-30:]),
)
def test_broken_answer_is_a_failure_with_a_reason(server: RawServer, fetcher: Fetcher, answer: bytes) -> None:
    server.answer = answer
    failure = fetcher.fetch(server.url)
    assert isinstance(failure, FetchFailure)
    assert failure.reason


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\nbody",
        OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
        OK + b"Content-Type: \xe4\xb8\xad; charset=\xff\r\nContent-Length: 4\r\n\r\nbody",
        b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + b"Content-Length: 4\r\n\r\nbody",
        b"HTTP/1.1 200 \xe4\xb8\xad\r\nContent-Length: 4\r\n\r\nbody",
    ],
)
def test_odd_but_whole_answer_is_a_page(server: RawServer, fetcher: Fetcher, answer: bytes) -> None:
    server.answer = answer
    page = fetcher.fetch(server.url)
    assert isinstance(page, Page)
    assert page.body == b"body"


def test_answers_damaged_at_random_places_never_raise(server: RawServer, fetcher: Fetcher) -> None:
    whole = OK + b"Content-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\nETag: x\r\n\r\nhello"
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        server.answer = bytes(damaged)
        assert isinstance(fetcher.fetch(server.url), Page | FetchFailure)
