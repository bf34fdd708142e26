"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.evaluation import GRAPH_FORMATS, TABLE_FORMATS, QueryAnswer, graph_format, rdf_format

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# The names that the W3C gives to the formats: https://www.w3.org/ns/formats/
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF_XML", "jsonld": "JSON-LD",
    "nq": "N-Quads", "trig": "TriG", "n3": "N3",
}  # fmt: skip


def service_description(endpoint: str, format_name: str, *, union_default: bool, updates: bool) -> QueryAnswer:
    """The description of the service at an address, serialised.

    Args:
        endpoint: address of the service.
        format_name: name of one of ``graph.evaluation.GRAPH_FORMATS``.
        union_default: whether the default graph is the union of all graphs.
        updates: whether updates are taken.
    """
    chosen = graph_format(format_name)
    triples = _triples(endpoint, union_default=union_default, updates=updates)
    body = ox.serialize(triples, format=rdf_format(chosen), prefixes={"sd": _SD}) or b""
    return QueryAnswer(chosen.media_type, body)


def _triples(endpoint: str, *, union_default: bool, updates: bool) -> Iterator[ox.Triple]:
    service, dataset = ox.NamedNode(f"{endpoint}#service"), ox.NamedNode(f"{endpoint}#dataset")
    default_graph = ox.NamedNode(f"{endpoint}#default-graph")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if updates:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    if union_default:
        yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for known in (*TABLE_FORMATS, *GRAPH_FORMATS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + _FORMAT_NAMES[known.name]))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default_graph)
    yield ox.Triple(default_graph, _TYPE, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
