"""What passes a list that somebody follows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from explorer.addresses import Address, entity_iri
from explorer.lists.articles import ArticleFilter
from explorer.lists.conditions import Conditions
from explorer.lists.events import EventFilter
from explorer.views.articles import article_filter
from explorer.views.entities import entity_filter
from explorer.views.events import event_filter
from explorer.views.parameters import confidence_of
from policygraph.errors import InputError

Kind = Literal["event", "article", "entity"]
LONGEST_ADDRESS = 2000
_ENTITY = "/entity/"
_LISTS = ("/events", "/articles", "/entities", "/search")
_NOT_KEPT = {"page", "order", "lang"}  # how a list is shown, not what is on it


@dataclass(frozen=True, slots=True)
class Match:
    """Something that is on a list."""

    kind: Kind
    subject: str  # IRI
    items: tuple[str, ...]  # IRIs that stay when events are merged: those of its reports
    traces: tuple[str, ...] = ()  # what stays when an article is read again: which articles tell of such a type


def watched_address(text: str) -> Address:
    """The address of a list that can be followed, without what does not change what is on it.

    Raises:
        InputError: nothing that can be followed is there.
    """
    parts = urlsplit(text.strip())
    pairs = parse_qsl(parts.query)
    address = Address(unquote(parts.path), tuple(pair for pair in pairs if pair[0] not in _NOT_KEPT and pair[1]))
    known = address.path in _LISTS or address.path.startswith(_ENTITY)
    if parts.scheme or parts.netloc or not known or len(text) > LONGEST_ADDRESS:
        raise InputError(
            "This cannot be followed: choose a list of events, articles or entities, an entity or a search."
        )
    if address.path == "/search" and not address.value("q"):
        raise InputError("A search without words finds nothing: type some, then follow it.")
    return address


def matches(listing: sqlite3.Connection, address: Address) -> tuple[Match, ...]:
    """All that is on a list now.

    Args:
        listing: of a snapshot.
        address: as ``watched_address`` gives it.
    """
    if address.path == "/articles":
        return _rows(listing, "article", article_filter(address).conditions())
    if address.path == "/entities":
        return _rows(listing, "entity", entity_filter(address).conditions())
    least = confidence_of(address)
    if address.path == "/search":
        words = address.value("q")
        return (
            *_events(listing, EventFilter(words=words, confidence=least).conditions()),
            *_rows(listing, "article", ArticleFilter(words=words).conditions()),
        )
    if address.path.startswith(_ENTITY):
        entity = entity_iri(address.path.removeprefix(_ENTITY))
        return _events(listing, EventFilter(entity=entity, confidence=least).conditions())
    return _events(listing, event_filter(address).conditions())


def _rows(listing: sqlite3.Connection, kind: Kind, conditions: Conditions) -> tuple[Match, ...]:
    statement = f"SELECT iri FROM {kind}{conditions.where} ORDER BY iri"  # noqa: S608
    return tuple(Match(kind, row["iri"], (row["iri"],)) for row in listing.execute(statement, conditions.values))


def _events(listing: sqlite3.Connection, conditions: Conditions) -> tuple[Match, ...]:
    statement = (
        f"SELECT event, iri, article, type FROM report WHERE event IN (SELECT iri FROM event{conditions.where}) "  # noqa: S608
        "ORDER BY event, iri"
    )
    reports: dict[str, list[tuple[str, str]]] = {}
    for row in listing.execute(statement, conditions.values):
        reports.setdefault(row["event"], []).append((row["iri"], f"{row['article']}#{row['type']}"))
    return tuple(
        Match("event", event, tuple(iri for iri, _ in found), tuple(sorted({trace for _, trace in found})))
        for event, found in reports.items()
    )
