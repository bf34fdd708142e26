"""What an analyst comes back for, in a real Chromium: what is new, who is told of it, what is large or disputed."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from browsing import NEEDS_CHROMIUM, serving, visiting
from sample_extractions import ANTHROPIC, GIC, OPENAI, TENCENT, Writer, all_samples, article, lawsuit
from test_watches import Receiver, more, publish, send

from explorer.visits import COOKIE
from policygraph.records import Extraction

pytestmark = NEEDS_CHROMIUM
Visit = Callable[..., Any]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    publish(tmp_path, [*all_samples(), *rounds()], merge=True)
    return tmp_path


@pytest.fixture
def visit(browser: Any, here: Path) -> Iterator[Visit]:
    with serving(here) as address, visiting(browser, address) as open_page:
        yield open_page


def rounds() -> Iterator[Extraction]:
    """One round that two papers value otherwise, and a larger sum in a smaller currency that is worth less."""
    for identifier, publisher, worth, figure in (
        ("v1", "Example Post", "$40 billion", "40000000000"),
        ("v2", "Example Mirror", "$65 billion", "65000000000"),
    ):
        text = f"Tencent raised $6 billion from GIC on 3 June 2025 at a valuation of {worth}."
        writer = Writer(article(identifier, text, published="2025-06-04", publisher=publisher))
        writer.event(
            "FundingRound",
            "actual",
            [("recipient", TENCENT, "Tencent"), ("investor", GIC, "GIC")],
            "raised",
            text,
            when=writer.day("2025-06-03", "3 June 2025"),
            amount=writer.money("6000000000", "$6 billion"),
            valuation=writer.money(figure, worth),
        )
        yield writer.done()
    text = "OpenAI paid Anthropic 90 billion yen."
    writer = Writer(article("yen", text, published="2025-06-05", publisher="Example Post"))
    sides = [("party", ANTHROPIC, "Anthropic"), ("party", OPENAI, "OpenAI")]
    amount = writer.money("90000000000", "90 billion yen", "JPY")
    yield writer.event("Settlement", "actual", sides, "paid", text, amount=amount).done()


def seen(locator: Any) -> None:
    locator.first.wait_for(state="visible", timeout=5000)


def test_who_comes_back_is_shown_what_is_new(visit: Visit, here: Path) -> None:
    page = visit("/")
    assert page.get_by_text("Since your last visit").count() == 0
    day_after(page)
    late = lawsuit("late", "2024-03-05", "5000000")
    fetched = late.article.fetched_at
    assert fetched is not None
    publish(here, [replace(late, article=replace(late.article, fetched_at=fetched + timedelta(days=1)))])
    page.reload()
    since = page.locator(".since")
    seen(since.get_by_text("1 new event"))
    since.get_by_role("link", name="new event").click()
    assert page.locator("tbody tr a.event-link").count() == 1
    assert "Musk" in page.locator("tbody tr").inner_text()


def day_after(page: Any) -> None:
    """Have the visit that the cookie tells of be over since yesterday."""
    (cookie,) = [one for one in page.context.cookies() if one["name"] == COOKIE]
    *parts, _ = cookie["value"].strip('"').split("~")
    value = "~".join([*parts, "2025-12-01T12:00:00+00:00"])
    page.context.add_cookies([{"name": COOKIE, "value": value, "url": page.url}])


def test_a_list_that_is_followed_tells_a_program_and_a_feed_reader(visit: Visit, here: Path) -> None:
    with Receiver() as receiver:
        page = visit("/events?type=Lawsuit")
        page.get_by_role("link", name="Follow").click()
        page.get_by_label("Name", exact=True).fill("All lawsuits")
        page.get_by_label("Webhook").fill(receiver.url)
        page.get_by_role("button", name="Follow").click()
        seen(page.locator("h1").filter(has_text="All lawsuits"))
        assert send(here)[0].told == 0
        time.sleep(1)  # what is new is told from what was seen by the second
        more(here, "new1")
        assert [told.told for told in send(here)] == [1]
    page.reload()
    seen(page.get_by_text("US$5m"))
    (_, body) = receiver.got[-1]
    told = json.loads(body)["data"]["events"][0]
    href = page.get_by_role("link", name="Atom").first.evaluate("link => link.href")
    with urllib.request.urlopen(href, timeout=10) as answer:
        feed = ET.fromstring(answer.read())  # noqa: S314 - it is ours
    (entry,) = feed.iter(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").rpartition("/")[2] == told["page"].rpartition("/")[2]
    page.goto(link.get("href"))
    seen(page.locator("h1.event-headline").filter(has_text="Musk"))


def test_events_are_sorted_by_what_their_amounts_are_worth(visit: Visit) -> None:
    page = visit("/events")
    page.get_by_label("Order").get_by_role("link", name="Amount").click()
    page.wait_for_url("**order=amount**")
    sums = page.locator("tbody tr").all_inner_texts()
    names = ("US$13bn", "US$6bn", "US$2bn", "90bn")
    worth = [next(place for place, row in enumerate(sums) if name in row) for name in names]
    assert worth == sorted(worth), sums
    page.get_by_label("Amount from, in euros").fill("1000000000")
    page.get_by_label("Amount from, in euros").press("Enter")
    page.wait_for_url("**amount=1000000000**")
    assert "90bn" not in page.locator("tbody").inner_text()


def test_an_event_says_who_values_a_company_how(visit: Visit) -> None:
    page = visit("/events?conflict=1")
    page.locator("a.event-link", has_text="Funding").first.click()
    sides = page.locator(".disagreements", has_text="valuation")
    seen(sides)
    said = sides.inner_text()
    assert "US$40bn" in said
    assert "US$65bn" in said
    assert "Example Post" in said
    sides.get_by_role("link", name="Example Mirror").click()
    seen(page.locator("body", has_text="at a valuation of $65 billion"))
