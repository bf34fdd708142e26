"""What an analyst typed for an entity or an event: an address, an IRI, or a name that is one entity's alone."""

from __future__ import annotations

import sqlite3
from urllib.parse import unquote, urlsplit

from explorer.addresses import article_iri, entity_iri, event_iri
from explorer.lists.entities import entity
from explorer.lists.records import EntityItem
from explorer.lists.search import suggest
from policygraph.errors import InputError
from policygraph.identifiers import fold_name
from policygraph.judging import is_iri

_OFFERED = 12


def resolved_entity(listing: sqlite3.Connection, text: str) -> tuple[str, tuple[EntityItem, ...]]:
    """The entity that was meant, or those that may have been.

    Args:
        listing: of the snapshot.
        text: an IRI, the address of an entity's page, or a name in any script.

    Returns:
        The IRI where it is clear, else an empty text and the entities to choose from.
    """
    path = _path(text)
    if path.startswith("/entity/"):
        return entity_iri(path.removeprefix("/entity/")), ()
    if is_iri(text):
        return text, ()
    found = suggest(listing, text, _OFFERED)
    exact = [one for one in found if fold_name(text) in {fold_name(one.name), fold_name(one.name_zh)}]
    return (exact[0].iri, ()) if len(exact) == 1 else ("", found)


def resolved_event(listing: sqlite3.Connection, text: str) -> str:
    """The event that was meant by an IRI or the address of its page.

    Raises:
        InputError: there is no such event in this snapshot.
    """
    path = _path(text)
    candidates = event_iri(path.removeprefix("/event/")) if path.startswith("/event/") else (text,)
    for iri in candidates:
        if is_iri(iri) and _knows(listing, iri):
            return iri
    raise InputError("There is no such event in this snapshot: copy the address of its page.")


def check_subject(listing: sqlite3.Connection, kind: str, iri: str) -> None:
    """See that what is judged is there.

    Raises:
        InputError: it is not in this snapshot.
    """
    known = entity(listing, iri) is not None if kind in {"same_entity", "alias"} else _knows(listing, iri)
    if not known:
        raise InputError("What is to be judged is not in this snapshot: open its page anew.")


def _knows(listing: sqlite3.Connection, iri: str) -> bool:
    statement = "SELECT 1 FROM event WHERE iri = ?1 UNION SELECT 1 FROM report WHERE iri = ?1"
    return listing.execute(statement, (iri,)).fetchone() is not None


def _path(text: str) -> str:
    """The path of the page of an entity or event, given with or without its host; empty for anything else."""
    if text.startswith((entity_iri(""), article_iri(""), event_iri("")[0])):
        return ""  # an IRI of the graph, which may lie below the same host
    try:
        path = unquote(urlsplit(text).path)
    except ValueError:
        return ""
    return path if path.startswith(("/entity/", "/event/")) else ""
