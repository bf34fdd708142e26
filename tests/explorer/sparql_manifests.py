"""W3C's tests of the SPARQL protocols, read from their manifests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Exchange:
    """A request and what must come back."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes
    statuses: frozenset[int]
    expected_format: str
    expected_boolean: bool | None
    expected_body: str
    location: str


@dataclass(frozen=True)
class ProtocolTest:
    """One test: graphs that must be there, and exchanges in order."""

    name: str
    graphs: dict[str, Path]
    exchanges: list[Exchange]


def read_tests(manifest: Path) -> Iterator[ProtocolTest]:
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    kinds = (MF.ProtocolTest, MF.GraphStoreProtocolTest)
    for node in sorted(node for kind in kinds for node in graph.subjects(RDF.type, kind)):
        yield _test(graph, node)


def _test(graph: rdflib.Graph, node: rdflib.term.Node) -> ProtocolTest:
    graphs = {
        str(graph.value(data, RDFS.label)): Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
        for data in graph.objects(node, UT.graphData)
    }
    requests = Collection(graph, graph.value(graph.value(node, MF.action), HT.requests))
    return ProtocolTest(str(node).rpartition("#")[2], graphs, [_exchange(graph, request) for request in requests])


def _exchange(graph: rdflib.Graph, request: rdflib.term.Node) -> Exchange:
    response = graph.value(request, HT.resp)
    boolean = graph.value(response, MF.expectedBoolean)
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=_body(graph, request),
        statuses=frozenset(
            code for status in graph.objects(response, MF.expectedStatus) for code in _codes(str(status))
        ),
        expected_format=str(graph.value(response, MF.expectedFormat) or ""),
        expected_boolean=None if boolean is None else bool(boolean.toPython()),
        expected_body=_body(graph, response).decode(),
        location=str(graph.value(response, MF.expectedLocation) or ""),
    )


def _headers(graph: rdflib.Graph, node: rdflib.term.Node) -> list[tuple[str, str]]:
    listed = graph.value(node, HT.headers)
    if listed is None:
        return []
    found = (
        (graph.value(header, HT.fieldName), graph.value(header, HT.fieldValue)) for header in Collection(graph, listed)
    )
    return [(str(name), str(value)) for name, value in found]


def _body(graph: rdflib.Graph, node: rdflib.term.Node) -> bytes:
    body = graph.value(node, HT.body)
    if body is None:
        return b""
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def _codes(status: str) -> range | list[int]:
    name = status.rpartition("#")[2]
    if name.startswith("StatusCode"):
        first = int(name[len("StatusCode")]) * 100
        return range(first, first + 100)
    return [_CODES[name]]
