"""The event reports of the whole graph as records, as consolidation compares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from graph.store import Reader
from graph.tables import Cell, to_table
from ontology.vocabulary import NAMESPACE

PREFIXES = f"""PREFIX pg: <{NAMESPACE}> PREFIX schema: <https://schema.org/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
"""
_REPORTS = """SELECT ?report ?type ?status ?article ?confidence ?background ?published ?publisher ?url ?lang ?sentence
WHERE {
  ?report a pg:EventReport ; pg:reportsType ?type ; pg:status ?status ; pg:reportedIn ?article ;
    pg:confidence ?confidence ; pg:evidence ?evidence . ?evidence nif:anchorOf ?sentence .
  ?article schema:inLanguage ?lang .
  OPTIONAL { ?report pg:background ?background } OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article dc:publisher ?publisher } OPTIONAL { ?article schema:url ?url } %s }"""
_ARGUMENTS = """SELECT ?report ?role ?entity ?text WHERE {
  ?report a pg:EventReport ; pg:hasArgument ?argument . ?argument pg:role ?role .
  OPTIONAL { ?argument pg:filler ?entity } OPTIONAL { ?argument pg:fillerText ?text } %s }"""
_AMOUNTS = """SELECT ?report ?property ?value ?minimum ?maximum ?currency ?text WHERE {
  VALUES ?property { pg:amount pg:valuation } ?report a pg:EventReport ; ?property ?quantity .
  ?quantity pg:value ?value ; pg:originalText ?text . OPTIONAL { ?quantity pg:minimum ?minimum }
  OPTIONAL { ?quantity pg:maximum ?maximum } OPTIONAL { ?quantity pg:currency ?currency } %s }"""
_TIMES = """SELECT ?report ?edtf ?earliest ?latest WHERE {
  ?report a pg:EventReport ; pg:when ?when . ?when pg:edtf ?edtf ; pg:earliest ?earliest ; pg:latest ?latest %s }"""
_PLACES = """SELECT ?entity ?country WHERE { GRAPH ?entities { ?entity a pg:Place ; pg:country ?country } }"""
_ATTRIBUTES = """SELECT ?report ?attribute ?value WHERE {
  GRAPH ?ontology { ?attribute a pg:Attribute } ?report ?attribute ?value . ?report a pg:EventReport %s }"""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount with its bounds."""

    value: Decimal
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A date with its bounds."""

    edtf: str
    earliest: date
    latest: date

    @property
    def days(self) -> int:
        """How many days it may mean, less one."""
        return (self.latest - self.earliest).days


@dataclass(frozen=True, slots=True)
class EventReport:
    """What one article says happened, with all that tells it from other reports."""

    iri: str
    type: str
    status: str
    article: str
    source: str  # publisher, or the host of the article: what makes two reports independent
    lang: str
    published: date | None
    background: bool
    confidence: Decimal
    entities: Mapping[str, frozenset[str]]  # role -> IRIs, merged entities replaced by the one that stays
    phrases: Mapping[str, frozenset[str]]  # role -> describing phrases
    amount: Sum | None
    valuation: Sum | None
    when: Span | None
    attributes: Mapping[str, str]
    sentence: str = ""  # that says so
    story: str = ""  # IRI of the story that its article tells, with others
    target_countries: frozenset[str] = frozenset()  # ISO codes of countries that are named as target

    @property
    def day(self) -> date | None:
        """The day that stands for it: when it happened, else when it was published."""
        return self.when.earliest if self.when else self.published

    @property
    def everyone(self) -> frozenset[str]:
        """All entities that take part."""
        return frozenset().union(*self.entities.values()) if self.entities else frozenset()


def read_reports(
    reader: Reader, same: Mapping[str, str], stories: Mapping[str, str], only: Iterable[str] | None = None
) -> dict[str, EventReport]:
    """All event reports by IRI.

    Args:
        reader: the store.
        same: entity IRI to the IRI of the entity that stays in its place.
        stories: article IRI to the IRI of the story that it tells.
        only: IRIs of the reports wanted; all where it is not given.
    """
    rows = _Rows(reader, same, stories, only)
    return {str(row["report"]): rows.report(row) for row in rows.ask(_REPORTS)}


class _Rows:
    def __init__(
        self, reader: Reader, same: Mapping[str, str], stories: Mapping[str, str], only: Iterable[str] | None
    ) -> None:
        self._reader = reader
        self._stories = stories
        self._values = "" if only is None else f"VALUES ?report {{ {' '.join(f'<{iri}>' for iri in only)} }}"
        self._entities: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._phrases: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.ask(_ARGUMENTS):
            self._argument(row, same)
        self._sums = {(str(row["report"]), _local(row["property"])): _sum(row) for row in self.ask(_AMOUNTS)}
        self._times = {str(row["report"]): _span(row) for row in self.ask(_TIMES)}
        places = to_table(reader.query(PREFIXES + _PLACES)).cells()
        self._places = {str(entity): str(country) for entity, country in places}
        self._attributes: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.ask(_ATTRIBUTES):
            self._attributes[str(row["report"])][_local(row["attribute"]).partition("-")[2]] = str(row["value"])

    def ask(self, question: str) -> list[dict[str, Cell]]:
        table = to_table(self._reader.query(PREFIXES + question % self._values))
        return [dict(zip(table.columns, row, strict=True)) for row in table.cells()]

    def _argument(self, row: dict[str, Cell], same: Mapping[str, str]) -> None:
        report, role = str(row["report"]), _local(row["role"])
        if row["entity"]:
            self._entities[report][role].add(same.get(str(row["entity"]), str(row["entity"])))
        elif row["text"]:
            self._phrases[report][role].add(str(row["text"]))

    def report(self, row: dict[str, Cell]) -> EventReport:
        iri = str(row["report"])
        host = urlsplit(str(row["url"] or "")).hostname
        return EventReport(
            iri=iri,
            type=_local(row["type"]),
            status=_local(row["status"]),
            article=str(row["article"]),
            source=str(row["publisher"] or host or row["article"]),
            lang=str(row["lang"]),
            published=date.fromisoformat(str(row["published"])) if row["published"] else None,
            background=bool(row["background"]),
            confidence=Decimal(str(row["confidence"])),
            entities=_frozen(self._entities.get(iri, {})),
            phrases=_frozen(self._phrases.get(iri, {})),
            amount=self._sums.get((iri, "amount")),
            valuation=self._sums.get((iri, "valuation")),
            when=self._times.get(iri),
            attributes=self._attributes.get(iri, {}),
            sentence=str(row["sentence"]),
            story=self._stories.get(str(row["article"]), ""),
            target_countries=self._countries(iri),
        )

    def _countries(self, report: str) -> frozenset[str]:
        targets = self._entities.get(report, {}).get("target", set())
        return frozenset(self._places[target] for target in targets if target in self._places)


def _frozen(fillers: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {role: frozenset(values) for role, values in sorted(fillers.items())}


def _local(cell: Cell) -> str:
    return str(cell).removeprefix(NAMESPACE)


def _sum(row: dict[str, Cell]) -> Sum:
    def number(name: str) -> Decimal | None:
        return None if row[name] is None else Decimal(str(row[name]))

    value = number("value")
    assert value is not None  # noqa: S101 (the query asks for it)
    return Sum(value, number("minimum"), number("maximum"), str(row["currency"] or ""), str(row["text"]))


def _span(row: dict[str, Cell]) -> Span:
    earliest, latest = date.fromisoformat(str(row["earliest"])), date.fromisoformat(str(row["latest"]))
    return Span(str(row["edtf"]), earliest, latest)
