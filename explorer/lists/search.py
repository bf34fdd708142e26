"""The one box: entities, events and articles that match what was typed, in any script."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from explorer.lists.articles import articles_by_iri
from explorer.lists.conditions import MATCHES, Conditions
from explorer.lists.entities import COLUMNS, entity_item
from explorer.lists.events import events_by_iri
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from graph.listing import RANGES, SHOWN_FROM, match_expression
from graph.meaning import Near

# A word in a title or name counts more than in the names of what is spoken of, and that more than in the text.
_RANK = "bm25(words, 12.0, 4.0, 1.0)"
COUNTED = 10_000
_TOO_COMMON = 3_000  # matches
# That a text is of an event which is at least so sure.
_SURE = "EXISTS (SELECT 1 FROM event AS sure WHERE sure.document = words.rowid AND sure.sure >= ?)"
_FIRST = {"event": "day", "article": "published", "entity": "events"}  # what ranks matches that are too common


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found of each kind, best first, and how many there are in all."""

    entities: tuple[EntityItem, ...] = ()
    events: tuple[EventItem, ...] = ()
    articles: tuple[ArticleItem, ...] = ()
    entity_count: int = 0
    event_count: int = 0
    article_count: int = 0
    doubtful: int = 0  # events of lower confidence: those left out, or those among the rest where all are wanted


def search(
    listing: sqlite3.Connection, words: str, *, confidence: float = 0.0, limit: int = 10, telling: bool = False
) -> Found:
    """Find what was typed; the last word may be unfinished.

    Args:
        listing: of the snapshot.
        words: as typed.
        confidence: of events, at least; what was judged to be right passes any.
        limit: at most so many of each kind.
        telling: whether events and articles are left out where the words are too common to tell them apart.
    """
    expression = match_expression(words, prefix=True)
    if not expression:
        return Found()
    most = _TOO_COMMON if telling else COUNTED
    asked = {kind: _matched(expression, kind) for kind in RANGES}
    doubtful = asked["event"].plus(f"NOT {_SURE}", confidence or SHOWN_FROM)
    if confidence:
        asked["event"] = asked["event"].plus(_SURE, confidence)
    counted = {kind: _count(listing, asked[kind], most) for kind in RANGES}
    events, articles = (
        [] if telling and counted[kind] > most else _matching(listing, asked[kind], kind, counted[kind], limit)
        for kind in ("event", "article")
    )
    event_items, article_items = events_by_iri(listing, events), articles_by_iri(listing, articles)
    return Found(
        entities=suggest(listing, words, limit),
        events=tuple(event_items[iri] for iri in events),
        articles=tuple(article_items[iri] for iri in articles),
        entity_count=counted["entity"],
        event_count=counted["event"],
        article_count=counted["article"],
        doubtful=0 if telling else _count(listing, doubtful),
    )


def _matched(expression: str, kind: str) -> Conditions:
    return Conditions().plus(MATCHES, expression, *RANGES[kind])


@dataclass(frozen=True, slots=True)
class SimilarEvent:
    """An event of which some report says nearly what was asked for."""

    event: EventItem
    likeness: float  # 1 for the same


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article that begins with nearly what was asked for."""

    article: ArticleItem
    likeness: float


@dataclass(frozen=True, slots=True)
class Similar:
    """What is close in meaning, in whatever language, the closest first."""

    events: tuple[SimilarEvent, ...] = ()
    articles: tuple[SimilarArticle, ...] = ()


def similar(
    listing: sqlite3.Connection,
    near: Sequence[Near],
    shown: Collection[str] = (),
    *,
    confidence: float = 0.0,
    limit: int = 8,
) -> Similar:
    """The events of at least a confidence and the articles that lie near, without those that are shown already."""
    wanted = [one for one in near if one.iri not in shown]
    events = events_by_iri(listing, [one.iri for one in wanted if one.kind == "event"])
    events = {iri: event for iri, event in events.items() if event.sure >= confidence}
    articles = articles_by_iri(listing, [one.iri for one in wanted if one.kind == "article"])
    return Similar(
        tuple(SimilarEvent(events[one.iri], one.likeness) for one in wanted if one.iri in events)[:limit],
        tuple(SimilarArticle(articles[one.iri], one.likeness) for one in wanted if one.iri in articles)[:limit],
    )


def suggest(listing: sqlite3.Connection, words: str, limit: int = 8) -> tuple[EntityItem, ...]:
    """The entities that have such a name, those with most events first among equally good ones."""
    expression = match_expression(words, prefix=True)
    if not expression:
        return ()
    if _count(listing, _matched(expression, "entity"), _TOO_COMMON) > _TOO_COMMON:
        rows = listing.execute(
            f"SELECT {COLUMNS} FROM entity WHERE document IN (SELECT rowid FROM words WHERE {MATCHES}) "  # noqa: S608
            "ORDER BY events DESC, articles DESC, name LIMIT ?",
            (expression, *RANGES["entity"], limit),
        )
        return tuple(entity_item(row) for row in rows)
    rows = listing.execute(
        f"""SELECT {COLUMNS} FROM words JOIN entity ON entity.document = words.rowid WHERE {MATCHES}
            ORDER BY {_RANK} - 2.0 * (entity.events > 0) - 0.02 * MIN(entity.events, 100), entity.name LIMIT ?""",  # noqa: S608
        (expression, *RANGES["entity"], limit),
    )
    return tuple(entity_item(row) for row in rows)


def _matching(listing: sqlite3.Connection, asked: Conditions, kind: str, count: int, limit: int) -> list[str]:
    """The best matches; where words are so common that they tell nothing apart, the newest."""
    if count > _TOO_COMMON:
        statement = (  # with "+" rows are gone through in their order until there are enough, not sorted all
            f"SELECT iri FROM {kind} WHERE +document IN (SELECT rowid FROM words{asked.where}) "  # noqa: S608
            f"ORDER BY {_FIRST[kind]} DESC, iri LIMIT ?"
        )
    else:
        statement = (
            f"SELECT iri FROM words JOIN {kind} ON {kind}.document = words.rowid{asked.where} "  # noqa: S608
            f"ORDER BY {_RANK}, iri LIMIT ?"
        )
    return [row["iri"] for row in listing.execute(statement, (*asked.values, limit))]


def _count(listing: sqlite3.Connection, asked: Conditions, most: int = COUNTED) -> int:
    """How many matches there are; one more than the most where it is not worth the time to count on."""
    statement = f"SELECT COUNT(*) FROM (SELECT 1 FROM words{asked.where} LIMIT {most + 1})"  # noqa: S608
    return int(listing.execute(statement, asked.values).fetchone()[0])
