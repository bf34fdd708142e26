"""Infer effective ownership and exposure, each with its proof.

The graph ``inferred`` is a function of the graphs ``entities``, ``events`` and ``background``; dropping it loses
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rdflib.namespace import PROV, RDF

from graph.inference.exposure import Exposure, Ownership, exposures, threshold_of
from graph.inference.facts import Known, read_known
from graph.inference.ownership import Bounds, Method, Threshold, effective_ownership
from graph.literals import boolean, decimal, integer, string
from graph.names import base, graph_name, node, term
from graph.rdf_triples import Triples
from graph.store import NamedGraph, Store
from graph.writing import replace_if_changed
from ontology.terms import PG
from policygraph.identifiers import digest

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Inferred:
    """What came of it."""

    ownerships: int
    exposures: int
    changed: bool  # whether the graph differs from before

    def __str__(self) -> str:
        """One line."""
        return f"{self.ownerships} effective ownerships, {self.exposures} exposures"


def infer(store: Store) -> Inferred:
    """Rebuild the graph ``inferred``."""
    known = read_known(store)
    ownership = _ownership(known)
    triples = Triples()
    count = 0
    for (country, threshold), companies in sorted(ownership.items(), key=lambda item: item[0]):
        for company, methods in companies.items():
            for method, bounds in methods.items():
                _add_ownership(triples, known, (company, country, method), threshold, bounds)
                count += 1
    found = exposures(known, ownership)
    for exposure in found:
        _add_exposure(triples, exposure)
    changed = replace_if_changed(store, NamedGraph(graph_name("inferred"), triples.sorted()))
    return Inferred(count, len(found), changed)


def _ownership(known: Known) -> Ownership:
    """For each country and threshold that some restriction asks about."""
    asked = {(c.country, threshold_of(c)) for r in known.restrictions for _, c in r.criteria if c.owned}
    return {
        (country, threshold): effective_ownership(
            known.stakes, frozenset(iri for iri, code in known.countries.items() if code == country), threshold
        )
        for country, threshold in asked
    }


def _add_ownership(
    triples: Triples, known: Known, what: tuple[str, str, Method], threshold: Threshold, bounds: Bounds
) -> None:
    company, country, method = what
    key = (company, country, method.value, str(threshold.percent), str(threshold.exclusive))
    iri = f"{base()}inference/ownership-{digest(*key)}"
    triples.add(iri, RDF.type, node(PG.EffectiveOwnership))
    triples.add(iri, PG.ofEntity, node(company))
    triples.add(iri, PG.ownersFrom, string(country))
    triples.add(iri, PG.method, term(method.value))
    triples.add(iri, PG.shareMinimum, decimal(bounds.low.quantize(_CENT)))
    triples.add(iri, PG.shareMaximum, decimal(bounds.high.quantize(_CENT)))
    triples.add(iri, PG.threshold, decimal(threshold.percent))
    triples.add(iri, PG.thresholdExclusive, boolean(threshold.exclusive))
    triples.add(iri, PG.verdict, term(bounds.verdict(threshold).value))
    for stake in known.stakes:
        if stake.owned == company:
            triples.add(iri, PROV.wasDerivedFrom, node(stake.relation))


def _add_exposure(triples: Triples, exposure: Exposure) -> None:
    iri = f"{base()}inference/exposure-{digest(*exposure.key)}"
    triples.add(iri, RDF.type, node(PG.Exposure))
    triples.add(iri, PG.exposed, node(exposure.exposed))
    triples.add(iri, PG.exposedTo, node(exposure.restriction))
    triples.add(iri, PG.viaOperator, node(exposure.operator))
    triples.add(iri, PG.basis, term(exposure.basis))
    triples.add(iri, PG.verdict, term(exposure.verdict.value))
    triples.add(iri, PROV.wasDerivedFrom, node(exposure.restriction))
    if exposure.criterion:
        triples.add(iri, PG.underCriterion, node(exposure.criterion))
    for order, edge in enumerate(exposure.path, start=1):
        step = f"{iri}/step/{order}"
        triples.add(iri, PG.hasStep, node(step))
        triples.add(step, RDF.type, node(PG.PathStep))
        triples.add(step, PG.stepOrder, integer(order))
        triples.add(step, PG.stepFrom, node(edge.source))
        triples.add(step, PG.stepRelation, term(edge.relation))
        triples.add(step, PG.stepTo, node(edge.target))
        triples.add(step, PROV.wasDerivedFrom, node(edge.proof))
