"""Which events are shown without being asked for: those of enough confidence, and those judged to be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from sample_explorer import TestClient, client_of, publish_extractions, small_samples

from explorer.dataset import Dataset
from explorer.watches.matching import matches, watched_address
from graph.consolidate import consolidate
from graph.consolidation.judgements import write_judgements
from graph.infer import infer
from graph.opening import open_store
from policygraph.judging import make_judgement
from policygraph.records import Extraction

DOUBTFUL = {"FundingRound": 0.6, "Acquisition": 0.84, "Restriction": 0.5}


def unsure(extraction: Extraction) -> Extraction:
    """The same, with little confidence in events of some types."""
    events = tuple(replace(event, confidence=DOUBTFUL.get(event.type, 0.9)) for event in extraction.events)
    return replace(extraction, events=events)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A consolidated graph in which one doubtful event was judged to be right."""
    folder = tmp_path_factory.mktemp("doubtful")
    publish_extractions(folder, map(unsure, small_samples()))
    with open_store("oxigraph:", folder) as store:
        consolidate(store)
        infer(store)
        store.publish()
    with client_of(folder) as client:
        right = client.get("/events.json?type=FundingRound&confidence=0").json()["events"][0]["iri"]
    judged = make_judgement("event", "positive", right, who="an analyst", made_at=datetime(2026, 1, 1, tzinfo=UTC))
    with open_store("oxigraph:", folder) as store:
        write_judgements(store, [judged])
        store.publish()
    return folder


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with client_of(home) as made:
        yield made


def read(client: TestClient, address: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(address, headers={"Accept": "application/json"}).json()
    return found


def iris(page: dict[str, Any]) -> set[str]:
    return {event["iri"] for event in page["events"]}


def html(client: TestClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "lxml")


def test_events_of_lower_confidence_are_left_out_and_counted(client: TestClient) -> None:
    shown, everything = read(client, "/events"), read(client, "/events?confidence=0")
    assert {event["type"] for event in shown["events"]} == {"Lawsuit", "FundingRound"}
    assert {event["type"] for event in everything["events"]} > {"Acquisition", "Restriction"}
    assert shown["total"] == len(shown["events"])
    assert shown["doubtful"] == everything["doubtful"] == everything["total"] - shown["total"] > 0
    assert sum(bar["count"] for bar in shown["histogram"]) <= shown["total"]
    assert {choice["value"]: choice["count"] for choice in shown["types"]}.get("Acquisition") is None


def test_what_was_judged_to_be_right_is_shown_whatever_its_confidence(client: TestClient) -> None:
    for least in ("", "confidence=0.95", "confidence=1"):
        rounds = [event for event in read(client, f"/events?{least}")["events"] if event["type"] == "FundingRound"]
        assert [(event["confidence"], event["sure"]) for event in rounds] == [(0.6, 1.0)]


@pytest.mark.parametrize("page", ["/", "/events", "/entity/anthropic", "/search?q=anthropic"])
def test_a_line_says_how_many_more_there_are_and_leads_to_them(client: TestClient, page: str) -> None:
    line = html(client, page).select_one(".less-certain")
    assert line is not None
    assert "more of lower confidence" in line.text
    link = str(line.select_one("a")["href"])  # type: ignore[index]
    assert parse_qs(urlsplit(link).query)["confidence"] == ["0"]
    back = html(client, link).select_one(".less-certain")
    assert back is not None
    assert "All are shown" in back.text
    assert "confidence" not in str(back.select_one("a")["href"])  # type: ignore[index]
    assert int(line.text.split()[0]) == int(back.text.split("shown, ")[1].split()[0])


@pytest.mark.parametrize("page", ["/", "/entity/anthropic"])
def test_the_choice_is_kept_in_the_links_to_lists(client: TestClient, page: str) -> None:
    links = [str(anchor["href"]) for anchor in html(client, f"{page}?confidence=0").select("main a[href^='/events']")]
    assert links
    assert all("confidence=0" in link for link in links)
    assert not any("confidence" in str(a["href"]) for a in html(client, page).select("main a[href^='/events']"))


def test_every_count_is_that_of_the_list_it_leads_to(client: TestClient) -> None:
    for least in ("", "confidence=0", "confidence=0.55"):
        home, listed = read(client, f"/?{least}"), read(client, f"/events?{least}")
        assert (home["totals"]["events"], home["totals"]["doubtful"]) == (listed["total"], listed["doubtful"])
        assert home["totals"]["conflicts"] == read(client, f"/events?conflict=1&{least}")["total"]
        for choice in listed["types"]:
            assert read(client, f"/events?type={choice['value']}&{least}")["total"] == choice["count"]
        for bar in listed["histogram"]:
            part = read(client, f"/events?since={bar['since']}&until={bar['until']}&{least}")
            assert part["total"] == bar["count"]
        for entity in read(client, "/entities")["entities"]:
            key = entity["iri"].rpartition("/")[2]
            page, taking_part = read(client, f"/entity/{key}?{least}"), read(client, f"/events?entity={key}&{least}")
            assert page["event_total"] == taking_part["total"] == len(page["events"])
            for other in page["companions"]:
                both = read(client, f"/events?entity={key}&with={other['entity']['iri'].rpartition('/')[2]}&{least}")
                assert both["total"] == other["events"]
            if not least:
                assert entity["events"] == taking_part["total"]
            drawn = read(client, f"/network?entity={key}&{least}")["network"]["nodes"]
            assert sum(node["kind"] == "event" for node in drawn) == taking_part["total"]


@pytest.mark.parametrize("query", ["", "confidence=0", "confidence=0.55", "type=Acquisition", "entity=anthropic"])
def test_files_feeds_watch_lists_and_the_query_hold_what_is_shown(client: TestClient, home: Path, query: str) -> None:
    page = read(client, f"/events?{query}")
    shown = iris(page)
    rows = client.get(f"/events.csv?{query}").text.splitlines()[1:]
    assert {row.split(",")[0] for row in rows} == shown
    feed = ET.fromstring(client.get(f"/events.atom?{query}").text)  # noqa: S314
    name = "{http://www.w3.org/2005/Atom}"
    assert {entry.findtext(f"{name}id") for entry in feed.iter(f"{name}entry")} == shown
    asked = client.get("/sparql", params={"query": page["sparql"]}, headers={"Accept": "application/json"}).json()
    assert {row["event"]["value"] for row in asked["results"]["bindings"]} == shown
    dataset = Dataset(home)
    with dataset.open() as data:
        assert {match.subject for match in matches(data.listing, watched_address(f"/events?{query}"))} == shown
    dataset.close()


def test_a_watch_list_of_all_events_says_so(client: TestClient) -> None:
    assert watched_address("/events?confidence=0").value("confidence") == "0"
    assert "Confidence from" in client.get("/watches", params={"follow": "/events?confidence=0"}).text
    follow = html(client, "/entity/anthropic?confidence=0").select_one("a[href^='/watches?']")
    assert follow is not None
    assert "confidence%3D0" in str(follow["href"])


def test_the_page_of_a_doubtful_event_is_there_and_says_that_it_is(client: TestClient) -> None:
    found = read(client, "/events?confidence=0&type=Acquisition")["events"][0]
    path = "/event/" + found["iri"].split("/policygraph/")[1].removeprefix("event/")
    assert "doubtful: 84%" in html(client, path).text
    assert "doubtful" not in html(client, "/events").text
    assert "doubtful: 84%" in html(client, "/events?confidence=0").text


def test_the_review_queue_asks_about_doubtful_events(client: TestClient) -> None:
    asked = [read(client, f"/review?about=event&place={place}")["event"]["type"] for place in range(3)]
    assert "Restriction" in asked


def test_exposure_to_a_doubtful_restriction_is_shown_when_it_is_asked_for(client: TestClient) -> None:
    shown, everything = read(client, "/exposure"), read(client, "/exposure?confidence=0")
    assert shown["restrictions"] == []
    assert len(everything["restrictions"]) == shown["doubtful"] == everything["doubtful"] > 0
    reached = everything["exposures"][0]["exposed"].rpartition("/")[2]
    of_one, with_doubtful = (read(client, f"/exposure?entity={reached}{least}") for least in ("", "&confidence=0"))
    assert of_one["exposures"] == []
    assert len(with_doubtful["exposures"]) == of_one["doubtful"] > 0
    for page in (of_one, with_doubtful):
        answer = client.get("/sparql", params={"query": page["sparql"]}, headers={"Accept": "application/json"}).json()
        assert len(answer["results"]["bindings"]) == page["total"]
    key = everything["restrictions"][0][0]["iri"].rpartition("/")[2]
    assert read(client, f"/exposure?restriction={key}")["exposures"] == everything["exposures"]
