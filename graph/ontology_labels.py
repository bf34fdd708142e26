"""The names and definitions of the ontology's terms in each language, for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDFS, SKOS

from graph.names import node
from ontology.vocabulary import NAMESPACE, ONTOLOGY_FILE


def ontology_labels() -> Mapping[str, Mapping[str, str]]:
    """Local name of a term -> language tag -> label."""
    return _texts(RDFS.label)


def ontology_definitions() -> Mapping[str, Mapping[str, str]]:
    """Local name of a term -> language tag -> definition."""
    return _texts(SKOS.definition)


@lru_cache(maxsize=2)
def _texts(predicate: URIRef) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(ONTOLOGY_FILE), format=ox.RdfFormat.TURTLE):
        is_text = quad.predicate == node(predicate) and isinstance(quad.object, ox.Literal)
        if is_text and isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(NAMESPACE):
            labels = found.setdefault(quad.subject.value.removeprefix(NAMESPACE), {})
            labels[quad.object.language or ""] = quad.object.value
    return found
