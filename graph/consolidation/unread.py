"""What consolidation looked at since inference last read it: kept in the index, so that inference need not read all."""

from __future__ import annotations

from collections.abc import Iterable

from graph.consolidation.index import Index

_ABOUT = "unread"


def note_unread(index: Index, nodes: Iterable[str]) -> None:
    """Remember that these events, relations and entities, by their IRIs, may be other than before."""
    index.run_many("INSERT OR IGNORE INTO known VALUES (?, ?, '')", ((_ABOUT, iri) for iri in set(nodes)))


def unread(index: Index) -> set[str]:
    """IRIs of what was noted since it was last forgotten."""
    return set(index.known(_ABOUT))


def forget_unread(index: Index) -> None:
    """It is read."""
    index.run("DELETE FROM known WHERE about = ?", _ABOUT)
