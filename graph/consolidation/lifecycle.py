"""Lifecycles: the dated states of a policy, a case or a deal, from the events that belong to it.

Which status and attributes put an event into which stage is data (``pg:stageWhen`` in the ontology). Events belong to
one matter when they name the same identifying participants: both parties of a case, the law, what is restricted by
whom, the two sides of a deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

import pyoxigraph as ox
from rdflib.namespace import RDF

from graph.consolidation.reports import EventReport
from graph.literals import day, integer
from graph.names import base, node, term
from graph.rdf_triples import Triples
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE, ONTOLOGY_FILE
from policygraph.identifiers import digest

Key = tuple[str, ...]  # kind, then the entities that tell which one


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and what puts an event into it."""

    name: str
    order: int
    types: frozenset[str]
    conditions: tuple[frozenset[str], ...]  # each: "status=…" and "attribute=…" that must all hold


@dataclass(frozen=True, slots=True)
class MatterKey:
    """Which matter the events of a type belong to."""

    kind: str  # case, policy or deal
    groups: tuple[tuple[str, ...], ...]  # of roles; one filler of each group tells which one


@dataclass(frozen=True, slots=True, order=True)
class _State:
    """One state: when it was so, and since when we know."""

    day: date
    order: int
    stage: str
    known: date
    event: str
    report: str


def matter_keys(report: EventReport) -> Iterator[Key]:
    """The matters that a report belongs to: kind, then the entities that tell which one."""
    known = _matter_keys().get(report.type)
    if known is None:
        return
    fillers = [sorted(e for role in roles for e in report.entities.get(role, ())) for roles in known.groups]
    for chosen in product(*fillers):
        if len(set(chosen)) == len(chosen):
            yield (known.kind, *sorted(chosen))


def matter_iri(key: Key) -> str:
    """The IRI of a matter."""
    return f"{base()}matter/{key[0]}-{digest(*key)}"


def add_matter(triples: Triples, key: Key, reports: Iterable[tuple[str, EventReport]]) -> None:
    """Add a matter with its sequence of states, where it has at least two, or two events.

    Args:
        triples: are added to.
        key: of the matter.
        reports: all that belong to it, each with the IRI of its event.
    """
    sequence = _sequence({state for event, report in reports for state in _states(event, report)})
    if len(sequence) > 1:
        _add_matter(triples, key, sequence)


def _states(event: str, report: EventReport) -> Iterator[_State]:
    stage = stage_of(report)
    if stage is None or report.published is None:
        return
    when = report.when.earliest if report.when else report.published
    yield _State(when, stage.order, stage.name, report.published, event, report.iri)


def _sequence(states: set[_State]) -> list[_State]:
    """One state for each event and stage: the earliest report that says so."""
    first: dict[tuple[str, str], _State] = {}
    for state in sorted(states, key=lambda s: (s.known, s)):
        first.setdefault((state.event, state.stage), state)
    return sorted(first.values())


def _add_matter(triples: Triples, key: Key, sequence: Sequence[_State]) -> None:
    iri = matter_iri(key)
    triples.add(iri, RDF.type, node(PG.Matter))
    triples.add_text(iri, PG.matterKind, key[0])
    for entity in key[1:]:
        triples.add(iri, PG.about, node(entity))
    for number, state in enumerate(sequence, start=1):
        this = f"{iri}/state/{digest(state.event, state.stage)}"
        triples.add(iri, PG.hasState, node(this))
        triples.add(this, RDF.type, node(PG.LifecycleState))
        triples.add(this, PG.state, term(state.stage))
        triples.add(this, PG.stateOrder, integer(number))
        triples.add(this, PG.asOf, day(state.day))
        triples.add(this, PG.knownFrom, day(state.known))
        triples.add(this, PG.ofEvent, node(state.event))
        triples.add(this, PG.supportedBy, node(state.report))


def stage_of(report: EventReport) -> Stage | None:
    """The stage that a report puts its event into: the condition with most words that holds, then the later stage."""
    holds = {f"status={report.status}", *(f"{name}={value}" for name, value in report.attributes.items())}
    if report.status in {"denied", "hypothetical"}:
        return None
    fitting = [
        (len(condition), stage.order, stage.name, stage)
        for stage in _stages()
        if report.type in stage.types
        for condition in stage.conditions
        if condition <= holds
    ]
    return max(fitting)[3] if fitting else None


@lru_cache(maxsize=1)
def _ontology() -> ox.Store:
    store = ox.Store()
    store.load(path=str(ONTOLOGY_FILE), format=ox.RdfFormat.TURTLE)
    return store


@lru_cache(maxsize=1)
def _matter_keys() -> dict[str, MatterKey]:
    """Event type to the matter that its events belong to."""
    keys: dict[str, MatterKey] = {}
    for quad in _ontology().quads_for_pattern(None, node(PG.matterKey), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            kind, *groups = quad.object.value.split()
            keys[quad.subject.value.removeprefix(NAMESPACE)] = MatterKey(
                kind, tuple(tuple(g.split("|")) for g in groups)
            )
    return keys


@lru_cache(maxsize=1)
def _stages() -> tuple[Stage, ...]:
    def values(subject: ox.NamedNode, predicate: str) -> list[str]:
        found = _ontology().quads_for_pattern(subject, node(predicate), None)
        return sorted(q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal))

    named = (quad.subject for quad in _ontology().quads_for_pattern(None, node(RDF.type), node(PG.Stage)))
    stages = [
        Stage(
            name=subject.value.removeprefix(NAMESPACE),
            order=int(values(subject, PG.stageOrder)[0]),
            types=frozenset(value.removeprefix(NAMESPACE) for value in values(subject, PG.stageOf)),
            conditions=tuple(frozenset(value.split()) for value in values(subject, PG.stageWhen)),
        )
        for subject in named
        if isinstance(subject, ox.NamedNode)
    ]
    return tuple(sorted(stages, key=lambda stage: (stage.order, stage.name)))
