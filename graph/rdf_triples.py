"""A set of triples that grows, and comes out sorted."""

from __future__ import annotations

import pyoxigraph as ox

from graph.names import node

Value = ox.NamedNode | ox.Literal


class Triples:
    """The triples of a graph that is being made; adding one twice is adding it once."""

    def __init__(self) -> None:
        self._triples: set[ox.Triple] = set()

    def add(self, subject: str, predicate: str, value: Value) -> None:
        """Add one triple; subject and predicate are IRIs."""
        self._triples.add(ox.Triple(node(subject), node(predicate), value))

    def add_text(self, subject: str, predicate: str, text: str) -> None:
        """Add a plain literal, where there is one."""
        if text:
            self.add(subject, predicate, ox.Literal(text))

    def unordered(self) -> frozenset[ox.Triple]:
        """All triples, where their order is of no account."""
        return frozenset(self._triples)

    def sorted(self) -> tuple[ox.Triple, ...]:
        """All triples, in the order of their N-Triples."""
        return tuple(sorted(self._triples, key=str))
