"""axe-core finds nothing against WCAG 2.2 AA on the pages where one judges, reviews, follows and logs in."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_CHROMIUM, serving, visiting
from sample_explorer import publish_extractions, small_samples

from explorer.login.tokens import add_token
from policygraph.archive import Archive
from policygraph.records import Outcome
from policygraph.settings import Settings

pytestmark = NEEDS_CHROMIUM
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a run, a feed that failed, a judgement and a watch list."""
    from datetime import UTC, datetime

    from policygraph.archive import Watch
    from policygraph.judging import make_judgement

    folder = tmp_path_factory.mktemp("accessible")
    publish_extractions(folder, small_samples())
    at = datetime(2026, 1, 2, tzinfo=UTC)
    iri = "https://w3id.org/policygraph/entity/openai"
    with Archive(Settings(home=folder).archive_url) as archive:
        run = archive.start_run("ingest", at)
        failed = Outcome("https://x.example/feed", "feed", "failed", "HTTP 500", retryable=True)
        archive.record_feed(failed, at=at, retry_at=at)
        archive.record_outcomes(run, [failed])
        archive.finish_run(run, at)
        archive.judge(make_judgement("alias", "positive", iri, "Open AI", who="ada", made_at=at, note="seen often"))
        owner = getuser()
        archive.save_watch(Watch("a" * 32, owner, "Courts", "/events?type=Lawsuit", at, at, "https://x.example/h", "w"))
    return folder


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, home: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    how = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}, "bypass_csp": True}
    paths = ["/review", "/judgements", "/watches", f"/watches/{'a' * 32}", "/watches?follow=/events", "/login"]
    paths += ["/operations", "/operations?run=1", "/entity/openai", "/nowhere", "/source/en3"]
    with serving(home) as address, visiting(browser, address) as visit:
        problems: list[tuple[str, str, str]] = []
        page = visit("/events?type=Lawsuit", **how)
        paths.append(page.locator("a.event-link").first.get_attribute("href"))
        for path in paths:
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            found = Axe().run(page, options=WCAG).response["violations"]
            problems += [(path, one["id"], str(one["nodes"][0]["target"])) for one in found]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append((path, "wider than the screen", str(width)))
        assert problems == []


def test_axe_finds_nothing_where_one_logs_in(browser: Any, home: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    add_token(home / "tokens", "ada")
    with serving(home, token_file=home / "tokens") as address, visiting(browser, address) as visit:
        for path in ("/login", "/watches", "/review", "/entity/openai"):
            page = visit(path, bypass_csp=True)
            found = Axe().run(page, options=WCAG).response["violations"]
            assert [(path, one["id"], one["nodes"][0]["target"]) for one in found] == []
