"""Fetching a page: what comes back, and the bounds of what is taken."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
import zlib
from datetime import UTC

import brotli
import pytest
import zstandard
from fakes.fetching import failed, fetched, settings
from fakes.web import HTML, Answer, FakeWeb

from policygraph.fetch_results import Unchanged
from policygraph.pages import Fetcher, FetchLimits


def test_page_comes_with_bytes_headers_and_digest(web: FakeWeb, fetcher: Fetcher) -> None:
    body = "<p>晶片出口管制</p>".encode("big5")
    url = web.page("/a", body, "text/html; charset=big5", headers={"Set-Cookie": "session=secret", "X-Two": "b"})
    page = fetched(fetcher.fetch(url))
    assert (page.url, page.final_url, page.status, page.body) == (url, url, 200, body)
    assert page.sha256 == hashlib.sha256(body).hexdigest()
    assert page.headers["content-type"] == "text/html; charset=big5"
    assert page.headers["x-two"] == "b"
    assert "set-cookie" not in page.headers
    assert page.fetched_at.tzinfo is UTC


def test_user_agent_names_product_and_contact(web: FakeWeb, fetcher: Fetcher) -> None:
    fetcher.fetch(web.page("/a", "x"))
    agent = web.requests("/a")[0].headers["user-agent"]
    assert agent.startswith("policygraph/")
    assert "ops@example.org" in agent


@pytest.mark.parametrize("validator", ["etag", "last_modified"])
def test_unchanged_page_costs_one_304(web: FakeWeb, fetcher: Fetcher, validator: str) -> None:
    value = '"v1"' if validator == "etag" else "Wed, 01 Jul 2026 10:00:00 GMT"
    url = web.page("/feed", "<rss/>", **{validator: value})
    first = fetched(fetcher.fetch(url))
    again = fetcher.fetch(url, etag=first.headers.get("etag", ""), last_modified=first.headers.get("last-modified", ""))
    assert isinstance(again, Unchanged)
    assert getattr(again, validator) == value
    assert len(web.requests("/feed")) == 2


def test_304_to_an_unconditional_request_is_a_failure(web: FakeWeb, fetcher: Fetcher) -> None:
    assert failed(fetcher.fetch(web.answer("/a", Answer(status=304)))).status == 304


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_slow_drip_ends_at_the_deadline(web: FakeWeb) -> None:
    with Fetcher(settings(), FetchLimits(read_seconds=1, total_seconds=0.8, attempts=1)) as fetcher:
        begun = time.monotonic()
        failure = failed(fetcher.fetch(web.drip("/slow", b"x", 0.1)))
    assert "in time" in failure.reason
    assert failure.retryable
    assert time.monotonic() - begun < 10


def test_headers_that_drip_end_at_the_deadline() -> None:
    """Each byte comes in time, so only a bound on the whole helps."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000:
                    if stop.wait(0.05):
                        return
                    connection.sendall(bytes([byte]))

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with Fetcher(settings(), FetchLimits(read_seconds=1, total_seconds=0.5, attempts=1)) as fetcher:
            begun = time.monotonic()
            failure = failed(fetcher.fetch(url))
        stop.set()
        thread.join(2)
    assert "in time" in failure.reason
    assert time.monotonic() - begun < 10


def test_endless_body_is_left(web: FakeWeb, fetcher: Fetcher) -> None:
    failure = failed(fetcher.fetch(web.endless("/endless")))
    assert "larger than 300000 bytes" in failure.reason
    assert not failure.retryable


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_codings_are_undone(web: FakeWeb, fetcher: Fetcher, coding: str) -> None:
    body = "<p>芯片 chips</p>".encode() * 5_000
    packed = _PACK[coding](body)
    assert fetched(fetcher.fetch(web.page("/a", packed, headers={"Content-Encoding": coding}))).body == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_decompression_bomb_is_left(web: FakeWeb, fetcher: Fetcher, coding: str) -> None:
    bomb = _PACK[coding](bytes(20_000_000))
    assert len(bomb) < 25_000
    begun = time.monotonic()
    failure = failed(fetcher.fetch(web.page("/bomb", bomb, headers={"Content-Encoding": coding})))
    assert "larger than" in failure.reason
    assert time.monotonic() - begun < 10


def test_bomb_within_a_bomb_is_left(web: FakeWeb, fetcher: Fetcher) -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    failure = failed(fetcher.fetch(web.page("/bomb", bomb, headers={"Content-Encoding": "gzip, gzip"})))
    assert "larger than" in failure.reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_cut_coding_is_a_failure_not_half_a_page(web: FakeWeb, fetcher: Fetcher, coding: str) -> None:
    packed = _PACK[coding](bytes(range(256)) * 100)[:-6]
    assert "decompressed" in failed(fetcher.fetch(web.page("/a", packed, headers={"Content-Encoding": coding}))).reason


_PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def test_deflate_without_header_is_undone(web: FakeWeb, fetcher: Fetcher) -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(b"plain") + packer.flush()
    assert fetched(fetcher.fetch(web.page("/a", packed, headers={"Content-Encoding": "deflate"}))).body == b"plain"


def test_unknown_coding_is_a_failure(web: FakeWeb, fetcher: Fetcher) -> None:
    assert "coding" in failed(fetcher.fetch(web.page("/a", b"x", headers={"Content-Encoding": "lzma"}))).reason


def test_cut_body_is_a_failure_not_half_a_page(web: FakeWeb, fetcher: Fetcher) -> None:
    failure = failed(fetcher.fetch(web.answer("/a", Answer(b"<p>half", headers={"Content-Type": HTML}, length=5_000))))
    assert failure.retryable


def test_body_longer_than_claimed_is_cut_there(web: FakeWeb, fetcher: Fetcher) -> None:
    assert fetched(fetcher.fetch(web.answer("/a", Answer(b"<p>whole</p>junk", length=12)))).body == b"<p>whole</p>"


def test_body_without_length_is_read_to_the_end(web: FakeWeb, fetcher: Fetcher) -> None:
    assert fetched(fetcher.fetch(web.answer("/a", Answer(b"<p>whole</p>", length=-1)))).body == b"<p>whole</p>"


def test_redirects_are_followed_and_bounded(web: FakeWeb, fetcher: Fetcher) -> None:
    target = web.page("/end", "x")
    page = fetched(fetcher.fetch(web.redirect("/start", "end", 308)))
    assert (page.url, page.final_url) == (web.url("/start"), target)
    web.redirect("/loop", "/loop2")
    web.redirect("/loop2", "/loop")
    assert "redirects" in failed(fetcher.fetch(web.url("/loop"))).reason


@pytest.mark.parametrize(
    "target", ["ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)", "http://", "data:,x"]
)
def test_redirect_to_something_else_than_http_is_refused(web: FakeWeb, fetcher: Fetcher, target: str) -> None:
    failure = failed(fetcher.fetch(web.redirect("/a", target)))
    assert not failure.retryable


@pytest.mark.parametrize("media", ["application/pdf", "image/png", "video/mp4", "application/vnd.ms-excel"])
def test_what_is_no_text_is_not_read(web: FakeWeb, fetcher: Fetcher, media: str) -> None:
    failure = failed(fetcher.fetch(web.page("/a", b"%PDF", media)))
    assert media in failure.reason
    assert not failure.retryable


@pytest.mark.parametrize(
    "url", ["", "http://", "ftp://a.b/c", "http://[::1", "http://a b/", "mailto:a@b", "http://\ud800/"]
)
def test_what_is_no_address_is_a_value(fetcher: Fetcher, url: str) -> None:
    assert not failed(fetcher.fetch(url)).retryable


def test_server_that_is_not_there_is_a_value(fetcher: Fetcher) -> None:
    assert failed(fetcher.fetch("http://127.0.0.1:9/")).retryable
