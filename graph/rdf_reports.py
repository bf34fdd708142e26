"""Reports: what one article says happened or is so. A report is never an event; it only says which type it reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rdflib.namespace import RDF

from graph.literals import boolean, confidence, decimal, edtf, string
from graph.names import node, term
from graph.rdf_mentions import Mentions
from graph.rdf_triples import Triples
from graph.rdf_values import add_quantity, add_time
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE
from policygraph.identifiers import article_iri, digest
from policygraph.records import Argument, Event, Extraction, Fact

T = TypeVar("T")


def event_reports(triples: Triples, mentions: Mentions, extraction: Extraction) -> None:
    """Add a report for each event of the extraction."""
    for iri, event in named_events(extraction):
        _EventReport(triples, mentions, iri, extraction).add(event)


def fact_reports(triples: Triples, mentions: Mentions, extraction: Extraction) -> None:
    """Add a report for each fact of the extraction."""
    for iri, fact in named_facts(extraction):
        _add_fact(triples, mentions, iri, fact)
        triples.add(iri, PG.reportedIn, node(article_iri(extraction.article.id)))


def named_events(extraction: Extraction) -> Iterator[tuple[str, Event]]:
    """Each event with the IRI of its report: its type and who fills which role, and no offset.

    Two events of one article with the same type and fillers are told apart by their date, amount and status, then
    by their order in the text.
    """
    events = [(event, _event_key(event), _event_order(event)) for event in extraction.events]
    yield from _with_iris(extraction, events)


def named_facts(extraction: Extraction) -> Iterator[tuple[str, Fact]]:
    """Each fact with the IRI of its report."""
    facts = [(fact, _fact_key(fact), _fact_order(fact)) for fact in extraction.facts]
    yield from _with_iris(extraction, facts)


def _with_iris(
    extraction: Extraction, items: Sequence[tuple[T, tuple[str, ...], tuple[object, ...]]]
) -> Iterator[tuple[str, T]]:
    prefix = f"{article_iri(extraction.article.id)}/report/"
    used: dict[str, int] = {}
    for item, key, _ in sorted(items, key=lambda entry: (entry[1], entry[2])):
        stem = f"{prefix}{key[0].lower()}-{digest(*key)}"
        used[stem] = used.get(stem, 0) + 1
        yield (stem if used[stem] == 1 else f"{stem}-{used[stem]}"), item


def _event_key(event: Event) -> tuple[str, ...]:
    return (event.type, *sorted({f"{argument.role}={argument.filler}" for argument in event.arguments}))


def _fact_key(fact: Fact) -> tuple[str, ...]:
    return (fact.type, fact.subject, fact.object, fact.metric, fact.period)


def _event_order(event: Event) -> tuple[object, ...]:
    amount = event.amount.value if event.amount else -1
    return (event.when.edtf if event.when else "", amount, event.status, event.trigger.start, event.trigger.end)


def _fact_order(fact: Fact) -> tuple[object, ...]:
    amount = fact.amount.value if fact.amount else -1
    percent = fact.percent if fact.percent is not None else -1
    return (percent, amount, fact.status, fact.evidence.start, fact.evidence.end)


class _EventReport:
    """Adds the report of one event."""

    def __init__(self, triples: Triples, mentions: Mentions, iri: str, extraction: Extraction) -> None:
        self._triples = triples
        self._mentions = mentions
        self._iri = iri
        self._entities = {entity.iri for entity in extraction.entities}
        self._article = article_iri(extraction.article.id)

    def add(self, event: Event) -> None:
        self._core(event)
        self._attribution(event)
        for name, value in event.attributes:
            if name != "valuation":  # a quantity, below
                self._triples.add_text(self._iri, f"{NAMESPACE}{event.type}-{name}", value)
        for argument in sorted(event.arguments, key=lambda a: (a.role, a.filler)):
            self._argument(argument)
        self._values(event)

    def _core(self, event: Event) -> None:
        add = self._triples.add
        add(self._iri, RDF.type, node(PG.EventReport))
        add(self._iri, PG.reportsType, term(event.type))
        add(self._iri, PG.reportedIn, node(self._article))
        add(self._iri, PG.status, term(event.status))
        add(self._iri, PG.confidence, confidence(event.confidence))
        add(self._iri, PG.trigger, self._mentions.node(event.trigger))
        add(self._iri, PG.evidence, self._mentions.node(event.evidence))
        self._triples.add_text(self._iri, PG.frame, event.frame)
        self._triples.add_text(self._iri, PG.statusReason, event.status_reason)
        if event.background:
            add(self._iri, PG.background, boolean(True))

    def _attribution(self, event: Event) -> None:
        if event.attributed_to in self._entities:
            self._triples.add(self._iri, PG.attributedTo, node(event.attributed_to))
        else:
            self._triples.add_text(self._iri, PG.attributedToText, event.attributed_to)
        if event.attribution:
            self._triples.add(self._iri, PG.attribution, self._mentions.node(event.attribution))

    def _argument(self, argument: Argument) -> None:
        iri = f"{self._iri}/argument/{argument.role}-{digest(argument.filler)}"
        self._triples.add(self._iri, PG.hasArgument, node(iri))
        self._triples.add(iri, RDF.type, node(PG.Argument))
        self._triples.add(iri, PG.role, term(argument.role))
        if argument.is_entity:
            self._triples.add(iri, PG.filler, node(argument.filler))
        else:
            self._triples.add(iri, PG.fillerText, string(argument.filler))
        self._triples.add(iri, PG.evidence, self._mentions.node(argument.mention))
        self._triples.add(iri, PG.confidence, confidence(argument.confidence))

    def _values(self, event: Event) -> None:
        if event.amount:
            self._triples.add(self._iri, PG.amount, node(f"{self._iri}/amount"))
            add_quantity(self._triples, self._mentions, f"{self._iri}/amount", event.amount)
        if event.valuation:
            self._triples.add(self._iri, PG.valuation, node(f"{self._iri}/valuation"))
            add_quantity(self._triples, self._mentions, f"{self._iri}/valuation", event.valuation)
        if event.when:
            self._triples.add(self._iri, PG.when, node(f"{self._iri}/when"))
            add_time(self._triples, self._mentions, f"{self._iri}/when", event.when)


def _add_fact(triples: Triples, mentions: Mentions, iri: str, fact: Fact) -> None:
    triples.add(iri, RDF.type, node(PG.FactReport))
    triples.add(iri, PG.reportsType, term(fact.type))
    triples.add(iri, PG.status, term(fact.status))
    triples.add(iri, PG.confidence, confidence(fact.confidence))
    triples.add(iri, PG.evidence, mentions.node(fact.evidence))
    triples.add_text(iri, PG.frame, fact.frame)
    _fact_ends(triples, iri, fact)
    if fact.percent is not None:
        triples.add(iri, PG.shareMinimum, decimal(fact.percent))
        triples.add(iri, PG.shareMaximum, decimal(fact.percent if fact.percent_max is None else fact.percent_max))
    triples.add_text(iri, PG.metric, fact.metric)
    if fact.period:
        triples.add(iri, PG.period, edtf(fact.period))
    if fact.amount:
        triples.add(iri, PG.amount, node(f"{iri}/amount"))
        add_quantity(triples, mentions, f"{iri}/amount", fact.amount)


def _fact_ends(triples: Triples, iri: str, fact: Fact) -> None:
    if fact.subject_is_entity:
        triples.add(iri, PG.factSubject, node(fact.subject))
    else:
        triples.add_text(iri, PG.factSubjectText, fact.subject)
    if fact.object_is_entity:
        triples.add(iri, PG.factObject, node(fact.object))
    else:
        triples.add_text(iri, PG.factObjectText, fact.object)
