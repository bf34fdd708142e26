"""Fetching politely: robots.txt, the pace at which a host is asked, and what is tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from fakes.fetching import QUICK, failed, fetched, settings
from fakes.web import HTML, Answer, FakeWeb

from policygraph.pages import Fetcher
from policygraph.records import Page

# --- robots.txt ------------------------------------------------------------------------------------------------------


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


# --- pace ------------------------------------------------------------------------------------------------------------


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


# --- retries ---------------------------------------------------------------------------------------------------------


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
