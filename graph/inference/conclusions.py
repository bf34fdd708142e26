"""Conclusions as triples: effective ownership and exposure, each with its proof."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rdflib.namespace import PROV, RDF

from graph.inference.exposure import Exposure
from graph.inference.facts import Edge
from graph.inference.ownership import Bounds, Method, Stake, Threshold
from graph.literals import boolean, decimal, integer, string
from graph.names import base, node, term
from graph.rdf_triples import Triples
from ontology.terms import PG
from policygraph.identifiers import digest

_CENT = Decimal("0.01")


def add_ownership(
    triples: Triples,
    what: tuple[str, str, Method],
    threshold: Threshold,
    bounds: Bounds,
    held: Iterable[Stake],
) -> None:
    """Add how much of a company is owned from a country by one way of counting.

    Args:
        triples: is added to.
        what: the company, the country of the owners, the way of counting.
        threshold: that the verdict is by.
        bounds: of the share.
        held: who directly owns the company, as the proof.
    """
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
    for stake in held:
        triples.add(iri, PROV.wasDerivedFrom, node(stake.relation))


def add_exposure(triples: Triples, exposure: Exposure) -> tuple[str, ...]:
    """Add an exposure, without the steps of its path; gives their IRIs in order."""
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
    steps = tuple(step_iri(order, edge) for order, edge in enumerate(exposure.path, start=1))
    for step in steps:
        triples.add(iri, PG.hasStep, node(step))
    return steps


def step_iri(order: int, edge: Edge) -> str:
    """The IRI of a step: all paths that take it as their first, second, ... have it in common."""
    return f"{base()}inference/step-{digest(str(order), edge.source, edge.relation, edge.target, edge.proof)}"


def add_step(triples: Triples, step: str, order: int, edge: Edge) -> None:
    """Add a step of a path."""
    triples.add(step, RDF.type, node(PG.PathStep))
    triples.add(step, PG.stepOrder, integer(order))
    triples.add(step, PG.stepFrom, node(edge.source))
    triples.add(step, PG.stepRelation, term(edge.relation))
    triples.add(step, PG.stepTo, node(edge.target))
    triples.add(step, PROV.wasDerivedFrom, node(edge.proof))
