from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_explorer import Publish, TestClient, client_of
from sample_extractions import lawsuit
from test_security import VECTORS

from explorer.inert import inert_html, page_lines
from policygraph.archive import Archive
from policygraph.records import Page

SAID = "Elon Musk sued OpenAI in August 2025, asking for $2 billion in damages."
MARKUP = f"""<html><head><title>Suit</title><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel="dns-prefetch" href="//evil.example">
<style>body {{ background: url(https://evil.example/a.png) }}</style><style>p {{ color: green }}</style>
<script>top.hacked = 1</script></head><body onload="top.hacked = 1">
<nav><ul><li>Home</li><li>Subscribe now</li></ul></nav>
<form action="https://evil.example/"><p>{SAID}</p><input autofocus onfocus="top.hacked=1"></form>
<p style="background:u\\rl(https://evil.example/)">Share this story with your friends</p>
<img src="https://evil.example/x.png" onerror="top.hacked=1"><a href="javascript:top.hacked=1">link</a>
<iframe src="https://evil.example/"></iframe>{"".join(VECTORS)}</body></html>"""


def page_of(markup: str) -> Page:
    body = markup.encode()
    headers = {"content-type": "text/html; charset=utf-8"}
    address = "https://news.example/en3"
    return Page(address, address, 200, headers, body, datetime(2026, 1, 1, tzinfo=UTC), sha256(body).hexdigest())


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("archived")
    page = page_of(MARKUP)
    with Archive(f"sqlite:///{home}/archive.sqlite") as archive:
        archive.record_page("k", page)
    extraction = lawsuit("en3")
    with_page = replace(extraction, article=replace(extraction.article, page_sha256=page.sha256))
    publish(home, [with_page, lawsuit("en5", "2025-08-27")])
    with client_of(home) as client:
        yield client


def test_the_source_of_an_article_says_what_was_kept_and_what_left_out(archived: TestClient) -> None:
    page = BeautifulSoup(archived.get("/source/en3").text, "lxml")
    lines = {line.get_text(): "left-out" in (line.get("class") or []) for line in page.select(".page-lines p")}
    assert lines[SAID] is False
    assert lines["Subscribe now"] is True
    frame = page.select_one("iframe")
    assert frame is not None
    assert frame["src"] == "/raw/en3"
    assert not frame["sandbox"]  # nothing is allowed
    assert archived.get("/source/en3.json").json()["fetched"]["status"] == 200
    assert 'href="/source/en3"' in archived.get("/article/en3").text


def test_an_article_whose_page_is_not_archived_says_so(archived: TestClient) -> None:
    assert "does not hold the page" in archived.get("/source/en5").text
    assert archived.get("/raw/en5").status_code == 404
    assert archived.get("/source/none").status_code == 404
    assert archived.get("/raw/none").status_code == 404


def test_the_raw_page_is_sent_with_a_policy_that_lets_nothing_run_or_load(archived: TestClient) -> None:
    response = archived.get("/raw/en3")
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["sandbox"] == ""
    assert policy["frame-ancestors"] == "'self'"
    assert "script-src" not in policy


@pytest.mark.parametrize("markup", [MARKUP, *VECTORS, "", "<", "\x00", "<p>" * 50])
def test_an_inert_page_has_nothing_that_could_act(markup: str) -> None:
    made = inert_html(page_of(markup))
    if made is None:
        return
    tree = BeautifulSoup(made, "lxml")
    active = ["script", "iframe", "object", "embed", "base", "link", "form", "input", "img", "svg", "a", "video"]
    assert not tree.find_all(active)
    assert len(tree.find_all("meta")) <= 1
    names = {name for element in tree.find_all(True) for name in element.attrs}
    assert not {name for name in names if name.startswith("on") or name in {"href", "src", "srcset", "action"}}
    assert b"evil.example" not in made.replace(b"&", b"")


def test_the_lines_of_a_page_are_those_that_a_reader_sees() -> None:
    page = page_of("<body><div>One <b>two</b><p>Three</p>four<br>five<script>six</script> seven</div><!-- no -->")
    assert [line.text for line in page_lines(page, "Three")] == ["One two", "Three", "four", "five seven"]
    assert [line.kept for line in page_lines(page, "Three")] == [False, True, False, False]
