"""The SHACL Core shapes of ``ontology/shapes.ttl``, compiled once and run over one article's graph.

pySHACL takes 15 to 25 ms for a graph of 220 triples (and rudof 50, nearly all of it setting up), which would be most
of the time of loading an article. This takes one or two. It knows the constraint components that the shapes use and
refuses any other; tests hold its verdicts equal to pySHACL's, on good graphs and on broken ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import pyoxigraph as ox

from graph.shacl_values import Index, Term, in_order
from graph.store import NamedGraph
from graph.violations import Violation
from policygraph.errors import DataFileError

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
Node = ox.NamedNode | ox.BlankNode
Check = Callable[[Index, str, list[Term]], bool]  # of a focus node and its values: whether they pass


@dataclass(frozen=True, slots=True)
class Constraint:
    """One component of one shape."""

    name: str  # of the component, e.g. "minCount"
    check: Check
    message: str  # sh:message, or empty


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape with its path."""

    classes: tuple[str, ...]  # sh:targetClass
    subjects_of: tuple[str, ...]  # sh:targetSubjectsOf
    path: str  # IRI of the property; empty for a node shape
    inverse: bool
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]

    def values(self, index: Index, focus: Term) -> list[Term]:
        """What the constraints are about: the focus node, or what its path leads to."""
        if not self.path:
            return [focus]
        return index.values(focus.value, self.path, inverse=self.inverse) if isinstance(focus, ox.NamedNode) else []

    def conforms(self, index: Index, focus: Term) -> bool:
        """Whether a node keeps the shape; quicker than looking where it does not."""
        values, node = self.values(index, focus), focus.value
        for constraint in self.constraints:
            if not constraint.check(index, node, values):
                return False
        for shape in self.properties:
            for value in values:
                if not shape.conforms(index, value):
                    return False
        return True

    def violations(self, index: Index, focus: Term) -> Iterator[Violation]:
        """Where a node breaks the shape."""
        values = self.values(index, focus)
        for constraint in self.constraints:
            if not constraint.check(index, focus.value, values):
                shown = ", ".join(value.value for value in values[:3]) if self.path else ""
                said = constraint.message or f"breaks sh:{constraint.name}"
                yield Violation(focus.value, self.path, said, shown)
        for shape in self.properties:
            for value in values:
                yield from shape.violations(index, value)


def shape_violations(graph: NamedGraph, shapes: Path = SHAPES) -> list[Violation]:
    """Where a graph breaks the shapes of a file, sorted."""
    return broken_shapes(Index(graph.triples), shapes)


def broken_shapes(index: Index, shapes: Path = SHAPES) -> list[Violation]:
    """The same of a graph that is indexed already."""
    found: set[Violation] = set()
    for shape in _shapes(shapes):
        targets = [*(n for kind in shape.classes for n in index.instances(kind))]
        targets += [node for predicate in shape.subjects_of for node in index.subjects_of(predicate)]
        for target in map(ox.NamedNode, targets):
            if not shape.conforms(index, target):
                found.update(shape.violations(index, target))
    return sorted(found)


@lru_cache(maxsize=4)
def _shapes(path: Path) -> tuple[Shape, ...]:
    return tuple(shape for shape in _ShapeReader(path).all() if shape.classes or shape.subjects_of)


class _ShapeReader:
    """Compiles the shapes of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = ox.Store()
        self._store.load(path=str(path), format=ox.RdfFormat.TURTLE)

    def all(self) -> list[Shape]:
        kind = ox.NamedNode(_SH + "NodeShape")
        quads = self._store.quads_for_pattern(None, ox.NamedNode(_RDF + "type"), kind)
        nodes = sorted((quad.subject for quad in quads), key=str)
        return [self._shape(node) for node in nodes if isinstance(node, ox.NamedNode)]

    def _objects(self, node: Node, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        iri = name if "://" in name else _SH + name
        found = (quad.object for quad in self._store.quads_for_pattern(node, ox.NamedNode(iri), None))
        return sorted((o for o in found if not isinstance(o, ox.Triple)), key=str)

    def _shape(self, node: Node) -> Shape:
        path, inverse = self._property(node)
        message = next((o.value for o in self._objects(node, "message") if isinstance(o, ox.Literal)), "")
        return Shape(
            classes=tuple(o.value for o in self._objects(node, "targetClass")),
            subjects_of=tuple(o.value for o in self._objects(node, "targetSubjectsOf")),
            path=path,
            inverse=inverse,
            constraints=tuple(self._constraints(node, message)),
            properties=tuple(self._shape(o) for o in self._objects(node, "property") if not isinstance(o, ox.Literal)),
        )

    def _property(self, node: Node) -> tuple[str, bool]:
        for path in self._objects(node, "path"):
            if isinstance(path, ox.NamedNode):
                return path.value, False
            if isinstance(path, ox.BlankNode) and (inverse := self._objects(path, "inversePath")):
                return inverse[0].value, True
            raise DataFileError(
                self._path, None, f"the path of {node} is not understood", "Use a property or its inverse."
            )
        return "", False

    def _constraints(self, node: Node, message: str) -> Iterator[Constraint]:
        predicates = {quad.predicate.value for quad in self._store.quads_for_pattern(node, None, None)}
        for name in sorted(iri.removeprefix(_SH) for iri in predicates if iri.startswith(_SH)):
            if name in _NOT_CONSTRAINTS:
                continue
            if name not in _MAKERS:
                raise DataFileError(self._path, None, f"sh:{name} is not checked at load", "Use another component.")
            for value in self._objects(node, name):
                yield Constraint(name, _MAKERS[name](self, value), message)

    def members(self, head: object) -> list[object]:
        """The members of an RDF list."""
        found: list[object] = []
        while isinstance(head, ox.BlankNode):
            found += self._objects(head, _RDF + "first")
            head = next(iter(self._objects(head, _RDF + "rest")), None)
        return found

    def shape_of(self, node: object) -> Shape:
        """A shape that another refers to."""
        assert isinstance(node, ox.NamedNode | ox.BlankNode)  # noqa: S101 (shapes are nodes)
        return self._shape(node)


_NOT_CONSTRAINTS = frozenset({"targetClass", "targetSubjectsOf", "path", "property", "message", "inversePath"})
_Maker = Callable[[_ShapeReader, object], Check]


def _text(value: object) -> str:
    assert isinstance(value, ox.NamedNode | ox.Literal)  # noqa: S101 (parameters are IRIs and literals)
    return value.value


def _literal(value: object) -> ox.Literal:
    assert isinstance(value, ox.Literal)  # noqa: S101 (bounds are literals)
    return value


def _min_count(least: int, _: Index, __: str, values: list[Term]) -> bool:
    return len(set(values)) >= least


def _max_count(most: int, _: Index, __: str, values: list[Term]) -> bool:
    return len(set(values)) <= most


def _datatype(kind: str, _: Index, __: str, values: list[Term]) -> bool:
    return all(isinstance(value, ox.Literal) and value.datatype.value == kind for value in values)


def _node_kind(_: Index, __: str, values: list[Term]) -> bool:
    return all(isinstance(value, ox.NamedNode) for value in values)


def _class(kind: str, index: Index, _: str, values: list[Term]) -> bool:
    return all(index.is_a(value, kind) for value in values)


def _in(allowed: frozenset[object], _: Index, __: str, values: list[Term]) -> bool:
    return all(value in allowed for value in values)


def _pattern(pattern: re.Pattern[str], _: Index, __: str, values: list[Term]) -> bool:
    return all(pattern.search(value.value) for value in values)


def _min_length(least: int, _: Index, __: str, values: list[Term]) -> bool:
    return all(len(value.value) >= least for value in values)


def _at_least(bound: Term, _: Index, __: str, values: list[Term]) -> bool:
    return all(in_order(bound, value, strictly=False) for value in values)


def _at_most(bound: Term, _: Index, __: str, values: list[Term]) -> bool:
    return all(in_order(value, bound, strictly=False) for value in values)


def _before(other: str, strictly: bool, index: Index, focus: str, values: list[Term]) -> bool:
    others = index.values(focus, other)
    return all(in_order(value, limit, strictly=strictly) for value in values for limit in others)


def _disjoint(other: str, index: Index, focus: str, values: list[Term]) -> bool:
    return not set(values) & set(index.values(focus, other))


def _node(shape: Shape, index: Index, _: str, values: list[Term]) -> bool:
    return all(shape.conforms(index, value) for value in values)


def _some(shapes: list[Shape], only_one: bool, index: Index, _: str, values: list[Term]) -> bool:
    passing = [sum(shape.conforms(index, value) for shape in shapes) for value in values]
    return all(count == 1 if only_one else count > 0 for count in passing)


def _shapes_in(reader: _ShapeReader, head: object) -> list[Shape]:
    return [reader.shape_of(member) for member in reader.members(head)]


_MAKERS: dict[str, _Maker] = {
    "minCount": lambda _, value: partial(_min_count, int(_text(value))),
    "maxCount": lambda _, value: partial(_max_count, int(_text(value))),
    "datatype": lambda _, value: partial(_datatype, _text(value)),
    "nodeKind": lambda _, __: _node_kind,  # the shapes ask for IRIs alone
    "class": lambda _, value: partial(_class, _text(value)),
    "in": lambda reader, value: partial(_in, frozenset(reader.members(value))),
    "pattern": lambda _, value: partial(_pattern, re.compile(_text(value))),
    "minLength": lambda _, value: partial(_min_length, int(_text(value))),
    "minInclusive": lambda _, value: partial(_at_least, _literal(value)),
    "maxInclusive": lambda _, value: partial(_at_most, _literal(value)),
    "lessThan": lambda _, value: partial(_before, _text(value), True),
    "lessThanOrEquals": lambda _, value: partial(_before, _text(value), False),
    "disjoint": lambda _, value: partial(_disjoint, _text(value)),
    "node": lambda reader, value: partial(_node, reader.shape_of(value)),
    "or": lambda reader, value: partial(_some, _shapes_in(reader, value), False),
    "xone": lambda reader, value: partial(_some, _shapes_in(reader, value), True),
}
