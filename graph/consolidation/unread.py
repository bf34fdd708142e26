"""What consolidation looked at since inference last read it: kept in the index, so that inference need not read all."""

from __future__ import annotations

from collections.abc import Iterable

from graph.consolidation.index import Index

_ABOUT = "unread"


def note_unread(index: Index, nodes: Iterable[str], articles: Iterable[str]) -> None:
    """Remember what may be other than before.

    Args:
        index: is written.
        nodes: IRIs of events, relations and entities.
        articles: IRIs of the graphs of articles; the entities that these speak of are noted.
    """
    speak_of = "SELECT entity FROM spoken JOIN article ON article.id = spoken.article WHERE article.name = ?"
    entities = {str(entity) for name in articles for (entity,) in index.rows(speak_of, name)}
    rows = ((_ABOUT, iri) for iri in {*nodes, *entities})
    index.run_many("INSERT OR IGNORE INTO known VALUES (?, ?, '')", rows)


def unread(index: Index) -> set[str]:
    """IRIs of what was noted since it was last forgotten."""
    return set(index.known(_ABOUT))


def forget_unread(index: Index) -> None:
    """It is read."""
    index.run("DELETE FROM known WHERE about = ?", _ABOUT)
