from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from sample_extractions import SPRING, all_samples, ban_in_english, lawsuit, ownership, unknown

from graph.load import load, retract
from graph.names import article_graph_name, graph_name
from graph.opening import open_store
from graph.store import Store
from graph.store_embedded import MemoryStore


def bytes_of(store: Store) -> bytes:
    return b"".join(store.dump_nquads())


def loaded(*extractions: object) -> MemoryStore:
    store = MemoryStore()
    for extraction in extractions:
        assert not load(store, [extraction]).quarantined  # type: ignore[list-item]
    return store


def test_loading_twice_changes_nothing() -> None:
    store = loaded(*all_samples())
    before = bytes_of(store)
    again = load(store, all_samples())
    assert again.written == ()
    assert len(again.unchanged) == 4
    assert bytes_of(store) == before


def test_the_order_of_arrival_leaves_no_trace() -> None:
    dumps = {bytes_of(loaded(*order)) for order in permutations(all_samples())}
    assert len(dumps) == 1


def test_a_batch_gives_the_same_bytes_as_one_by_one() -> None:
    store = MemoryStore()
    load(store, all_samples())
    assert bytes_of(store) == bytes_of(loaded(*all_samples()))


def test_retracting_an_article_leaves_what_the_others_support_and_nothing_else() -> None:
    store = loaded(*all_samples())
    retract(store, [article_graph_name("en3")])
    assert bytes_of(store) == bytes_of(loaded(*[e for e in all_samples() if e.article.id != "en3"]))


def test_retracting_all_leaves_nothing() -> None:
    store = loaded(*all_samples())
    retract(store, [name for name in store.graph_names() if "/article/" in name])
    assert bytes_of(store) == b""


def test_a_changed_reading_takes_the_place_of_the_old_one() -> None:
    first = lawsuit()
    second = replace(first, events=(replace(first.events[0], status="alleged"),), versions={"pipeline": "2"})
    store = loaded(first)
    assert load(store, [second]).written == ("en3",)
    assert bytes_of(store) == bytes_of(loaded(second))


def test_a_broken_graph_is_quarantined_and_the_rest_of_the_batch_written() -> None:
    good, bad = ban_in_english(), lawsuit()
    event = bad.events[0]
    broken = replace(bad, events=(replace(event, trigger=replace(event.trigger, start=3, end=7)),))
    store = MemoryStore()
    result = load(store, [good, broken])
    assert result.written == ("en1",)
    outcome = result.quarantined[0].outcome()
    assert outcome.state == "quarantined"
    assert "does not stand at its offsets" in outcome.reason
    assert article_graph_name("en3") not in store.graph_names()


def test_a_quarantined_reading_leaves_the_older_graph_alone() -> None:
    store = loaded(lawsuit())
    before = bytes_of(store)
    event = lawsuit().events[0]
    broken = replace(lawsuit(), events=(replace(event, status="perhaps"),))
    assert load(store, [broken]).quarantined
    assert bytes_of(store) == before


def test_spellings_of_an_unknown_company_come_together_whatever_comes_first() -> None:
    other = replace(SPRING, name="SPRING (SG)", names=(("en", "SPRING (SG)"),))
    parent = unknown("Company", "Acme Holdings")
    one, two = ownership("o1", [(parent, SPRING, "51")]), ownership("o2", [(parent, other, "51")])
    assert SPRING.iri == other.iri
    store = loaded(one, two)
    assert bytes_of(store) == bytes_of(loaded(two, one))
    labels = [t.object.value for t in store.graph(graph_name("entities")) if t.predicate.value.endswith("#label")]
    assert sorted(labels) == ["Acme Holdings", "SPRING (SG)"]


def test_no_triple_stands_in_two_graphs_and_no_node_is_blank() -> None:
    store = loaded(*all_samples())
    twice = store.query("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(?g != ?h) }")
    assert list(twice) == []  # type: ignore[arg-type]
    assert b"_:" not in bytes_of(store)


def test_the_memory_store_opens_by_its_address(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with open_store("memory:", tmp_path) as store:
        load(store, [lawsuit()])
        assert article_graph_name("en3") in store.graph_names()
