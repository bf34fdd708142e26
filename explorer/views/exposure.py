"""The exposure page: choose a restriction, see whom it reaches, by which path, on whose word, however one counts."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.addresses import entity_iri, event_iri
from explorer.list_queries import exposures_query
from explorer.lists.articles import articles_by_iri
from explorer.lists.conditions import Count, Slice
from explorer.lists.entities import entity_links
from explorer.lists.events import events_by_iri
from explorer.lists.exposures import (
    METHODS,
    EffectiveShare,
    ExposureFilter,
    ExposureItem,
    Scope,
    count_doubtful,
    count_exposures,
    count_reach,
    doubtful_reach,
    effective_shares,
    facet,
    list_exposures,
    reach,
    scopes,
)
from explorer.lists.records import ArticleItem, EntityLink, EventItem
from explorer.pages import Ask, Page
from explorer.views.missing import unusable
from explorer.views.parameters import confidence_of, part_of
from graph.sparql_text import iri_text

_AT_ONCE = 40  # restrictions to choose from


@dataclass(frozen=True, slots=True)
class ExposurePage:
    """Restrictions, and whom the chosen one reaches, or to which ones an entity is exposed."""

    restrictions: tuple[tuple[EventItem, int], ...]  # a part of those that reach anybody, and how many each reaches
    restrictions_part: Slice
    restrictions_total: int
    chosen: EventItem | None
    entity: EntityLink | None
    filter: ExposureFilter
    confidence: float  # of restrictions, at least
    criteria: tuple[Scope, ...]
    exposures: tuple[ExposureItem, ...]
    total: int
    doubtful: int  # exposures to, without an entity restrictions, of lower confidence: left out, or among the rest
    part: Slice
    verdicts: tuple[Count, ...]
    bases: tuple[Count, ...]
    shares: dict[str, tuple[EffectiveShare, ...]]  # by company whose scope decides
    entities: dict[str, EntityLink]
    events: dict[str, EventItem]
    articles: dict[str, ArticleItem]
    sparql: str  # the same list as a query
    methods: tuple[str, ...] = METHODS


def wanted_exposures(ask: Ask) -> ExposureFilter | None:
    """The exposures that an address asks for, as the page shows them; None where there are none."""
    named = entity_iri(ask.value("entity")) if ask.value("entity") else ""
    entity = named if named and iri_text(named) else ""
    chosen = None if entity else _chosen(ask, events_by_iri(ask.data.listing, [iri for iri, _ in _reached(ask)]))
    return _filter(ask, chosen, entity) if chosen or entity else None


def _reached(ask: Ask) -> tuple[tuple[str, int], ...]:
    """The restrictions to choose from, and how many each reaches: as many as the address asks for."""
    return ask.data.recall(reach, confidence_of(ask), _listed(ask))


def _listed(ask: Ask) -> Slice:
    return part_of(ask, "list", _AT_ONCE)


def exposure_page(ask: Ask) -> Page:
    """Whom a restriction reaches; without one in the address, the one that reaches most."""
    listing = ask.data.listing
    entity = entity_iri(ask.value("entity")) if ask.value("entity") else ""
    if entity and not iri_text(entity):
        return unusable("That is not the key of an entity.")
    reached = _reached(ask)
    restrictions = events_by_iri(listing, [iri for iri, _ in reached])
    chosen = None if entity else _chosen(ask, restrictions)
    wanted, part = _filter(ask, chosen, entity), part_of(ask)
    found = list_exposures(listing, wanted, part) if chosen or entity else ()
    model = ExposurePage(
        restrictions=tuple((restrictions[iri], count) for iri, count in reached if iri in restrictions),
        restrictions_part=_listed(ask),
        restrictions_total=ask.data.recall(count_reach, confidence_of(ask)),
        chosen=chosen,
        entity=entity_links(listing, [entity])[entity] if entity else None,
        filter=wanted,
        confidence=confidence_of(ask),
        criteria=scopes(listing, chosen.iri) if chosen else (),
        exposures=found,
        total=ask.data.recall(count_exposures, wanted) if found else 0,
        doubtful=_doubtful(ask, wanted),
        part=part,
        verdicts=ask.data.recall(facet, "said", wanted) if chosen or entity else (),
        bases=ask.data.recall(facet, "basis", wanted) if chosen or entity else (),
        shares=effective_shares(listing, (exposure.operator for exposure in found)),
        entities=entity_links(listing, _entities(found)),
        events=events_by_iri(listing, {exposure.restriction for exposure in found}),
        articles=articles_by_iri(listing, (iri for e in found for step in e.path for iri in step.articles)),
        sparql=exposures_query(wanted),
    )
    return Page("exposure.html", model)


def _filter(ask: Ask, chosen: EventItem | None, entity: str) -> ExposureFilter:
    method = ask.value("method")
    return ExposureFilter(
        restriction=chosen.iri if chosen else "",
        exposed=entity,
        verdicts=ask.values("verdict"),
        bases=ask.values("basis"),
        method=method if method in METHODS else "",
        confidence=confidence_of(ask) if entity else 0.0,  # a restriction that is asked for is shown
    )


def _doubtful(ask: Ask, wanted: ExposureFilter) -> int:
    if wanted.exposed:
        return ask.data.recall(count_doubtful, wanted)
    return ask.data.recall(doubtful_reach, confidence_of(ask))


def _chosen(ask: Ask, restrictions: dict[str, EventItem]) -> EventItem | None:
    """The restriction that the address names; the one that reaches most of those listed where it names none."""
    wanted = ask.value("restriction")
    if not wanted:
        return next((restrictions[iri] for iri, _ in _reached(ask) if iri in restrictions), None)
    known = events_by_iri(ask.data.listing, event_iri(wanted))
    return next((known[iri] for iri in event_iri(wanted) if iri in known), None)


def _entities(found: tuple[ExposureItem, ...]) -> set[str]:
    ends = {iri for exposure in found for step in exposure.path for iri in (step.source, step.target)}
    return ends | {iri for exposure in found for iri in (exposure.exposed, exposure.operator)}
