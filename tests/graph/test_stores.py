"""What every store does, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from fakes.sparql_servers import has_virtuoso, oxigraph, virtuoso
from sample_extractions import all_samples, ban_in_chinese, ban_in_english

from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load, retract
from graph.names import article_graph_name
from graph.opening import open_store
from graph.queries import named_query, run
from graph.store import Change, NamedGraph, Store, StoreError
from graph.store_embedded import MemoryStore
from graph.tables import to_table

KINDS = ["memory", "disk", "oxigraph", "virtuoso"]
A, B, P = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")
ONE, TWO = "https://example.org/graph/one", "https://example.org/graph/two"


@pytest.fixture(scope="module", params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "oxigraph":
        with oxigraph(home) as url:
            yield url
    elif request.param == "virtuoso":
        if not has_virtuoso():
            pytest.skip("needs Debian's virtuoso-opensource-7")
        with virtuoso(home) as url:
            yield url
    else:
        yield "memory:" if request.param == "memory" else "oxigraph:"


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(address, tmp_path) as opened:
        yield opened
        opened.drop(opened.graph_names())


def literal(text: str, language: str = "") -> ox.Triple:
    return ox.Triple(A, P, ox.Literal(text, language=language) if language else ox.Literal(text))


def test_a_new_store_is_empty(store: Store) -> None:
    assert [name for name in store.graph_names() if "example.org" in name or "policygraph" in name] == []


def test_replacing_a_graph_leaves_only_the_new_triples(store: Store) -> None:
    store.replace([NamedGraph(ONE, (literal("old"),)), NamedGraph(TWO, (literal("other"),))])
    store.replace([NamedGraph(ONE, (literal("new"), literal("neu", "de")))])
    assert set(store.graph(ONE)) == {literal("new"), literal("neu", "de")}
    assert set(store.graph(TWO)) == {literal("other")}


@pytest.mark.parametrize(
    "text", ['quotes " and \\ and \n line \t tab', "中文與繁體", "😀 beyond the basic plane", "a\u00a0b <x> & y"]
)
def test_texts_come_back_as_they_were(store: Store, text: str) -> None:
    store.replace([NamedGraph(ONE, (literal(text),))])
    assert set(store.graph(ONE)) == {literal(text)}


def test_dropping_ends_a_graph_and_passes_over_one_that_is_not_there(store: Store) -> None:
    store.replace([NamedGraph(ONE, (literal("x"),))])
    store.drop([ONE, "https://example.org/graph/never"])
    assert ONE not in store.graph_names()


def test_a_change_drops_replaces_deletes_and_inserts_in_this_order(store: Store) -> None:
    store.replace([NamedGraph(ONE, (literal("x"), literal("y"))), NamedGraph(TWO, (literal("z"),))])
    gone = ox.Quad(A, P, ox.Literal("z"), ox.NamedNode(TWO))
    fresh = ox.Quad(A, P, B, ox.NamedNode(TWO))
    store.apply(Change(replace=(NamedGraph(ONE, (literal("new"),)),), delete=(gone,), insert=(fresh,)))
    assert set(store.graph(ONE)) == {literal("new")}
    assert set(store.graph(TWO)) == {ox.Triple(A, P, B)}


def test_a_pattern_outside_graph_matches_all_graphs(store: Store) -> None:
    store.replace([NamedGraph(ONE, (literal("x"),)), NamedGraph(TWO, (ox.Triple(B, P, A),))])
    table = to_table(store.query(f"SELECT ?s WHERE {{ ?s <{P.value}> ?o }} ORDER BY ?s"))
    assert [row[0] for row in table.rows] == [A, B]


def test_a_query_that_names_its_graphs_is_answered_from_them_alone(store: Store) -> None:
    store.replace([NamedGraph(ONE, (literal("x"),)), NamedGraph(TWO, (ox.Triple(B, P, A),))])
    query = f"SELECT ?s FROM <{TWO}> WHERE {{ ?s <{P.value}> ?o }}"  # noqa: S608 - SPARQL, of our own making
    table = to_table(store.query(query))
    assert [row[0] for row in table.rows] == [B]


def test_select_ask_and_construct_are_answered(store: Store) -> None:
    store.replace([NamedGraph(ONE, (ox.Triple(A, P, B),))])
    assert bool(store.query(f"ASK {{ <{A.value}> <{P.value}> <{B.value}> }}"))
    assert not bool(store.query(f"ASK {{ <{B.value}> <{P.value}> <{A.value}> }}"))
    constructed = store.query(f"CONSTRUCT {{ ?o ?p ?s }} WHERE {{ ?s ?p ?o . ?s <{P.value}> ?o }}")
    assert [(t.subject, t.object) for t in constructed] == [(B, A)]  # type: ignore[union-attr]


def test_a_query_that_is_not_sparql_is_a_syntax_error(store: Store) -> None:
    with pytest.raises(SyntaxError):
        store.query("SELECT ?x WHERE { ?x ")


def test_many_quads_are_added_in_bulk(store: Store) -> None:
    graph = ox.NamedNode(ONE)
    store.bulk_add(ox.Quad(ox.NamedNode(f"https://example.org/{n}"), P, ox.Literal(str(n)), graph) for n in range(3000))
    assert len(list(store.graph(ONE))) == 3000


def test_a_large_graph_is_dropped_in_bulk_and_no_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store_embedded._PART", 700)
    for name in (ONE, TWO):
        graph = ox.NamedNode(name)
        store.bulk_add(ox.Quad(ox.NamedNode(f"https://example.org/{n}"), P, A, graph) for n in range(3000))
    store.bulk_drop(ONE)
    assert list(store.graph(ONE)) == []
    assert len(list(store.graph(TWO))) == 3000


def test_the_line_runs_on_it_and_comes_to_the_same_bytes(store: Store) -> None:
    with MemoryStore() as expected:
        for each in (store, expected):
            load(each, all_samples())
            retract(each, [article_graph_name("en3")])
            load(each, [ban_in_english(), ban_in_chinese()])
            consolidate(each)
            infer(each)
        assert ours(store) == ours(expected)
        rows = run(store, named_query("exposure"), {}).rows
        assert len(rows) == len(run(expected, named_query("exposure"), {}).rows) == 6


def ours(store: Store) -> list[bytes]:
    """What is in the store beside what a server keeps for itself."""
    return [line for line in store.dump_nquads() if b"policygraph/graph/" in line]


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="POLICYGRAPH_STORE"):
        open_store("http://127.0.0.1:9", tmp_path)


def test_an_address_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="oxigraph:"):
        open_store("sqlite:", tmp_path)
