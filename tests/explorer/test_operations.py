"""The operations page after a real ingest in which much goes wrong, from a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.web import Answer, FakeWeb
from sample_explorer import client_of, publish_extractions
from sample_extractions import lawsuit

from flows.choice import FeedChoice
from flows.line import ingest
from graph.load import load
from graph.opening import open_store
from policygraph.archive import Archive
from policygraph.records import Feed
from policygraph.settings import Settings, settings

RSS = "application/rss+xml"


@pytest.fixture
def troubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder after a run over five feeds, of which three fail, and four pages, of which none is an article."""
    for name, value in {"HOME": str(tmp_path), "ALLOW_PRIVATE_HOSTS": "1", "HOST_DELAY": "0"}.items():
        monkeypatch.setenv(f"POLICYGRAPH_{name}", value)
    settings.cache_clear()
    with FakeWeb() as web:
        web.answer("/down.xml", Answer(b"sorry", 500))
        web.answer("/gone.xml", Answer(b"", 410))
        web.page("/page.xml", "<html><body>hello <b>there</b></body></html>")
        web.page("/empty.xml", '<rss version="2.0"><channel><title>x</title></channel></rss>', RSS)
        items = "".join(f"<item><title>Story {n}</title><link>{web.url(f'/p{n}')}</link></item>" for n in range(4))
        web.page("/mixed.xml", f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>', RSS)
        web.answer("/p0", Answer(b"no", 404))
        web.answer("/p1", Answer(b"no", 403))
        web.page("/p2", "<html><body><p>Short.</p></body></html>")
        web.answer("/p3", Answer(b"%PDF", 200, {"Content-Type": "application/pdf"}))
        names = ("down", "gone", "page", "empty", "mixed")
        ingest(FeedChoice(tuple(Feed(web.url(f"/{name}.xml")) for name in names)))
    yield tmp_path
    settings.cache_clear()


def test_what_failed_is_told_with_its_reason(troubled: Path) -> None:
    with client_of(troubled) as client:
        found = client.get("/operations.json").json()
        shown = client.get("/operations").text
    states = [(feed["url"].rpartition("/")[2], feed["state"]) for feed in found["feeds"]]
    assert states[:3] == [("down.xml", "failed"), ("gone.xml", "failed"), ("page.xml", "failed")]
    assert {state for _, state in states[3:]} == {"new"}
    reasons = " ".join(failure["outcome"]["reason"] for failure in found["failures"])
    for expected in ("HTTP 500", "HTTP 410", "is a web page, not a feed", "HTTP 404", "HTTP 403", "application/pdf"):
        assert expected in reasons
        assert expected in shown
    assert found["failure_total"] == 6
    (run,) = found["runs"]
    assert dict(run["states"])["failed"] == 6
    assert run["seconds"] >= 0


def test_a_run_tells_what_came_of_everything_in_it(troubled: Path) -> None:
    with client_of(troubled) as client:
        number = client.get("/operations.json").json()["runs"][0]["run"]["id"]
        outcomes = client.get(f"/operations.json?run={number}").json()["outcomes"]
        assert client.get(f"/operations?run={number}").status_code == 200
        for wrong in ("999", "x", "-1", "٣"):
            assert client.get("/operations", params={"run": wrong}).status_code == 404
    assert len(outcomes) == 9
    assert [outcome["state"] for outcome in outcomes][:6] == ["failed"] * 6
    assert "no article text was found on the page" in {outcome["reason"] for outcome in outcomes}


def test_the_quarantine_has_the_whole_report(troubled: Path) -> None:
    event = lawsuit().events[0]
    shifted = replace(event.trigger, start=3, end=7)
    broken = replace(lawsuit(), events=(replace(event, trigger=shifted, evidence=shifted, status="perhaps"),))
    with open_store("oxigraph:", troubled) as store:
        (quarantined,) = load(store, [broken]).quarantined
    with Archive(Settings(home=troubled).archive_url) as archive:
        work = next(iter(archive.work(archive.archived())))
        archive.record_article(work, quarantined.outcome(), article_id="en3", version="1")
    with client_of(troubled) as client:
        (shown,) = client.get("/operations.json").json()["quarantined"]
        page = client.get("/operations").text
    assert shown["outcome"]["reason"].splitlines() == [str(each) for each in quarantined.report.violations]
    assert len(quarantined.report.violations) > 1
    assert "<details><summary>" in page


def test_prefects_pages_are_linked_where_a_server_runs(home: Path, tmp_path: Path) -> None:
    publish_extractions(tmp_path, [lawsuit()])
    Archive(Settings(home=tmp_path).archive_url).close()
    with client_of(tmp_path) as client:
        assert "Prefect</a>" not in client.get("/operations").text
        (tmp_path / "prefect").mkdir()
        (tmp_path / "prefect" / "address").write_text("http://127.0.0.1:4200/api", encoding="utf-8")
        assert 'href="http://127.0.0.1:4200"' in client.get("/operations").text
    with client_of(tmp_path, prefect_url="https://prefect.example") as client:
        assert 'href="https://prefect.example"' in client.get("/operations").text
    with client_of(tmp_path, prefect_url="javascript:alert(1)") as client:
        assert "javascript:" not in client.get("/operations").text
