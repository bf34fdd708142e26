from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sample_explorer import Publish, client_of
from sample_extractions import Writer, article, lawsuit

from explorer.lists.news import quiet_sources
from explorer.visits import seen
from graph.listing import build_listing
from graph.load import load
from graph.opening import open_store
from policygraph.records import Extraction

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, SECOND, THIRD = "2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"


def test_a_first_visit_has_seen_nothing() -> None:
    assert seen("", FIRST, NOON).before == ""
    assert seen("nonsense~x~y~z", FIRST, NOON).before == ""


def test_what_the_visit_before_showed_has_been_seen() -> None:
    first = seen("", FIRST, NOON)
    within = seen(first.cookie, SECOND, NOON + timedelta(minutes=10))
    assert within.before == ""
    later = seen(within.cookie, THIRD, NOON + timedelta(days=1))
    assert later.before == SECOND
    assert later.visited.startswith("2026-03-01")
    again = seen(later.cookie, THIRD, NOON + timedelta(days=1, minutes=5))
    assert again.before == SECOND


@pytest.mark.parametrize("cookie", ["~~~", "x", "~~~~", f"~~{FIRST}~2026-03-01T12:00:00", "<script>~~~"])
def test_a_cookie_that_cannot_be_read_counts_for_none(cookie: str) -> None:
    assert seen(cookie, FIRST, NOON).before == ""


def test_the_first_page_says_what_is_new_since_the_last_visit(tmp_path: Path, publish: Publish) -> None:
    publish(tmp_path, [lawsuit("en1")])
    fetched = lawsuit("en1").article.fetched_at
    assert fetched is not None
    with client_of(tmp_path) as client:
        assert client.get("/index.json").json()["fresh"] is None
        before = (fetched - timedelta(days=1)).isoformat()
        client.cookies.set("seen", f"~~{before}~{NOON.isoformat()}")
        page = client.get("/")
        assert "Since your last visit" in page.text
        assert 'href="/events?after=' in page.text
        read = client.get("/events.json", params={"after": before}).json()
        assert read["total"] == 1
        client.cookies.clear()
        client.cookies.set("seen", f"~~{(fetched + timedelta(days=1)).isoformat()}~{NOON.isoformat()}")
        assert "Nothing new has been read since." in client.get("/").text


def test_a_source_that_falls_silent_while_others_go_on_is_named(tmp_path: Path) -> None:
    daily = [("Daily", day) for day in range(1, 29)]
    silent = [("Silent", day) for day in range(1, 6)]
    rare = [("Rare", day) for day in (1, 8, 15, 22)]
    with open_store("memory:", tmp_path) as store:
        load(store, [_article(f"{name}{day}", name, day) for name, day in (*daily, *silent, *rare)])
        listing = sqlite3.connect(build_listing(store, tmp_path / "listing.sqlite"))
    listing.row_factory = sqlite3.Row
    (source,) = quiet_sources(listing)
    assert (source.publisher, source.days, source.usual, source.last) == ("Silent", 23, 1.0, "2026-02-05")


def _article(identifier: str, publisher: str, day: int) -> Extraction:
    return Writer(article(identifier, "Nothing.", published=f"2026-02-{day:02d}", publisher=publisher)).done()
