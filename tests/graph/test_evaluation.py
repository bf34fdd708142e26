from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evaluation import GRAPH_FORMATS, TABLE_FORMATS, QueryAnswer, QueryFailure, QueryRequest, evaluate
from graph.sparql_text import reaches_out, with_using, words
from graph.writable import WritableStore

G, H, P = (ox.NamedNode(f"http://example.org/{name}") for name in "ghp")


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(G, P, ox.Literal("g"), G))
    store.add(ox.Quad(H, P, ox.Literal("h"), H))
    return store


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address that notes who knocks."""
    visits: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def watch() -> None:
            while not done.is_set():
                try:
                    server.accept()[0].close()
                except TimeoutError:
                    continue
                visits.append("knock")

        thread = threading.Thread(target=watch)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", visits
        done.set()
        thread.join()


def csv(answer: QueryAnswer | QueryFailure) -> list[str]:
    assert isinstance(answer, QueryAnswer), answer
    return sorted(answer.body.decode().splitlines()[1:])


def ask(store: ox.Store, query: str, **how: object) -> QueryAnswer | QueryFailure:
    return evaluate(store, QueryRequest(query, table_format="csv", **how))  # type: ignore[arg-type]


def test_without_a_dataset_the_default_graph_is_the_union(store: ox.Store) -> None:
    assert csv(ask(store, "SELECT ?o { ?s ?p ?o }")) == ["g", "h"]
    assert csv(ask(store, "SELECT ?o { ?s ?p ?o }", union_default=False)) == []


def test_a_dataset_in_the_query_counts(store: ox.Store) -> None:
    assert csv(ask(store, "SELECT ?o FROM <http://example.org/g> { ?s ?p ?o }")) == ["g"]
    assert csv(ask(store, "SELECT ?o FROM NAMED <http://example.org/g> { GRAPH ?x { ?s ?p ?o } }")) == ["g"]
    assert csv(ask(store, "SELECT ?o FROM NAMED <http://example.org/g> { ?s ?p ?o }")) == []


def test_a_dataset_of_the_request_replaces_the_one_of_the_query(store: ox.Store) -> None:
    assert csv(ask(store, "SELECT ?o FROM <http://example.org/g> { ?s ?p ?o }", default_graphs=(H.value,))) == ["h"]
    assert csv(ask(store, "SELECT ?o { GRAPH ?x { ?s ?p ?o } }", named_graphs=(H.value,))) == ["h"]
    assert csv(ask(store, "SELECT ?o { ?s ?p ?o }", named_graphs=(H.value,))) == []


@pytest.mark.parametrize("wanted", TABLE_FORMATS)
def test_tables_come_in_every_format(store: ox.Store, wanted: object) -> None:
    answer = evaluate(store, QueryRequest("SELECT * { ?s ?p ?o }", table_format=wanted.name))  # type: ignore[attr-defined]
    assert isinstance(answer, QueryAnswer)
    assert answer.media_type == wanted.media_type  # type: ignore[attr-defined]
    assert b"example.org/g" in answer.body


@pytest.mark.parametrize("wanted", GRAPH_FORMATS)
def test_graphs_come_in_every_format(store: ox.Store, wanted: object) -> None:
    answer = evaluate(store, QueryRequest("CONSTRUCT WHERE { ?s ?p ?o }", graph_format=wanted.name))  # type: ignore[attr-defined]
    assert isinstance(answer, QueryAnswer)
    parsed = ox.parse(answer.body, format=ox.RdfFormat.from_media_type(answer.media_type))
    assert len(list(parsed)) == 2


def test_what_the_client_does_not_take_is_not_sent(store: ox.Store) -> None:
    failure = evaluate(store, QueryRequest("ASK {}", table_format=""))
    assert isinstance(failure, QueryFailure)
    assert failure.reason == "not_acceptable"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { service SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { BIND('a' AS ?x)SERVICE<%s>{?s ?p ?o} }",
        "SELECT * { # '\n SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b#>\n) SERVICE <%s> { ?s ?p ?o } }",
        'SELECT * { BIND("""a"b\\""" AS ?x) SERVICE <%s> { ?s ?p ?o } BIND("""" AS ?y) }',
        "PREFIX a: <http://a/> SELECT * { a:it\\'s a:p ?x . SERVICE <%s> { ?s ?p ?o } BIND('' AS ?y) }",
        "SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE ?x { ?s ?p ?o } VALUES ?x { <%s> } } } }",
        "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
        "SELECT * FROM <%s> { ?s ?p ?o }",
    ],
)
def test_no_query_reaches_another_server(store: ox.Store, listener: tuple[str, list[str]], query: str) -> None:
    address, visits = listener
    ask(store, query.replace("%s", address))
    assert visits == []


def test_no_update_reaches_another_server(store: ox.Store, listener: tuple[str, list[str]]) -> None:
    address, visits = listener
    for text in (f"LOAD <{address}>", f"load silent <{address}> INTO GRAPH {G}", "LOAD <file:///etc/hostname>"):
        failure = WritableStore(store).update(text)
        assert failure is not None
        assert failure.reason == "refused"
    assert visits == []


def test_words_that_only_look_like_keywords_are_let_through(store: ox.Store) -> None:
    query = """PREFIX service: <http://example.org/SERVICE/>
        # SERVICE in a comment
        SELECT ?service { ?service ?p "SERVICE <x>" . FILTER(?p != service:load && STR(?p) != 'LOAD') }"""
    assert reaches_out(query) == ""
    assert csv(ask(store, query)) == []


@given(st.text())
def test_words_stand_in_any_text_where_they_are_said_to_stand(text: str) -> None:
    found = list(words(text))
    assert all(word.text and text[word.start :][:1].upper().startswith(word.text[0]) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text(alphabet="ab\"'\\\n<>#{}:. ", max_size=40))
def test_a_literal_hides_its_words_whatever_it_holds(inside: str) -> None:
    literal = str(ox.Literal(inside + " SERVICE "))
    assert reaches_out(f"ASK {{ ?s ?p {literal} }}") == ""
    assert reaches_out(f"ASK {{ ?s ?p {literal} . SERVICE <http://x/> {{}} }}") == "SERVICE"


def test_using_goes_before_each_outer_where() -> None:
    text = "DELETE { ?s ?p 1 } WHERE { { SELECT ?s WHERE { ?s ?p 'WHERE' } } } ; INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }"
    made = with_using(text, ("http://example.org/g",), ())
    assert made.count("USING <http://example.org/g> WHERE {") == 2
    with pytest.raises(ValueError, match="DELETE WHERE"):
        with_using("DELETE WHERE { ?s ?p ?o }", ("http://example.org/g",), ())


def test_a_graph_name_cannot_smuggle_an_operation(store: ox.Store) -> None:
    before = sorted(map(str, store))
    failure = WritableStore(store).update(
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", using=("http://x/> WHERE {}; DROP ALL; #",)
    )
    assert failure is not None
    assert failure.reason == "syntax"
    assert sorted(map(str, store)) == before
