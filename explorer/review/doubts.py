"""What is doubtful in a snapshot, and how much: from 1, as likely wrong as right, down to 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from explorer.dataset import OpenDataset
from graph.consolidation.evidence import THRESHOLD
from graph.consolidation.reasons import Reason, kept_reasons
from graph.listing.pairs import Pair
from graph.listing.questions import ask
from graph.names import graph_name
from policygraph.archive import Judgement
from policygraph.judging import Question, last_words

About = Literal["undecided", "merge", "conflict", "entity", "event"]
ABOUT: tuple[About, ...] = ("undecided", "merge", "conflict", "entity", "event")
_MOST = 500  # of each kind
_CLEAR = 0.8  # a merge that scores more is not asked about
_CONFLICT = 0.65  # doubt that a disagreement raises; each further point of it adds some
_MERGES = """SELECT ?event ?first ?second ?score ?reason ?evidence WHERE { GRAPH <%(graph)s> { ?event pg:merge ?merge .
  ?merge pg:mergedReport ?first ; pg:mergedWith ?second ; pg:mergeScore ?score ; pg:mergeReason ?reason
  OPTIONAL { ?merge pg:mergeEvidence ?evidence }
  FILTER(?score < %(clear)s) } } ORDER BY ?score ?first ?second LIMIT %(most)s"""
_CONFLICTS = """SELECT ?event ?about ?report WHERE { GRAPH <%(graph)s> {
  ?event pg:conflict ?conflict . ?conflict pg:conflictAbout ?about ; pg:conflictingReport ?report } }
  ORDER BY ?event ?about ?report"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question to an analyst."""

    about: About
    doubt: float
    question: Question  # what a judgement answers it: kind, subject, object, role
    event: str  # IRI; empty where it is about entities
    reports: tuple[str, ...] = ()  # those that are in question; all of the event where there are none
    figure: float | None = None  # the confidence, the score of the merge, the chance that two entities are one
    words: str = ""  # what is disagreed about, who left it undecided
    reasons: tuple[Reason, ...] = ()  # for the merge
    pair: Pair | None = None  # what speaks for it that two entities are one


def doubts(data: OpenDataset, journal: Iterable[Judgement]) -> tuple[Doubt, ...]:
    """All doubts that nobody has resolved, the greatest first.

    Args:
        data: a snapshot.
        journal: all judgements, in the order in which they were made.
    """
    words = last_words(journal)
    found = data.memory.recall("doubts", lambda: tuple(_found(data)))
    open_ones = [each for each in found if not _is_answered(each, words)]
    again = [_undecided(data, word) for word in words.values() if word.verdict == "unsure"]
    return tuple(sorted([*open_ones, *again], key=lambda each: (-each.doubt, each.question)))


def _found(data: OpenDataset) -> Iterator[Doubt]:
    yield from _merges(data)
    yield from _conflicts(data)
    yield from _entities(data)
    statement = f"SELECT iri, confidence FROM event ORDER BY confidence, iri LIMIT {_MOST}"  # noqa: S608
    for row in data.listing.execute(statement):
        yield Doubt(
            "event", round(1 - row["confidence"], 3), ("event", row["iri"], "", ""), row["iri"], (), row["confidence"]
        )


def _merges(data: OpenDataset) -> Iterator[Doubt]:
    question = _MERGES.replace("%(graph)s", graph_name("events")).replace("%(clear)s", str(_CLEAR))
    for row in ask(data.reader, question.replace("%(most)s", str(_MOST))):
        first, second = sorted((str(row["first"]), str(row["second"])))
        score = float(row["score"] or 0)
        doubt = round(1 - max(score - THRESHOLD, 0) / (1 - THRESHOLD), 3)
        yield Doubt(
            "merge",
            doubt,
            ("same_event", first, second, ""),
            str(row["event"]),
            (first, second),
            score,
            reasons=kept_reasons(row["evidence"], row["reason"]),
        )


def _entities(data: OpenDataset) -> Iterator[Doubt]:
    """Two entities that may be one: the nearer to as likely as not, the greater the doubt."""
    statement = f"SELECT * FROM entity_pair ORDER BY ABS(chance - 0.5), first, second LIMIT {_MOST}"  # noqa: S608
    for row in data.listing.execute(statement):
        pair = Pair(**dict(row))
        doubt = round(1 - 2 * abs(pair.chance - 0.5), 3)
        yield Doubt("entity", doubt, ("same_entity", pair.first, pair.second, ""), "", (), pair.chance, pair=pair)


def _conflicts(data: OpenDataset) -> Iterator[Doubt]:
    about: dict[str, dict[str, list[str]]] = {}
    for row in ask(data.reader, _CONFLICTS.replace("%(graph)s", graph_name("events"))):
        about.setdefault(str(row["event"]), {}).setdefault(str(row["about"]), []).append(str(row["report"]))
    for event, found in list(about.items())[:_MOST]:
        pair = _pair(found)
        if pair:
            doubt = min(_CONFLICT + 0.1 * (len(found) - 1), 0.95)
            yield Doubt("conflict", doubt, ("same_event", *pair, ""), event, pair, None, " ".join(sorted(found)))


def _pair(found: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """Two reports that disagree about most."""
    counted: dict[str, int] = {}
    for reports in found.values():
        for report in set(reports):
            counted[report] = counted.get(report, 0) + 1
    ranked = sorted(counted, key=lambda report: (-counted[report], report))[:2]
    return (min(ranked), max(ranked)) if len(ranked) == 2 else None


def _undecided(data: OpenDataset, word: Judgement) -> Doubt:
    event, reports = "", tuple[str, ...]()
    if word.kind != "same_entity":
        event = _event_of(data, word.subject)
        reports = (word.subject, word.object) if "/report/" in word.subject and word.object else ()
    question = (word.kind, word.subject, word.object, word.role)
    return Doubt("undecided", 1.0, question, event, reports, None, word.who)


def _event_of(data: OpenDataset, iri: str) -> str:
    row = data.listing.execute("SELECT event FROM report WHERE iri = ?", (iri,)).fetchone()
    return str(row["event"]) if row else iri


def _is_answered(doubt: Doubt, words: Mapping[Question, Judgement]) -> bool:
    """Whether somebody has judged it, or the event that it is part of; what is undecided is asked in its own right."""
    return doubt.question in words or ("event", doubt.event, "", "") in words
