"""The names of the ontology's terms in each language, for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox
from rdflib.namespace import RDFS

from graph.names import node
from ontology.vocabulary import NAMESPACE, ONTOLOGY_FILE


@lru_cache(maxsize=1)
def ontology_labels() -> Mapping[str, Mapping[str, str]]:
    """Local name of a term -> language tag -> label."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(ONTOLOGY_FILE), format=ox.RdfFormat.TURTLE):
        is_label = quad.predicate == node(RDFS.label) and isinstance(quad.object, ox.Literal)
        if is_label and isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(NAMESPACE):
            labels = found.setdefault(quad.subject.value.removeprefix(NAMESPACE), {})
            labels[quad.object.language or ""] = quad.object.value
    return found
