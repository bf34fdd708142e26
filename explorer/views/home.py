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
from explorer.lists.tally import groups
from explorer.lists.timeline import Timeline, timeline
from explorer.pages import Ask, Page
from explorer.views.parameters import confidence_of
from explorer.visits import COOKIE, seen


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is."""

    articles: int
    events: int  # of the confidence asked for
    doubtful: int  # events of lower confidence: those left out, or those among the rest where all are shown
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
    confidence: float  # of events, at least


def home(ask: Ask) -> Page:
    """The first page."""
    listing, least = ask.data.listing, confidence_of(ask)
    before = seen(ask.cookies.get(COOKIE, ""), ask.data.recall(newest_fetched), datetime.now(UTC))
    model = HomePage(
        totals=ask.data.recall(_totals, least),
        timeline=ask.data.recall(timeline, least),
        events=list_events(listing, EventFilter(order="reported", confidence=least), Slice(1, 12)),
        conflicts=list_events(listing, EventFilter(conflict=True, order="reported", confidence=least), Slice(1, 5)),
        entities=list_entities(listing, EntityFilter(order="newest"), Slice(1, 10)),
        articles=list_articles(listing, ArticleFilter(copies=False), Slice(1, 8)),
        quiet=ask.data.recall(quiet_sources),
        seen=before.before,
        visited=before.visited,
        fresh=ask.data.recall(fresh, before.before, least) if before.before else None,
        snapshot=ask.data.snapshot,
        confidence=least,
    )
    return Page("home.html", model, cookies={COOKIE: before.cookie})


def _totals(listing: sqlite3.Connection, confidence: float) -> Totals:
    events = groups(listing, EventFilter(confidence=confidence))
    doubtful = sum(group.doubtful for group in events)
    row = listing.execute(
        """SELECT (SELECT COUNT(*) FROM article) AS articles,
           (SELECT COUNT(*) FROM entity) AS entities,
           (SELECT COUNT(DISTINCT publisher) FROM article WHERE publisher <> '') AS publishers,
           (SELECT COUNT(*) FROM event WHERE conflict <> '' AND sure >= ?) AS conflicts,
           (SELECT MAX(published) FROM article) AS newest""",
        (confidence,),
    ).fetchone()
    shown = sum(group.number for group in events) - (doubtful if confidence else 0)
    return Totals(**dict(row), events=shown, doubtful=doubtful)
