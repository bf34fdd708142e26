"""All that the graph says of one article or one report, as records: what a page about it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.listing.questions import ask_about
from graph.store import Reader
from graph.tables import Cell


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text or title; offsets in code points."""

    field: str  # "text" or "title"
    begin: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Where an article names an entity."""

    span: Span
    entity: str  # IRI


@dataclass(frozen=True, slots=True)
class ReportedArgument:
    """Who or what fills a role, and the words that say so."""

    role: str
    entity: str  # IRI; empty where the filler is only described
    text: str  # the describing phrase; empty where the filler is an entity
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A sum, a count or a share, with the text that it was read from."""

    value: Cell
    minimum: Cell
    maximum: Cell
    currency: str
    qualifier: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReportedTime:
    """When it happened, with the text that it was read from."""

    edtf: str
    earliest: str
    latest: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says happened, to the character."""

    iri: str
    article: str  # IRI
    type: str
    status: str
    status_reason: str
    confidence: float
    frame: str
    background: bool
    attributed_to: str  # IRI of an entity, or empty
    attributed_to_text: str
    evidence: Span
    trigger: Span | None = None
    arguments: tuple[ReportedArgument, ...] = ()
    amount: Quantity | None = None
    valuation: Quantity | None = None
    when: ReportedTime | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article and what in it was recognised."""

    iri: str
    title: str
    text: str
    authors: tuple[str, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
    components: tuple[str, ...] = ()  # name and version of what read it
    page_sha256: str = ""
    fetched_at: str = ""
    reports: tuple[Report, ...] = field(default=())


def article_text(reader: Reader, iri: str, *, alone: bool = False) -> ArticleText | None:
    """The text of an article with all that was recognised in it; None where there is no such article.

    Args:
        reader: the graph.
        iri: of the article.
        alone: whether its text and its page will do, without authors and what was recognised.

    Raises:
        ValueError: the IRI is none.
    """
    head = next(ask_about(reader, _ARTICLE, iri), None)
    if head is None:
        return None
    if alone:
        sha, fetched = _text(head["sha"]), _text(head["fetched"])
        return ArticleText(iri, _text(head["title"]), _text(head["text"]), page_sha256=sha, fetched_at=fetched)
    mentions = [EntityMention(_span(row), _text(row["entity"])) for row in ask_about(reader, _MENTIONS, iri)]
    return ArticleText(
        iri=iri,
        title=_text(head["title"]),
        text=_text(head["text"]),
        authors=tuple(sorted(_text(row["author"]) for row in ask_about(reader, _AUTHORS, iri))),
        mentions=tuple(sorted(mentions, key=lambda m: (m.span.field, m.span.begin, -m.span.end, m.entity))),
        components=tuple(sorted(_text(row["component"]) for row in ask_about(reader, _COMPONENTS, iri))),
        page_sha256=_text(head["sha"]),
        fetched_at=_text(head["fetched"]),
        reports=tuple(sorted(_reports_of(reader, iri), key=lambda r: (r.evidence.begin, r.iri))),
    )


def _reports_of(reader: Reader, article: str) -> Iterator[Report]:
    for row in ask_about(reader, _REPORTS_OF, article):
        found = report(reader, _text(row["report"]))
        if found is not None:
            yield found


def report(reader: Reader, iri: str) -> Report | None:
    """What an article says of an event; None where the graph has no such report.

    Raises:
        ValueError: the IRI is none.
    """
    head = next(ask_about(reader, _REPORT, iri), None)
    if head is None:
        return None
    kind = _text(head["type"])
    trigger = next(ask_about(reader, _TRIGGER, iri), None)
    return Report(
        iri=iri,
        article=_text(head["article"]),
        type=kind,
        status=_text(head["status"]),
        status_reason=_text(head["reason"]),
        confidence=_number(head["confidence"]),
        frame=_text(head["frame"]),
        background=bool(head["background"]),
        attributed_to=_text(head["source"]),
        attributed_to_text=_text(head["source_text"]),
        evidence=_span(head),
        trigger=_span(trigger) if trigger else None,
        arguments=_arguments(reader, iri),
        amount=_quantity(reader, iri, "amount"),
        valuation=_quantity(reader, iri, "valuation"),
        when=_time(reader, iri),
        attributes=_attributes(reader, iri, kind),
    )


def _arguments(reader: Reader, iri: str) -> tuple[ReportedArgument, ...]:
    found = (
        ReportedArgument(
            _text(row["role"]), _text(row["entity"]), _text(row["phrase"]), _number(row["confidence"]), _span(row)
        )
        for row in ask_about(reader, _ARGUMENTS, iri)
    )
    return tuple(sorted(found, key=lambda argument: (argument.span.begin, argument.role, argument.entity)))


def _quantity(reader: Reader, iri: str, name: str) -> Quantity | None:
    row = next(ask_about(reader, _QUANTITY.replace("%property", name), iri), None)
    if row is None:
        return None
    return Quantity(
        row["value"],
        row["minimum"],
        row["maximum"],
        currency=_text(row["currency"]),
        qualifier=_text(row["qualifier"]),
        text=_text(row["original"]),
        span=_span(row),
    )


def _time(reader: Reader, iri: str) -> ReportedTime | None:
    row = next(ask_about(reader, _TIME, iri), None)
    if row is None:
        return None
    return ReportedTime(
        edtf=_text(row["edtf"]),
        earliest=_text(row["earliest"]),
        latest=_text(row["latest"]),
        text=_text(row["original"]),
        span=_span(row),
    )


def _attributes(reader: Reader, iri: str, kind: str) -> tuple[tuple[str, str], ...]:
    rows = ((_text(row["property"]), _text(row["value"])) for row in ask_about(reader, _ATTRIBUTES, iri))
    return tuple(sorted((name.removeprefix(f"{kind}-"), value) for name, value in rows if name.startswith(f"{kind}-")))


def entity_names(reader: Reader, iri: str) -> tuple[tuple[str, str], ...]:
    """The names of an entity as (language tag, name), sorted.

    Raises:
        ValueError: the IRI is none.
    """
    return tuple(sorted({(_text(row["lang"]), _text(row["text"])) for row in ask_about(reader, _NAMES, iri)}))


def _span(row: dict[str, Cell]) -> Span:
    field_name = _text(row["context"]).rpartition("/")[2]
    return Span(field_name, int(_number(row["begin"])), int(_number(row["end"])), _text(row["anchor"]))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _number(cell: Cell) -> float:
    return 0.0 if cell is None else float(cell)


_SPAN = "nif:referenceContext ?context ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor"

_ARTICLE = """SELECT ?title ?text ?sha ?fetched WHERE { %node a pg:Article .
  OPTIONAL { %node schema:headline ?title } OPTIONAL { %node pg:textContext/nif:isString ?text }
  OPTIONAL { %node pg:pageSha256 ?sha } OPTIONAL { %node pg:fetchedAt ?fetched } }"""
_AUTHORS = "SELECT ?author WHERE { %node dc:creator ?author }"
_COMPONENTS = """SELECT ?component WHERE {
  ?graph <http://www.w3.org/ns/prov#wasDerivedFrom> %node ; <http://www.w3.org/ns/prov#wasGeneratedBy> ?activity .
  ?activity pg:component ?component }"""
_MENTIONS = """SELECT ?context ?begin ?end ?anchor ?entity WHERE {
  %node pg:textContext|pg:titleContext ?context . ?mention nif:referenceContext ?context ; pg:refersTo ?entity ;
  nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor }"""
_REPORTS_OF = "SELECT ?report WHERE { ?report pg:reportedIn %node ; a pg:EventReport }"
_REPORT = f"""SELECT ?article ?type ?status ?reason ?confidence ?frame ?background ?source ?source_text
  ?context ?begin ?end ?anchor WHERE {{
  %node a pg:EventReport ; pg:reportedIn ?article ; pg:reportsType ?type ; pg:status ?status ;
    pg:confidence ?confidence ; pg:evidence ?evidence . ?evidence {_SPAN} .
  OPTIONAL {{ %node pg:statusReason ?reason }} OPTIONAL {{ %node pg:frame ?frame }}
  OPTIONAL {{ %node pg:background ?background }} OPTIONAL {{ %node pg:attributedTo ?source }}
  OPTIONAL {{ %node pg:attributedToText ?source_text }} }}"""
_TRIGGER = f"SELECT ?context ?begin ?end ?anchor WHERE {{ %node pg:trigger ?mention . ?mention {_SPAN} }}"
_ARGUMENTS = f"""SELECT ?role ?entity ?phrase ?confidence ?context ?begin ?end ?anchor WHERE {{
  %node pg:hasArgument ?argument . ?argument pg:role ?role ; pg:evidence ?mention . ?mention {_SPAN} .
  OPTIONAL {{ ?argument pg:confidence ?confidence }} OPTIONAL {{ ?argument pg:filler ?entity }}
  OPTIONAL {{ ?argument pg:fillerText ?phrase }} }}"""
_QUANTITY = f"""SELECT ?value ?minimum ?maximum ?currency ?qualifier ?original ?context ?begin ?end ?anchor WHERE {{
  %node pg:%property ?quantity . ?quantity pg:value ?value ; pg:evidence ?mention . ?mention {_SPAN} .
  OPTIONAL {{ ?quantity pg:minimum ?minimum }} OPTIONAL {{ ?quantity pg:maximum ?maximum }}
  OPTIONAL {{ ?quantity pg:currency ?currency }} OPTIONAL {{ ?quantity pg:qualifier ?qualifier }}
  OPTIONAL {{ ?quantity pg:originalText ?original }} }}"""
_TIME = f"""SELECT ?edtf ?earliest ?latest ?original ?context ?begin ?end ?anchor WHERE {{
  %node pg:when ?when . ?when pg:edtf ?edtf ; pg:earliest ?earliest ; pg:latest ?latest ; pg:evidence ?mention .
  ?mention {_SPAN} . OPTIONAL {{ ?when pg:originalText ?original }} }}"""
_ATTRIBUTES = "SELECT ?property ?value WHERE { %node a pg:EventReport ; ?property ?value }"
_NAMES = """SELECT (LANG(?name) AS ?lang) (STR(?name) AS ?text) WHERE {
  %node skos:prefLabel|skos:altLabel ?name . %node rdfs:label ?label }"""
