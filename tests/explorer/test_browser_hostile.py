"""What hostile pages, feeds, names, parameters and forms try in a real browser: nothing comes of it."""

from __future__ import annotations

from collections.abc import Callable
from getpass import getuser
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from browsing import NEEDS_CHROMIUM, serving, visiting
from fakes.web import FakeWeb
from hostile import VECTORS
from sample_explorer import publish_extractions, small_samples
from test_security import hostile_extraction

from flows.choice import FeedChoice
from flows.line import ingest
from policygraph.archive import Archive, Watch
from policygraph.clock import now
from policygraph.judging import make_judgement
from policygraph.records import Feed
from policygraph.settings import Settings, settings

pytestmark = NEEDS_CHROMIUM
Visit = Callable[..., Any]
SOME = VECTORS[::6]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, entities, judgements and watch lists whose every name is an attack."""
    home = tmp_path_factory.mktemp("named")
    attacks = [hostile_extraction(place, vector) for place, vector in enumerate(VECTORS)]
    publish_extractions(home, [*small_samples(), *attacks])
    with Archive(Settings(home=home).archive_url) as archive:
        for place, vector in enumerate(VECTORS):
            iri = attacks[place].entities[0].iri
            archive.judge(make_judgement("alias", "positive", iri, vector, who=vector[:70], made_at=now(), note=vector))
            kept = (vector[:100], f"/events?{urlencode({'q': vector})}", now(), now())
            archive.save_watch(Watch(f"{place:032x}", getuser(), *kept, webhook=f"https://x.example/{quote(vector)}"))
    return home


def assert_inert(page: Any, what: str) -> None:
    assert page.evaluate("window.hacked === undefined"), what


def test_hostile_names_do_nothing_on_any_page(browser: Any, named: Path) -> None:
    with serving(named) as address, visiting(browser, address) as visit:
        page = visit("/")
        paths = ["/", "/events", "/entities", "/articles", "/judgements", "/review", "/watches", "/operations"]
        paths += [f"/article/xss{place}" for place in range(0, len(VECTORS), 2)]
        paths += [f"/entity/attacker-{place}" for place in range(1, len(VECTORS), 2)]
        paths += [f"/watches/{place:032x}" for place in range(0, len(VECTORS), 8)]
        paths += [f"/network?entity=attacker-{place}" for place in range(0, len(VECTORS), 25)]
        for path in paths:
            page.goto(address + path)
            page.wait_for_load_state("load")
            assert_inert(page, path)
        page.goto(address + "/events?type=Lawsuit")
        for link in [one.get_attribute("href") for one in page.locator("a.event-link").all()[:20]]:
            page.goto(address + link)
            assert_inert(page, link)


def test_hostile_parameters_do_nothing(browser: Any, named: Path) -> None:
    names = ("q", "type", "status", "entity", "since", "order", "publisher", "page", "lang", "about", "place", "run")
    paths = (
        "/search",
        "/events",
        "/articles",
        "/entities",
        "/review",
        "/judgements",
        "/network",
        "/exposure",
        "/login",
    )
    with serving(named) as address, visiting(browser, address) as visit:
        page = visit("/")
        for first in range(0, len(VECTORS), len(names)):
            for shift, path in enumerate(paths):
                given = {name: VECTORS[(first + place + shift) % len(VECTORS)] for place, name in enumerate(names)}
                page.goto(f"{address}{path}?{urlencode(given)}")
                assert_inert(page, f"{path} {given}")
        for vector in SOME:
            page.goto(f"{address}/watches?{urlencode({'follow': '/events?q=' + quote(vector)})}")
            assert_inert(page, f"follow {vector}")
            page.goto(f"{address}/query?{urlencode({'query': vector, 'name': vector})}")
            assert_inert(page, f"query {vector}")
        for vector in SOME:
            page.goto(f"{address}/login?{urlencode({'back': vector})}")
            page.goto(f"{address}/preferences?{urlencode({'theme': 'dark', 'back': vector})}")
            assert page.url.startswith(address)
            assert_inert(page, f"back {vector}")


def test_what_is_typed_does_nothing(browser: Any, named: Path) -> None:
    with serving(named) as address, visiting(browser, address) as visit:
        page = visit("/search")
        for vector in SOME:
            page.fill("#search", vector)
            page.wait_for_timeout(120)  # for the suggestions
            assert_inert(page, f"suggestions {vector}")
        for vector in SOME:
            page.goto(address + "/entity/openai")
            page.get_by_text("Judge this entity").click()
            page.get_by_label("A name").fill(vector)
            page.get_by_role("button", name="It is called so too").click()
            page.wait_for_load_state("load")
            assert_inert(page, f"name {vector}")
            page.goto(address + "/entity/openai")
            page.get_by_text("Judge this entity").click()
            page.get_by_label("Compare with another entity").fill(vector)
            page.get_by_role("button", name="They are one").click()
            page.wait_for_load_state("load")
            assert_inert(page, f"choice {vector}")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder into which hostile feeds and pages were ingested, by the whole line, from a server on loopback."""
    home = tmp_path_factory.mktemp("read")
    patch = pytest.MonkeyPatch()
    for name, value in {"HOME": str(home), "ALLOW_PRIVATE_HOSTS": "1", "HOST_DELAY": "0"}.items():
        patch.setenv(f"POLICYGRAPH_{name}", value)
    settings.cache_clear()
    with FakeWeb() as web:
        for place, vector in enumerate(VECTORS):
            web.page(f"/p{place}", _page(place, vector))
        entries = "".join(_entry(web, place, vector) for place, vector in enumerate(VECTORS))
        feed = f'<rss version="2.0"><channel><title>{_xml(VECTORS[0])}</title>{entries}</channel></rss>'
        web.page("/feed.xml", feed, "application/rss+xml")
        ingest(FeedChoice((Feed(web.url("/feed.xml"), publisher=VECTORS[9], language="en"),)))
    patch.undo()
    settings.cache_clear()
    return home


def _entry(web: FakeWeb, place: int, vector: str) -> str:
    link = web.url(f"/p{place}")
    fields = {"title": vector, "link": link, "description": vector, "author": vector, "category": vector}
    evil = f"<item><title>{_xml(vector)}</title><link>{_xml(vector)}</link></item>" if place % 5 == 0 else ""
    return "<item>" + "".join(f"<{name}>{_xml(value)}</{name}>" for name, value in fields.items()) + "</item>" + evil


def _xml(text: str) -> str:
    return escape("".join(character for character in text if character >= " " or character in "\t\n\r"))


def _page(place: int, vector: str) -> str:
    """An article that tells of a lawsuit; the attack stands in it as text and as markup, in head and body."""
    said = escape(vector)
    return f"""<!doctype html><html lang="en"><head><title>{said}</title><meta name="author" content="{said}">
      <meta property="og:title" content="{said}"><meta property="og:site_name" content="{said}">
      <meta property="article:published_time" content="2025-09-05T08:00:00Z"></head><body><article><h1>{said}</h1>
      <p>The Guild of Book Illustrators sued Corvane Systems number {place} on Monday in California, saying that the
      company copied its members' drawings to train a model without asking them first: {said}</p>
      <p>{said} sued Corvane Systems, and the guild asks for 40 million dollars in damages. Corvane Systems said in a
      statement that it would answer the complaint in court and that its model learns from what is available.</p>
      {vector}</article></body></html>"""


def test_hostile_pages_and_feeds_do_nothing(browser: Any, read: Path) -> None:
    with serving(read) as address, visiting(browser, address) as visit:
        page = visit("/articles.json")
        found = page.evaluate("fetch('/articles.json?page=1').then(answer => answer.json())")
        identifiers = [article["id"] for article in found["articles"]]
        assert len(identifiers) > 20
        paths = ["/", "/events", "/entities", "/articles", "/operations", "/operations?run=1", "/review", "/exposure"]
        paths += [f"/article/{identifier}" for identifier in identifiers[::2]]
        paths += [f"/source/{identifier}" for identifier in identifiers[1::2]]
        for path in paths:
            page.goto(address + path)
            page.wait_for_load_state("load")
            assert_inert(page, path)
            for frame in page.frames[1:]:
                assert frame.evaluate("window.hacked === undefined"), path
