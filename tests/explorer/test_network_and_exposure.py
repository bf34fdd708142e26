from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from sample_explorer import TestClient, client_of
from sample_extractions import (
    ALIBABA,
    ANTHROPIC,
    BYTEDANCE,
    CHINA,
    CLAUDE,
    OPENAI,
    QODER,
    SPRING,
    TRAE,
    Writer,
    article,
    ban_in_english,
    known,
    ownership,
)

from explorer.lists.exposures import METHODS
from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.opening import open_store

TOOLBOX = known("toolbox", "Product", "Toolbox")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def concluded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The explorer over a graph that was consolidated and inferred upon."""
    home: Path = tmp_path_factory.mktemp("concluded")
    with open_store("oxigraph:", home) as store:
        load(store, [ban_in_english(), ban_in_english("en9", "2025-09-06", "Another Wire")])
        consolidate(store)
        infer(store)
        store.publish()
    with client_of(home) as client:
        yield client


def test_reports_of_one_event_are_one_row_and_one_page(concluded: TestClient) -> None:
    (event,) = concluded.get("/events.json").json()["events"]
    assert (event["reports"], event["sources"]) == (2, 2)
    read = concluded.get("/event/" + event["iri"].rpartition("/")[2] + ".json").json()
    assert {version["article"]["publisher"] for version in read["versions"]} == {"Example Wire", "Another Wire"}
    assert read["conclusion"]["merges"][0]["reasons"][0]["code"] == "same_participants"


def test_the_page_of_a_report_is_that_of_its_event(concluded: TestClient) -> None:
    (event,) = concluded.get("/events.json").json()["events"]
    version = concluded.get("/event/" + event["iri"].rpartition("/")[2] + ".json").json()["versions"][0]
    path = version["report"]["iri"].split("/policygraph/")[1]
    assert concluded.get(f"/event/{path}.json").json()["event"]["iri"] == event["iri"]


def test_exposure_shows_each_path_and_the_articles_behind_it(concluded: TestClient) -> None:
    read = concluded.get("/exposure.json").json()
    assert read["chosen"]["type"] == "Restriction"
    paths = {
        read["entities"][found["exposed"]]["name"]: [
            (read["entities"][step["source"]]["name"], step["relation"], read["entities"][step["target"]]["name"])
            for step in found["path"]
        ]
        for found in read["exposures"]
    }
    assert {"Trae", "Qoder", "CodeBuddy"} <= set(paths)
    assert ("Trae", "dependsOn", "Claude") in paths["Trae"]
    assert all(step["articles"] for found in read["exposures"] for step in found["path"])
    page = BeautifulSoup(concluded.get("/exposure").text, "lxml")
    assert len(page.select("table.list tbody tr")) == len(read["exposures"])


def test_exposure_of_one_entity(concluded: TestClient) -> None:
    read = concluded.get("/exposure.json?entity=trae").json()
    assert read["entity"]["name"] == "Trae"
    assert {found["exposed"].rpartition("/")[2] for found in read["exposures"]} == {"trae"}
    assert concluded.get("/exposure?entity=nobody").status_code == 200
    assert concluded.get("/exposure?entity=%3E%20x").status_code == 400


def test_the_network_holds_events_with_their_participants_and_relations(concluded: TestClient) -> None:
    network = concluded.get("/network.json?entity=claude").json()["network"]
    kinds = {node["iri"].rpartition("/")[2]: node["kind"] for node in network["nodes"]}
    assert kinds["anthropic"] == "entity"
    assert "event" in kinds.values()
    labels = {(edge["source"].rpartition("/")[2], edge["label"]) for edge in network["edges"]}
    assert {("anthropic", "authority"), ("claude", "object"), ("trae", "DependsOn")} <= labels
    ends = {edge[end] for edge in network["edges"] for end in ("source", "target")}
    assert ends <= {node["iri"] for node in network["nodes"]}


def test_the_network_grows_by_another_entity_and_shrinks_by_a_type(concluded: TestClient) -> None:
    one = concluded.get("/network.json?entity=claude").json()["network"]
    both = concluded.get("/network.json?entity=claude&entity=trae").json()["network"]
    assert {node["iri"] for node in one["nodes"]} < {node["iri"] for node in both["nodes"]}
    none = concluded.get("/network.json?entity=claude&type=Lawsuit").json()["network"]
    assert {node["kind"] for node in none["nodes"]} == {"entity"}


def test_the_network_as_graphml(concluded: TestClient) -> None:
    response = concluded.get("/network.graphml?entity=claude")
    assert "attachment" in response.headers["content-disposition"]
    graph = ET.fromstring(response.content)  # noqa: S314  # our own
    nodes = {node.get("id") for node in graph.iter(f"{GRAPHML}node")}
    edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{GRAPHML}edge")]
    assert len(edges) > 3
    assert {end for edge in edges for end in edge} <= nodes


def test_denied_stakes_are_no_edge(tmp_path: Path) -> None:
    writer = Writer(article("en7", "ByteDance does not own Trae."))
    writer.fact("Ownership", TRAE, "Trae", BYTEDANCE, "ByteDance", "ByteDance does not own Trae.", status="denied")
    with open_store("oxigraph:", tmp_path) as store:
        load(store, [writer.done(), ownership("en8", [(CHINA, SPRING, "49"), (ALIBABA, SPRING, "2")])])
        store.publish()
    with client_of(tmp_path) as client:
        assert client.get("/network.json?entity=trae").json()["network"]["edges"] == []
        owners = client.get("/entity/" + SPRING.iri.rpartition("/")[2] + ".json").json()["owners"]
        found = [owner["facts"][0] for owner in owners]
        assert {(fact["object"]["name"], Decimal(str(fact["share_min"]))) for fact in found} == {
            ("China", Decimal(49)),
            ("Alibaba", Decimal(2)),
        }
        assert client.get(f"/network?entity={ANTHROPIC.iri.rpartition('/')[2]}").status_code == 404


def test_suggestions_lead_to_pages(concluded: TestClient) -> None:
    found = concluded.get("/suggest.json?q=字節").json()["suggestions"]
    assert found[0] == {"of": "entity", "name": "ByteDance", "kind": "company", "href": "/entity/bytedance"}
    assert {one["of"] for one in found} == {"entity", "article"}
    assert concluded.get("/suggest.json?q=").json() == {"suggestions": []}
    for one in found:
        assert concluded.get(one["href"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "type=Restriction", "entity=claude", "status=denied", "since=2025-09-06", "country=US", "country=XX"]
)
def test_the_sparql_of_a_list_gives_the_list(concluded: TestClient, query: str) -> None:
    read = concluded.get(f"/events.json?{query}").json()
    answer = concluded.get("/sparql", params={"query": read["sparql"], "format": "json"}).json()
    found = [row["event"]["value"] for row in answer["results"]["bindings"]]
    assert found == [event["iri"] for event in read["events"]]


@pytest.mark.parametrize(
    "query", ["", "verdict=PossiblyInScope", "basis=BasisHeadquarters", "method=LookThrough", "page=2"]
)
def test_exposure_is_narrowed_by_verdict_basis_and_way_of_counting(concluded: TestClient, query: str) -> None:
    whole = concluded.get("/exposure.json").json()
    read = concluded.get(f"/exposure.json?{query}").json()
    assert sum(choice["count"] for choice in read["verdicts"]) > 0
    for name in ("verdict", "basis"):
        wanted = query.removeprefix(f"{name}=")
        if wanted != query:
            expected = {found["iri"] for found in whole["exposures"] if found[name] == wanted}
            assert {found["iri"] for found in read["exposures"]} == expected
    assert concluded.get(f"/exposure?{query}").status_code == 200


def test_the_sparql_of_an_exposure_gives_the_same(concluded: TestClient) -> None:
    for query in ("", "?entity=trae", "?verdict=PossiblyInScope"):
        read = concluded.get(f"/exposure.json{query}").json()
        answer = concluded.get("/sparql", params={"query": read["sparql"], "format": "json"}).json()
        found = {row["exposure"]["value"] for row in answer["results"]["bindings"]}
        assert found == {exposure["iri"] for exposure in read["exposures"]}


def test_ways_of_counting_differ_in_their_verdict(tmp_path: Path) -> None:
    """49% of a Chinese owner and 2% of another: a majority together, not of one of them alone."""
    with open_store("oxigraph:", tmp_path) as store:
        writer = Writer(article("en9", f"{SPRING.name} makes Toolbox. Toolbox is built on Claude."))
        writer.fact("Makes", SPRING, SPRING.name, TOOLBOX, "Toolbox", f"{SPRING.name} makes Toolbox.")
        writer.fact("DependsOn", TOOLBOX, "Toolbox", CLAUDE, "Claude", "Toolbox is built on Claude.")
        stakes = ownership("en8", [(CHINA, SPRING, "49"), (ALIBABA, SPRING, "2")])
        load(store, [ban_in_english(), writer.done(), stakes])
        consolidate(store)
        infer(store)
        store.publish()
    with client_of(tmp_path) as client:
        verdicts = {}
        for method in ("SingleOwner", "AggregateDirect"):
            read = client.get(f"/exposure.json?method={method}").json()
            verdicts[method] = {e["exposed"].rpartition("/")[2]: e["verdict"] for e in read["exposures"]}
    assert verdicts["AggregateDirect"]["toolbox"] == "InScope"
    assert verdicts["SingleOwner"]["toolbox"] != "InScope"


def test_an_entity_shows_who_owns_it_and_what_follows(tmp_path: Path) -> None:
    with open_store("oxigraph:", tmp_path) as store:
        stakes = ownership("en8", [(CHINA, SPRING, "49"), (ALIBABA, SPRING, "2"), (SPRING, TRAE, "70")])
        load(store, [ban_in_english(), stakes])
        consolidate(store)
        infer(store)
        store.publish()
    with client_of(tmp_path) as client:
        page = client.get("/entity/" + SPRING.iri.rpartition("/")[2])
        read = client.get("/entity/" + SPRING.iri.rpartition("/")[2] + ".json").json()["charts"]
    drawing = BeautifulSoup(page.text, "lxml").select_one(".ownership svg")
    assert drawing is not None
    assert {text.get_text() for text in drawing.select(".share text")} == {"49%", "2%", "70%"}
    assert {str(anchor["href"]) for anchor in drawing.select(".share a")} == {"/article/en8"}
    assert drawing.select_one(".box.centre text").get_text().startswith("SPRING")  # type: ignore[union-attr]
    assert {share["method"] for share in read["shares"]} == set(METHODS)


def test_the_events_that_two_take_part_in(concluded: TestClient) -> None:
    both = concluded.get("/events.json?entity=anthropic&with=claude").json()
    assert both["total"] == 1
    assert both["companion"]["name"] == "Claude"
    assert concluded.get("/events.json?entity=anthropic&with=trae").json()["total"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "articles",
        "articles?language=en",
        "articles?publisher=Example+Wire&until=2025-09-05",
        "articles?entity=claude",
        "articles?copies=0",
        "entities",
        "entities?type=Company",
        "entities?type=Company&country=CN",
        "entities?unknown=1",
    ],
)
def test_the_sparql_of_articles_and_entities_gives_the_list(concluded: TestClient, address: str) -> None:
    kind, _, query = address.partition("?")
    read = concluded.get(f"/{kind}.json?{query}").json()
    answer = concluded.get("/sparql", params={"query": read["sparql"], "format": "json"}).json()
    found = {row["article" if kind == "articles" else "entity"]["value"] for row in answer["results"]["bindings"]}
    assert found == {item["iri"] for item in read[kind]}


def test_every_restriction_that_reaches_somebody_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "OpenAI barred ByteDance from using Qoder in May."
    other = Writer(article("other", text, published="2024-05-02"))
    sides = [("authority", OPENAI, "OpenAI"), ("target", BYTEDANCE, "ByteDance"), ("object", QODER, "Qoder")]
    other.event("Restriction", "actual", sides, "barred", text, attributes=(("action", "impose"),))
    with open_store("oxigraph:", tmp_path) as store:
        load(store, [ban_in_english(), other.done()])
        consolidate(store)
        infer(store)
        store.publish()
    monkeypatch.setattr("explorer.views.exposure._AT_ONCE", 1)
    with client_of(tmp_path) as client:
        first, second = (client.get(f"/exposure.json?list={number}").json() for number in (1, 2))
        assert [first["restrictions_total"], len(first["restrictions"])] == [2, 1]
        assert first["chosen"]["iri"] != second["chosen"]["iri"]
        page = BeautifulSoup(client.get("/exposure?list=2").text, "lxml")
    assert [link["href"] for link in page.select(".side .pager a")] == ["/exposure?list=1"]
    assert all("list=2" in link["href"] for link in page.select(".restrictions a"))
