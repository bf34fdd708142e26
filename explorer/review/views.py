"""The page of the review queue: one question at a time."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.lists.entities import entities_by_iri, entity_links
from explorer.lists.events import events_by_iri
from explorer.lists.records import EntityItem, EntityLink, EventItem
from explorer.pages import Ask, Page
from explorer.review.doubts import ABOUT, Doubt, doubts
from explorer.views.events import Version, versions_of
from policygraph.judging import is_iri

_VERSIONS = 4  # that are shown of an event


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
    compared: tuple[EntityItem, ...] = ()  # entities
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
    kind, subject, other, _ = doubt.question
    if kind == "same_entity":
        found = entities_by_iri(listing, (subject, other))
        compared = tuple(found[iri] for iri in (subject, other) if iri in found)
        return ReviewPage(doubt, page.place, page.total, page.counts, compared=compared)
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
