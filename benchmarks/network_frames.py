"""How smoothly a network of two thousand nodes moves in a browser.

    python -m benchmarks.network_frames [FOLDER]

The folder is a home with a published graph (``benchmarks.explorer_pages 2000 --home FOLDER`` makes one); without it,
one of 2,000 generated articles is made. Chromium draws the neighbourhood of the busiest entities, which is then dragged
and zoomed; the times between its frames are printed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.explorer_pages import prepare
from explorer.app import create_app
from explorer.on_a_port import on_a_port
from explorer.settings import ExplorerSettings
from policygraph.settings import Settings

_ARTICLES = 2_000
_RECORD = """() => { window.frames_seen = []; let last = performance.now();
  const tick = (now) => { window.frames_seen.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--entities", type=int, default=16)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if given.home is None:
            prepare(home, _ARTICLES)
        measure(home, given.entities)


def measure(home: Path, entities: int) -> None:
    """Print how long frames take while the network around the busiest entities is moved."""
    with on_a_port(create_app(Settings(home=home), ExplorerSettings())) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        found = page.request.get(f"{base}/entities.json", timeout=600_000).json()["entities"][:entities]
        keys = "&".join(f"entity={one['iri'].rpartition('/')[2]}" for one in found)
        started = time.perf_counter()
        page.goto(f"{base}/network?{keys}")
        page.wait_for_selector("#network[data-ready]")
        nodes = page.locator("#network").get_attribute("data-size")
        print(f"{nodes} nodes, drawn {time.perf_counter() - started:.1f} s after the page was asked for")
        for name, move in (("dragging", drag), ("zooming", zoom)):
            page.evaluate(_RECORD)
            move(page)
            frames = sorted(page.evaluate("window.frames_seen")[1:])
            worst = frames[int(len(frames) * 0.95)]
            print(
                f"  {name:9} {len(frames)} frames, median {statistics.median(frames):.1f} ms, 95% below {worst:.1f} ms"
            )
        browser.close()


def drag(page: Any) -> None:
    """Take the drawing by an empty corner and move it about."""
    box = page.locator("#network").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + 8 * (step % 30), box["y"] + 20 + 4 * (step % 20))
    page.mouse.up()


def zoom(page: Any) -> None:
    """Turn the wheel in and out."""
    box = page.locator("#network").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for step in range(40):
        page.mouse.wheel(0, -60 if step < 20 else 60)


if __name__ == "__main__":
    main()
