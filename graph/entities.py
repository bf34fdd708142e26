"""What is known of an entity, as a function of the set of articles that speak of it.

Each article refers to a *description* of each of its entities. A description is named by its content, so two
articles that know the same share it, and the graph ``entities`` holds the descriptions that some article still
refers to and, for each entity, what follows from its descriptions. Order of arrival leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SDO, SKOS

from graph.literals import boolean, string
from graph.names import base, node, term
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE
from policygraph.identifiers import digest
from policygraph.records import Entity

WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class SharedNode:
    """A node that several articles refer to; it lives in a graph of its own as long as one of them does."""

    iri: str
    triples: tuple[ox.Triple, ...]  # all with this subject


@dataclass(frozen=True, slots=True, order=True)
class Description:
    """What one or more articles know of an entity."""

    entity: str  # IRI
    type: str
    name: str
    preferred: tuple[tuple[str, str], ...]  # (language tag, usual name), one a language, sorted
    others: tuple[tuple[str, str], ...]  # (language tag, other name), sorted
    wikidata: str
    country: str
    known: bool

    @property
    def iri(self) -> str:
        """The IRI, made from the content."""
        names = [f"{tag}={name}" for tag, name in (*self.preferred, ("", ""), *self.others)]
        parts = (self.entity, self.type, self.name, self.wikidata, self.country, str(self.known), *names)
        return f"{base()}description/{digest(*parts)}"


def describe(entity: Entity) -> Description:
    """The description that an article refers to; the first name of each language is the usual one."""
    preferred: dict[str, str] = {}
    others: set[tuple[str, str]] = set()
    for tag, name in entity.names:
        language = tag.lower()
        if preferred.setdefault(language, name) != name:
            others.add((language, name))
    return Description(
        entity=entity.iri,
        type=entity.type,
        name=entity.name,
        preferred=tuple(sorted(preferred.items())),
        others=tuple(sorted(others)),
        wikidata=entity.wikidata,
        country=entity.country,
        known=entity.known,
    )


def description_node(description: Description) -> SharedNode:
    """A description as RDF."""
    subject = node(description.iri)
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(PG.EntityDescription)),
        (PG.describes, node(description.entity)),
        (PG.entityType, term(description.type)),
        (PG.name, string(description.name)),
        (PG.known, boolean(description.known)),
        *((SKOS.prefLabel, string(name, tag)) for tag, name in description.preferred),
        *((SKOS.altLabel, string(name, tag)) for tag, name in description.others),
    ]
    if description.wikidata:
        pairs.append((PG.wikidata, string(description.wikidata)))
    if description.country:
        pairs.append((PG.country, string(description.country)))
    return SharedNode(description.iri, tuple(ox.Triple(subject, node(p), o) for p, o in pairs))


def read_description(triples: Iterable[ox.Triple]) -> Description:
    """A description back from its triples."""
    values: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            values.setdefault(triple.predicate.value, []).append(triple.object)

    def one(predicate: str) -> str:
        found = values.get(str(predicate))
        return found[0].value if found else ""

    def tagged(predicate: str) -> tuple[tuple[str, str], ...]:
        literals = (found for found in values.get(str(predicate), ()) if isinstance(found, ox.Literal))
        return tuple(sorted((literal.language or "", literal.value) for literal in literals))

    return Description(
        entity=one(PG.describes),
        type=one(PG.entityType).removeprefix(NAMESPACE),
        name=one(PG.name),
        preferred=tagged(SKOS.prefLabel),
        others=tagged(SKOS.altLabel),
        wikidata=one(PG.wikidata),
        country=one(PG.country),
        known=one(PG.known) == "true",
    )


def entity_triples(descriptions: Iterable[Description]) -> tuple[ox.Triple, ...]:
    """What the descriptions of one entity add up to; nothing where there are none.

    The gazetteer's description goes before one read from a text, the shorter name before the longer, then the
    alphabet decides. There is one untagged ``rdfs:label``; each language has one ``skos:prefLabel``.
    """
    ranked = sorted(descriptions, key=lambda d: (not d.known, len(d.name), d))
    if not ranked:
        return ()
    best = ranked[0]
    subject = node(best.entity)
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, term(best.type)),
        (RDFS.label, string(best.name)),
        (PG.known, boolean(best.known)),
        *_labels(ranked),
    ]
    wikidata = next((d.wikidata for d in ranked if d.wikidata), "")
    country = next((d.country for d in ranked if d.country), "")
    if wikidata:
        pairs += [(SKOS.exactMatch, node(WIKIDATA + wikidata)), (SDO.sameAs, node(WIKIDATA + wikidata))]
    if country:
        pairs.append((PG.country, string(country)))
    return tuple(ox.Triple(subject, node(p), o) for p, o in pairs)


def _labels(ranked: list[Description]) -> list[tuple[str, ox.Literal]]:
    preferred: dict[str, str] = {}
    for description in ranked:
        for tag, name in description.preferred:
            preferred.setdefault(tag, name)
    everything = {pair for d in ranked for pair in (*d.preferred, *d.others)} - set(preferred.items())
    return [
        *((str(SKOS.prefLabel), string(name, tag)) for tag, name in sorted(preferred.items())),
        *((str(SKOS.altLabel), string(name, tag)) for tag, name in sorted(everything)),
    ]
