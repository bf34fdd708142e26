from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_explorer import TestClient
from starlette.applications import Starlette

from explorer.graph_store import GraphStore
from explorer.sparql import Endpoint
from graph.evaluation import GRAPH_FORMATS, TABLE_FORMATS, Format
from graph.snapshot import current, publish_snapshot
from graph.workers import Limits, QueryWorkers
from graph.writable import WritableStore

G = ox.NamedNode("http://example.org/g")


def client_for(endpoint: Endpoint) -> TestClient:
    return TestClient(Starlette(routes=[endpoint.route(), *GraphStore(endpoint).routes()]))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("home")

    def write(folder: Path) -> None:
        store = ox.Store(str(folder))
        store.extend(ox.Quad(G, ox.NamedNode("http://example.org/p"), ox.Literal(n), G) for n in range(200))
        store.flush()

    publish_snapshot(home, write)
    with QueryWorkers(lambda: current(home), workers=1, limits=Limits(seconds=1)) as workers:
        yield client_for(Endpoint(workers.run, max_bytes=10_000))


@pytest.mark.parametrize("wanted", TABLE_FORMATS, ids=lambda wanted: wanted.name)
def test_a_table_in_the_format_asked_for(client: TestClient, wanted: Format) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 2"
    by_header = client.get("/sparql", params={"query": query}, headers={"Accept": wanted.media_type})
    by_name = client.get("/sparql", params={"query": query, "format": wanted.name})
    assert by_header.headers["content-type"].partition(";")[0] == wanted.media_type
    assert by_header.content == by_name.content


@pytest.mark.parametrize("wanted", GRAPH_FORMATS, ids=lambda wanted: wanted.name)
def test_a_graph_in_the_format_asked_for(client: TestClient, wanted: Format) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o < 3) }"
    response = client.post("/sparql", data={"query": query}, headers={"Accept": wanted.media_type})
    assert response.headers["content-type"].partition(";")[0] == wanted.media_type
    assert len(list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(wanted.media_type)))) == 3


def test_formats_that_do_not_fit_are_not_acceptable(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "application/sparql-results+json" in response.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ASK {", 400),
        ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 413),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", 503),
    ],
)
def test_what_went_wrong_is_told_by_status_and_words(client: TestClient, query: str, status: int) -> None:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == status
    assert len(response.text) > 20


def test_pages_of_other_origins_may_query(client: TestClient) -> None:
    preflight = client.options("/sparql", headers={"Origin": "http://other", "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for query in ("ASK {}", "ASK {"):
        response = client.get("/sparql", params={"query": query}, headers={"Origin": "http://other"})
        assert response.headers["access-control-allow-origin"] == "*"
        assert "Accept" in response.headers["vary"]


def test_a_snapshot_is_never_written(client: TestClient) -> None:
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403
    assert client.put("/graphs?default", content="", headers={"Content-Type": "text/turtle"}).status_code == 403
    assert client.delete("/graphs", params={"graph": G.value}).status_code == 403


def test_writing_needs_a_token_that_is_set_and_sent() -> None:
    store = ox.Store()
    update = {"update": "INSERT DATA { <http://a> <http://b> 1 }"}
    off = client_for(Endpoint(WritableStore(store).query, WritableStore(store)))
    assert off.post("/sparql", data=update).status_code == 403
    on = client_for(Endpoint(WritableStore(store).query, WritableStore(store), token="right"))
    assert on.post("/sparql", data=update).status_code == 401
    assert on.post("/sparql", data=update, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert len(store) == 0
    assert on.post("/sparql", data=update, headers={"Authorization": "Bearer right"}).status_code == 204
    assert len(store) == 1


def test_too_long_a_body_is_refused(client: TestClient) -> None:
    response = client.post("/sparql", data={"query": "#" * 2_000_000})
    assert response.status_code == 413


def test_the_description_says_that_it_is_read_only(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert "UnionDefaultGraph" in response.text
    assert "SPARQL11Update" not in response.text
    assert client.get("/sparql", headers={"Accept": "text/html"}).status_code == 200
