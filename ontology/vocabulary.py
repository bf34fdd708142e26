"""The closed vocabulary of extraction, read from ``techpolicy.ttl``: event types with their roles and attributes.

A new event type is a class in the ontology and a frame file; nothing here or elsewhere names the types in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

NAMESPACE = "https://w3id.org/policygraph/ns#"
ONTOLOGY_FILE = Path(__file__).with_name("techpolicy.ttl")
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event."""

    name: str  # local name of the ontology class, e.g. "Lawsuit"
    labels: Mapping[str, str]  # language tag -> label
    roles: frozenset[str]  # local names of the roles that an event of this type can have
    key_roles: tuple[frozenset[str], ...]  # groups of roles; one of each group identifies the event
    attributes: Mapping[str, frozenset[str]]  # attribute -> allowed values; an empty set allows any
    phases: Mapping[str, frozenset[str]]  # attribute -> values that one event goes through; others tell events apart
    recurrence: str  # "once", "often" or empty: how the same participants come to another event of the type


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name that an extraction may use."""

    event_types: Mapping[str, EventType]  # by name
    statuses: frozenset[str]
    entity_types: frozenset[str]
    fact_types: frozenset[str]
    metrics: frozenset[str]  # what a Metric fact can measure
    opposed: frozenset[frozenset[str]]  # pairs of roles that nobody has in one event


class _Ontology:
    """Look-ups over the parsed file."""

    def __init__(self, path: Path) -> None:
        self._store = ox.Store()
        self._store.load(path=str(path), format=ox.RdfFormat.TURTLE)

    def objects(self, subject: str, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        found = self._store.quads_for_pattern(ox.NamedNode(NAMESPACE + subject), predicate, None)
        return [quad.object for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal)]

    def names(self, subject: str, predicate: str) -> list[str]:
        return sorted(_local(node) for node in self.objects(subject, ox.NamedNode(NAMESPACE + predicate)))

    def labels(self, subject: str) -> dict[str, str]:
        literals = (node for node in self.objects(subject, _LABEL) if isinstance(node, ox.Literal))
        return {literal.language or "": literal.value for literal in literals}

    def subjects(self, predicate: ox.NamedNode, class_name: str) -> list[str]:
        found = self._store.quads_for_pattern(None, predicate, ox.NamedNode(NAMESPACE + class_name))
        return sorted(_local(quad.subject) for quad in found if isinstance(quad.subject, ox.NamedNode))

    def attributes(self, class_name: str) -> dict[str, frozenset[str]]:
        nodes = self.names(class_name, "hasAttribute")
        return {self.names(node, "name")[0]: frozenset(self.names(node, "allowedValue")) for node in nodes}

    def phases(self, class_name: str) -> dict[str, frozenset[str]]:
        nodes = self.names(class_name, "hasAttribute")
        told = {self.names(node, "name")[0]: " ".join(self.names(node, "phases")) for node in nodes}
        return {attribute: frozenset(values.split()) for attribute, values in told.items() if values}

    def opposed(self) -> frozenset[frozenset[str]]:
        quads = self._store.quads_for_pattern(None, ox.NamedNode(NAMESPACE + "opposedTo"), None)
        sides = ((quad.subject, quad.object) for quad in quads)
        return frozenset(frozenset(_local(side) for side in pair if isinstance(side, ox.NamedNode)) for pair in sides)

    def event_type(self, name: str) -> EventType:
        keys = (frozenset(group.split()) for group in self.names(name, "keyRole"))
        return EventType(
            name=name,
            labels=self.labels(name),
            roles=frozenset(self.names(name, "hasRole")),
            key_roles=tuple(sorted(keys, key=sorted)),
            attributes=self.attributes(name),
            phases=self.phases(name),
            recurrence=next(iter(self.names(name, "recurrence")), ""),
        )


def _local(node: ox.NamedNode | ox.Literal) -> str:
    return node.value.removeprefix(NAMESPACE)


def _by_name(types: Iterable[EventType]) -> dict[str, EventType]:
    return {event_type.name: event_type for event_type in types}


@lru_cache(maxsize=4)
def load_vocabulary(path: Path = ONTOLOGY_FILE) -> Vocabulary:
    """Read the vocabulary from an ontology file.

    Args:
        path: a Turtle file.

    Returns:
        The vocabulary; the same object on each call.
    """
    ontology = _Ontology(path)
    return Vocabulary(
        event_types=_by_name(ontology.event_type(name) for name in ontology.subjects(_SUBCLASS, "Event")),
        statuses=frozenset(ontology.subjects(_RDF_TYPE, "Status")),
        entity_types=frozenset(ontology.subjects(_SUBCLASS, "Entity")),
        fact_types=frozenset(ontology.subjects(_SUBCLASS, "Fact")),
        metrics=ontology.attributes("Metric")["metric"],
        opposed=ontology.opposed(),
    )
