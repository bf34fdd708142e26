"""What was concluded of one event from all reports of it: conflicts, reasons for merging, the stages it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from graph.consolidation.reasons import Reason, kept_reasons
from graph.listing.questions import ask_about
from graph.store import Reader

_CONFLICTS = """SELECT ?about ?report WHERE {
  %node pg:conflict ?conflict . ?conflict pg:conflictAbout ?about ; pg:conflictingReport ?report }"""
_MERGES = """SELECT ?first ?second ?score ?reason ?evidence ?name WHERE { %node pg:merge ?merge .
  ?merge pg:mergedReport ?first ; pg:mergedWith ?second ; pg:mergeScore ?score ; pg:mergeReason ?reason
  OPTIONAL { ?merge pg:mergeEvidence ?evidence }
  OPTIONAL { ?merge pg:sharedParticipant ?entity . ?entity rdfs:label ?name } }"""
_STAGES = """SELECT ?matter ?kind ?number ?state ?day ?known ?event ?report WHERE {
  ?matter pg:hasState/pg:ofEvent %node ; pg:matterKind ?kind ; pg:hasState ?one .
  ?one pg:state ?state ; pg:stateOrder ?number ; pg:asOf ?day ; pg:knownFrom ?known ; pg:ofEvent ?event .
  OPTIONAL { ?one pg:supportedBy ?report } }"""
_REPLACED = "SELECT ?iri WHERE { %node <http://purl.org/dc/terms/isReplacedBy>+ ?iri }"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What reports disagree about, and which."""

    about: str
    reports: tuple[str, ...]  # IRIs


@dataclass(frozen=True, slots=True)
class MergeReason:
    """Why two reports were taken to be of one event."""

    first: str  # IRI of a report
    second: str
    score: float
    reasons: tuple[Reason, ...]
    names: tuple[str, ...] = ()  # of those that take part in both


@dataclass(frozen=True, slots=True)
class StageReached:
    """A stage that a policy, a case or a deal came to."""

    matter: str  # IRI
    kind: str  # "case", "policy" or "deal"
    number: int  # in the sequence
    state: str
    day: str  # when it was so
    known: str  # since when we know
    event: str  # IRI


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What was concluded of an event."""

    conflicts: tuple[Conflict, ...] = ()
    merges: tuple[MergeReason, ...] = ()
    stages: tuple[StageReached, ...] = ()


def conclusion(reader: Reader, event: str) -> Conclusion:
    """What was concluded of an event from all reports of it.

    Raises:
        ValueError: the IRI is none.
    """
    return Conclusion(_conflicts(reader, event), _merges(reader, event), _stages(reader, event))


def replaced_by(reader: Reader, iri: str) -> tuple[str, ...]:
    """The events that one was merged into, sorted."""
    return tuple(sorted(str(row["iri"]) for row in ask_about(reader, _REPLACED, iri)))


def _conflicts(reader: Reader, event: str) -> tuple[Conflict, ...]:
    found: dict[str, set[str]] = {}
    for row in ask_about(reader, _CONFLICTS, event):
        found.setdefault(str(row["about"]), set()).add(str(row["report"]))
    return tuple(Conflict(about, tuple(sorted(found[about]))) for about in sorted(found))


def _merges(reader: Reader, event: str) -> tuple[MergeReason, ...]:
    named: dict[tuple[str, str, float, tuple[Reason, ...]], set[str]] = {}
    for row in ask_about(reader, _MERGES, event):
        why = kept_reasons(row["evidence"], row["reason"])
        key = (str(row["first"]), str(row["second"]), float(row["score"] or 0), why)
        named.setdefault(key, set()).update([str(row["name"])] if row["name"] else [])
    rows = (MergeReason(*key, tuple(sorted(names))) for key, names in named.items())
    return tuple(sorted(rows, key=lambda merge: (-merge.score, merge.first, merge.second)))


def _stages(reader: Reader, event: str) -> tuple[StageReached, ...]:
    found = {
        StageReached(
            str(row["matter"]),
            str(row["kind"]),
            int(row["number"] or 0),
            str(row["state"]),
            str(row["day"]),
            str(row["known"]),
            str(row["event"]),
        )
        for row in ask_about(reader, _STAGES, event)
    }
    return tuple(sorted(found, key=lambda stage: (stage.kind, stage.matter, stage.number)))
