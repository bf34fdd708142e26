"""Lists as Parquet and JSON-LD, and sources as citations."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from rdflib import Dataset as RdfDataset
from sample_explorer import TestClient, client_of, publish_extractions
from sample_extractions import Writer, article, known

from graph.names import base


@pytest.mark.parametrize("name", ["events", "articles", "entities"])
def test_parquet_holds_what_the_csv_holds(client: TestClient, name: str) -> None:
    table = parquet.read_table(io.BytesIO(client.get(f"/{name}.parquet").content))
    lines = client.get(f"/{name}.csv").text.splitlines()
    assert ",".join(table.column_names) == lines[0].lstrip("\ufeff")
    assert table.num_rows == client.get(f"/{name}.json").json()["total"] > 0


def test_an_empty_list_is_a_table_without_rows(client: TestClient) -> None:
    table = parquet.read_table(io.BytesIO(client.get("/events.parquet?type=Nothing").content))
    assert (table.num_rows, table.column_names[0]) == (0, "iri")
    assert json.loads(client.get("/events.jsonld?type=Nothing").content)["@graph"] == []


@pytest.mark.parametrize("name", ["events", "articles", "entities"])
def test_json_ld_says_what_the_graph_says(client: TestClient, name: str) -> None:
    document = client.get(f"/{name}.jsonld").json()
    wanted = {item["iri"] for item in client.get(f"/{name}.json").json()[name]}
    assert {node["@id"] for node in document["@graph"]} == wanted
    triples = {
        (str(s), str(p)) for s, p, _, _ in RdfDataset().parse(data=json.dumps(document), format="json-ld").quads()
    }
    assert {subject for subject, _ in triples} == wanted
    assert any(
        predicate.startswith(("https://w3id.org/policygraph/ns#", "http://www.w3.org/")) for _, predicate in triples
    )


def test_filters_apply_to_files(client: TestClient) -> None:
    document = client.get("/events.jsonld?type=Lawsuit").json()
    assert len(document["@graph"]) == client.get("/events.json?type=Lawsuit").json()["total"]


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[TestClient]:
    """One article whose title has all that LaTeX would take for commands."""
    text = "Corvane sued Victim."
    made = article(
        "odd1",
        text,
        title="50% of R&D {lost} in \\input{/etc/passwd} $x_1^2$ ~#\nnow",
        publisher="The A & B",
        published="2025-09-05",
    )
    writer = Writer(replace(made, authors=("Ada_Lovelace", "Grace Hopper"), url="https://x.example/a%20b?c=1&d={e}#f"))
    writer.event("Lawsuit", "actual", [("plaintiff", known("corvane", "Company", "Corvane"), "Corvane")], "sued", text)
    publish_extractions(tmp_path, [writer.done()])
    with client_of(tmp_path) as client:
        yield client


def test_biblatex_takes_nothing_for_a_command(odd: TestClient) -> None:
    entry = odd.get("/citations.bib?id=odd1").text
    assert entry.startswith("@online{odd1,\n")
    fields: dict[str, str] = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))
    assert fields["title"] == (
        r"{50\% of R\&D \{lost\} in \textbackslash{}input\{/etc/passwd\} "
        r"\$x\_1\textasciicircum{}2\$ \textasciitilde{}\# now}"
    )
    assert fields["author"] == r"{Ada\_Lovelace} and {Grace Hopper}"
    assert fields["url"] == "https://x.example/a%20b?c=1&d=%7Be%7D#f"
    assert fields["date"] == "2025-09-05"
    depth = 0
    for character in re.sub(r"\\[{}]", "", entry):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_csl_json_has_what_a_reference_manager_asks_for(odd: TestClient) -> None:
    item: dict[str, Any] = odd.get("/citations.csl.json").json()[0]
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "Ada_Lovelace"}, {"literal": "Grace Hopper"}]
    assert item["issued"] == {"date-parts": [[2025, 9, 5]]}
    assert item["container-title"] == "The A & B"


def test_in_words_in_both_languages(odd: TestClient) -> None:
    assert odd.get("/citations.txt").text.startswith("Ada_Lovelace, Grace Hopper. “50% of R&D")
    chinese = odd.get("/citations.txt?lang=zh").text
    assert "《50% of R&D" in chinese
    assert "2025年9月5日" in chinese
    assert odd.get("/citations.txt").headers["content-type"] == "text/plain; charset=utf-8"


def test_the_sources_of_an_event(client: TestClient) -> None:
    event = client.get("/events.json?type=Lawsuit").json()["events"][0]
    page = "/event/" + event["iri"].removeprefix(base()).removeprefix("event/")
    link = re.search(r'href="(/citations\.csl\.json\?event=[^"]+)"', client.get(page).text)
    assert link is not None
    found = client.get(link[1]).json()
    assert [item["id"] for item in found] == [v["article"]["id"] for v in client.get(page + ".json").json()["versions"]]
    assert client.get("/citations.csl.json?event=none").json() == []
