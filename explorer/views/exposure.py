"""The exposure page: choose a restriction, see whom it reaches, by which path, on whose word."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.addresses import entity_iri, event_iri
from explorer.lists.articles import articles_by_iri
from explorer.lists.entities import entity_links
from explorer.lists.events import events_by_iri
from explorer.lists.records import ArticleItem, EntityLink, EventItem
from explorer.pages import Ask, Page
from explorer.views.missing import unusable
from graph.exposure_details import (
    EffectiveShare,
    ExposureFound,
    ScopeCriterion,
    criteria,
    effective_shares,
    exposures,
    reach,
)


@dataclass(frozen=True, slots=True)
class ExposurePage:
    """Restrictions, and whom the chosen one reaches, or to which ones an entity is exposed."""

    restrictions: tuple[tuple[EventItem, int], ...]  # and how many each reaches
    chosen: EventItem | None
    entity: EntityLink | None
    criteria: tuple[ScopeCriterion, ...]
    exposures: tuple[ExposureFound, ...]
    shares: dict[str, tuple[EffectiveShare, ...]]  # by company whose scope decides
    entities: dict[str, EntityLink]
    events: dict[str, EventItem]
    articles: dict[str, ArticleItem]


def exposure_page(ask: Ask) -> Page:
    """Whom a restriction reaches; without one in the address, the one that reaches most."""
    reader, listing = ask.data.reader, ask.data.listing
    reached = reach(reader)
    events = events_by_iri(listing, [iri for iri, _ in reached])
    restrictions = tuple((events[iri], count) for iri, count in reached if iri in events)
    entity = entity_iri(ask.value("entity")) if ask.value("entity") else ""
    chosen = None if entity else _chosen(ask, events, restrictions)
    try:
        found = exposures(reader, restriction=chosen.iri if chosen else "", exposed=entity) if chosen or entity else ()
    except ValueError:
        return unusable("That is not the key of an entity.")
    operators = {exposure.operator for exposure in found}
    model = ExposurePage(
        restrictions=restrictions,
        chosen=chosen,
        entity=entity_links(listing, [entity])[entity] if entity else None,
        criteria=criteria(reader, chosen.iri) if chosen else (),
        exposures=found,
        shares={iri: shares for iri in sorted(operators) if (shares := effective_shares(reader, iri))},
        entities=entity_links(listing, _entities(found)),
        events=events,
        articles=articles_by_iri(listing, (iri for e in found for step in e.path for iri in step.articles)),
    )
    return Page("exposure.html", model)


def _chosen(
    ask: Ask, events: dict[str, EventItem], restrictions: tuple[tuple[EventItem, int], ...]
) -> EventItem | None:
    wanted = ask.value("restriction")
    if wanted:
        return next((events[iri] for iri in event_iri(wanted) if iri in events), None)
    return restrictions[0][0] if restrictions else None


def _entities(found: tuple[ExposureFound, ...]) -> set[str]:
    ends = {iri for exposure in found for step in exposure.path for iri in (step.source, step.target)}
    return ends | {iri for exposure in found for iri in (exposure.exposed, exposure.operator)}
