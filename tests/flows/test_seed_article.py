"""The article that the project began with, read alone: whom the Claude ban reaches, each with its path."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from fakes.web import FakeWeb

from flows.choice import FeedChoice
from flows.line import ingest
from graph.queries import named_query, run
from graph.snapshot import open_current
from graph.validate import validate
from policygraph.records import Feed

pytestmark = pytest.mark.shared

MAKERS = {"Trae": "ByteDance", "Qoder": "Alibaba", "CodeBuddy": "Tencent"}


def publish(web: FakeWeb, article: dict[str, str]) -> str:
    """Serve an article as a page behind a feed; gives the address of the feed."""
    title = escape(article["title"])
    body = "".join(f"<p>{escape(line)}</p>" for line in article["text"].splitlines() if line.strip())
    head = f"<head><title>{title}</title></head>"
    page = f'<html lang="zh-Hant">{head}<body><article><h1>{title}</h1>{body}</article></body></html>'
    link = escape(web.page("/article.html", page, "text/html; charset=utf-8"))
    about = f"<title>{title}</title><link>{link}</link><pubDate>Fri, 12 Sep 2025 08:00:00 +0800</pubDate>"
    feed = f'<rss version="2.0"><channel><item>{about}</item></channel></rss>'
    return web.page("/feed.xml", feed, "application/rss+xml")


def test_three_tools_and_their_makers_are_exposed_to_the_claude_ban(home: Path, shared: Path) -> None:
    seed = json.loads((shared / "corpus/seed/gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
    with FakeWeb() as web:
        report = ingest(FeedChoice((Feed(publish(web, seed)),)))
    assert [outcome.state for outcome in report.articles] == ["new"]
    with open_current(home) as snapshot:
        table = run(snapshot, named_query("exposure"), {"object_wanted": "Claude"})
        assert [broken.invariant.name for broken in validate(snapshot)] == []
    rows = {
        str(row["exposed"]): row for cells in table.cells() for row in [dict(zip(table.columns, cells, strict=True))]
    }
    for tool, maker in MAKERS.items():
        path = f"1. {tool} dependsOn Claude; 2. {tool} madeBy {maker}"
        for exposed in (tool, maker):
            assert (rows[exposed]["verdict"], rows[exposed]["authority"], rows[exposed]["path"]) == (
                "in scope",
                "Anthropic",
                path,
            )
            assert str(rows[exposed]["articles"]).endswith("/article.html")
