"""The explorer as a person meets it, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_CHROMIUM, serving
from sample_explorer import publish_extractions, small_samples
from test_security import VECTORS, hostile_extraction

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("browsed")
    attacks = [hostile_extraction(place, vector) for place, vector in enumerate(VECTORS)]
    publish_extractions(home, [*small_samples(), *attacks])
    with serving(home) as base:
        yield base


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page; at the end, none may have asked another host or broken the Content-Security-Policy."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(path: str, **how: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not ours(request.url) else None)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(address + path)
        return page

    def ours(url: str) -> bool:
        return url.startswith((address, "blob:", "data:"))

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_from_the_first_page_to_the_evidence(visit: Callable[..., Any]) -> None:
    page = visit("/")
    page.get_by_role("link", name="Restriction", exact=True).first.click()
    assert page.locator(".version .ev").first.is_visible()
    page.locator(".version a.headline").first.click()
    assert page.locator(".reading .ev").count() > 0
    page.locator(".reading a.mention", has_text="Claude").first.click()
    assert page.locator("h1").inner_text() == "Claude"


def test_the_search_box_offers_names_in_any_script_by_keyboard_alone(visit: Callable[..., Any]) -> None:
    page = visit("/events")
    page.keyboard.press("/")
    page.keyboard.type("字節")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/bytedance")


def test_facets_narrow_the_list(visit: Callable[..., Any]) -> None:
    page = visit("/events?entity=openai")
    before = page.locator("table.events tbody tr").count()
    page.locator(".facet a", has_text="Lawsuit").click()
    assert 0 < page.locator("table.events tbody tr").count() < before


def test_the_network_is_drawn_and_grows_by_clicking(visit: Callable[..., Any]) -> None:
    page = visit("/network?entity=anthropic")
    page.wait_for_selector("#network[data-ready]")
    drawing = page.locator("#network")
    before = drawing.get_attribute("data-size")
    page.evaluate("void window.policygraphNetwork.nodes('[name = \"Claude\"]').emit('tap')")
    page.wait_for_selector(f"#network:not([data-size='{before}'])")
    page.wait_for_url("**entity=claude*")
    assert page.locator("#network-panel").is_visible()
    with page.expect_download() as download:
        page.click("#network-png")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "/articles",
        "/entities",
        "/article/zh1",
        "/entity/anthropic",
        "/query",
        "/exposure",
        "/operations",
        "/network?entity=anthropic",
    ],
)
def test_nothing_is_wider_than_a_telephone(visit: Callable[..., Any], path: str) -> None:
    page = visit(path, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_everything_can_be_read_without_scripts(visit: Callable[..., Any]) -> None:
    page = visit("/search?q=claude", java_script_enabled=False)
    page.locator("a.entity", has_text="Claude").first.click()
    page.locator("a.event-link").first.click()
    assert page.locator(".version .ev").first.is_visible()
    page.goto(page.url.split("/event/")[0] + "/network?entity=claude")
    assert page.locator("table.list tbody tr").count() > 2


def test_dark_and_light_are_chosen_and_kept(visit: Callable[..., Any]) -> None:
    page = visit("/", color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("link", name="Dark").click()
    page.goto(page.url)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_hostile_pages_run_nothing(visit: Callable[..., Any]) -> None:
    page = visit("/")
    paths = ["/", "/events", "/entities", "/articles"]
    paths += [f"/article/xss{place}" for place in range(len(VECTORS))]
    paths += [f"/entity/attacker-{place}" for place in range(0, len(VECTORS), 3)]
    paths += ["/network?entity=attacker-0"]
    base = page.url.rstrip("/")
    for path in paths:
        page.goto(base + path)
        page.wait_for_load_state("load")
        assert page.evaluate("window.hacked === undefined"), path
    for vector in VECTORS:
        page.goto(f"{base}/search")
        page.fill("#search", vector)
        page.wait_for_timeout(150)  # for the suggestions
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.evaluate("window.hacked === undefined"), vector


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_against_wcag(visit: Callable[..., Any], address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wanted = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    page = visit("/", color_scheme=scheme, bypass_csp=True)  # axe is put into the page as a script of its own
    paths = ["/", "/events", "/entities", "/articles", "/article/zh1", "/entity/bytedance", "/exposure", "/operations"]
    paths += ["/network", "/network?entity=anthropic", "/query?query=SELECT * { ?s a ?o } LIMIT 9", "/search?q=claude"]
    event = page.locator("a.event-link").first.get_attribute("href")
    for path in [*paths, event] if scheme == "light" else ["/events", "/article/zh1", "/exposure", "/query", event]:
        page.goto(address + path)
        found = Axe().run(page, options=wanted).response["violations"]
        assert [(path, one["id"], one["nodes"][0]["target"]) for one in found] == []


def test_the_workbench_keeps_nobody_in_its_editor_and_fits_a_narrow_screen(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/workbench")
    page.locator("#workbench .CodeMirror").first.click()
    assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
    for _ in range(20):  # its buttons, then what follows it
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#workbench') === null")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_the_workbench_asks_this_server_alone_and_shows_what_it_says(browser: Any, address: str) -> None:
    """YASGUI tries an inline style that the Content-Security-Policy blocks; nothing is missing for it."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    attack = "<img src=x onerror=window.hacked=1>"
    page.goto(f'{address}/workbench?query=SELECT ("{attack}" AS ?x) (1 AS ?y) {{}}')
    results = page.locator("#workbench .yasr_results:visible")
    results.get_by_text(attack).first.wait_for()
    assert results.locator("img").count() == 0
    assert page.evaluate("window.hacked === undefined")
    page.select_option("#question", "contradictions")
    page.locator("#workbench .tab.active").get_by_text("contradictions").first.wait_for()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    page.close()
