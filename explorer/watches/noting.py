"""What is new on a list that somebody follows: what passes it and was never met on it before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from explorer.lists.articles import articles_by_iri
from explorer.lists.entities import entities_by_iri
from explorer.lists.events import events_by_iri
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from explorer.watches.matching import Match, matches, watched_address
from policygraph.archive import Archive, Watch, WatchItem

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class News:
    """Events, articles and entities, as lists show them."""

    events: tuple[EventItem, ...] = ()
    articles: tuple[ArticleItem, ...] = ()
    entities: tuple[EntityItem, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.events) + len(self.articles) + len(self.entities)


def is_unmet(match: Match, known: frozenset[str]) -> bool:
    """Whether something was never met: no report of it, and no report of such a type in any of its articles.

    The second half is for articles that are read again, by better rules or because their page changed: what is then
    read a little differently is the same event.
    """
    return known.isdisjoint(match.items) and not (match.traces and known.issuperset(match.traces))


def unmet(listing: sqlite3.Connection, watch: Watch, known: frozenset[str]) -> tuple[Match, ...]:
    """What is on the list now and was never met on it, under this or another event's name."""
    return tuple(match for match in matches(listing, watched_address(watch.address)) if is_unmet(match, known))


def note(archive: Archive, listing: sqlite3.Connection, watch: Watch, at: datetime, *, first: bool = False) -> None:
    """Store all that is on the list now.

    Args:
        archive: where it is stored.
        listing: of the snapshot.
        watch: the list.
        at: when.
        first: whether the list was made just now, so that nothing on it is news.
    """
    known = archive.known_items(watch.id)
    archive.note_items(watch.id, _items(matches(listing, watched_address(watch.address)), watch, known, at, first))


def _items(found: Iterable[Match], watch: Watch, known: frozenset[str], at: datetime, first: bool) -> list[WatchItem]:
    items = []
    for match in found:
        fresh = not first and is_unmet(match, known)
        alerted = not (fresh and watch.webhook)  # who names a webhook later is not told what is old by then
        items += [WatchItem(item, match.subject, at, fresh, alerted) for item in match.items if item not in known]
        items += [WatchItem(trace, match.subject, at, alerted=True) for trace in match.traces if trace not in known]
    return items


def news(archive: Archive, listing: sqlite3.Connection, watch: Watch) -> News:
    """What is new on a list since its owner last said that all was seen; stores nothing."""
    noted = [item.item for item in archive.fresh_items(watch.id, since=watch.seen_at)]
    waiting = [item for match in unmet(listing, watch, archive.known_items(watch.id)) for item in match.items]
    return shown(listing, [*noted, *waiting])


def shown(listing: sqlite3.Connection, items: Iterable[str]) -> News:
    """Reports, articles and entities as lists show them, reports as the events that they are of now."""
    iris = list(dict.fromkeys(items))[:MOST_SHOWN]
    articles, entities = articles_by_iri(listing, iris), entities_by_iri(listing, iris)
    events = events_by_iri(listing, set(events_of(listing, iris).values()))
    return News(
        tuple(sorted(events.values(), key=lambda event: (event.first_reported or "", event.iri), reverse=True)),
        tuple(sorted(articles.values(), key=lambda item: (item.published or "", item.iri), reverse=True)),
        tuple(sorted(entities.values(), key=lambda item: (item.first_seen or "", item.iri), reverse=True)),
    )


def events_of(listing: sqlite3.Connection, reports: Iterable[str]) -> dict[str, str]:
    """The event of each report that is known."""
    found: dict[str, str] = {}
    for report in reports:
        for row in listing.execute("SELECT event FROM report WHERE iri = ?", (report,)):
            found[report] = row["event"]
    return found
