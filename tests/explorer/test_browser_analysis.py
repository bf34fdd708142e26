"""What an analyst does beyond reading, in a real Chromium: brushing time, growing a network, asking queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from browsing import NEEDS_CHROMIUM, serving
from sample_explorer import small_samples, with_vectors
from sample_extractions import ALIBABA, CHINA, SPRING, TRAE, lawsuit, ownership
from test_browser import visit  # noqa: F401  # a fixture
from test_sources import MARKUP, SAID, page_of

from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.opening import open_store
from policygraph.archive import Archive

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("analysed")
    page = page_of(MARKUP)
    with Archive(f"sqlite:///{home}/archive.sqlite") as archive:
        archive.record_page("k", page)
    read = lawsuit("en7", "2025-08-27")
    from_page = replace(read, article=replace(read.article, page_sha256=page.sha256))
    with open_store("oxigraph:", home) as store:
        load(
            store,
            [
                *small_samples(),
                from_page,
                ownership("en8", [(CHINA, SPRING, "49"), (ALIBABA, SPRING, "2"), (SPRING, TRAE, "70")]),
            ],
        )
        consolidate(store)
        infer(store)
        store.publish()
    with_vectors(home)
    with serving(home) as base:
        yield base


Visit = Callable[..., Any]


def test_the_page_behind_an_article_lies_there_and_does_nothing(visit: Visit) -> None:  # noqa: F811
    page = visit("/article/en7")
    page.get_by_role("link", name="As it was fetched").click()
    assert page.locator(".page-lines p:not(.left-out)", has_text=SAID).is_visible()
    page.locator("iframe.raw").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe.raw")
    frame.get_by_text(SAID).wait_for()
    assert frame.locator("script, img, a, iframe, form").count() == 0
    assert page.evaluate("window.hacked === undefined")


def test_an_owner_in_the_chart_leads_to_its_page_and_a_share_to_the_article(visit: Visit) -> None:  # noqa: F811
    page = visit("/entity/" + SPRING.iri.rpartition("/")[2])
    page.locator(".ownership .share a", has_text="49%").click()
    page.wait_for_url("**/article/en8")
    page.go_back()
    page.locator(".ownership .box", has_text="Trae").click()
    assert page.locator("h1").inner_text().startswith("Trae")


def test_a_network_is_narrowed_by_type_and_time_and_taken_along(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    page = visit("/network?entity=openai")
    page.wait_for_selector("#network[data-ready]")
    shown = lambda: int(page.locator("#network").get_attribute("data-shown"))  # noqa: E731
    whole = shown()
    page.locator("#network-kinds a", has_text="Lawsuit").click()
    assert shown() < whole
    assert "type=Lawsuit" in page.url
    page.locator("#network-kinds a", has_text="Lawsuit").click()
    assert shown() == whole
    page.locator("#network-since").focus()
    page.keyboard.press("End")
    assert shown() < whole
    page.keyboard.press("Home")
    with page.expect_download() as download:
        page.click("#network-svg")
    root = ET.fromstring(Path(download.value.path()).read_bytes())  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert "OpenAI" in {text.text for text in root.iter(f"{space}text")}
    assert len(list(root.iter(f"{space}line"))) > 2


def test_what_was_drawn_stays_in_its_place_when_the_network_grows(visit: Visit) -> None:  # noqa: F811
    page = visit("/network?entity=anthropic")
    page.wait_for_selector("#network[data-ready]")
    places = (
        "Object.fromEntries(window.policygraphNetwork.nodes().map((n) => [n.id(), [n.position('x'), n.position('y')]]))"
    )
    before = page.evaluate(places)
    page.evaluate("void window.policygraphNetwork.nodes('[name = \"Claude\"]').emit('tap')")
    page.wait_for_selector(f"#network:not([data-size='{len(before)}'])")
    after = page.evaluate(places)
    assert {name: after[name] for name in before} == before
    page.reload()
    page.wait_for_selector("#network[data-ready]")
    again = page.evaluate(places)
    page.reload()
    page.wait_for_selector("#network[data-ready]")
    assert page.evaluate(places) == again


def test_an_edge_leads_to_its_evidence(visit: Visit) -> None:  # noqa: F811
    page = visit("/network?entity=claude")
    page.wait_for_selector("#network[data-ready]")
    page.evaluate("void window.policygraphNetwork.edges('[kind = \"role\"]')[0].emit('tap')")
    assert "Anthropic barred" in page.locator("#network-panel").inner_text()
    page.evaluate("void window.policygraphNetwork.edges('[kind = \"relation\"]')[0].emit('tap')")
    assert page.locator("#network-panel a[href^='/article/']").is_visible()
    assert page.locator("#network-panel .excerpt").inner_text()


def bar(page: Any, place: int) -> Any:
    return page.locator("figure.histogram svg a").nth(place)


def test_a_stretch_of_time_is_brushed_with_the_mouse(visit: Visit) -> None:  # noqa: F811
    page = visit("/events")
    count = page.locator("figure.histogram svg a").count()
    first, last = bar(page, count - 5).bounding_box(), bar(page, count - 2).bounding_box()
    page.mouse.move(first["x"] + 3, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 20, steps=6)
    assert page.locator("figure.histogram .brushed").count() == 4
    assert "–" in page.locator(".brush-label").inner_text()
    since, until = bar(page, count - 5).get_attribute("data-since"), bar(page, count - 2).get_attribute("data-until")
    page.mouse.up()
    page.wait_for_url(f"**since={since}*")
    assert f"until={until}" in page.url
    page.locator(".filter-chip").first.click()
    page.wait_for_url(lambda url: "since=" not in url)


def test_a_bar_is_chosen_by_a_click_and_a_stretch_by_the_keyboard(visit: Visit) -> None:  # noqa: F811
    page = visit("/events")
    count = page.locator("figure.histogram svg a").count()
    since = bar(page, count - 1).get_attribute("data-since")
    bar(page, count - 1).click(force=True)
    page.wait_for_url(f"**since={since}*")
    page.go_back()
    bar(page, count - 3).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("figure.histogram .brushed").count() == 3
    page.keyboard.press("Escape")
    assert page.locator("figure.histogram .brushed").count() == 0
    page.keyboard.press("Shift+ArrowLeft")
    since, until = bar(page, count - 2).get_attribute("data-since"), bar(page, count - 1).get_attribute("data-until")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**since={since}*")
    assert f"until={until}" in page.url


def test_events_are_narrowed_by_who_takes_part_and_from_where(visit: Visit) -> None:  # noqa: F811
    page = visit("/events?type=Lawsuit")
    page.locator(".facet a", has_text="Elon Musk").click()
    assert page.locator(".filter-chip", has_text="Elon Musk").is_visible()
    page.locator(".facet a", has_text="United States").click()
    assert page.locator("table.events tbody tr").count() > 0


def test_a_named_query_is_asked_with_a_parameter_and_drawn(visit: Visit) -> None:  # noqa: F811
    page = visit("/query")
    page.locator(".questions a", has_text="Who sues whom").click()
    page.locator("input[name='p.entity']").fill("OpenAI")
    page.get_by_role("button", name="Ask").click()
    assert page.locator("table.result tbody tr").count() > 0
    page.get_by_role("link", name="Graph", exact=True).click()
    assert page.locator("svg .result-node").count() >= 2
    shared = page.get_by_role("link", name="Link to share").get_attribute("href")
    page.goto(page.url.split("/query")[0] + shared)
    assert page.locator("svg .result-node").count() >= 2


def test_numbers_of_a_query_are_drawn_as_bars(visit: Visit) -> None:  # noqa: F811
    page = visit("/query?name=sources")
    page.get_by_role("link", name="Chart", exact=True).click()
    assert page.locator("svg .result-bar").count() > 1


def test_each_list_shows_the_query_behind_it(visit: Visit) -> None:  # noqa: F811
    for path in ("/events?type=Lawsuit", "/articles", "/entities?type=Company", "/exposure"):
        page = visit(path)
        rows = page.locator("table.list tbody tr").count()
        page.get_by_role("link", name="SPARQL", exact=True).click()
        assert page.locator("table.result tbody tr").count() >= rows > 0, path


def test_a_network_stands_whole_on_paper(visit: Visit) -> None:  # noqa: F811
    page = visit("/network?entity=openai", color_scheme="dark")
    page.wait_for_selector("#network[data-ready]")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    drawn = page.locator("#network-printed svg")
    assert drawn.is_visible()
    shown = int(page.locator("#network").get_attribute("data-shown") or 0)
    assert drawn.locator("circle, rect").count() == shown + 1  # and the paper
    ink = drawn.locator("text").first.evaluate("one => getComputedStyle(one).fill")
    assert ink == "rgb(29, 33, 38)"  # dark on white, whatever the theme
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert drawn.count() == 0


def test_a_network_grows_by_keyboard_alone(visit: Visit) -> None:  # noqa: F811
    page = visit("/network?entity=openai")
    page.locator("a.grow").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**entity=openai&entity=**")
    assert page.locator("h1 a.entity").count() == 2
    page.go_back()
    assert page.locator("h1 a.entity").count() == 1


def test_without_scripts_the_workbench_leads_to_the_query_page(visit: Visit) -> None:  # noqa: F811
    page = visit("/workbench", java_script_enabled=False)
    assert not page.locator("#workbench").is_visible()
    assert not page.locator("#question").is_visible()
    page.get_by_role("link", name="Query", exact=True).last.click()
    assert page.locator("textarea[name=query]").is_visible()


@pytest.mark.parametrize("path", ["/", "/exposure", "/network?entity=openai", "/entity/trae", "/operations"])
def test_the_whole_navigation_is_in_sight_on_a_telephone(visit: Visit, path: str) -> None:  # noqa: F811
    page = visit(path, viewport={"width": 390, "height": 844})
    for link in page.locator("nav.main a").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
