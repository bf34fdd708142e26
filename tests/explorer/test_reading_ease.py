"""What makes pages easy to read and to go on from: names in place of codes, each thing said once, files of lists."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_explorer import TestClient, client_of, small_samples
from sample_extractions import (
    ALIBABA,
    ANTHROPIC,
    CHINA,
    FTC,
    GIC,
    OPENAI,
    QODER,
    SPRING,
    TRAE,
    Writer,
    article,
    ban_in_english,
    lawsuit,
    ownership,
)

from graph.consolidate import consolidate
from graph.consolidation.judgements import write_judgements
from graph.infer import infer
from graph.load import load
from graph.opening import open_store
from policygraph.clock import now
from policygraph.judging import make_judgement
from policygraph.records import Entity, Extraction


@pytest.fixture(scope="module")
def concluded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two reports of a ban, two of a lawsuit that differ in their sums, stakes told twice; two entities judged one."""
    home: Path = tmp_path_factory.mktemp("eased")
    stakes = [(CHINA, SPRING, "49"), (ALIBABA, SPRING, "2"), (SPRING, TRAE, "70")]
    bought = Writer(article("en11", "SPRING (SG) Pte. Ltd. bought Qoder.", published="2025-09-20"))
    ends = [("acquirer", SPRING, "SPRING (SG) Pte. Ltd."), ("acquired", QODER, "Qoder")]
    bought.event("Acquisition", "actual", ends, "bought", "SPRING (SG) Pte. Ltd. bought Qoder.")
    decided = [_decided("en12", "OpenAI", OPENAI, ANTHROPIC), _decided("en13", "Anthropic", ANTHROPIC, OPENAI)]
    with open_store("oxigraph:", home) as store:
        load(store, decided)
        load(store, [*small_samples(), ban_in_english("en9", "2025-09-06", "Another Wire"), bought.done()])
        load(store, [lawsuit("en10", "2025-08-27", "9000000000"), ownership("en7", stakes), ownership("en8", stakes)])
        same = make_judgement("same_entity", "positive", GIC.iri, SPRING.iri, who="a reader", made_at=now())
        write_judgements(store, [same])
        consolidate(store)
        infer(store)
        store.publish()
    with client_of(home) as client:
        yield client


def _decided(identifier: str, name: str, suing: Entity, sued: Entity) -> Extraction:
    """A decision of 3 March, with the sides as one paper has them."""
    text = f"On 3 March 2025 the FTC decided for {name}, which sued {sued.name}."
    writer = Writer(article(identifier, text, published="2025-03-04", publisher=f"Paper {identifier}"))
    sides = [("plaintiff", suing, name), ("defendant", sued, sued.name), ("court", FTC, "FTC")]
    return writer.event(
        "Ruling", "actual", sides, "decided", text, when=writer.day("2025-03-03", "3 March 2025")
    ).done()


def page(client: TestClient, path: str, language: str = "en") -> BeautifulSoup:
    answer = client.get(path, headers={"Accept-Language": language, "Accept": "text/html"})
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "lxml")


def words(found: BeautifulSoup) -> str:
    return " ".join(found.get_text().split())


def test_countries_stand_under_their_names(concluded: TestClient) -> None:
    assert "owners from China, more than 50%" in words(page(concluded, "/exposure"))
    assert "股东来自 中国，超过 50%" in words(page(concluded, "/exposure", "zh"))
    facet = page(concluded, "/entities").find("legend", string="Country").parent
    assert {"China", "United States"} <= {each.get_text() for each in facet.select("a > span:first-child")}


def test_of_one_it_is_said_in_the_singular(concluded: TestClient) -> None:
    for path in (
        "/events?type=Lawsuit&country=US",
        "/events",
        "/articles?entity=trae",
        "/search?q=toolbox",
        "/exposure",
    ):
        assert not any(
            f" 1 {plural}" in f" {words(page(concluded, path))}"
            for plural in ("events", "articles", "entities", "reports", "independent sources", "exposures")
        ), path


def test_what_several_articles_say_of_two_stands_once(concluded: TestClient) -> None:
    found = concluded.get("/entity/trae.json").json()["owners"]
    assert [len(told["facts"]) for told in found] == [2]
    shown = page(concluded, "/entity/trae")
    owners = shown.find("h2", string="Owners").parent
    assert len(owners.select(":scope > ul > li")) == 1
    assert "1 more article says so" in words(owners)
    assert len(owners.select("details .excerpt")) == 1


def test_who_says_what_where_sources_disagree(concluded: TestClient) -> None:
    events = concluded.get("/events.json?conflict=1&confidence=0").json()["events"]
    event = next(one for one in events if "amount" in one["conflict"])
    path = "/event/" + event["iri"].rpartition("/")[2]
    read = concluded.get(f"{path}.json").json()
    amount = next(one for one in read["disagreements"] if one["about"] == "amount")
    values = [side["value"] for side in amount["sides"]]
    assert len(set(values)) == len(values) > 1
    assert all(side["articles"] for side in amount["sides"])
    shown = page(concluded, path).select_one(".disagreements")
    assert shown
    assert all(value in words(shown) for value in values if value)


def test_who_is_on_which_side_is_told_of_each_source(concluded: TestClient) -> None:
    (event,) = concluded.get("/events.json?type=Ruling&confidence=0").json()["events"]
    (matter,) = concluded.get("/event/" + event["iri"].rpartition("/")[2] + ".json").json()["disagreements"]
    assert matter["about"] == "roles"
    assert {side["value"].removeprefix("court: FTC; ") for side in matter["sides"]} == {
        "plaintiff: OpenAI; defendant: Anthropic",
        "plaintiff: Anthropic; defendant: OpenAI",
    }


def test_no_event_that_nobody_judged_is_shown_as_certain(concluded: TestClient) -> None:
    for event in concluded.get("/events.json?confidence=0").json()["events"]:
        shown = words(page(concluded, "/event/" + event["iri"].split("/policygraph/")[1].removeprefix("event/")))
        confidence = shown.split("Confidence")[1]
        assert not confidence.split("%")[0].endswith("100"), event


def test_an_entity_for_which_another_stands_is_named_as_that_one(concluded: TestClient) -> None:
    (event,) = concluded.get("/events.json?entity=gic&type=Acquisition&confidence=0").json()["events"]
    for path in ("/event/" + event["iri"].rpartition("/")[2], "/article/en11"):
        shown = page(concluded, path)
        assert SPRING.iri.rpartition("/")[2] not in words(shown.select_one("main"))
        assert shown.select("a.entity[href='/entity/gic']"), path


def test_the_first_visit_says_what_this_is_and_later_ones_do_not(concluded: TestClient) -> None:
    concluded.cookies.clear()
    first = page(concluded, "/").select_one(".first-visit")
    assert first
    assert {a["href"] for a in first.select("a")} >= {"/exposure", "/query", "/network"}
    assert all(concluded.get(a["href"]).status_code == 200 for a in first.select("a"))


def test_a_list_by_report_says_when_that_was(concluded: TestClient) -> None:
    for path in ("/", "/events?order=reported"):
        rows = page(concluded, path).select("table.events tbody tr")
        assert any("reported" in row.select_one(".col-date").get_text() for row in rows), path
    assert not page(concluded, "/events?order=newest").select("table.events .col-date > .note")


def test_the_histogram_begins_with_an_event_and_leads_to_the_earlier_ones(concluded: TestClient) -> None:
    read = concluded.get("/events.json?confidence=0").json()
    assert read["histogram"][0]["count"] > 0
    drawn = sum(bar["count"] for bar in read["histogram"])
    earlier = read["earlier"]
    dated = drawn + (earlier["count"] if earlier else 0)
    assert dated <= read["total"]
    if earlier:
        assert concluded.get(f"/events.json?confidence=0&until={earlier['until']}").json()["total"] == earlier["count"]


def test_each_way_of_counting_says_what_it_counts(concluded: TestClient) -> None:
    shown = page(concluded, "/exposure?method=LookThrough")
    assert "Shares multiply along each path" in words(shown)
    assert "沿每条路径相乘再合计" in words(page(concluded, "/exposure?method=LookThrough", "zh"))


def test_exposures_are_taken_along_as_files_with_their_paths(concluded: TestClient) -> None:
    read = concluded.get("/exposure.json").json()
    rows = _rows(concluded, "/exposure.csv")
    assert [row["iri"] for row in rows] == [one["iri"] for one in read["exposures"]]
    assert all(row["exposed_name"] and row["verdict"] for row in rows)
    assert any(" dependsOn " in row["path"] for row in rows)
    nodes = {node["@id"] for node in concluded.get("/exposure.jsonld").json()["@graph"]}
    assert {row["iri"] for row in rows} <= nodes
    assert concluded.get("/exposure.parquet").content[:4] == b"PAR1"
    entity = rows[0]["exposed"].rpartition("/")[2]
    assert {row["exposed"].rpartition("/")[2] for row in _rows(concluded, f"/exposure.csv?entity={entity}")} == {entity}
    assert _rows(concluded, "/exposure.csv?restriction=nothing") == []


def _rows(client: TestClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "path", ["/events", "/articles", "/entities", "/exposure", "/judgements", "/network?entity=claude"]
)
def test_each_list_shows_its_sparql(concluded: TestClient, path: str) -> None:
    (link,) = page(concluded, path).find_all("a", string="SPARQL")
    answer = concluded.get(link["href"].replace("/query?", "/query.json?")).json()
    assert answer["problem"] == ""
    assert answer["result"]["total"] > 0


def test_a_search_can_be_followed_and_gone_on_from(concluded: TestClient) -> None:
    shown = page(concluded, "/search?q=claude")
    assert shown.find("a", string="Follow")["href"] == "/watches?follow=%2Fsearch%3Fq%3Dclaude"
    lists = [a["href"] for a in shown.select("h2 .more")]
    assert {path.partition("?")[0] for path in lists} >= {"/entities", "/articles", "/events"}
    assert all(concluded.get(path).status_code == 200 for path in lists)


def test_the_network_grows_and_shrinks_without_scripts(concluded: TestClient) -> None:
    shown = page(concluded, "/network?entity=claude")
    more = shown.select_one("a.grow")
    grown = page(concluded, more["href"])
    assert len(grown.select("h1 a.entity")) == 2
    assert len(grown.select("table.list tbody tr")) >= len(shown.select("table.list tbody tr"))
    assert len(page(concluded, grown.select("h1 a.less")[1]["href"]).select("h1 a.entity")) == 1


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/events", "/events"),
        ("/entity/claude", "/entities"),
        ("/article/en7", "/articles"),
        ("/workbench", "/query"),
        ("/judgements", "/review"),
    ],
)
def test_the_navigation_says_where_one_is(concluded: TestClient, path: str, room: str) -> None:
    assert [a["href"] for a in page(concluded, path).select("nav.main a[aria-current]")] == [room]


def test_paper_has_every_colour_of_the_light_theme() -> None:
    sheet = (Path(__file__).parents[2] / "explorer" / "static" / "explorer.css").read_text()
    named = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6}|#fff)\b")
    light, dark = (dict(named.findall(sheet.split(begin, 1)[1].split("}", 1)[0])) for begin in (":root {", 'dark"] {'))
    paper = dict(named.findall(sheet.split("@media print", 1)[1].split("}", 2)[1]))
    assert set(dark) <= set(paper)
    kept = set(light) - {"--paper", "--mark"}  # these two are whiter, to save ink
    assert {name: paper[name] for name in kept} == {name: light[name] for name in kept} | {"--surface": "#fff"}
