"""Where the graph is kept: what every store can do, and what it is told to change.

``graph.opening`` opens the one that settings name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import pyoxigraph as ox

from policygraph.errors import PolicygraphError

if TYPE_CHECKING:
    from graph.changes import ChangeList

QueryResults = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class StoreError(PolicygraphError):
    """A store that cannot be opened, read or written; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph and all that it is to hold."""

    name: str  # IRI
    triples: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one update does, all or nothing, in this order."""

    drop: tuple[str, ...] = ()  # IRIs of graphs that end
    replace: tuple[NamedGraph, ...] = ()  # each graph then holds these triples and no others
    delete: tuple[ox.Quad, ...] = ()
    insert: tuple[ox.Quad, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.drop or self.replace or self.delete or self.insert)


class Reader(Protocol):
    """Something that answers SPARQL queries."""

    def query(self, sparql: str) -> QueryResults:
        """Answer a query; patterns outside ``GRAPH`` match the union of all named graphs.

        Raises:
            SyntaxError: the query is not SPARQL 1.1.
            StoreError: the store cannot be read.
        """
        ...


class Store(Reader, Protocol):
    """A store that is open for writing."""

    @property
    def identity(self) -> str:
        """What no other store has, nor this one once it was made anew; empty where it cannot be told."""
        ...

    @property
    def index_path(self) -> Path | None:
        """Where what is quick to look up may be kept beside it; None where nothing is to survive the process."""
        ...

    @property
    def changes(self) -> ChangeList | None:
        """What changed since a snapshot was last published with all that goes with it; None where nobody keeps that."""
        ...

    def apply(self, change: Change) -> None:
        """Make a change: all of it in one atomic update where the store has them (every embedded store has)."""
        ...

    def replace(self, graphs: Iterable[NamedGraph]) -> None:
        """Make each graph hold its triples and no others, in one update."""
        ...

    def drop(self, names: Iterable[str]) -> None:
        """End the graphs of these names, in one update; a name that no graph has is passed over."""
        ...

    def bulk_add(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads fast; not atomic, meant for a store that is being built."""
        ...

    def bulk_drop(self, name: str) -> None:
        """End a graph that may be large, in bounded memory; not atomic, meant for one that is being built anew."""
        ...

    def compact(self) -> None:
        """Put what was added or dropped in bulk in order, so that reading and writing are quick from then on."""
        ...

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """The triples of one graph, in no particular order."""
        ...

    def graph_names(self) -> list[str]:
        """The IRIs of all graphs that hold a triple, sorted."""
        ...

    def flush(self) -> None:
        """Make what was written survive a power cut as well as a kill; call it before it is recorded as done."""
        ...

    def publish(self) -> Path | None:
        """Make what the store holds the snapshot that readers see.

        Returns:
            The folder of the snapshot, or nothing where readers ask the same server (a remote store).
        """
        ...

    def dump_nquads(self) -> Iterator[bytes]:
        """All quads as N-Quads lines with their line feed, sorted by their bytes."""
        ...

    def close(self) -> None:
        """Let go of the store, so that another process can write."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def is_remote(url: str) -> bool:
    """Whether a store stands behind an address of the web."""
    return url.startswith(("http://", "https://"))
