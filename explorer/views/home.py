"""The first page: what is there, what is new, what contradicts itself."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from explorer.addresses import page_of
from explorer.lists.articles import ArticleFilter, list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import EntityFilter, list_entities
from explorer.lists.events import EventFilter, list_events
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from explorer.lists.search import Found, search, suggest
from explorer.lists.timeline import Timeline, timeline
from explorer.pages import Ask, Page


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is."""

    articles: int
    events: int
    entities: int
    publishers: int
    conflicts: int
    newest: str | None  # ISO date of the newest article


@dataclass(frozen=True, slots=True)
class HomePage:
    """What an analyst sees first."""

    totals: Totals
    timeline: Timeline
    events: tuple[EventItem, ...]
    conflicts: tuple[EventItem, ...]
    entities: tuple[EntityItem, ...]
    articles: tuple[ArticleItem, ...]
    snapshot: str


def home(ask: Ask) -> Page:
    """The first page."""
    listing = ask.data.listing
    model = HomePage(
        totals=ask.data.recall(_totals),
        timeline=ask.data.recall(timeline),
        events=list_events(listing, EventFilter(order="reported"), Slice(1, 12)),
        conflicts=list_events(listing, EventFilter(conflict=True, order="reported"), Slice(1, 5)),
        entities=list_entities(listing, EntityFilter(order="newest"), Slice(1, 10)),
        articles=list_articles(listing, ArticleFilter(copies=False), Slice(1, 8)),
        snapshot=ask.data.snapshot,
    )
    return Page("home.html", model)


def _totals(listing: sqlite3.Connection) -> Totals:
    row = listing.execute(
        """SELECT (SELECT COUNT(*) FROM article) AS articles, (SELECT COUNT(*) FROM event) AS events,
           (SELECT COUNT(*) FROM entity) AS entities,
           (SELECT COUNT(DISTINCT publisher) FROM article WHERE publisher <> '') AS publishers,
           (SELECT COUNT(*) FROM event WHERE conflict <> '') AS conflicts,
           (SELECT MAX(published) FROM article) AS newest"""
    ).fetchone()
    return Totals(**dict(row))


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found."""

    words: str
    found: Found


def search_page(ask: Ask) -> Page:
    """Entities, events and articles that match what was typed."""
    words = ask.value("q")
    return Page("search.html", SearchPage(words, ask.data.recall(search, words) if words else Found()))


def suggestions(ask: Ask) -> bytes:
    """What the search box offers while one types: entities by any of their names, then what is asked for in full."""
    found = suggest(ask.data.listing, ask.value("q")) if ask.value("q") else ()
    chinese = ask.language.code == "zh"
    rows = [
        {
            "name": entity.name_zh if chinese and entity.name_zh else entity.name,
            "kind": ask.language.label(entity.type),
            "href": page_of(entity.iri),
        }
        for entity in found
    ]
    return json.dumps({"suggestions": rows}, ensure_ascii=False).encode()
