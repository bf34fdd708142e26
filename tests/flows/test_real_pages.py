"""The line over real pages, served on loopback behind a feed that is made from them."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from fakes.web import FakeWeb

from flows.choice import FeedChoice
from flows.line import ingest, rebuild
from flows.run_report import RunReport
from graph.opening import open_store
from graph.snapshot import open_current
from graph.validate import validate
from policygraph.records import Feed

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.timeout(900)]


def serve(web: FakeWeb, files: list[Path], root: Path) -> str:
    """Serve pages without a charset in their headers, as many servers do; returns the address of their feed."""
    links = [web.page(f"/{file.relative_to(root).as_posix()}", file.read_bytes(), "text/html") for file in files]
    items = "".join(f"<item><link>{escape(link)}</link></item>" for link in links)
    return web.page("/feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")


def read(folder: Path) -> RunReport:
    files = sorted(folder.rglob("*.html"))
    with FakeWeb() as web:
        feed = serve(web, files, folder)
        report = ingest(FeedChoice((Feed(feed),)))
    assert report.exit_code == 0
    assert [outcome for outcome in report.articles if "please report it" in outcome.reason] == []
    return report


def share(report: RunReport, *states: str) -> float:
    return sum(outcome.state in states for outcome in report.articles) / len(report.articles)


@pytest.mark.parametrize("folder", ["pages", "pages-zh"])
def test_real_pages_come_through_and_can_be_rebuilt(home: Path, shared: Path, folder: str) -> None:
    report = read(shared / "corpus" / folder)
    assert share(report, "new", "copy") >= 0.75
    assert share(report, "quarantined", "failed") <= 0.05
    with open_current(home) as snapshot:
        assert [broken.invariant.name for broken in validate(snapshot)] == []
    with open_store("oxigraph:", home) as store:
        before = list(store.dump_nquads())
    rebuild()
    with open_store("oxigraph:", home) as store:
        assert list(store.dump_nquads()) == before
