"""What analysts decided, as the graph ``judgements``, and how it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib.namespace import RDF

from graph.consolidation.clusters import Decisions, Pair
from graph.consolidation.events import event_iri
from graph.consolidation.reports import EventReport
from graph.literals import moment, string
from graph.names import base, graph_name, node
from graph.rdf_triples import Triples
from graph.store import NamedGraph, Reader, Store
from graph.tables import to_table
from ontology.terms import PG
from policygraph.archive.records import Judgement
from policygraph.identifiers import digest

_KINDS = {
    ("same_entity", "positive"): PG.JudgedSame,
    ("same_entity", "negative"): PG.JudgedDifferent,
    ("same_entity", "unsure"): PG.JudgedUndecided,
    ("same_event", "positive"): PG.JudgedSame,
    ("same_event", "negative"): PG.JudgedDifferent,
    ("same_event", "unsure"): PG.JudgedUndecided,
    ("report", "negative"): PG.JudgedRejected,
    ("report", "unsure"): PG.JudgedUndecided,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements as they bear on consolidation: the last word on each question."""

    same: frozenset[Pair]  # IRIs of entities or events
    different: frozenset[Pair]
    rejected: frozenset[str]  # IRIs of reports or events


def write_judgements(store: Store, judgements: Iterable[Judgement]) -> None:
    """Make the graph ``judgements`` hold the last word on each question, from the archive's journal in its order."""
    last: dict[tuple[str, str, str], Judgement] = {}
    for judgement in judgements:
        last[judgement.kind, judgement.subject, judgement.object] = judgement
    triples = Triples()
    for judgement in last.values():
        if (judgement.kind, judgement.verdict) in _KINDS:
            _add(triples, judgement)
    store.replace([NamedGraph(graph_name("judgements"), triples.sorted())])


def _add(triples: Triples, judgement: Judgement) -> None:
    iri = f"{base()}judgement/{digest(judgement.kind, judgement.subject, judgement.object)}"
    triples.add(iri, RDF.type, node(PG.Judgement))
    triples.add(iri, PG.judgementKind, node(_KINDS[judgement.kind, judgement.verdict]))
    triples.add(iri, PG.judgementOn, node(judgement.subject))
    if judgement.object:
        triples.add(iri, PG.judgedWith, node(judgement.object))
    triples.add(iri, PG.judgedBy, string(judgement.who))
    triples.add(iri, PG.judgedAt, moment(judgement.made_at))
    triples.add_text(iri, PG.note, judgement.note)


def read_judgements(reader: Reader) -> Judged:
    """What the graph ``judgements`` says."""
    question = f"""SELECT ?kind ?on ?with WHERE {{ GRAPH <{graph_name("judgements")}> {{
      ?j <{PG.judgementKind}> ?kind ; <{PG.judgementOn}> ?on OPTIONAL {{ ?j <{PG.judgedWith}> ?with }} }} }}"""
    rows = [tuple(str(cell or "") for cell in row) for row in to_table(reader.query(question)).cells()]

    def pairs(kind: str) -> frozenset[Pair]:
        return frozenset((min(on, other), max(on, other)) for found, on, other in rows if found == kind and other)

    rejected = frozenset(on for kind, on, _ in rows if kind == str(PG.JudgedRejected))
    return Judged(pairs(str(PG.JudgedSame)), pairs(str(PG.JudgedDifferent)), rejected)


def same_entities(judged: Judged) -> dict[str, str]:
    """Entity IRI to the one that stays in its place: the smallest of those that are one."""
    stays: dict[str, str] = {}

    def root(iri: str) -> str:
        while iri in stays:
            iri = stays[iri]
        return iri

    for first, second in sorted(judged.same):
        low, high = sorted((root(first), root(second)))
        if low != high and "/entity/" in low:
            stays[high] = low
    return {iri: root(iri) for iri in stays}


def decisions(judged: Judged, reports: Mapping[str, EventReport]) -> Decisions:
    """The judgements on events as judgements on the reports that the events are named after."""
    named = {event_iri(report): iri for iri, report in reports.items()}

    def on_reports(pairs: frozenset[Pair]) -> frozenset[Pair]:
        known = ((named.get(first, first), named.get(second, second)) for first, second in pairs)
        return frozenset((min(a, b), max(a, b)) for a, b in known if a in reports and b in reports)

    return Decisions(on_reports(judged.same), on_reports(judged.different))
