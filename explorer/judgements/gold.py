"""What was judged, as gold for ``policygraph evaluate``: the articles all of whose events somebody has looked at.

An article with an event that nobody judged is left out: scored against it, what was never looked at would count as
right or wrong. Only events were judged, so of the scores those of events, roles and their values mean something;
entities are there to be named, and facts are not there at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.lists.entities import entities_by_iri
from explorer.pages import Ask
from graph.details import ArticleText, Quantity, Report, article_text, entity_names
from graph.listing.questions import ask as ask_graph
from graph.store import Reader
from policygraph.archive import Judgement
from policygraph.judging import Question, last_words

_OF_EVENTS = "SELECT ?iri ?event WHERE { ?iri pg:reportOf ?event }"


@dataclass(frozen=True, slots=True)
class Judged:
    """The last words, as they bear on reports."""

    words: Mapping[Question, Judgement]
    event_of: Mapping[str, str]  # report -> event; a report of a rejected event has none

    def verdict(self, report: str) -> str:
        """What was decided of a report: itself, or its event, or by correcting its roles; empty where nothing was."""
        own = self.words.get(("report", report, "", ""))
        if own is not None:
            return own.verdict
        event = self.event_of.get(report)
        whole = self.words.get(("event", event or report, "", ""))  # before consolidation, a report is its own event
        if whole is not None:
            return whole.verdict
        if self.event_of and event is None:
            return "negative"
        return "positive" if self.roles(report) else ""

    def roles(self, report: str) -> list[Judgement]:
        """What was decided of who stands in the roles of a report, in the order of the journal."""
        return [word for (kind, subject, _, _), word in self.words.items() if (kind, subject) == ("role", report)]


def gold_articles(
    reader: Reader, listing: sqlite3.Connection, journal: Iterable[Judgement]
) -> Iterator[dict[str, Any]]:
    """Articles with the events that people found right, in the order of their ids.

    Args:
        reader: a snapshot.
        listing: its listing.
        journal: all judgements, in the order in which they were made.
    """
    words = last_words(journal)
    rows = ask_graph(reader, _OF_EVENTS)
    judged = Judged(words, {str(row["iri"]): str(row["event"]) for row in rows})
    for article in _candidates(listing, judged):
        text = article_text(reader, article["iri"])
        if text is None or not text.reports:
            continue
        verdicts = {report.iri: judged.verdict(report.iri) for report in text.reports}
        if all(verdict in {"positive", "negative"} for verdict in verdicts.values()):
            right = [report for report in text.reports if verdicts[report.iri] == "positive"]
            yield _article(_Names(reader, listing, words), article, text, [(r, judged.roles(r.iri)) for r in right])


def _candidates(listing: sqlite3.Connection, judged: Judged) -> list[sqlite3.Row]:
    """The articles of which anything was judged."""
    touched = {subject for kind, subject, _, _ in judged.words if kind in {"report", "role"}}
    events = {subject for kind, subject, _, _ in judged.words if kind == "event"}
    touched |= {report for report, event in judged.event_of.items() if event in events}
    touched |= events  # a rejected event is named after one of its reports, or stands for one alone
    found: dict[str, sqlite3.Row] = {}
    for report in touched:
        path = report.partition("/report/")[0] if "/report/" in report else ""
        for row in listing.execute("SELECT iri, id, title, lang, published, url FROM article WHERE iri = ?", (path,)):
            found[row["iri"]] = row
    return sorted(found.values(), key=lambda row: str(row["id"]))


class _Names:
    """How the entities of an article are called in its gold."""

    def __init__(self, reader: Reader, listing: sqlite3.Connection, words: Mapping[Question, Judgement]) -> None:
        self._reader = reader
        self._listing = listing
        self._words = words.values()
        self._known: dict[str, str] = {}

    def name(self, iri: str) -> str:
        """The name in English, or the only one."""
        if iri not in self._known:
            item = entities_by_iri(self._listing, [iri]).get(iri)
            self._known[iri] = item.name if item else iri.rpartition("/")[2]
        return self._known[iri]

    def entity(self, iri: str, surfaces: Iterable[str]) -> dict[str, Any]:
        """An entity with all its names: those in the text, those that are known, those that were judged."""
        item = entities_by_iri(self._listing, [iri]).get(iri)
        names = {name for _, name in entity_names(self._reader, iri)} | set(surfaces)
        for word in self._words:
            if (word.kind, word.subject) == ("alias", iri):
                names = names | {word.object} if word.verdict == "positive" else names - {word.object}
        return {"name": self.name(iri), "type": item.type if item else "", "aliases": sorted(names)}


def _article(
    names: _Names, row: sqlite3.Row, text: ArticleText, reports: list[tuple[Report, list[Judgement]]]
) -> dict[str, Any]:
    events = [_event(names, report, corrections) for report, corrections in reports]
    surfaces: dict[str, set[str]] = {}
    for mention in text.mentions:
        surfaces.setdefault(mention.entity, set()).add(mention.span.text)
    for _, corrections in reports:
        for word in corrections:
            if word.verdict == "positive" and "://" in word.object:
                surfaces.setdefault(word.object, set())
    head = {name: row[name] for name in ("id", "lang", "url", "title", "published") if row[name]}
    entities = [names.entity(iri, found) for iri, found in sorted(surfaces.items())]
    return {**head, "text": text.text, "entities": entities, "events": events}


def _event(names: _Names, report: Report, corrections: list[Judgement]) -> dict[str, Any]:
    fillers = [(argument.role, argument.entity or argument.text) for argument in report.arguments]
    for word in corrections:
        filler = (word.role, word.object)
        fillers = [other for other in fillers if other != filler]
        if word.verdict == "positive":
            fillers.append(filler)
    arguments: dict[str, list[str]] = {}
    for role, filler_text in dict.fromkeys(fillers):
        arguments.setdefault(role, []).append(names.name(filler_text) if "://" in filler_text else filler_text)
    event: dict[str, Any] = {"type": report.type, "status": report.status, "evidence": report.evidence.text}
    event["args"] = arguments
    if report.amount is not None:
        event["amount"] = _amount(report.amount)
    if report.when is not None:
        event["date"] = report.when.edtf
    attributes: dict[str, Any] = dict(report.attributes)
    if report.valuation is not None:
        attributes["valuation"] = _amount(report.valuation)
    return {**event, "attrs": attributes} if attributes else event


def _amount(quantity: Quantity) -> dict[str, Any]:
    amount: dict[str, Any] = {"value": _number(quantity.value), "currency": quantity.currency}
    if quantity.maximum is not None:
        amount["max"] = _number(quantity.maximum)
    return amount


def _number(value: object) -> float | int:
    number = float(str(value))
    return int(number) if number.is_integer() else number


def gold_lines(reader: Reader, listing: sqlite3.Connection, journal: Iterable[Judgement]) -> Iterator[str]:
    """The same as JSON Lines."""
    for article in gold_articles(reader, listing, journal):
        yield json.dumps(article, ensure_ascii=False) + "\n"


def gold_file(ask: Ask) -> bytes:
    """The gold of this snapshot, to keep."""
    archive = ask.services.archive()
    journal = archive.judgements() if archive else ()
    return "".join(gold_lines(ask.data.reader, ask.data.listing, journal)).encode()
