"""Whether an article's graph may be loaded: the SHACL shapes, and the offsets that SHACL Core cannot check."""

from __future__ import annotations

from dataclasses import dataclass

from graph.rdf import ArticleGraph


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a graph."""

    node: str  # IRI of the node in question
    path: str  # IRI of the property, or empty
    message: str
    value: str = ""


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
        return "\n".join(f"{v.node} {v.path}: {v.message} {v.value}".rstrip() for v in self.violations)


def check(graph: ArticleGraph) -> ShapeReport:
    """Check a graph against ``ontology/shapes.ttl``."""
    from graph.shacl import violations

    return ShapeReport(graph.name, tuple(violations(graph)))
