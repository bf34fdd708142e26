"""Each kind of constraint that the shapes use gives pySHACL's verdict on every node of any small graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.shacl import shape_violations
from graph.store import NamedGraph

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:x:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TARGET = "sh:targetClass :A"
KINDS = {
    "minCount": "sh:property [ sh:path :p ; sh:minCount 2 ]",
    "maxCount": "sh:property [ sh:path :p ; sh:maxCount 1 ]",
    "datatype": "sh:property [ sh:path :p ; sh:datatype xsd:integer ]",
    "nodeKind": "sh:property [ sh:path :p ; sh:nodeKind sh:IRI ]",
    "class": "sh:property [ sh:path :p ; sh:class :B ]",
    "in": 'sh:property [ sh:path :p ; sh:in ( :b "one" 2 ) ]',
    "pattern": 'sh:property [ sh:path :p ; sh:pattern "^[a-o]+$" ]',
    "minLength": "sh:property [ sh:path :p ; sh:minLength 3 ]",
    "minInclusive": "sh:property [ sh:path :p ; sh:minInclusive 2 ]",
    "maxInclusive": "sh:property [ sh:path :p ; sh:maxInclusive 2.5 ]",
    "lessThan": "sh:property [ sh:path :p ; sh:lessThan :q ]",
    "lessThanOrEquals": "sh:property [ sh:path :p ; sh:lessThanOrEquals :q ]",
    "disjoint": "sh:property [ sh:path :p ; sh:disjoint :q ]",
    "inversePath": "sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]",
    "node": "sh:property [ sh:path :p ; sh:node :Inner ]",
    "or": "sh:or ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] )",
    "xone": "sh:xone ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] )",
    "targetSubjectsOf": "sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:maxCount 1 ]",
}
INNER = ":Inner a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] .\n"

NODES = st.sampled_from([ox.NamedNode(f"urn:x:{name}") for name in "abcd"])
XSD = "http://www.w3.org/2001/XMLSchema#"
LITERALS = st.sampled_from(
    [
        ox.Literal("one"),
        ox.Literal("four"),
        ox.Literal(""),
        *(ox.Literal(text, datatype=ox.NamedNode(XSD + "integer")) for text in ("1", "2", "3")),
        *(ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal")) for text in ("2.5", "2")),
        *(ox.Literal(text, datatype=ox.NamedNode(XSD + "date")) for text in ("2025-01-01", "2025-02-01")),
    ]
)
TYPES = st.builds(
    ox.Triple,
    NODES,
    st.just(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")),
    st.sampled_from([ox.NamedNode("urn:x:A"), ox.NamedNode("urn:x:B")]),
)
VALUES = st.builds(
    ox.Triple, NODES, st.sampled_from([ox.NamedNode("urn:x:p"), ox.NamedNode("urn:x:q")]), NODES | LITERALS
)
GRAPHS = st.lists(TYPES | VALUES, min_size=1, max_size=12, unique_by=str)
# What cannot be compared breaks a bound by the recommendation; pySHACL lets some of it pass, so numbers are compared.
WITH_AN_ORDER = GRAPHS.map(lambda triples: [each for each in triples if _has_order(each)])


def _has_order(triple: ox.Triple) -> bool:
    if triple.predicate not in (ox.NamedNode("urn:x:p"), ox.NamedNode("urn:x:q")):
        return True
    return isinstance(triple.object, ox.Literal) and triple.object.datatype.value.endswith(("#integer", "#decimal"))


def by_pyshacl(triples: list[ox.Triple], shapes: rdflib.Graph) -> set[str]:
    """The nodes that break a shape."""
    data = rdflib.Graph().parse(data="\n".join(f"{t} ." for t in triples), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    top = results.objects(None, rdflib.SH.result)  # type: ignore[union-attr]
    return {str(results.value(each, rdflib.SH.focusNode)) for each in top}  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", KINDS)
def test_the_verdict_is_that_of_pyshacl(kind: str, tmp_path: Path) -> None:
    target = "" if kind.startswith("target") else f"{TARGET} ; "
    text = f"{PREFIXES}:Shape a sh:NodeShape ; {target}{KINDS[kind]} .\n{INNER}"
    path = tmp_path / "shapes.ttl"
    path.write_text(text, encoding="utf-8")
    shapes = rdflib.Graph().parse(path)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(WITH_AN_ORDER if kind.startswith("lessThan") or kind.endswith("Inclusive") else GRAPHS)
    def agree(triples: list[ox.Triple]) -> None:
        ours = {found.node for found in shape_violations(NamedGraph("urn:x:g", tuple(triples)), path)}
        assert ours == by_pyshacl(triples, shapes)

    agree()
