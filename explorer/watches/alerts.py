"""Alerts: after each publication, every watch list with a webhook is told what is new on it, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from explorer.addresses import page_of, page_of_event
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from explorer.watches.noting import News, events_of, note, shown
from explorer.watches.webhooks import Messenger
from policygraph.archive import Archive, Watch
from policygraph.clock import now
from policygraph.identifiers import digest

A_MESSAGE = 100  # things that one message tells of
_MOST_AT_ONCE = 1000  # items that one run tells of; the rest is left to the next


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one watch list."""

    watch: Watch
    told: int = 0  # events, articles and entities
    problem: str = ""
    busy: bool = False  # another process is telling it now

    def __str__(self) -> str:
        """One line."""
        state = "another run is telling it" if self.busy else f"told of {self.told}"
        return f"{self.watch.name} ({self.watch.owner}): {state}{f'; {self.problem}' if self.problem else ''}"


def note_and_tell(
    archive: Archive, listing: sqlite3.Connection, messenger: Messenger, public_url: str = ""
) -> tuple[Told, ...]:
    """Note what is new on all watch lists, and tell those that have a webhook.

    Args:
        archive: where the watch lists are.
        listing: of the snapshot that was published.
        messenger: sends.
        public_url: where others reach the explorer, for the links of messages; links are paths where it is empty.
    """
    results = []
    for watch in archive.watches():
        note(archive, listing, watch, now())
        if watch.webhook:
            results.append(_tell(_Teller(archive, listing, messenger, public_url.rstrip("/")), watch))
    return tuple(results)


@dataclass(frozen=True, slots=True)
class _Teller:
    archive: Archive
    listing: sqlite3.Connection
    messenger: Messenger
    public_url: str


def _tell(teller: _Teller, watch: Watch) -> Told:
    """Tell one webhook of all that it has not been told of; what did not arrive is left to the next run."""
    archive = teller.archive
    if not archive.begin_sending(watch.id, now()):
        return Told(watch, busy=True)
    told: list[str] = []
    arrived: datetime | None = None
    problem, count = "interrupted", 0
    try:
        groups = _by_subject(teller, watch)
        known = archive.known_items(watch.id, told=True)
        told += [item for one in groups if _is_known(teller.listing, one.iri, known) for item in one.items]
        for items in _batches([one for one in groups if not _is_known(teller.listing, one.iri, known)]):
            news = shown(teller.listing, items)
            problem = _send(teller, watch, news, items) if news.count else ""
            if problem:
                break
            told += items
            arrived, count = now(), count + news.count
        else:
            problem = ""
    finally:
        archive.end_sending(watch.id, told, at=arrived, problem=problem)
    return Told(watch, count, problem)


def _send(teller: _Teller, watch: Watch, news: News, items: Sequence[str]) -> str:
    identifier = f"msg_{digest(watch.id, *sorted(items), length=32)}"
    return teller.messenger.tell(watch.webhook, watch.secret, identifier, _message(watch, news, teller.public_url))


@dataclass(frozen=True, slots=True)
class _Subject:
    """An event, article or entity that a webhook was not told of."""

    iri: str
    noted_at: datetime  # the first of its items
    items: list[str]


def _batches(due: Sequence[_Subject]) -> Iterator[list[str]]:
    """The items of each message.

    What was noted in different runs goes into different messages: one that is sent again, since its answer was lost,
    is the same then, and has the same id, whatever came up meanwhile.
    """
    for _, of_one_run in groupby(due, key=lambda one: one.noted_at):
        together = list(of_one_run)
        for begin in range(0, len(together), A_MESSAGE):
            yield [item for one in together[begin : begin + A_MESSAGE] for item in one.items]


def _by_subject(teller: _Teller, watch: Watch) -> list[_Subject]:
    """What the webhook was not told of, the oldest first."""
    items = teller.archive.fresh_items(watch.id, unalerted=True, limit=_MOST_AT_ONCE)
    current = events_of(teller.listing, (item.item for item in items))
    subjects: dict[str, _Subject] = {}
    for item in sorted(items, key=lambda item: (item.noted_at, item.item)):
        iri = current.get(item.item, item.subject)
        subjects.setdefault(iri, _Subject(iri, item.noted_at, [])).items.append(item.item)
    return list(subjects.values())


def _is_known(listing: sqlite3.Connection, subject: str, known: frozenset[str]) -> bool:
    """Whether the webhook was told of an event under another report, or knew it before: events merge."""
    rows = listing.execute("SELECT iri FROM report WHERE event = ?", (subject,))
    return any(row["iri"] in known for row in rows)


def _message(watch: Watch, news: News, public_url: str) -> dict[str, Any]:
    kept = {"id": watch.id, "name": watch.name, "address": public_url + watch.address}
    return {
        "type": "watch.new",
        "timestamp": now().isoformat(),
        "data": {
            "watch": {**kept, "page": f"{public_url}/watches/{watch.id}"},
            "events": [_event(event, public_url) for event in news.events],
            "articles": [_article(article, public_url) for article in news.articles],
            "entities": [_entity(entity, public_url) for entity in news.entities],
        },
    }


def _event(event: EventItem, public_url: str) -> dict[str, Any]:
    who = [
        {
            "role": one.role,
            "name": one.entity.name if one.entity else one.text,
            "iri": one.entity.iri if one.entity else "",
        }
        for one in event.participants
    ]
    plain: tuple[str, ...] = ("iri", "type", "status", "amount", "currency", "confidence", "sources", "evidence")
    return {
        **{name: getattr(event, name) for name in plain},
        "date": event.edtf,
        "first_reported": event.first_reported,
        "participants": who,
        "page": public_url + page_of_event(event.iri),
    }


def _article(article: ArticleItem, public_url: str) -> dict[str, Any]:
    plain = ("iri", "title", "lang", "published", "publisher", "url")
    return {**{name: getattr(article, name) for name in plain}, "page": public_url + page_of(article.iri)}


def _entity(entity: EntityItem, public_url: str) -> dict[str, Any]:
    plain = ("iri", "name", "name_zh", "type", "country", "wikidata")
    return {**{name: getattr(entity, name) for name in plain}, "page": public_url + page_of(entity.iri)}
