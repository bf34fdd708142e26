from __future__ import annotations

import random
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from sample_extractions import all_samples

from graph.rdf import ArticleGraph, article_graph
from graph.shacl import SHAPES, shape_violations
from graph.shapes import check
from graph.store import NamedGraph

NS = "https://w3id.org/policygraph/ns#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@lru_cache(maxsize=1)
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES)


def by_pyshacl(graph: NamedGraph) -> bool:
    lines = "\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in graph.triples)
    data = rdflib.Graph().parse(data=lines, format="nt")
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none")
    return bool(conforms)


SAMPLES = [article_graph(extraction) for extraction in all_samples()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.article_id)
def test_what_the_project_makes_conforms(sample: ArticleGraph) -> None:
    assert check(sample).conforms
    assert by_pyshacl(sample.graph)


def with_object(graph: NamedGraph, predicate: str, value: ox.NamedNode | ox.Literal) -> NamedGraph:
    """The graph with the first value of a property changed."""
    changed = next(t for t in graph.triples if t.predicate.value == predicate)
    fresh = ox.Triple(changed.subject, changed.predicate, value)
    return NamedGraph(graph.name, tuple(fresh if t == changed else t for t in graph.triples))


def without(graph: NamedGraph, predicate: str) -> NamedGraph:
    gone = next(t for t in graph.triples if t.predicate.value == predicate)
    return NamedGraph(graph.name, tuple(t for t in graph.triples if t != gone))


def number(text: str, kind: str = "decimal") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


BROKEN = {
    "confidence above one": (NS + "confidence", number("1.3")),
    "confidence of another datatype": (NS + "confidence", number("1", "integer")),
    "begin after end": (NIF + "beginIndex", number("9999", "integer")),
    "begin below zero": (NIF + "beginIndex", number("-1", "integer")),
    "empty quotation": (NIF + "anchorOf", ox.Literal("")),
    "a mention of no text": (NIF + "referenceContext", ox.NamedNode("urn:elsewhere")),
    "a filler that the article does not speak of": (NS + "filler", ox.NamedNode("urn:somebody")),
    "a mention of nobody": (NS + "refersTo", ox.NamedNode("urn:somebody")),
    "evidence that is no mention": (NS + "evidence", ox.NamedNode("urn:nothing")),
    "a digest that is none": (NS + "pageSha256", ox.Literal("abc")),
    "an unknown language": ("https://schema.org/inLanguage", ox.Literal("fr")),
    "a role that is no IRI": (NS + "role", ox.Literal("plaintiff")),
    "a status that is no IRI": (NS + "status", ox.Literal("actual")),
    "a publication date with a time": ("https://schema.org/datePublished", number("2025-09-05T00:00:00Z", "dateTime")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_as_pyshacl_finds_it(name: str) -> None:
    predicate, value = BROKEN[name]
    broken = with_object(SAMPLES[0].graph, predicate, value)
    assert not by_pyshacl(broken)
    assert shape_violations(broken)


def test_lower_bounds_above_upper_ones_are_found() -> None:
    lawsuit = SAMPLES[3].graph
    for predicate, value in (
        (NS + "minimum", number("9e99".replace("e99", "0" * 12))),
        (NS + "currency", ox.Literal("usd")),
    ):
        broken = with_object(lawsuit, predicate, value)
        assert bool(shape_violations(broken)) is not by_pyshacl(broken)
    late = with_object(lawsuit, NS + "earliest", number("2099-01-01", "date"))
    assert shape_violations(late)
    assert not by_pyshacl(late)


@pytest.mark.parametrize("seed", range(40))
def test_verdicts_agree_on_graphs_that_lost_or_gained_something(seed: int) -> None:
    chance = random.Random(seed)
    graph = chance.choice(SAMPLES).graph
    triples = list(graph.triples)
    if chance.random() < 0.5:
        triples.remove(chance.choice(triples))
    else:
        one, other = chance.choice(triples), chance.choice(triples)
        triples.append(ox.Triple(one.subject, one.predicate, other.object))
    changed = NamedGraph(graph.name, tuple(triples))
    assert bool(shape_violations(changed)) is not by_pyshacl(changed)


@pytest.mark.parametrize(
    "predicate", [NS + "evidence", NS + "status", NS + "reportsType", NS + "role", NIF + "isString"]
)
def test_what_is_missing_is_found(predicate: str) -> None:
    assert shape_violations(without(SAMPLES[0].graph, predicate))


def test_a_violation_names_node_property_and_value() -> None:
    broken = with_object(SAMPLES[0].graph, NS + "confidence", number("1.3"))
    (found,) = shape_violations(broken)
    assert found.path == NS + "confidence"
    assert "1.3" in str(found)
