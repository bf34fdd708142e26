from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from asking import ask
from sample_extractions import SPRING, Writer, all_samples, article, unknown

from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.parameters import bind
from graph.queries import named_queries, named_query, run, run_sparql, write
from graph.store_embedded import MemoryStore
from graph.tables import Format, Table, to_table
from graph.validate import invariants, validate
from policygraph.errors import InputError
from policygraph.records import Extraction


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = MemoryStore()
    assert not load(made, all_samples()).quarantined
    consolidate(made)
    infer(made)
    return made


GIVEN = {
    "timeline": {"entity": "Anthropic"},
    "together": {"entity": "Anthropic"},
    "believed": {"day": "2025-09-05"},
    "new-entities": {"since": "2025-01-01"},
}


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_each_query_runs_and_gives_the_columns_that_its_header_names(store: MemoryStore, query) -> None:  # type: ignore[no-untyped-def]
    given = GIVEN.get(query.name, {})
    if query.name == "evidence":
        given = {"event": ask(store, "events", type="Restriction")[0]["event"]}
    table = run(store, query, given)
    assert list(table.columns) == [column.name for column in query.columns]


def test_there_are_at_least_25_questions_in_two_languages() -> None:
    assert len(named_queries()) >= 25
    assert all(query.question and query.question_zh for query in named_queries())


def test_the_three_tools_are_exposed_to_the_claude_ban_each_with_its_path(store: MemoryStore) -> None:
    rows = [row for row in ask(store, "exposure") if row["exposed"] in {"Trae", "Qoder", "CodeBuddy"}]
    assert {(row["exposed"], row["operator"]) for row in rows} == {
        ("Trae", "ByteDance"),
        ("Qoder", "Alibaba"),
        ("CodeBuddy", "Tencent"),
    }
    assert {row["verdict"] for row in rows} == {"in scope"}
    trae = next(row for row in rows if row["exposed"] == "Trae")
    assert "Trae dependsOn Claude" in str(trae["path"])
    assert "Trae madeBy ByteDance" in str(trae["path"])
    assert trae["articles"] == "https://news.example/en1"
    assert trae["object"] == "Claude"


def test_a_pattern_for_a_parameter_counts_only_where_that_is_given(store: MemoryStore) -> None:
    query = named_query("restrictions")
    assert "pg:participant ?entity" not in bind(store, query, {})
    assert "pg:participant ?entity" in bind(store, query, {"entity": "Anthropic"})
    assert ask(store, "restrictions") == ask(store, "restrictions", entity="Anthropic")
    assert ask(store, "restrictions", entity="Tencent") == []


def test_sources_and_new_entities_are_as_counting_all_articles_gives(store: MemoryStore) -> None:
    counted = store.query(
        """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX dc: <http://purl.org/dc/elements/1.1/>
        PREFIX schema: <https://schema.org/>
        SELECT ?publisher (COUNT(?a) AS ?n) (MIN(?day) AS ?first) WHERE {
          ?a dc:publisher ?publisher ; schema:datePublished ?day } GROUP BY ?publisher"""
    )
    found = {(row["publisher"], row["articles"], row["first"]) for row in ask(store, "sources")}
    assert found == set(to_table(counted).cells())
    spoken = store.query(
        """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX schema: <https://schema.org/>
        SELECT ?entity (MIN(?day) AS ?first) WHERE {
          ?a pg:reference/pg:entity ?entity ; schema:datePublished ?day } GROUP BY ?entity"""
    )
    new = {(row["entity"], row["first"]) for row in ask(store, "new-entities", since="2025-09-05")}
    assert new == {row for row in to_table(spoken).cells() if str(row[1]) >= "2025-09-05"} != set()


def test_an_exposure_can_be_asked_for_by_a_chinese_name(store: MemoryStore) -> None:
    assert {row["exposed"] for row in ask(store, "exposure", entity="字节跳动")} == {"ByteDance"}


def test_the_same_ban_in_two_languages_is_one_event_with_two_sources(store: MemoryStore) -> None:
    (ban,) = ask(store, "events", type="Restriction")
    assert ban["sources"] == 2
    (corroborated,) = ask(store, "corroboration")
    assert (corroborated["languages"], corroborated["event"]) == (2, ban["event"])


def test_what_is_denied_or_guessed_at_has_no_participants(store: MemoryStore) -> None:
    purchases = ask(store, "acquisitions")
    assert {row["status"] for row in purchases} == {"denied", "hypothetical"}
    assert not any(row["acquirer"] for row in purchases)
    (denial,) = ask(store, "denials")
    assert denial["source"] == "Alibaba"
    assert "acquired: Qoder" in str(denial["who"])


def test_what_was_known_on_a_day_leaves_out_what_came_later(store: MemoryStore) -> None:
    (ban,) = [row for row in ask(store, "believed", day="2025-09-05") if row["kind"] == "Restriction"]
    assert ban["reports"] == 1
    (ban,) = [row for row in ask(store, "believed", day="2025-09-06") if row["kind"] == "Restriction"]
    assert ban["reports"] == 2
    assert [row["kind"] for row in ask(store, "believed", day="2025-08-30")] == ["Lawsuit"]


def test_who_acts_together_is_as_counting_each_pair_gives(store: MemoryStore) -> None:
    counted = store.query(
        """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?name (COUNT(DISTINCT ?event) AS ?events) WHERE {
          ?event pg:participant <https://w3id.org/policygraph/entity/anthropic> , ?other . ?other rdfs:label ?name
          FILTER(?other != <https://w3id.org/policygraph/entity/anthropic>) } GROUP BY ?name"""
    )
    found = {(row["name"], row["events"]) for row in ask(store, "together", entity="Anthropic")}
    assert found == set(to_table(counted).cells()) != set()


def test_the_latest_of_a_timeline_come_in_order_of_time(store: MemoryStore) -> None:
    whole = ask(store, "timeline", entity="Anthropic")
    assert [row["day"] for row in whole] == sorted(str(row["day"]) for row in whole)
    assert ask(store, "timeline", entity="Anthropic", most="1") == whole[-1:]


def test_a_plan_that_came_true_is_expected_no_more() -> None:
    def funding(identifier: str, status: str) -> Extraction:
        text = "SPRING raised $5 million from Harbour Fund."
        writer = Writer(article(identifier, text))
        investor = unknown("Company", "Harbour Fund")
        roles = [("recipient", SPRING, "SPRING"), ("investor", investor, "Harbour Fund")]
        return writer.event("FundingRound", status, roles, "raised", text).done()

    made = MemoryStore()
    load(made, [funding("p1", "planned")])
    consolidate(made)
    assert [row["kind"] for row in ask(made, "plans")] == ["FundingRound"]
    load(made, [funding("p2", "actual")])
    consolidate(made)
    assert ask(made, "plans") == []


def test_evidence_gives_the_characters(store: MemoryStore) -> None:
    (ban,) = ask(store, "events", type="Restriction")
    rows = ask(store, "evidence", event=str(ban["event"]))
    assert ("authority", "Anthropic") in {(row["part"], row["text"]) for row in rows}
    assert ("trigger", "禁止") in {(row["part"], row["text"]) for row in rows}


def test_a_parameter_is_a_value_and_never_text_of_the_query(store: MemoryStore) -> None:
    hostile = '"} } INSERT DATA { <urn:a> <urn:b> <urn:c> } #'
    assert ask(store, "effective-ownership", country=hostile) == []
    with pytest.raises(InputError, match="no entity"):
        ask(store, "timeline", entity="> } DROP ALL #")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs entity"),
        ({"entity": "Anthropic", "colour": "red"}, "takes no 'colour'"),
        ({"entity": "Anthropic", "since": "last week"}, "no date"),
    ],
)
def test_a_wrong_parameter_is_named(store: MemoryStore, given: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(store, named_query("timeline"), given)


def test_an_unknown_event_type_is_answered_with_those_there_are(store: MemoryStore) -> None:
    with pytest.raises(InputError, match="Acquisition"):
        ask(store, "events", type="Party")


def test_an_unknown_query_is_named() -> None:
    with pytest.raises(InputError, match="--list"):
        named_query("nothing")


def test_a_query_that_is_not_sparql_says_where(store: MemoryStore) -> None:
    with pytest.raises(InputError, match="not SPARQL"):
        run_sparql(store, "SELECT ?x WHERE {")


TABLE = Table(("a", "b"), ((ox.Literal('x,"y"\n<&', language="en"), None), (ox.NamedNode("urn:x"), ox.Literal(3))))


def test_a_query_that_would_fetch_from_another_server_is_refused(store: MemoryStore) -> None:
    with pytest.raises(InputError, match="SERVICE is not allowed"):
        run_sparql(store, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_query_that_names_its_graphs_is_answered_from_them_alone(store: MemoryStore) -> None:
    assert not run_sparql(store, "SELECT * FROM <https://example.org/no-such-graph> { ?s ?p ?o }").rows
    assert run_sparql(store, "SELECT * { ?s ?p ?o } LIMIT 1").rows


def test_csv_and_json_and_xml_say_the_same() -> None:
    assert list(csv.reader(io.StringIO(write(TABLE, "csv").decode()))) == [
        ["a", "b"],
        ['x,"y"\n<&', ""],
        ["urn:x", "3"],
    ]
    bindings = json.loads(write(TABLE, "json"))["results"]["bindings"]
    assert bindings[0] == {"a": {"type": "literal", "value": 'x,"y"\n<&', "xml:lang": "en"}}
    assert bindings[1]["b"]["datatype"].endswith("#integer")
    root = ET.fromstring(write(TABLE, "xml"))  # noqa: S314 (our own)
    assert next(element.text for element in root.iter() if (element.text or "").strip()) == 'x,"y"\n<&'


def test_pyoxigraph_reads_our_results_back() -> None:
    for kind, form in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        solutions = ox.parse_query_results(write(TABLE, kind), format=form)  # type: ignore[arg-type]
        assert [tuple(solution) for solution in solutions] == list(TABLE.rows)  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "of"), [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)])
def test_the_answer_to_ask_is_a_truth_value(store: MemoryStore, kind: Format, of: ox.QueryResultsFormat) -> None:
    for query, truth in (("ASK { ?s ?p ?o }", True), ("ASK { ?s ?s ?s }", False)):
        answer = ox.parse_query_results(write(run_sparql(store, query), kind), format=of)
        assert isinstance(answer, ox.QueryBoolean)
        assert bool(answer) is truth


def test_turtle_of_a_construct_is_its_triples(store: MemoryStore) -> None:
    table = run_sparql(store, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 5")
    assert len(list(ox.parse(write(table, "ttl"), format=ox.RdfFormat.TURTLE))) == 5


def test_a_table_for_the_terminal_shows_all_cells() -> None:
    assert "urn:x" in write(TABLE, "table").decode()


def test_a_table_becomes_a_dataframe() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(io.BytesIO(write(Table(("n",), ((ox.Literal(3),),)), "parquet")))
    assert frame["n"].tolist() == [3]


def test_no_invariant_is_broken(store: MemoryStore) -> None:
    assert len(invariants()) >= 15
    assert list(validate(store)) == []


@pytest.mark.parametrize("name", ["ByteDance", "bytedance", "BYTEDANCE", "字节跳动", "字節跳動"])
def test_an_entity_is_found_by_any_of_its_names(store: MemoryStore, name: str) -> None:
    assert {row["exposed"] for row in ask(store, "exposure", entity=name)} == {"ByteDance"}
