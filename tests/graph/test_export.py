from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from sample_extractions import ALIBABA, BYTEDANCE, QODER, TRAE, all_samples

from graph.consolidate import consolidate
from graph.export import KINDS, export_from
from graph.infer import infer
from graph.load import load
from graph.store_embedded import MemoryStore
from ontology.context import context
from policygraph.errors import InputError


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = MemoryStore()
    load(made, all_samples())
    consolidate(made)
    infer(made)
    return made


def exported(store: MemoryStore, kind: str) -> bytes:
    out = io.BytesIO()
    export_from(store, out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_the_same_each_time(store: MemoryStore, kind: str) -> None:
    assert exported(store, kind) == exported(store, kind) != b""


def test_nquads_are_sorted_and_complete(store: MemoryStore) -> None:
    assert exported(store, "nquads") == b"".join(store.dump_nquads())


@pytest.mark.parametrize(("kind", "form"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_each_rdf_format_holds_every_quad(store: MemoryStore, kind: str, form: ox.RdfFormat) -> None:
    again = MemoryStore()
    again.bulk_add(ox.parse(exported(store, kind), format=form))
    assert list(again.dump_nquads()) == list(store.dump_nquads())


def test_rdflib_reads_the_jsonld_as_well(store: MemoryStore) -> None:
    found = Dataset().parse(data=exported(store, "jsonld").decode(), format="json-ld")
    assert sum(1 for _ in found.quads()) == sum(1 for _ in store.dump_nquads())


def test_the_jsonld_is_as_short_as_the_context_makes_it(store: MemoryStore) -> None:
    document = json.loads(exported(store, "jsonld"))
    assert document["@context"] == context()
    graphs = {graph["@id"].rpartition("/")[2]: graph["@graph"] for graph in document["@graph"]}
    report = next(node for node in graphs["en3"] if node.get("@type") == "pg:EventReport")
    assert report["status"].endswith("#actual")
    assert report["Lawsuit-claim"] == "antitrust"


def test_graphml_has_an_edge_for_each_relation_between_nodes(store: MemoryStore) -> None:
    root = ET.fromstring(exported(store, "graphml"))  # noqa: S314 (our own)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    pairs = {(edge.get("source"), edge.get("target")) for edge in root.iter(f"{space}edge")}
    assert (TRAE.iri, BYTEDANCE.iri) in pairs
    assert all(source in nodes and target in nodes for source, target in pairs)


def test_what_is_denied_is_no_edge_in_any_network(store: MemoryStore) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv-edges").decode())))
    assert ("madeBy", QODER.iri) in {(row["relation"], row["source"]) for row in rows}
    assert "acquirer" not in {row["relation"] for row in rows}


def test_nodes_are_entities_and_events(store: MemoryStore) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(exported(store, "csv-nodes").decode()))}
    assert rows[ALIBABA.iri]["country"] == "CN"
    assert {row["kind"] for row in rows.values()} >= {"Company", "Product", "Restriction", "Lawsuit"}


def test_followthemoney_entities_refer_to_each_other(store: MemoryStore) -> None:
    entities = [json.loads(line) for line in exported(store, "followthemoney").splitlines()]
    known = {entity["id"] for entity in entities}
    links = [entity for entity in entities if entity["schema"] in {"Ownership", "UnknownLink"}]
    assert len(links) == 6
    for link in links:
        assert {*link["properties"]["subject"], *link["properties"]["object"]} <= known
    assert any("字节跳动" in entity["properties"].get("alias", ()) for entity in entities)


def test_an_unknown_kind_is_answered_with_those_there_are(store: MemoryStore) -> None:
    with pytest.raises(InputError, match="graphml"):
        exported(store, "pdf")
