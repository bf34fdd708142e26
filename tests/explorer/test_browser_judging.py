"""Judging, reviewing, following and logging in as an analyst does, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import EVERYWHERE, NEEDS_CHROMIUM, serving, visiting
from sample_explorer import publish_extractions, small_samples

from explorer.login.tokens import add_token
from policygraph.archive import Archive
from policygraph.settings import Settings

pytestmark = NEEDS_CHROMIUM
Visit = Callable[..., Any]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    publish_extractions(tmp_path, small_samples())
    return tmp_path


@pytest.fixture
def visit(browser: Any, here: Path) -> Iterator[Visit]:
    with serving(here) as address, visiting(browser, address) as open_page:
        yield open_page


def seen(locator: Any) -> None:
    """Wait until something is shown; the test fails where it never is."""
    locator.first.wait_for(state="visible", timeout=5000)


def verdicts(home: Path) -> list[tuple[str, str]]:
    with Archive(Settings(home=home).archive_url) as archive:
        return [(judgement.kind, judgement.verdict) for judgement in archive.judgements()]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_event_is_rejected_with_a_note_and_that_undone(visit: Visit, here: Path, scripts: bool) -> None:
    page = visit("/events?type=Lawsuit", java_script_enabled=scripts)
    page.locator("a.event-link").first.click()
    page.get_by_text("Judge this event").click()
    box = page.locator(".judge-box", has_text="Judge this event")
    box.get_by_label("Note").first.fill("retold by a parody")
    box.get_by_role("button", name="Wrong: leave it out").click()
    judged = page.locator("#judgements")
    seen(judged.get_by_text("retold by a parody"))
    seen(judged.get_by_text("waits to be published"))
    judged.get_by_role("button", name="Undo").click()
    seen(page.locator("#judgements").get_by_text("withdrawn", exact=True))
    assert verdicts(here) == [("event", "negative"), ("event", "none")]


def test_a_role_is_replaced_by_somebody_chosen_from_a_list(visit: Visit, here: Path) -> None:
    page = visit("/events?type=Lawsuit")
    page.locator("a.event-link").first.click()
    page.get_by_text("Correct what was read").first.click()
    page.get_by_placeholder("rather: a name, or the words").first.fill("anth")
    page.get_by_role("button", name="Replace").first.click()
    seen(page.locator("h1").filter(has_text="Whom do you mean?"))
    page.get_by_label("Anthropic").first.check()
    page.get_by_role("button", name="Go on").click()
    seen(page.locator("#judgements").get_by_text("Anthropic").first)
    assert verdicts(here) == [("role", "negative"), ("role", "positive")]


def test_two_entities_are_judged_to_be_two(visit: Visit, here: Path) -> None:
    page = visit("/entity/openai")
    page.get_by_text("Judge this entity").click()
    page.get_by_label("Compare with another entity").fill("字节跳动")
    page.get_by_role("button", name="They are two").click()
    page.goto(page.url.partition("/entity/")[0] + "/judgements")
    seen(page.get_by_text("two entities"))
    page.get_by_role("link", name="ByteDance").click()
    seen(page.locator("h1").filter(has_text="ByteDance"))


def test_the_queue_is_worked_through_by_keys_alone(visit: Visit, here: Path) -> None:
    page = visit("/review?about=event")
    total = int(page.locator(".total").inner_text().split()[0])
    first = page.locator("input[name=subject]").get_attribute("value")
    for key in "aru":
        with page.expect_navigation():
            page.keyboard.press(key)
    assert [verdict for _, verdict in verdicts(here)] == ["positive", "negative", "unsure"]
    assert page.locator("input[name=subject]").get_attribute("value") != first
    assert int(page.locator(".total").inner_text().split()[0]) == total - 3
    with page.expect_navigation():
        page.keyboard.press("s")
    assert "place=1" in page.url
    page.get_by_label("Note").focus()
    page.keyboard.type("arus")
    assert page.get_by_label("Note").input_value() == "arus"
    assert len(verdicts(here)) == 3


def test_the_queue_is_worked_through_by_tab_and_enter_without_scripts(visit: Visit, here: Path) -> None:
    page = visit("/review", java_script_enabled=False)
    page.get_by_label("Note").focus()
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seen(page.locator("#decide"))
    assert [verdict for _, verdict in verdicts(here)] == ["positive"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_filter_is_followed_and_seen(visit: Visit, here: Path, scripts: bool) -> None:
    page = visit("/events?type=Lawsuit", java_script_enabled=scripts)
    page.get_by_role("link", name="Follow").click()
    page.get_by_label("Name", exact=True).fill("All lawsuits")
    page.get_by_label("Webhook").fill("https://hooks.example/x")
    page.get_by_role("button", name="Follow").click()
    seen(page.locator("h1").filter(has_text="All lawsuits"))
    seen(page.get_by_text("whsec_"))
    publish_extractions(here, small_samples()[:1])
    page.get_by_role("link", name="Watch lists").first.click()
    seen(page.get_by_role("link", name="All lawsuits"))
    page.get_by_role("link", name="All lawsuits").click()
    page.get_by_role("button", name="Stop following").click()
    seen(page.get_by_text("You follow nothing yet."))


def test_somebody_logs_in_from_another_machine_and_comes_back(browser: Any, here: Path) -> None:
    secret = add_token(here / "tokens", "ada")
    with (
        serving(here, EVERYWHERE, token_file=here / "tokens") as address,
        visiting(browser, address) as visit,
    ):
        page = visit("/entity/openai")
        page.get_by_text("Judge this entity").click()
        page.locator(".judge-box").get_by_role("link", name="Log in").click()
        page.get_by_label("Token").fill("pg_wrong")
        page.get_by_role("button", name="Log in").click()
        seen(page.get_by_role("alert").filter(has_text="That token is not known here."))
        page.get_by_label("Token").fill(secret)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/entity/openai")
        page.get_by_text("Judge this entity").click()
        page.get_by_label("A name").fill("Open AI Inc")
        page.get_by_role("button", name="It is called so too").click()
        seen(page.locator("#judgements").get_by_text("ada"))
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Log out").click()
        seen(page.get_by_role("link", name="Log in"))


def test_a_page_of_another_site_cannot_judge(browser: Any, here: Path) -> None:
    with serving(here) as address, serving(here) as other:
        page = browser.new_page()
        page.goto(address + "/review")
        subject = page.locator("input[name=subject]").get_attribute("value")
        page.goto(other + "/static/icon.svg")
        form = f"""const form = document.createElementNS('http://www.w3.org/1999/xhtml', 'form');
            form.method = 'post'; form.action = '{address}/judgements';
            for (const [name, value] of [['kind', 'event'], ['verdict', 'negative'], ['subject', '{subject}']]) {{
              const field = document.createElementNS('http://www.w3.org/1999/xhtml', 'input');
              field.name = name; field.value = value; form.append(field); }}
            document.documentElement.append(form); form.submit();"""
        page.goto("data:text/html,<p>evil</p>")
        with page.expect_navigation():
            page.evaluate(form)
        assert "must come from this site's own pages" in page.content()
        page.close()
    assert not (here / "archive.sqlite").exists() or verdicts(here) == []


@pytest.mark.parametrize("path", ["/review", "/judgements", "/watches?follow=/events", "/login", "/event"])
def test_the_pages_fit_a_telephone(visit: Visit, here: Path, path: str) -> None:
    page = visit("/events" if path == "/event" else path, viewport={"width": 390, "height": 844})
    if path == "/event":
        page.locator("a.event-link").first.click()
        for box in page.locator(".judge-box summary").all():
            box.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
