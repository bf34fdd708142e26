"""What one article's graph says, as records: a function of that graph alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib.namespace import DC, RDF, SDO

from graph.consolidation.introductions import Named, introductions
from graph.consolidation.relations import FactReport
from graph.consolidation.reports import EventReport, Span, Sum
from ontology.terms import NIF, PG
from ontology.vocabulary import NAMESPACE

LEAD = 1_500  # code points of the text that stories are told apart by: the news stands at the beginning


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What consolidation needs of an article."""

    name: str  # IRI of its graph
    article: str  # IRI
    lang: str
    published: date | None
    opening: str  # title, twice, and lead; empty for a copy
    reports: tuple[EventReport, ...]  # of events, in the order of their IRIs
    facts: tuple[FactReport, ...]  # between entities, in the order of their IRIs
    introduced: tuple[tuple[str, str, str], ...] = ()  # two entities, and the words that introduce them as one
    publisher: str = ""  # as the article names it
    is_copy: bool = False
    spoken_of: frozenset[str] = frozenset()  # IRIs of entities


def read_article(name: str, triples: Iterable[ox.Triple]) -> ReadArticle | None:
    """Read an article back from its graph; nothing where the graph is empty.

    Args:
        name: IRI of the graph.
        triples: all that it holds.
    """
    nodes = _Nodes(triples)
    article = next(iter(nodes.of_type(PG.Article)), "")
    if not article:
        return None
    reports = (_event_report(nodes, iri, article) for iri in sorted(nodes.of_type(PG.EventReport)))
    facts = (_fact_report(nodes, iri) for iri in sorted(nodes.of_type(PG.FactReport)))
    return ReadArticle(
        name,
        article,
        nodes.text(article, SDO.inLanguage),
        _day(nodes.text(article, SDO.datePublished)),
        "" if nodes.text(article, PG.copyOf) else _opening(nodes, article),
        tuple(reports),
        tuple(fact for fact in facts if fact.subject and fact.object),
        tuple(sorted(set(introductions(_text(nodes, article), _named(nodes, article))))),
        nodes.text(article, DC.publisher),
        bool(nodes.text(article, PG.copyOf)),
        frozenset(filter(None, (nodes.text(each, PG.entity) for each in nodes.of_type(PG.Reference)))),
    )


def _text(nodes: _Nodes, article: str) -> str:
    return nodes.text(nodes.text(article, PG.textContext), NIF.isString)


def _named(nodes: _Nodes, article: str) -> Iterator[Named]:
    """The mentions of entities in the text; one that may be of several names nobody."""
    context = nodes.text(article, PG.textContext)
    for mention in nodes.of_type(PG.Mention):
        entities = nodes.texts(mention, PG.refersTo)
        if len(entities) == 1 and nodes.text(mention, NIF.referenceContext) == context:
            begin, end = int(nodes.text(mention, NIF.beginIndex)), int(nodes.text(mention, NIF.endIndex))
            yield Named(begin, end, nodes.text(mention, NIF.anchorOf), entities[0])


class _Nodes:
    """A graph by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._types: dict[str, list[str]] = defaultdict(list)
        kind = str(RDF.type)
        for triple in triples:
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value  # type: ignore[union-attr]
            self._values[subject].setdefault(predicate, []).append(value)
            if predicate == kind:
                self._types[value].append(subject)

    def of_type(self, kind: str) -> list[str]:
        return self._types.get(str(kind), [])

    def texts(self, subject: str, predicate: str) -> list[str]:
        return self._values.get(subject, {}).get(str(predicate), [])

    def text(self, subject: str, predicate: str) -> str:
        found = self.texts(subject, predicate)
        return found[0] if found else ""

    def attributes(self, report: str, kind: str) -> Iterator[tuple[str, str]]:
        start = f"{NAMESPACE}{kind}-"
        for predicate, values in self._values[report].items():
            if predicate.startswith(start):
                yield predicate[len(start) :], min(values)


def _opening(nodes: _Nodes, article: str) -> str:
    title = nodes.text(article, SDO.headline)
    return f"{title} {title} {_text(nodes, article)[:LEAD]}"


def _event_report(nodes: _Nodes, iri: str, article: str) -> EventReport:
    kind = _local(nodes.text(iri, PG.reportsType))
    entities, phrases = _arguments(nodes, iri)
    return EventReport(
        iri=iri,
        type=kind,
        status=_local(nodes.text(iri, PG.status)),
        article=article,
        source=_source(nodes, article),
        lang=nodes.text(article, SDO.inLanguage),
        published=_day(nodes.text(article, SDO.datePublished)),
        background=nodes.text(iri, PG.background) == "true",
        confidence=Decimal(nodes.text(iri, PG.confidence)),
        entities=entities,
        phrases=phrases,
        amount=_sum(nodes, nodes.text(iri, PG.amount)),
        valuation=_sum(nodes, nodes.text(iri, PG.valuation)),
        when=_span(nodes, nodes.text(iri, PG.when)),
        attributes=dict(sorted(nodes.attributes(iri, kind))),
        sentence=nodes.text(nodes.text(iri, PG.evidence), NIF.anchorOf),
    )


def _source(nodes: _Nodes, article: str) -> str:
    host = urlsplit(nodes.text(article, SDO.url)).hostname
    return nodes.text(article, DC.publisher) or host or article


def _arguments(nodes: _Nodes, report: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    entities: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, set[str]] = defaultdict(set)
    for argument in nodes.texts(report, PG.hasArgument):
        role = _local(nodes.text(argument, PG.role))
        if entity := nodes.text(argument, PG.filler):
            entities[role].add(entity)
        elif phrase := nodes.text(argument, PG.fillerText):
            phrases[role].add(phrase)
    return _frozen(entities), _frozen(phrases)


def _frozen(fillers: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {role: frozenset(values) for role, values in sorted(fillers.items())}


def _sum(nodes: _Nodes, quantity: str) -> Sum | None:
    if not quantity:
        return None
    return Sum(
        Decimal(nodes.text(quantity, PG.value)),
        _number(nodes.text(quantity, PG.minimum)),
        _number(nodes.text(quantity, PG.maximum)),
        nodes.text(quantity, PG.currency),
        nodes.text(quantity, PG.originalText),
    )


def _span(nodes: _Nodes, span: str) -> Span | None:
    if not span:
        return None
    earliest, latest = nodes.text(span, PG.earliest), nodes.text(span, PG.latest)
    return Span(nodes.text(span, PG.edtf), date.fromisoformat(earliest), date.fromisoformat(latest))


def _fact_report(nodes: _Nodes, iri: str) -> FactReport:
    return FactReport(
        iri,
        _local(nodes.text(iri, PG.reportsType)),
        _local(nodes.text(iri, PG.status)),
        nodes.text(iri, PG.factSubject),
        nodes.text(iri, PG.factObject),
        _number(nodes.text(iri, PG.shareMinimum)),
        _number(nodes.text(iri, PG.shareMaximum)),
        _day(nodes.text(nodes.text(iri, PG.reportedIn), SDO.datePublished)),
    )


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
