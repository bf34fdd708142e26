"""What SHACL Core cannot check: offsets against the text, and names against the closed vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from graph.store import NamedGraph
from graph.violations import Violation
from ontology.terms import NIF, PG
from ontology.vocabulary import NAMESPACE, Vocabulary, load_vocabulary

Objects = Mapping[str, list[str]]  # predicate -> values


class _Index(dict[str, dict[str, list[str]]]):
    """Subject -> predicate -> values of a graph."""

    def __init__(self, graph: NamedGraph) -> None:
        for triple in graph.triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                self[triple.subject.value][triple.predicate.value].append(triple.object.value)

    def __missing__(self, subject: str) -> dict[str, list[str]]:
        found = self[subject] = defaultdict(list)
        return found

    def value(self, subject: str, predicate: str) -> str:
        """The one value, or an empty text."""
        values = self.get(subject, {}).get(str(predicate), [])
        return values[0] if len(values) == 1 else ""


def vocabulary_violations(graph: NamedGraph) -> list[Violation]:
    """Where a graph quotes what does not stand in its text, or uses a name that the ontology does not have."""
    index = _Index(graph)
    found = [*_offsets(index), *_names(index, load_vocabulary())]
    return sorted(found)


def _offsets(index: _Index) -> Iterator[Violation]:
    for node, objects in index.items():
        if str(NIF.anchorOf) not in objects:
            continue
        text = index.value(index.value(node, NIF.referenceContext), NIF.isString)
        begin, end = index.value(node, NIF.beginIndex), index.value(node, NIF.endIndex)
        quoted = index.value(node, NIF.anchorOf)
        if not (begin.isdigit() and end.isdigit() and text[int(begin) : int(end)] == quoted):
            yield Violation(node, str(NIF.anchorOf), "the quoted text does not stand at its offsets", quoted)


def _names(index: _Index, vocabulary: Vocabulary) -> Iterator[Violation]:
    for node, objects in index.items():
        if str(PG.reportsType) in objects:
            yield from _report(index, node, objects, vocabulary)


def _report(index: _Index, node: str, objects: Objects, vocabulary: Vocabulary) -> Iterator[Violation]:
    kind = index.value(node, PG.reportsType).removeprefix(NAMESPACE)
    status = index.value(node, PG.status).removeprefix(NAMESPACE)
    if status not in vocabulary.statuses:
        yield Violation(node, str(PG.status), "the ontology has no such status", status)
    if kind in vocabulary.event_types:
        yield from _roles(index, node, objects, vocabulary.event_types[kind].roles)
        yield from _attributes(node, kind, objects, vocabulary.event_types[kind].attributes)
    elif kind not in vocabulary.fact_types:
        yield Violation(node, str(PG.reportsType), "the ontology has no such type", kind)
    elif kind == "Metric" and index.value(node, PG.metric) not in vocabulary.metrics:
        yield Violation(node, str(PG.metric), "the ontology has no such metric", index.value(node, PG.metric))


def _roles(index: _Index, node: str, objects: Objects, allowed: frozenset[str]) -> Iterator[Violation]:
    for argument in objects.get(str(PG.hasArgument), ()):
        role = index.value(argument, PG.role).removeprefix(NAMESPACE)
        if role not in allowed:
            yield Violation(node, str(PG.hasArgument), "its type has no such role", role)


def _attributes(node: str, kind: str, objects: Objects, allowed: Mapping[str, frozenset[str]]) -> Iterator[Violation]:
    for predicate, values in objects.items():
        name = predicate.removeprefix(NAMESPACE)
        if not predicate.startswith(NAMESPACE) or "-" not in name:
            continue
        attribute = name.removeprefix(f"{kind}-")
        if attribute not in allowed:
            yield Violation(node, predicate, "its type has no such attribute", attribute)
        elif allowed[attribute] and not set(values) <= allowed[attribute]:
            yield Violation(node, predicate, "the attribute takes no such value", ", ".join(values))
