"""W3C's tests of the SPARQL 1.1 protocol, graph store protocol and service description."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from sample_explorer import TestClient
from sparql_manifests import Exchange, ProtocolTest, read_tests
from starlette.applications import Starlette

from explorer.graph_store import GraphStore
from explorer.sparql import Endpoint
from graph.writable import WritableStore

SUITE = Path(__file__).parents[3] / "shared/conformance/sparql11-protocol/sparql/sparql11"
TOKEN = "a-token"
TABULAR = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}

pytestmark = pytest.mark.shared


def cases(*parts: str) -> list[ProtocolTest]:
    manifest = SUITE.joinpath(*parts)
    return list(read_tests(manifest)) if manifest.exists() else []


@pytest.fixture
def client(shared: Path) -> TestClient:
    return client_over(ox.Store())


def client_over(store: ox.Store) -> TestClient:
    writable = WritableStore(store)
    endpoint = Endpoint(writable.query, writable, TOKEN, union_default=False)
    app = Starlette(routes=[endpoint.route("/sparql"), *GraphStore(endpoint).routes("/gsp")])
    return TestClient(app, base_url="http://www.example", headers={"Authorization": f"Bearer {TOKEN}"})


def check(exchange: Exchange, client: TestClient, names: dict[str, str]) -> None:
    path = exchange.path.replace("/sparql/", "/sparql")
    body = exchange.body
    for name, value in names.items():
        path, body = path.replace(name, value), body.replace(name.encode(), value.encode())
    request = client.build_request(exchange.method, path, headers=exchange.headers, content=body)
    if not any(name == "accept" for name, _ in exchange.headers):
        request.headers.pop("accept")
    response = client.send(request)
    assert response.status_code in exchange.statuses, response.text
    media_type = response.headers.get("content-type", "").partition(";")[0]
    if exchange.expected_format:
        assert media_type in {"tabular": TABULAR, "RDF": GRAPHS, "boolean": TABULAR}[exchange.expected_format]
    if exchange.expected_boolean is not None:
        assert response.json()["boolean"] is exchange.expected_boolean
    if exchange.expected_body:
        wanted = rdflib.Graph().parse(data=exchange.expected_body, format="turtle", publicID=str(response.url))
        assert isomorphic(rdflib.Graph().parse(data=response.text, format="turtle", publicID=str(response.url)), wanted)
    if exchange.location:
        names[exchange.location] = response.headers["location"]


def run(case: ProtocolTest) -> None:
    store = ox.Store()
    for name, path in case.graphs.items():
        store.load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    names: dict[str, str] = {}
    for exchange in case.exchanges:
        check(exchange, client_over(store), names)


@pytest.mark.parametrize("case", cases("protocol", "manifest.ttl"), ids=lambda case: case.name)
def test_protocol(shared: Path, case: ProtocolTest) -> None:
    run(case)


def test_the_protocol_suite_is_whole(shared: Path) -> None:
    assert len(cases("protocol", "manifest.ttl")) == 34


@pytest.mark.parametrize(
    "case",
    cases("graph-store-protocol", "manifest-direct.ttl") + cases("graph-store-protocol", "manifest-indirect.ttl"),
    ids=lambda case: case.name,
)
def test_graph_store_protocol(shared: Path, case: ProtocolTest) -> None:
    run(case)


def test_service_description(client: TestClient) -> None:
    """has-endpoint-triple, returns-rdf, conforms-to-schema: the three tests of the suite, which names no files."""
    response = client.get("/sparql")
    description = rdflib.Graph().parse(data=response.text, format=response.headers["content-type"].partition(";")[0])
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = description.subjects(rdflib.RDF.type, sd.Service)
    assert description.value(service, sd.endpoint) == rdflib.URIRef("http://www.example/sparql")
    (dataset,) = description.objects(service, sd.defaultDataset)
    assert (dataset, rdflib.RDF.type, sd.Dataset) in description
    assert (description.value(dataset, sd.defaultGraph), rdflib.RDF.type, sd.Graph) in description
    languages = {re.sub(".*#", "", str(language)) for language in description.objects(service, sd.supportedLanguage)}
    assert languages == {"SPARQL11Query", "SPARQL11Update"}
