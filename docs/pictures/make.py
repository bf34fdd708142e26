"""Make the pictures of the explorer that README and guide show, from the samples that ship with policygraph.

    .venv/bin/python docs/pictures/make.py

Needs Chromium (Debian's; another by the environment variable CHROMIUM) and the fonts of fonts-noto-cjk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from playwright.sync_api import sync_playwright

from explorer.app import create_app
from explorer.on_a_port import on_a_port
from explorer.settings import ExplorerSettings
from policygraph.archive import Archive
from policygraph.settings import Settings

PICTURES = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTH, HEIGHT = 1280, 860
MOST_BYTES = 300_000


def ingest(home: Path) -> None:
    """Read the samples into a home folder."""
    command = [str(Path(sys.executable).with_name("policygraph")), "ingest", "--samples"]
    subprocess.run(command, check=True, env={**os.environ, "POLICYGRAPH_HOME": str(home)}, stdout=subprocess.DEVNULL)
    with Archive(Settings(home=home).archive_url) as archive:
        failures = [failure.outcome for failure in archive.failures()]
    if failures:  # a picture of half the samples would mislead
        raise SystemExit(f"{len(failures)} samples did not come through; the first: {failures[0]}")


def event_with_most_sources(base: str, event_type: str) -> str:
    """The path of the page of the event of a type that most sources report."""
    events = httpx.get(f"{base}/events.json", params={"type": event_type, "order": "sources"}, timeout=60).json()[
        "events"
    ]
    return "/event/" + events[0]["iri"].rpartition("/")[2]


def article_about(base: str, words: str) -> str:
    """The path of the page of the article that words find first."""
    articles = httpx.get(f"{base}/search.json", params={"q": words}, timeout=60).json()["found"]["articles"]
    return f"/article/{articles[0]['id']}"


def take(page: Any, address: str, name: str) -> None:
    """Take the picture of a page."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.locator("#network").count():
        page.wait_for_selector("#network[data-ready]")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}")


def follow_some(page: Any, base: str) -> None:
    """Follow some lists, so that there is something to see."""
    for address, name in (
        ("/events?type=Lawsuit&type=Settlement&type=Ruling", "Court events"),
        ("/entity/anthropic", "Anthropic"),
        ("/search?q=entity list", "Entity list"),
    ):
        page.goto(f"{base}/watches?follow={quote(address)}")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Follow").click()
        page.wait_for_url("**/watches/*")


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ingest(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        with on_a_port(create_app(Settings(home=Path(folder)), ExplorerSettings())) as base:
            take(page, f"{base}/", "explorer")
            take(page, base + event_with_most_sources(base, "Restriction"), "event")
            take(page, base + article_about(base, "Anthropic Chinese majority owners"), "article")
            take(page, f"{base}/exposure", "exposure")
            take(page, f"{base}/network?entity=anthropic", "network")
            take(page, f"{base}/events?type=Lawsuit&type=Settlement&type=Ruling&entity=anthropic", "lawsuits")
            follow_some(page, base)
            take(page, f"{base}/review", "review")
            take(page, f"{base}/watches", "watches")
        browser.close()


if __name__ == "__main__":
    main()
