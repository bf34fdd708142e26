"""The network page: what lies around one or more entities, as a drawing and as a table; and as GraphML."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from explorer.addresses import entity_iri
from explorer.list_queries import network_query
from explorer.lists.conditions import Count, Slice
from explorer.lists.entities import EntityFilter, entity, list_entities
from explorer.lists.events import EventFilter
from explorer.lists.network import Neighbourhood, Node, neighbourhood
from explorer.lists.records import EntityItem
from explorer.lists.tally import tally
from explorer.pages import Ask, Page, family
from explorer.views.missing import missing
from explorer.views.parameters import confidence_of

_MOST_CENTRES = 40
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The neighbourhood of the entities chosen; where none is, some to begin with."""

    centres: tuple[EntityItem, ...]
    network: Neighbourhood
    names: dict[str, Node]
    types: tuple[Count, ...]
    chosen_types: tuple[str, ...]
    suggestions: tuple[EntityItem, ...]
    labels: dict[str, str]  # of types and roles, for the drawing
    families: dict[str, str]  # of event types
    confidence: float  # of events, at least
    sparql: str  # the same connections by events as a query


def network_page(ask: Ask) -> Page:
    """The neighbourhood of the entities that the address names."""
    listing, types, least = ask.data.listing, ask.values("type"), confidence_of(ask)
    centres = _centres(ask)
    if ask.values("entity") and not centres:
        return missing("There is no such entity in this snapshot.")
    found = ask.data.recall(neighbourhood, tuple(centre.iri for centre in centres), types, least)
    model = NetworkPage(
        centres=centres,
        network=found,
        names={node.iri: node for node in found.nodes},
        types=ask.data.recall(tally, EventFilter(entity=centres[0].iri, confidence=least)).types if centres else (),
        chosen_types=types,
        suggestions=() if centres else list_entities(listing, EntityFilter(), Slice(1, 12)),
        labels={term: ask.language.heading(term) for term in sorted(_terms(found))},
        families={node.type: family(node.type) for node in found.nodes if node.kind == "event"},
        confidence=least,
        sparql=network_query([centre.iri for centre in centres], types, least) if centres else "",
    )
    return Page("network.html", model)


def _terms(found: Neighbourhood) -> set[str]:
    return {node.type for node in found.nodes if node.kind == "event"} | {edge.label for edge in found.edges}


def _centres(ask: Ask) -> tuple[EntityItem, ...]:
    wanted = ask.values("entity")[:_MOST_CENTRES]
    return tuple(found for key in wanted if (found := entity(ask.data.listing, entity_iri(key))) is not None)


def graphml(ask: Ask) -> bytes:
    """The same neighbourhood as GraphML, for Gephi, yEd and the like."""
    centres = [centre.iri for centre in _centres(ask)]
    found = neighbourhood(ask.data.listing, centres, ask.values("type"), confidence_of(ask))
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for name, domain in (("name", "node"), ("kind", "node"), ("type", "node"), ("day", "node"), ("label", "edge")):
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": "string"})
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    for node in found.nodes:
        element = ET.SubElement(graph, "node", id=node.iri)
        for name in ("name", "kind", "type", "day"):
            ET.SubElement(element, "data", key=name).text = _allowed(getattr(node, name))
    for edge in found.edges:
        element = ET.SubElement(graph, "edge", source=edge.source, target=edge.target)
        ET.SubElement(element, "data", key="label").text = edge.label
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _allowed(text: str) -> str:
    """A text without the control characters that XML has no way to write."""
    return "".join(character for character in text if character >= " " or character in "\t\n")
