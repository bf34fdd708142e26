"""Whom restrictions reach, each with the path that shows it and the articles behind each step."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from graph.listing.questions import ask, ask_about
from graph.names import graph_name
from graph.store import Reader

_EXPOSURES = """SELECT ?iri ?exposed ?restriction ?operator ?basis ?verdict WHERE {
  # which
  ?iri a pg:Exposure ; pg:exposed ?exposed ; pg:exposedTo ?restriction ; pg:viaOperator ?operator ;
    pg:basis ?basis ; pg:verdict ?verdict }"""
_STEPS = """SELECT ?number ?from ?relation ?to ?proof WHERE { %node pg:hasStep ?step .
  ?step pg:stepOrder ?number ; pg:stepFrom ?from ; pg:stepRelation ?relation ; pg:stepTo ?to ;
    <http://www.w3.org/ns/prov#wasDerivedFrom> ?proof }"""
_PROOF = "SELECT DISTINCT ?article WHERE { %node pg:supportedBy/pg:reportedIn ?article }"
_CRITERIA = """SELECT ?country ?threshold ?exclusive WHERE { %node pg:criterion ?criterion .
  ?criterion pg:ownerCountry ?country . OPTIONAL { ?criterion pg:threshold ?threshold }
  OPTIONAL { ?criterion pg:thresholdExclusive ?exclusive } }"""
_REACH = """SELECT ?restriction (COUNT(DISTINCT ?exposed) AS ?count) WHERE { GRAPH <%(inferred)s> {
  ?iri a pg:Exposure ; pg:exposed ?exposed ; pg:exposedTo ?restriction } }
  GROUP BY ?restriction ORDER BY DESC(?count) ?restriction"""
_OWNERSHIP = """SELECT ?country ?method ?low ?high ?threshold ?verdict WHERE {
  ?iri a pg:EffectiveOwnership ; pg:ofEntity %node ; pg:ownersFrom ?country ; pg:method ?method ;
    pg:shareMinimum ?low ; pg:shareMaximum ?high ; pg:threshold ?threshold ; pg:verdict ?verdict }"""


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a path, and the articles that say so."""

    source: str  # IRI
    relation: str
    target: str  # IRI
    articles: tuple[str, ...]  # IRIs


@dataclass(frozen=True, slots=True)
class ExposureFound:
    """That a restriction reaches somebody."""

    iri: str
    exposed: str  # IRI
    restriction: str  # IRI of an event
    operator: str  # IRI: whose scope decides
    basis: str
    verdict: str
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ScopeCriterion:
    """Whose companies a restriction is about."""

    country: str
    threshold: float | None  # percent
    exclusive: bool  # more than the threshold, not at least


@dataclass(frozen=True, slots=True)
class EffectiveShare:
    """How much of a company is owned from a country, by one way of counting."""

    country: str
    method: str
    low: float
    high: float
    threshold: float
    verdict: str


def reach(reader: Reader) -> tuple[tuple[str, int], ...]:
    """The restrictions that reach anybody, and how many, those that reach most first."""
    rows = ask(reader, _REACH.replace("%(inferred)s", graph_name("inferred")))
    return tuple((str(row["restriction"]), int(row["count"] or 0)) for row in rows)


def exposures(reader: Reader, *, restriction: str = "", exposed: str = "") -> tuple[ExposureFound, ...]:
    """The exposures to a restriction, or of an entity, with their paths.

    Raises:
        ValueError: an IRI is none.
    """
    given = (("restriction", restriction), ("exposed", exposed))
    values = "".join(f"VALUES ?{name} {{ {ox.NamedNode(iri)} }} " for name, iri in given if iri)
    rows = ask(reader, _EXPOSURES.replace("# which", values))
    found = [ExposureFound(**{name: str(value) for name, value in row.items()}, path=()) for row in rows]
    whole = [_with_path(reader, exposure) for exposure in found]
    return tuple(sorted(whole, key=lambda e: (e.restriction, len(e.path), e.exposed, e.operator, e.iri)))


def criteria(reader: Reader, restriction: str) -> tuple[ScopeCriterion, ...]:
    """Whose companies a restriction is about."""
    rows = (
        ScopeCriterion(
            str(row["country"]), None if row["threshold"] is None else float(row["threshold"]), bool(row["exclusive"])
        )
        for row in ask_about(reader, _CRITERIA, restriction)
    )
    return tuple(sorted(rows, key=lambda criterion: (criterion.country, criterion.threshold or 0)))


def effective_shares(reader: Reader, company: str) -> tuple[EffectiveShare, ...]:
    """How much of a company is owned from which country, by each way of counting."""
    rows = (
        EffectiveShare(
            str(row["country"]),
            str(row["method"]),
            float(row["low"] or 0),
            float(row["high"] or 0),
            float(row["threshold"] or 0),
            str(row["verdict"]),
        )
        for row in ask_about(reader, _OWNERSHIP, company)
    )
    return tuple(sorted(set(rows), key=lambda share: (share.country, share.threshold, share.method)))


def _with_path(reader: Reader, found: ExposureFound) -> ExposureFound:
    rows = sorted(ask_about(reader, _STEPS, found.iri), key=lambda row: int(row["number"] or 0))
    steps = tuple(
        Step(str(row["from"]), str(row["relation"]), str(row["to"]), _articles(reader, str(row["proof"])))
        for row in rows
    )
    return ExposureFound(found.iri, found.exposed, found.restriction, found.operator, found.basis, found.verdict, steps)


def _articles(reader: Reader, relation: str) -> tuple[str, ...]:
    return tuple(sorted(str(row["article"]) for row in ask_about(reader, _PROOF, relation)))
