"""The list of entities, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer.addresses import entity_iri
from explorer.judgements.journal import Entry, entries
from explorer.list_queries import entities_query, facts_query
from explorer.lists.articles import ArticleFilter, list_articles
from explorer.lists.conditions import Count, Slice
from explorer.lists.entities import (
    MOST_FACTS,
    ORDERS,
    Companion,
    EntityFilter,
    companions,
    count_entities,
    entity,
    facet,
    facts_about,
    list_entities,
)
from explorer.lists.events import EventFilter, events_by_iri
from explorer.lists.records import ArticleItem, EntityItem, EventItem, FactItem
from explorer.lists.tally import Bar, tally
from explorer.pages import Ask, Page
from explorer.views.entity_charts import EntityCharts, entity_charts, newest_events
from explorer.views.missing import missing
from explorer.views.parameters import Given, confidence_of, order_of, part_of
from graph.details import entity_names
from graph.event_details import replaced_by

_SHOWN = Slice(1, 25)


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """A part of the list of entities."""

    entities: tuple[EntityItem, ...]
    total: int
    part: Slice
    filter: EntityFilter
    types: tuple[Count, ...]
    countries: tuple[Count, ...]
    sparql: str  # the same list as a query
    orders: tuple[str, ...] = ORDERS


def entities(ask: Ask) -> Page:
    """The list of entities that pass the filters of the address."""
    wanted = entity_filter(ask)
    part, listing = part_of(ask), ask.data.listing
    model = EntitiesPage(
        entities=list_entities(listing, wanted, part),
        total=ask.data.recall(count_entities, wanted),
        part=part,
        filter=wanted,
        types=ask.data.recall(facet, "type", wanted),
        countries=ask.data.recall(facet, "country", wanted),
        sparql=entities_query(wanted),
    )
    return Page("entities.html", model)


def entity_filter(ask: Given) -> EntityFilter:
    """The filter that an address gives."""
    return EntityFilter(
        types=ask.values("type"),
        countries=ask.values("country"),
        words=ask.value("q"),
        unknown=ask.value("unknown") == "1",
        order=order_of(ask, ORDERS),
    )


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity and what the articles say of it."""

    entity: EntityItem
    names: tuple[tuple[str, str], ...]  # language tag and name
    owners: tuple[Told, ...]
    owned: tuple[Told, ...]
    relations: tuple[Told, ...]  # makes, depends on
    metrics: tuple[FactItem, ...]
    cut: dict[str, str]  # the kinds of facts of which only the newest are here, and a query for all
    events: tuple[EventItem, ...]
    event_total: int
    event_doubtful: int  # events of lower confidence: left out, or among the rest where all are shown
    confidence: float  # of events, at least
    event_types: tuple[Count, ...]
    histogram: tuple[Bar, ...]
    companions: tuple[Companion, ...]
    articles: tuple[ArticleItem, ...]
    article_total: int
    charts: EntityCharts
    judged: tuple[Entry, ...] = ()  # what was judged of it


@dataclass(frozen=True, slots=True)
class Told:
    """One relation, and each article's words for it, the newest first."""

    facts: tuple[FactItem, ...]

    @property
    def first(self) -> FactItem:
        """The newest word for it."""
        return self.facts[0]


def told_once(facts: Iterable[FactItem]) -> tuple[Told, ...]:
    """Facts that say the same of the same two, together."""
    found: dict[tuple[object, ...], list[FactItem]] = {}
    for fact in facts:
        ends = (fact.subject or fact.subject_text, fact.object or fact.object_text)
        found.setdefault((fact.type, fact.status, ends, fact.share_min, fact.share_max), []).append(fact)
    return tuple(Told(tuple(same)) for same in found.values())


def _find(ask: Ask, iri: str) -> EntityItem | None:
    """The entity, or the one that stands for it since they were judged to be one."""
    found = entity(ask.data.listing, iri)
    if found is not None:
        return found
    others = (entity(ask.data.listing, other) for other in replaced_by(ask.data.reader, iri))
    return next((other for other in others if other is not None), None)


def _shown(ask: Ask, iri: str) -> tuple[EventItem, ...]:
    wanted = [event.iri for event in newest_events(ask, iri)[: _SHOWN.size]]
    found = events_by_iri(ask.data.listing, wanted)
    return tuple(found[one] for one in wanted)


def _newest(facts: Iterable[FactItem]) -> tuple[list[FactItem], list[str]]:
    """The newest facts of each kind, and the kinds of which there are more."""
    of_kind: dict[str, list[FactItem]] = {}
    for fact in facts:
        of_kind.setdefault(fact.type, []).append(fact)
    shown = [fact for found in of_kind.values() for fact in found[:MOST_FACTS]]
    return shown, [kind for kind, found in of_kind.items() if len(found) > MOST_FACTS]


def entity_page(ask: Ask) -> Page:
    """The page of an entity."""
    listing = ask.data.listing
    found = _find(ask, entity_iri(ask.path["path"]))
    if found is None:
        return missing("There is no such entity in this snapshot.")
    iri = found.iri
    least = confidence_of(ask)
    taking_part, speaking = EventFilter(entity=iri, confidence=least), ArticleFilter(entity=iri)
    facts, cut = _newest(facts_about(listing, iri))
    ownership = [fact for fact in facts if fact.type == "Ownership"]
    metrics = tuple(fact for fact in facts if fact.type == "Metric")
    counted = ask.data.recall(tally, taking_part, None, 36)
    model = EntityPage(
        entity=found,
        names=entity_names(ask.data.reader, iri),
        owners=told_once(fact for fact in ownership if fact.subject and fact.subject.iri == iri),
        owned=told_once(fact for fact in ownership if fact.object and fact.object.iri == iri),
        relations=told_once(fact for fact in facts if fact.type not in {"Ownership", "Metric"}),
        metrics=metrics,
        cut={kind: facts_query(iri, kind) for kind in cut},
        events=_shown(ask, iri),
        event_total=counted.total,
        event_doubtful=counted.doubtful,
        confidence=least,
        event_types=counted.types,
        histogram=counted.bars,
        companions=ask.data.recall(companions, iri, least),
        articles=list_articles(listing, speaking, _SHOWN),
        article_total=found.articles,
        charts=entity_charts(ask, iri, metrics),
        judged=entries(ask, {iri}),
    )
    return Page("entity.html", model)
