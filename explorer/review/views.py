"""The page of the review queue: one question at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.lists.articles import ArticleFilter, articles_by_iri, list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import entities_by_iri, entity_links
from explorer.lists.events import EventFilter, events_by_iri, list_events
from explorer.lists.records import ArticleItem, EntityItem, EntityLink, EventItem
from explorer.pages import Ask, Page
from explorer.review.doubts import ABOUT, Doubt, doubts
from explorer.views.events import Version, versions_of
from graph.details import entity_names
from policygraph.judging import is_iri

_VERSIONS = 4  # that are shown of an event
_OF_ENTITY = Slice(1, 3)  # events and articles that are shown of an entity


@dataclass(frozen=True, slots=True)
class Compared:
    """An entity that may be another."""

    entity: EntityItem
    names: tuple[tuple[str, str], ...]  # language tag and name
    events: tuple[EventItem, ...]  # the newest, whatever their confidence, after the one that is like one of the other
    articles: tuple[ArticleItem, ...]  # the newest


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One question of the queue, and how many there are."""

    doubt: Doubt | None
    place: int  # in the queue, from 0
    total: int
    counts: dict[str, int]  # by what they are about
    event: EventItem | None = None
    versions: tuple[Version, ...] = ()
    other: EventItem | None = None  # that the event is compared with
    other_versions: tuple[Version, ...] = ()
    compared: tuple[Compared, ...] = ()
    article: ArticleItem | None = None  # that gives one of them in brackets after the other
    entities: dict[str, EntityLink] | None = None  # that the versions name


def review_page(ask: Ask) -> Page:
    """The question at a place of the queue; ``about`` in the address chooses among the kinds of doubt."""
    archive = ask.services.archive()
    queue = doubts(ask.data, archive.judgements() if archive else ())
    counts: dict[str, int] = {about: sum(1 for each in queue if each.about == about) for about in ABOUT}
    about = ask.value("about")
    chosen = [each for each in queue if about in {"", each.about}]
    wanted = ask.value("place")
    place = min(int(wanted), len(chosen)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 0
    doubt = chosen[place] if place < len(chosen) else None
    if doubt is None:
        return Page("review.html", ReviewPage(None, place, len(chosen), counts))
    return Page("review.html", _shown(ask, doubt, ReviewPage(doubt, place, len(chosen), counts)))


def _shown(ask: Ask, doubt: Doubt, page: ReviewPage) -> ReviewPage:
    """The page with what the question is about."""
    listing = ask.data.listing
    kind, _, other, _ = doubt.question
    if kind == "same_entity":
        return replace(page, compared=_compared(ask, doubt), article=_article(ask, doubt))
    apart = other if kind == "same_event" and not doubt.reports and is_iri(other) else ""
    events = events_by_iri(listing, [iri for iri in (doubt.event, apart) if iri])
    versions = versions_of(ask, doubt.event)
    if doubt.reports:
        versions = tuple(version for version in versions if version.report.iri in doubt.reports)
    others = versions_of(ask, apart)[:_VERSIONS] if apart else ()
    named = {a.entity for v in (*versions[:_VERSIONS], *others) for a in v.report.arguments if a.entity}
    return ReviewPage(
        doubt,
        page.place,
        page.total,
        page.counts,
        event=events.get(doubt.event),
        versions=versions[:_VERSIONS],
        other=events.get(apart),
        other_versions=others,
        entities=entity_links(listing, named),
    )


def _compared(ask: Ask, doubt: Doubt) -> tuple[Compared, ...]:
    listing, pair = ask.data.listing, doubt.pair
    found = entities_by_iri(listing, doubt.question[1:3])
    made = []
    for iri, telling in zip(doubt.question[1:3], (pair.event, pair.other_event) if pair else ("", ""), strict=True):
        if iri in found:
            like = tuple(events_by_iri(listing, [telling]).values())
            others = list_events(listing, EventFilter(entity=iri), _OF_ENTITY)
            events = (*like, *(event for event in others if event.iri != telling))[: _OF_ENTITY.size]
            articles = list_articles(listing, ArticleFilter(entity=iri), _OF_ENTITY)
            made.append(Compared(found[iri], entity_names(ask.data.reader, iri), events, articles))
    return tuple(made)


def _article(ask: Ask, doubt: Doubt) -> ArticleItem | None:
    iri = doubt.pair.article if doubt.pair else ""
    return articles_by_iri(ask.data.listing, [iri]).get(iri)
