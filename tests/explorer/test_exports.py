from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import feedparser
import pytest
from sample_explorer import TestClient, client_of, publish_extractions
from sample_extractions import Writer, article, known

from explorer.list_queries import events_query
from explorer.lists.events import EventFilter

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client: TestClient, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.headers["content-type"].startswith("text/csv")
    assert "attachment" in response.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", ["events", "articles", "entities"])
def test_a_list_as_csv_holds_what_the_list_holds(client: TestClient, name: str) -> None:
    read = client.get(f"/{name}.json").json()
    assert [row["iri"] for row in rows(client, f"/{name}.csv")] == [item["iri"] for item in read[name]]


def test_filters_hold_for_exports(client: TestClient) -> None:
    (row,) = rows(client, "/events.csv?status=denied")
    assert row["participants"] == "acquirer: Alibaba; acquired: Qoder"
    assert row["evidence"] == "Alibaba denied that it had acquired Qoder."


def test_a_cell_is_never_a_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("formula")
    name = '=HYPERLINK("http://evil.example")'
    writer = Writer(article("f1", f"{name} sued Victim.", title="+1+1", publisher="@SUM(A1)"))
    writer.event(
        "Lawsuit", "actual", [("plaintiff", known("f", "Company", name), name)], "sued", f"{name} sued Victim."
    )
    publish_extractions(home, [writer.done()])
    with client_of(home) as client:
        cells = [
            cell
            for path in ("events", "articles", "entities")
            for row in rows(client, f"/{path}.csv")
            for cell in row.values()
        ]
        assert any(cell.startswith("'=") for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_list_as_a_feed_can_be_read(client: TestClient) -> None:
    response = client.get("/events.atom?type=Lawsuit")
    assert response.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert [entry.link for entry in feed.entries]
    for entry in feed.entries:
        assert entry.title.startswith("Lawsuit: plaintiff: Elon Musk")
        assert entry.link.startswith("http://127.0.0.1:8000/event/")
        assert client.get(entry.link).status_code == 200
    identifiers = [entry.id for entry in feed.entries]
    assert len(set(identifiers)) == len(identifiers)


def test_the_feed_of_articles_is_newest_first(client: TestClient) -> None:
    root = ET.fromstring(client.get("/articles.atom").content)  # noqa: S314  # our own
    updated = [element.text or "" for element in root.iter(f"{ATOM}updated")]
    assert updated[0] == max(updated)
    assert updated[1:] == sorted(updated[1:], reverse=True)


@pytest.mark.parametrize(
    "wanted",
    [
        EventFilter(),
        EventFilter(types=("Lawsuit", "Restriction"), statuses=("actual",)),
        EventFilter(types=("} DROP ALL #",), statuses=("actual",)),
        EventFilter(entity="https://w3id.org/policygraph/entity/openai"),
        EventFilter(entity="https://x/> } #"),
        EventFilter(amount_from=1e9, currency='U"SD'),
        EventFilter(since="2025-01-01", until="2025-12-31", amount_from=1e9, sources=1, conflict=True, words="a\n} b"),
    ],
)
def test_every_list_is_a_valid_query(client: TestClient, wanted: EventFilter) -> None:
    response = client.get("/sparql", params={"query": events_query(wanted), "format": "csv"})
    assert response.status_code == 200, response.text
