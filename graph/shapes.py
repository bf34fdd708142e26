"""Whether an article's graph may be loaded: SHACL Core, then what SHACL Core cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from graph.closed_vocabulary import vocabulary_violations
from graph.rdf import ArticleGraph
from graph.shacl import broken_shapes
from graph.shacl_values import Index
from graph.violations import Violation

__all__ = ["ShapeReport", "Violation", "check"]


@dataclass(frozen=True, slots=True)
class ShapeReport:
    """What a check found."""

    graph: str  # IRI
    violations: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether the graph may be loaded."""
        return not self.violations

    def __str__(self) -> str:
        """A line a violation, for the archive."""
        return "\n".join(str(violation) for violation in self.violations)


def check(graph: ArticleGraph) -> ShapeReport:
    """Check a graph against ``ontology/shapes.ttl``, its own text and the closed vocabulary."""
    index = Index(graph.graph.triples)
    found = [*broken_shapes(index), *vocabulary_violations(index)]
    return ShapeReport(graph.name, tuple(found))
