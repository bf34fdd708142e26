"""What the gazetteer knows of owners and makers, carried from the extractors' room to the graph's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.gazetteer import load_gazetteer
from extractors.gazetteer_entries import Entry
from graph.background import KnownRelation, load_background
from graph.store import Store
from policygraph.identifiers import known_entity_iri
from policygraph.records import Entity


def carry_background(store: Store) -> int:
    """Bring the graph ``background`` to what the articles in the store call for; returns how many relations it has."""
    gazetteer = load_gazetteer()
    return load_background(store, list(known_relations(gazetteer.entries)), gazetteer.version)


def known_relations(entries: Mapping[str, Entry]) -> Iterator[KnownRelation]:
    """Who owns whom, which body is part of which, and who makes what, in the order of the ids.

    Only companies are owned: the parent of an office or a university is what it is part of.
    """
    for identifier in sorted(entries):
        entry = entries[identifier]
        if entry.parent in entries:
            kind = "Ownership" if entry.type == "Company" else "PartOf"
            yield KnownRelation(kind, _entity(entry), _entity(entries[entry.parent]))
        if entry.maker in entries and entry.type == "Product":
            yield KnownRelation("Makes", _entity(entries[entry.maker]), _entity(entry))


def _entity(entry: Entry) -> Entity:
    return Entity(
        iri=known_entity_iri(entry.id),
        type=entry.type,
        name=entry.name,
        names=tuple((tag, name) for tag in sorted(entry.names) for name in entry.names[tag]),
        wikidata=entry.wikidata,
        country=entry.country,
        known=True,
    )
