"""Fetching: politeness, bounds, and refusal of addresses that are nobody's business."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
import zstandard
from fakes.http2 import http2_server, make_certificate
from fakes.web import HTML, Answer, FakeWeb

from policygraph.fetch_results import FetchFailure, Unchanged
from policygraph.pages import Fetcher, FetchLimits
from policygraph.records import Page
from policygraph.settings import Settings

QUICK = FetchLimits(
    body_bytes=300_000, read_seconds=1.0, total_seconds=1.5, attempts=3, backoff_seconds=0.02, longest_wait_seconds=1.5
)


def settings(**changes: object) -> Settings:
    return Settings(**({"allow_private_hosts": True, "host_delay": 0, "contact": "ops@example.org"} | changes))


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(settings(), QUICK) as made:
        yield made


def failed(answer: Page | Unchanged | FetchFailure) -> FetchFailure:
    assert isinstance(answer, FetchFailure), answer
    return answer


def fetched(answer: Page | Unchanged | FetchFailure) -> Page:
    assert isinstance(answer, Page), answer
    return answer


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


# --- robots.txt ---------------------------------------------------------------------------------------------------


def test_robots_rules_are_kept_and_asked_for_once(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /private*\nAllow: /private/open$\n", "text/plain")
    web.page("/private/x", "secret")
    refused = failed(fetcher.fetch(web.url("/private/x")))
    assert "robots.txt" in refused.reason
    assert not refused.retryable
    assert fetched(fetcher.fetch(web.page("/private/open", "ok")))
    assert web.requests("/private/x") == []
    assert len(web.requests("/robots.txt")) == 1


def test_rules_for_us_go_before_rules_for_all(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: policygraph\nDisallow: /\n", "text/plain")
    assert "robots.txt" in failed(fetcher.fetch(web.page("/a", "x"))).reason


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_is_not_there_allows_all(web: FakeWeb, fetcher: Fetcher, status: int) -> None:
    web.answer("/robots.txt", Answer(status=status))
    assert fetched(fetcher.fetch(web.page("/a", "x"))).body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_that_cannot_be_had_forbids_all_for_now(web: FakeWeb, fetcher: Fetcher, status: int) -> None:
    web.answer("/robots.txt", Answer(status=status))
    refused = failed(fetcher.fetch(web.page("/a", "x")))
    assert refused.retryable
    assert "robots.txt" in refused.reason
    assert web.requests("/a") == []


def test_robots_that_fails_once_is_asked_for_again_at_once(web: FakeWeb, fetcher: Fetcher) -> None:
    web.answer("/robots.txt", Answer(status=503), Answer(b"User-agent: *\nDisallow: /closed"))
    assert fetched(fetcher.fetch(web.page("/a", "x")))
    assert "asks robots" in failed(fetcher.fetch(web.page("/closed", "x"))).reason


def test_robots_that_leads_round_in_circles_is_not_there(web: FakeWeb, fetcher: Fetcher) -> None:
    web.redirect("/robots.txt", "/robots.txt")
    assert fetched(fetcher.fetch(web.page("/a", "x")))


def test_robots_is_read_through_a_redirect_and_only_its_first_half_megabyte(web: FakeWeb, fetcher: Fetcher) -> None:
    web.redirect("/robots.txt", "/real-robots.txt", 301)
    web.page("/real-robots.txt", "User-agent: *\nDisallow: /a\n" + "#" * 200_000, "text/plain")
    assert "robots.txt" in failed(fetcher.fetch(web.page("/a", "x"))).reason


def test_redirect_into_a_forbidden_place_is_not_followed(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    web.page("/closed", "x")
    assert "robots.txt" in failed(fetcher.fetch(web.redirect("/open", "/closed"))).reason
    assert web.requests("/closed") == []


def test_crawl_delay_is_kept(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.4", "text/plain")
    for path in ("/a", "/b", "/c"):
        fetched(fetcher.fetch(web.page(path, "x")))
    times = [asked.at for asked in web.asked if asked.path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.39


def test_crawl_delay_that_is_too_long_leaves_the_page_to_the_next_run(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 600", "text/plain")
    fetched(fetcher.fetch(web.page("/a", "x")))
    later = failed(fetcher.fetch(web.page("/b", "x")))
    assert later.retryable
    assert 590 < (later.retry_after or 0) <= 600
    assert web.requests("/b") == []


# --- pace -----------------------------------------------------------------------------------------------------------


def test_one_host_is_asked_for_one_thing_at_a_time_with_a_pause(web: FakeWeb) -> None:
    urls = [web.page(f"/{number}", "x") for number in range(4)]
    with Fetcher(settings(host_delay=0.15), QUICK) as fetcher, ThreadPoolExecutor(4) as pool:
        assert all(isinstance(answer, Page) for answer in pool.map(fetcher.fetch, urls))
    times = sorted(asked.at for asked in web.asked)
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.14


def test_no_more_requests_at_once_than_allowed_over_all_hosts() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def slow() -> Iterator[bytes]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.15)
        with lock:
            under_way -= 1
        yield b"x"

    webs = [FakeWeb() for _ in range(5)]
    with Fetcher(settings(fetch_concurrency=2), QUICK) as fetcher, ThreadPoolExecutor(5) as pool:
        urls = [web.__enter__().answer("/a", Answer(headers={"Content-Type": HTML}, stream=slow)) for web in webs]
        assert all(isinstance(answer, Page) for answer in pool.map(fetcher.fetch, urls))
    for web in webs:
        web.__exit__(None, None, None)
    assert most == 2


# --- retries --------------------------------------------------------------------------------------------------------


def test_passing_failure_is_tried_again(web: FakeWeb, fetcher: Fetcher) -> None:
    url = web.answer("/a", Answer(status=503), Answer(status=502), Answer(b"x", headers={"Content-Type": HTML}))
    assert fetched(fetcher.fetch(url)).body == b"x"
    assert len(web.requests("/a")) == 3


def test_lasting_failure_is_not_tried_again(web: FakeWeb, fetcher: Fetcher) -> None:
    failure = failed(fetcher.fetch(web.answer("/a", Answer(status=404))))
    assert (failure.status, failure.retryable, failure.gone) == (404, False, True)
    assert len(web.requests("/a")) == 1


def test_attempts_are_bounded(web: FakeWeb, fetcher: Fetcher) -> None:
    failure = failed(fetcher.fetch(web.answer("/a", Answer(status=500))))
    assert failure.retryable
    assert len(web.requests("/a")) == QUICK.attempts


def test_short_retry_after_is_waited_for(web: FakeWeb, fetcher: Fetcher) -> None:
    url = web.answer("/a", Answer(status=429, headers={"Retry-After": "1"}), Answer(b"x"))
    assert fetched(fetcher.fetch(url)).body == b"x"
    first, second = web.requests("/a")
    assert second.at - first.at >= 0.99


def test_long_retry_after_leaves_the_whole_host_alone(web: FakeWeb, fetcher: Fetcher) -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    failure = failed(fetcher.fetch(web.answer("/a", Answer(status=503, headers={"Retry-After": in_an_hour}))))
    assert failure.retry_after == pytest.approx(3600, abs=5)
    other = failed(fetcher.fetch(web.page("/b", "x")))
    assert other.retryable
    assert (other.retry_after or 0) > 3500
    assert len(web.requests("/a")) == 1
    assert web.requests("/b") == []


# --- bounds ---------------------------------------------------------------------------------------------------------


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


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],  # noqa: S104
)
def test_private_addresses_are_refused_however_they_are_written(web: FakeWeb, host: str) -> None:
    port = web.origin.rpartition(":")[2]
    web.page("/", "secret")
    with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        failure = failed(fetcher.fetch(f"http://{host}:{port}/"))
    assert "POLICYGRAPH_ALLOW_PRIVATE_HOSTS" in failure.reason
    assert not failure.retryable
    assert web.asked == []


def test_redirect_to_a_private_address_is_refused(web: FakeWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is taken for a public one; where it leads to is not."""
    import policygraph.addresses

    monkeypatch.setattr(policygraph.addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    with FakeWeb() as _, Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        failure = failed(fetcher.fetch(web.redirect("/a", "http://169.254.169.254/latest/meta-data/")))
    assert "169.254.169.254" in failure.reason
    assert len(web.requests("/a")) == 1


def test_name_that_answers_differently_the_second_time_is_connected_to_where_it_was_checked(
    web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the check and the connection must not ask the resolver twice."""
    import socket

    import policygraph.addresses

    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: object, **kwargs: object) -> object:
        if host != "news.example":
            return real(host, port, *args, **kwargs)  # type: ignore[arg-type]
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(policygraph.addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    web.page("/robots.txt", "", "text/plain")
    web.page("/a", "public page")
    port = web.origin.rpartition(":")[2]
    with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        assert fetched(fetcher.fetch(f"http://news.example:{port}/a")).body == b"public page"
    assert len(asked) == 1


# --- HTTP/2 and TLS -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl")
    return make_certificate(tmp_path_factory.mktemp("certificate"), "news.example")


@pytest.fixture
def news_example_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name resolves to loopback, and loopback counts as public."""
    import socket

    real = socket.getaddrinfo

    def resolve(host: str, port: int, *args: object, **kwargs: object) -> object:
        return real("127.0.0.1" if host.endswith(".example") else host, port, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("policygraph.addresses.is_public", lambda address: str(address) == "127.0.0.1")


@pytest.mark.usefixtures("news_example_is_here")
def test_http2_is_spoken_where_it_is_offered(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    body = b"User-agent: *"
    with http2_server(certificate, body) as port, Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        page = fetched(fetcher.fetch(f"https://news.example:{port}/a"))
        versions = [connection.info() for connection in fetcher._transport._pool.connections]
    assert page.body == body
    assert len(versions) == 1
    assert "HTTP/2" in versions[0]


@pytest.mark.usefixtures("news_example_is_here")
def test_certificate_must_be_trusted_and_be_for_the_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with http2_server(certificate, b"x") as port:
        with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
            assert "certificate" in failed(fetcher.fetch(f"https://news.example:{port}/")).reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
            assert "certificate" in failed(fetcher.fetch(f"https://other.example:{port}/")).reason


def test_connection_is_used_again_after_an_answer_nobody_wants(web: FakeWeb, fetcher: Fetcher) -> None:
    web.redirect("/a", "/b")
    web.page("/b", "x")
    fetched(fetcher.fetch(web.url("/a")))
    assert len(web.asked) == 3
    assert web.connections == 1
