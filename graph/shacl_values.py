"""RDF terms as SHACL compares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from rdflib.namespace import RDF

Term = ox.NamedNode | ox.Literal
Comparable = Decimal | str

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset({_XSD + "integer", _XSD + "decimal"})
_TYPE = str(RDF.type)
_NOTHING: Mapping[str, list[Term]] = {}


class Index:
    """A graph by subject, and by object, as paths follow it."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._forward: dict[str, dict[str, list[Term]]] = {}
        self._backward: dict[str, dict[str, list[Term]]] = {}  # predicate -> object, of those that were asked for
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self._forward.setdefault(subject.value, {}).setdefault(predicate, []).append(value)
        self._by_class: dict[str, list[str]] = defaultdict(list)
        for name, properties in self._forward.items():
            for kind in properties.get(_TYPE, ()):
                self._by_class[kind.value].append(name)

    def values(self, node: str, predicate: str, *, inverse: bool = False) -> list[Term]:
        """What a property leads to, or comes from."""
        if inverse:
            return self._subjects(predicate).get(node, [])
        return self.of(node).get(predicate, [])

    def of(self, node: str) -> Mapping[str, list[Term]]:
        """All properties of a node, with what they lead to."""
        return self._forward.get(node, _NOTHING)

    def _subjects(self, predicate: str) -> dict[str, list[Term]]:
        """By what a property leads to, where it comes from."""
        if predicate not in self._backward:
            found = self._backward[predicate] = {}
            for subject, properties in self._forward.items():
                for value in properties.get(predicate, ()):
                    if isinstance(value, ox.NamedNode):
                        found.setdefault(value.value, []).append(ox.NamedNode(subject))
        return self._backward[predicate]

    def instances(self, kind: str) -> list[str]:
        """The nodes of a class."""
        return self._by_class.get(kind, [])

    def subjects_of(self, predicate: str) -> list[str]:
        """The nodes that have a property."""
        return [subject for subject, properties in self._forward.items() if predicate in properties]

    def is_a(self, term: Term, kind: str) -> bool:
        """Whether a node is of a class."""
        return isinstance(term, ox.NamedNode) and any(t.value == kind for t in self.values(term.value, _TYPE))


def comparable(term: Term) -> Comparable | None:
    """A number or a date as something that has an order; nothing else has one here."""
    if not isinstance(term, ox.Literal):
        return None
    kind = term.datatype.value
    if kind in _NUMBERS:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return None
    return term.value if kind in {_XSD + "date", _XSD + "dateTime"} else None


def in_order(first: Term, second: Term, *, strictly: bool) -> bool:
    """Whether one value comes before another; False where they cannot be compared."""
    one, other = comparable(first), comparable(second)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other if strictly else one <= other
    if isinstance(one, str) and isinstance(other, str):
        return one < other if strictly else one <= other
    return False
