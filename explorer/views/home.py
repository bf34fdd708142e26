"""The first page: what is there, what is new, what contradicts itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from explorer.lists.articles import ArticleFilter, list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import EntityFilter, list_entities
from explorer.lists.events import EventFilter, list_events
from explorer.lists.news import Fresh, QuietSource, fresh, newest_fetched, quiet_sources
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from explorer.lists.timeline import Timeline, timeline
from explorer.pages import Ask, Page
from explorer.visits import COOKIE, seen


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
    quiet: tuple[QuietSource, ...]
    seen: str  # when the newest article of the reader's last visit was fetched; empty on a first visit
    visited: str  # when that visit was
    fresh: Fresh | None  # what is new since then
    snapshot: str


def home(ask: Ask) -> Page:
    """The first page."""
    listing = ask.data.listing
    before = seen(ask.cookies.get(COOKIE, ""), ask.data.recall(newest_fetched), datetime.now(UTC))
    model = HomePage(
        totals=ask.data.recall(_totals),
        timeline=ask.data.recall(timeline),
        events=list_events(listing, EventFilter(order="reported"), Slice(1, 12)),
        conflicts=list_events(listing, EventFilter(conflict=True, order="reported"), Slice(1, 5)),
        entities=list_entities(listing, EntityFilter(order="newest"), Slice(1, 10)),
        articles=list_articles(listing, ArticleFilter(copies=False), Slice(1, 8)),
        quiet=ask.data.recall(quiet_sources),
        seen=before.before,
        visited=before.visited,
        fresh=ask.data.recall(fresh, before.before) if before.before else None,
        snapshot=ask.data.snapshot,
    )
    return Page("home.html", model, cookies={COOKIE: before.cookie})


def _totals(listing: sqlite3.Connection) -> Totals:
    row = listing.execute(
        """SELECT (SELECT COUNT(*) FROM article) AS articles, (SELECT COUNT(*) FROM event) AS events,
           (SELECT COUNT(*) FROM entity) AS entities,
           (SELECT COUNT(DISTINCT publisher) FROM article WHERE publisher <> '') AS publishers,
           (SELECT COUNT(*) FROM event WHERE conflict <> '') AS conflicts,
           (SELECT MAX(published) FROM article) AS newest"""
    ).fetchone()
    return Totals(**dict(row))
