"""Standing relations from the fact reports: one node a relation, and an edge where somebody says it is so as a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib.namespace import RDF

from graph.consolidation.reports import PREFIXES
from graph.literals import boolean, decimal, integer
from graph.names import base, node, term
from graph.rdf_triples import Triples
from graph.store import Reader
from graph.tables import to_table
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE
from policygraph.identifiers import digest

_FACTS = """SELECT ?report ?type ?status ?subject ?object ?minimum ?maximum WHERE {
  ?report a pg:FactReport ; pg:reportsType ?type ; pg:status ?status ; pg:factSubject ?subject ; pg:factObject ?object .
  OPTIONAL { ?report pg:shareMinimum ?minimum } OPTIONAL { ?report pg:shareMaximum ?maximum } }"""
_EDGES = {"Ownership": PG.ownedBy, "Makes": PG.madeBy, "DependsOn": PG.dependsOn}
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

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two reports of one relation."""
        return (self.type, self.subject, self.object)


def read_facts(reader: Reader, same: Mapping[str, str]) -> Iterator[FactReport]:
    """All reports of relations between two entities."""
    for report, kind, status, subject, thing, low, high in to_table(reader.query(PREFIXES + _FACTS)).cells():
        yield FactReport(
            str(report),
            str(kind).removeprefix(NAMESPACE),
            str(status).removeprefix(NAMESPACE),
            same.get(str(subject), str(subject)),
            same.get(str(thing), str(thing)),
            None if low is None else Decimal(str(low)),
            None if high is None else Decimal(str(high)),
        )


def relation_iri(kind: str, subject: str, thing: str) -> str:
    """The IRI of a relation."""
    return f"{base()}relation/{kind.lower()}-{digest(subject, thing)}"


def add_relations(triples: Triples, facts: Iterator[FactReport]) -> int:
    """Add a node for each relation; gives their number."""
    by_key: dict[tuple[str, str, str], list[FactReport]] = defaultdict(list)
    for fact in facts:
        if fact.subject != fact.object:
            by_key[fact.key].append(fact)
    for (kind, subject, thing), reports in sorted(by_key.items()):
        _add_relation(triples, relation_iri(kind, subject, thing), sorted(reports, key=lambda fact: fact.iri))
    return len(by_key)


def _add_relation(triples: Triples, iri: str, reports: Sequence[FactReport]) -> None:
    """A relation that is only denied or guessed at has a node without ends, so that it joins nothing."""
    stated = [report for report in reports if report.status == "actual"]
    first = reports[0]
    triples.add(iri, RDF.type, term(first.type))
    triples.add(iri, PG.reportCount, integer(len(reports)))
    triples.add(iri, PG.established, boolean(bool(stated)))
    for report in reports:
        triples.add(report.iri, PG.reportOf, node(iri))
        link = PG.contradictedBy if report.status == "denied" else PG.supportedBy
        triples.add(iri, link, node(report.iri))
    if stated:
        _add_ends(triples, iri, first, stated)


def _add_ends(triples: Triples, iri: str, first: FactReport, stated: Sequence[FactReport]) -> None:
    """The ends and the edge between them; the edge leads from what is made, owned or dependent."""
    subject, thing = first.subject, first.object
    triples.add(iri, PG.relationSubject, node(subject))
    triples.add(iri, PG.relationObject, node(thing))
    if first.type == "Makes":
        triples.add(thing, PG.madeBy, node(subject))
    elif first.type in _EDGES:
        triples.add(subject, _EDGES[first.type], node(thing))
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
