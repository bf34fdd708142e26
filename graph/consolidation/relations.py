"""Standing relations from the fact reports: one node a relation, and an edge where somebody says it is so as a fact."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rdflib.namespace import RDF

from graph.literals import boolean, day, decimal, integer
from graph.names import base, node, term
from graph.rdf_triples import Triples
from ontology.terms import PG
from policygraph.identifiers import digest

_EDGES = {"Ownership": PG.ownedBy, "DependsOn": PG.dependsOn}
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class FactReport:
    """What one article says of a standing relation between two entities."""

    iri: str
    type: str
    status: str
    subject: str
    object: str
    minimum: Decimal | None
    maximum: Decimal | None
    published: date | None  # when its article was

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two reports of one relation."""
        return (self.type, self.subject, self.object)


def fact_to_json(fact: FactReport) -> str:
    """A report as one line of JSON."""
    shares = (None if share is None else str(share) for share in (fact.minimum, fact.maximum))
    published = fact.published.isoformat() if fact.published else None
    told = [fact.iri, fact.type, fact.status, fact.subject, fact.object, *shares, published]
    return json.dumps(told, ensure_ascii=False)


def fact_from_json(text: str, same: Mapping[str, str]) -> FactReport:
    """A report back from its JSON.

    Args:
        text: the JSON.
        same: entity IRI to the IRI of the entity that stays in its place.
    """
    iri, kind, status, subject, thing, *shares, published = json.loads(text)
    low, high = (None if share is None else Decimal(share) for share in shares)
    known = date.fromisoformat(published) if published else None
    return FactReport(iri, kind, status, same.get(subject, subject), same.get(thing, thing), low, high, known)


def relation_iri(kind: str, subject: str, thing: str) -> str:
    """The IRI of a relation."""
    return f"{base()}relation/{kind.lower()}-{digest(subject, thing)}"


def edge_of(kind: str, subject: str, thing: str) -> tuple[str, str, str] | None:
    """The edge between the ends of a relation, from what is made, owned or dependent; None where its type has none."""
    if kind == "Makes":
        return thing, str(PG.madeBy), subject
    return (subject, str(_EDGES[kind]), thing) if kind in _EDGES else None


def add_relation(triples: Triples, facts: Iterable[FactReport]) -> bool:
    """Add the node of one relation from all that is reported of it; gives whether there is anything to add."""
    reports = sorted(facts, key=lambda fact: fact.iri)
    if not reports or reports[0].subject == reports[0].object:
        return False
    _add_relation(triples, relation_iri(*reports[0].key), reports)
    return True


def _add_relation(triples: Triples, iri: str, reports: Sequence[FactReport]) -> None:
    """A relation that is only denied or guessed at has a node without ends, so that it joins nothing."""
    stated = [report for report in reports if report.status == "actual"]
    first = reports[0]
    triples.add(iri, RDF.type, term(first.type))
    triples.add(iri, PG.reportCount, integer(len(reports)))
    triples.add(iri, PG.established, boolean(bool(stated)))
    _add_known(triples, iri, [report.published for report in reports if report.published])
    for report in reports:
        triples.add(report.iri, PG.reportOf, node(iri))
        link = PG.contradictedBy if report.status == "denied" else PG.supportedBy
        triples.add(iri, link, node(report.iri))
    if stated:
        _add_ends(triples, iri, first, stated)


def _add_known(triples: Triples, iri: str, published: Sequence[date]) -> None:
    """Since when we know of it, and when it was last told: no article says from when to when it was so."""
    if published:
        triples.add(iri, PG.firstReported, day(min(published)))
        triples.add(iri, PG.lastReported, day(max(published)))


def _add_ends(triples: Triples, iri: str, first: FactReport, stated: Sequence[FactReport]) -> None:
    """The ends and the edge between them; the edge leads from what is made, owned or dependent."""
    subject, thing = first.subject, first.object
    triples.add(iri, PG.relationSubject, node(subject))
    triples.add(iri, PG.relationObject, node(thing))
    if edge := edge_of(*first.key):
        triples.add(edge[0], edge[1], node(edge[2]))
    bounds = share_bounds(stated)
    if bounds:
        triples.add(iri, PG.shareMinimum, decimal(bounds[0]))
        triples.add(iri, PG.shareMaximum, decimal(bounds[1]))


def share_bounds(reports: Sequence[FactReport]) -> tuple[Decimal, Decimal] | None:
    """The bounds of a share: what all reports allow; where they contradict each other, all that any allows."""
    given = [(r.minimum, _WHOLE if r.maximum is None else r.maximum) for r in reports if r.minimum is not None]
    if not given:
        return None
    low, high = max(low for low, _ in given), min(high for _, high in given)
    if low <= high:
        return low, high
    return min(low for low, _ in given), max(high for _, high in given)
