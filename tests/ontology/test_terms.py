from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology.terms import PG
from ontology.vocabulary import NAMESPACE, ONTOLOGY_FILE, load_vocabulary

ONTOLOGY = Graph().parse(ONTOLOGY_FILE)
ROOM = Path(__file__).parents[2] / "ontology"


def local(node: object) -> str:
    return str(node).removeprefix(NAMESPACE)


def named() -> set[str]:
    return {local(subject) for subject in ONTOLOGY.subjects() if str(subject).startswith(NAMESPACE)}


def data() -> set[str]:
    """What the ontology holds as data: adding one of these needs no code."""
    vocabulary = load_vocabulary()
    roles = {role for kind in vocabulary.event_types.values() for role in kind.roles}
    instances = {
        local(subject) for kind in (PG.Attribute, PG.Status, PG.Stage) for subject in ONTOLOGY.subjects(RDF.type, kind)
    }
    return {*vocabulary.event_types, *vocabulary.entity_types, *vocabulary.fact_types, *roles, *instances}


def test_the_closed_namespace_is_the_structure_of_the_ontology() -> None:
    assert set(PG.__annotations__) - {"_NS", "_fail"} == named() - data()


def test_a_misspelt_term_fails_where_it_is_written() -> None:
    with pytest.raises(AttributeError):
        _ = PG.Reprot


def test_everything_is_labelled_and_defined_in_english_and_chinese() -> None:
    for name in sorted(named()):
        node = URIRef(NAMESPACE + name)
        labels = [label.language for label in ONTOLOGY.objects(node, RDFS.label)]  # type: ignore[union-attr]
        definitions = [text.language for text in ONTOLOGY.objects(node, SKOS.definition)]  # type: ignore[union-attr]
        assert sorted(labels) == ["en", "zh"], name
        assert sorted(definitions) == ["en", "zh"], name


def test_no_domain_can_type_a_report_as_an_event() -> None:
    assert not list(ONTOLOGY.subject_objects(RDFS.domain))
    assert not list(ONTOLOGY.subject_objects(OWL.sameAs))


def test_a_report_is_no_kind_of_event() -> None:
    above = set(ONTOLOGY.transitive_objects(PG.EventReport, RDFS.subClassOf))
    assert PG.Report in above
    assert PG.Event not in above


@pytest.mark.parametrize(
    "file", sorted([*ROOM.glob("queries/*.rq"), *ROOM.glob("invariants/*.rq")]), ids=lambda f: f.stem
)
def test_queries_use_only_terms_of_the_ontology(file: Path) -> None:
    import re

    used = set(re.findall(r"\bpg:([A-Za-z_]\w*(?:-\w+)*)", file.read_text()))
    assert used <= named() | {"none"}, used - named()
