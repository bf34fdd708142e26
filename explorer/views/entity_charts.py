"""What is drawn on an entity's page: ownership, figures, a timeline; and the restrictions that reach it."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.charts.lanes import Lanes, lanes
from explorer.charts.metrics import MetricChart, metric_charts
from explorer.charts.ownership import OwnershipChart, ownership_chart
from explorer.lists.conditions import Slice
from explorer.lists.entities import entity_links
from explorer.lists.events import EventFilter, events_by_iri, list_events
from explorer.lists.exposures import (
    EffectiveShare,
    ExposureFilter,
    ExposureItem,
    count_exposures,
    effective_shares,
    list_exposures,
)
from explorer.lists.ownership import stakes_around
from explorer.lists.records import EntityLink, EventItem, FactItem
from explorer.pages import Ask
from explorer.views.parameters import confidence_of

_DRAWN = Slice(1, 240)  # events in the timeline, the newest
_EXPOSED = Slice(1, 5)


@dataclass(frozen=True, slots=True)
class EntityCharts:
    """Drawings and conclusions about one entity."""

    ownership: OwnershipChart
    shares: tuple[EffectiveShare, ...]  # how much of it is owned from which country
    metrics: tuple[MetricChart, ...]
    timeline: Lanes
    exposures: tuple[ExposureItem, ...]
    exposure_total: int
    restrictions: dict[str, EventItem]
    entities: dict[str, EntityLink]


def newest_events(ask: Ask, iri: str) -> tuple[EventItem, ...]:
    """The newest events of an entity, without their participants: as many as are drawn."""
    wanted = EventFilter(entity=iri, confidence=confidence_of(ask))
    return ask.data.recall(list_events, wanted, _DRAWN, complete=False)


def entity_charts(ask: Ask, iri: str, metrics: tuple[FactItem, ...]) -> EntityCharts:
    """All drawings of an entity.

    Args:
        ask: what is asked for.
        iri: of the entity.
        metrics: the figures that articles give of it.
    """
    listing = ask.data.listing
    exposed = ExposureFilter(exposed=iri, confidence=confidence_of(ask))
    chart = ownership_chart(iri, *stakes_around(listing, iri))
    found = list_exposures(listing, exposed, _EXPOSED)
    named = {box.iri for box in chart.boxes} | {exposure.operator for exposure in found}
    return EntityCharts(
        ownership=chart,
        shares=effective_shares(listing, [iri]).get(iri, ()),
        metrics=metric_charts(metrics),
        timeline=lanes(newest_events(ask, iri)),
        exposures=found,
        exposure_total=ask.data.recall(count_exposures, exposed) if found else 0,
        restrictions=events_by_iri(listing, {exposure.restriction for exposure in found}),
        entities=entity_links(listing, named),
    )
