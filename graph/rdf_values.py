"""Quantities and dates with their bounds, each beside the text that it was read from."""

from __future__ import annotations

from decimal import Decimal

from rdflib.namespace import RDF

from graph.literals import day, decimal, edtf
from graph.names import node
from graph.rdf_mentions import Mentions
from graph.rdf_triples import Triples
from ontology.terms import PG
from policygraph.records import Amount, When

_ONLY_UPPER = {"less than", "up to"}
_ONLY_LOWER = {"more than", "at least"}


def bounds(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper bound that the text vouches for; "about" bounds nothing more tightly than its figure."""
    if amount.qualifier in _ONLY_UPPER:
        return None, amount.max if amount.max is not None else amount.value
    if amount.qualifier in _ONLY_LOWER:
        return amount.value, amount.max
    return amount.value, amount.max if amount.max is not None else amount.value


def add_quantity(triples: Triples, mentions: Mentions, iri: str, amount: Amount) -> None:
    """Describe a quantity under its IRI."""
    lower, upper = bounds(amount)
    triples.add(iri, RDF.type, node(PG.Quantity))
    triples.add(iri, PG.value, decimal(amount.value))
    if lower is not None:
        triples.add(iri, PG.minimum, decimal(lower))
    if upper is not None:
        triples.add(iri, PG.maximum, decimal(upper))
    triples.add_text(iri, PG.currency, amount.currency)
    triples.add_text(iri, PG.qualifier, amount.qualifier)
    triples.add_text(iri, PG.originalText, amount.text)
    triples.add(iri, PG.evidence, mentions.node(amount.mention))


def add_time(triples: Triples, mentions: Mentions, iri: str, when: When) -> None:
    """Describe a date under its IRI."""
    triples.add(iri, RDF.type, node(PG.TimeSpan))
    triples.add(iri, PG.edtf, edtf(when.edtf))
    triples.add(iri, PG.earliest, day(when.earliest))
    triples.add(iri, PG.latest, day(when.latest))
    triples.add_text(iri, PG.originalText, when.text)
    triples.add(iri, PG.evidence, mentions.node(when.mention))
