"""The ontology as one HTML page in English and Chinese: ``python -m ontology.document > docs/ontology.html``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import jinja2
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Literal, Node

from ontology.context import prefixes
from ontology.vocabulary import NAMESPACE, ONTOLOGY_FILE

TEMPLATE = Path(__file__).with_name("documentation.html.j2")
_OWN = URIRef(NAMESPACE)
_SECTIONS = (
    ("classes", "Classes", "类", OWL.Class),
    ("properties", "Relations between things", "对象属性", OWL.ObjectProperty),
    ("values", "Values", "数据属性", OWL.DatatypeProperty),
)


@dataclass(frozen=True, slots=True)
class Link:
    """Another term that is named."""

    iri: str
    short: str
    own: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology."""

    name: str
    labels: dict[str, str]  # en, zh
    definitions: dict[str, str]
    facts: tuple[tuple[str, tuple[Link | str, ...]], ...]  # what else is said of it, by property


@dataclass(frozen=True, slots=True)
class Section:
    """The terms of one kind."""

    id: str
    title: str
    title_zh: str
    terms: tuple[Term, ...]


def document() -> str:
    """The page."""
    graph = Graph().parse(ONTOLOGY_FILE)
    ontology = URIRef(NAMESPACE.rstrip("#"))
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        version=str(graph.value(ontology, OWL.versionInfo)),
        namespace=NAMESPACE,
        comment=str(graph.value(ontology, RDFS.comment)),
        sections=_sections(graph),
    )


def _sections(graph: Graph) -> list[Section]:
    made = [Section(name, title, chinese, _terms(graph, kind)) for name, title, chinese, kind in _SECTIONS]
    listed = {term.name for section in made for term in section.terms}
    rest = sorted({s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and _is_own(s)} - {_OWN})
    others = tuple(_term(graph, node) for node in rest if _local(node) not in listed)
    return [
        *made,
        Section("individuals", "Attributes, statuses, stages and other individuals", "属性、状态、阶段等", others),
    ]


def _terms(graph: Graph, kind: Node) -> tuple[Term, ...]:
    found = (subject for subject in graph.subjects(RDF.type, kind) if isinstance(subject, URIRef) and _is_own(subject))
    return tuple(_term(graph, node) for node in sorted(found))


def _term(graph: Graph, node: URIRef) -> Term:
    said: dict[str, list[Link | str]] = {}
    for predicate, value in sorted(graph.predicate_objects(node)):
        if predicate not in {RDFS.label, SKOS.definition}:
            shown = _link(value) if isinstance(value, URIRef) else str(value)
            said.setdefault(_short(str(predicate)), []).append(shown)
    facts = tuple((name, tuple(values)) for name, values in said.items())
    return Term(_local(node), _tagged(graph, node, RDFS.label), _tagged(graph, node, SKOS.definition), facts)


def _tagged(graph: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    literals = (value for value in graph.objects(node, predicate) if isinstance(value, Literal))
    return {value.language or "": str(value) for value in literals}


def _link(node: URIRef) -> Link:
    return Link(f"#{_local(node)}" if _is_own(node) else str(node), _short(str(node)), _is_own(node))


def _is_own(node: URIRef) -> bool:
    return str(node).startswith(NAMESPACE)


def _local(node: URIRef) -> str:
    return str(node).removeprefix(NAMESPACE)


def _short(iri: str) -> str:
    for prefix, beginning in prefixes().items():
        if iri.startswith(beginning):
            return f"{prefix}:{iri.removeprefix(beginning)}"
    return iri


if __name__ == "__main__":
    sys.stdout.write(document())
