"""What is wrong with a graph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong with a graph."""

    node: str  # IRI of the node in question
    path: str  # IRI of the property, or empty
    message: str
    value: str = ""

    def __str__(self) -> str:
        """One line."""
        where = f"{self.node} {self.path}".rstrip()
        return f"{where}: {self.message}{f' (it has {self.value})' if self.value else ''}"
