"""What SHACL Core cannot check: offsets against the text, and names against the closed vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.shacl_values import Index, Term
from graph.violations import Violation
from ontology.terms import NIF, PG
from ontology.vocabulary import NAMESPACE, Vocabulary, load_vocabulary

Objects = Mapping[str, list[Term]]  # predicate -> values


def vocabulary_violations(index: Index) -> list[Violation]:
    """Where a graph quotes what does not stand in its text, or uses a name that the ontology does not have.

    Args:
        index: of the graph of an article.
    """
    found = [*_offsets(index), *_names(index, load_vocabulary())]
    return sorted(found)


def _value(objects: Objects, predicate: str) -> str:
    """The one value of a property, or an empty text."""
    values = objects.get(str(predicate), ())
    return values[0].value if len(values) == 1 else ""


def _offsets(index: Index) -> Iterator[Violation]:
    for node in index.subjects_of(str(NIF.anchorOf)):
        mention = index.of(node)
        text = _value(index.of(_value(mention, NIF.referenceContext)), NIF.isString)
        begin, end = _value(mention, NIF.beginIndex), _value(mention, NIF.endIndex)
        quoted = _value(mention, NIF.anchorOf)
        if not (begin.isdigit() and end.isdigit() and text[int(begin) : int(end)] == quoted):
            yield Violation(node, str(NIF.anchorOf), "the quoted text does not stand at its offsets", quoted)


def _names(index: Index, vocabulary: Vocabulary) -> Iterator[Violation]:
    for node in index.subjects_of(str(PG.reportsType)):
        yield from _report(index, node, index.of(node), vocabulary)


def _report(index: Index, node: str, objects: Objects, vocabulary: Vocabulary) -> Iterator[Violation]:
    kind = _value(objects, PG.reportsType).removeprefix(NAMESPACE)
    status = _value(objects, PG.status).removeprefix(NAMESPACE)
    if status not in vocabulary.statuses:
        yield Violation(node, str(PG.status), "the ontology has no such status", status)
    if kind in vocabulary.event_types:
        yield from _roles(index, node, objects, vocabulary.event_types[kind].roles)
        yield from _attributes(node, kind, objects, vocabulary.event_types[kind].attributes)
    elif kind not in vocabulary.fact_types:
        yield Violation(node, str(PG.reportsType), "the ontology has no such type", kind)
    elif kind == "Metric" and _value(objects, PG.metric) not in vocabulary.metrics:
        yield Violation(node, str(PG.metric), "the ontology has no such metric", _value(objects, PG.metric))


def _roles(index: Index, node: str, objects: Objects, allowed: frozenset[str]) -> Iterator[Violation]:
    for argument in objects.get(str(PG.hasArgument), ()):
        role = _value(index.of(argument.value), PG.role).removeprefix(NAMESPACE)
        if role not in allowed:
            yield Violation(node, str(PG.hasArgument), "its type has no such role", role)


def _attributes(node: str, kind: str, objects: Objects, allowed: Mapping[str, frozenset[str]]) -> Iterator[Violation]:
    for predicate, terms in objects.items():
        name = predicate.removeprefix(NAMESPACE)
        if not predicate.startswith(NAMESPACE) or "-" not in name:
            continue
        attribute, values = name.removeprefix(f"{kind}-"), {term.value for term in terms}
        if attribute not in allowed:
            yield Violation(node, predicate, "its type has no such attribute", attribute)
        elif allowed[attribute] and not values <= allowed[attribute]:
            yield Violation(node, predicate, "the attribute takes no such value", ", ".join(sorted(values)))
