"""The first page: what is there, what is new, what contradicts itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from explorer.lists.articles import ArticleFilter, list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import EntityFilter, list_entities
from explorer.lists.events import EventFilter, list_events
from explorer.lists.records import ArticleItem, EntityItem, EventItem
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
