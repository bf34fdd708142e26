"""A cluster of reports as an event: what they agree on, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, product

from rdflib.namespace import DCTERMS, PROV, RDF

from graph.consolidation.clusters import Cluster, Merge
from graph.consolidation.criteria import Criterion, read_criterion, read_in_sentence, read_owners
from graph.consolidation.currencies import about_euros
from graph.consolidation.reasons import in_english, reasons_to_json
from graph.consolidation.reports import EventReport, Span, Sum
from graph.consolidation.sums import compare_sums, same_sum, year_of_sums
from graph.literals import boolean, day, decimal, edtf, integer, string
from graph.names import base, node, term
from graph.rdf_triples import Triples
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE, load_vocabulary
from policygraph.identifiers import digest

# Of several statuses the one that an event has: what somebody says happened weighs more than what somebody denies,
# and the denial stays beside it as a conflict.
STATUS_ORDER = ("actual", "planned", "alleged", "denied", "hypothetical")
SUPPORTING = frozenset({"actual", "planned", "alleged"})
_LAST = date.max
_TWO_DIGITS = Decimal("0.0001")


def named_after(kind: str, report: str) -> str:
    """The IRI of the event that a report, by its IRI, would be of if it stood alone.

    A cluster takes the one of its first report; those of the others are replaced by it. So every IRI that an event
    ever had leads to where its report is now, and the registry is a function of the set of articles.
    """
    return f"{base()}event/{kind.lower()}-{digest(report)}"


def event_iri(report: EventReport) -> str:
    """The IRI of the event that a report would be of if it stood alone."""
    return named_after(report.type, report.iri)


def first_report(reports: Sequence[EventReport]) -> EventReport:
    """The report that was published first; undated ones come last."""
    return min(reports, key=lambda report: (report.published or _LAST, report.iri))


def add_event(triples: Triples, cluster: Cluster, all_reports: Mapping[str, EventReport]) -> str:
    """Add the event of a cluster; gives its IRI."""
    reports = [all_reports[iri] for iri in cluster.reports]
    iri = event_iri(first_report(reports))
    _Event(triples, iri, reports).add()
    for other in sorted({event_iri(report) for report in reports} - {iri}):
        triples.add(other, DCTERMS.isReplacedBy, node(iri))
    for merge in cluster.merges:
        _add_merge(triples, iri, merge)
    return iri


def _add_merge(triples: Triples, event: str, merge: Merge) -> None:
    iri = f"{event}/merge/{digest(merge.first, merge.second)}"
    triples.add(event, PG.merge, node(iri))
    triples.add(iri, RDF.type, node(PG.Merge))
    triples.add(iri, PG.mergedReport, node(merge.first))
    triples.add(iri, PG.mergedWith, node(merge.second))
    triples.add(iri, PG.mergeScore, decimal(Decimal(str(merge.score))))
    triples.add(iri, PG.mergeReason, string(in_english(merge.reasons)))
    triples.add(iri, PG.mergeEvidence, string(reasons_to_json(merge.reasons)))
    for entity in sorted(merge.shared):
        triples.add(iri, PG.sharedParticipant, node(entity))
    if merge.judgement:
        triples.add(iri, PROV.wasInfluencedBy, node(merge.judgement))


def status_of(reports: Sequence[EventReport]) -> str:
    """The status of an event by those of its reports."""
    return min((report.status for report in reports), key=STATUS_ORDER.index)


class _Event:
    def __init__(self, triples: Triples, iri: str, reports: Sequence[EventReport]) -> None:
        self._triples = triples
        self._iri = iri
        self._reports = sorted(reports, key=lambda report: report.iri)
        self._support = [report for report in self._reports if report.status in SUPPORTING]
        self._ranked = sorted(self._support or self._reports, key=lambda r: (-r.confidence, r.iri))

    def add(self) -> None:
        self._triples.add(self._iri, RDF.type, node(PG.Event))
        self._triples.add(self._iri, RDF.type, term(self._reports[0].type))
        self._triples.add(self._iri, PG.status, term(status_of(self._reports)))
        self._links()
        self._counts()
        self._participants()
        self._time()
        self._sums()
        self._attributes()
        self._conflicts()

    def _links(self) -> None:
        for judgement in sorted(frozenset().union(*(report.judged_by for report in self._reports))):
            self._triples.add(self._iri, PROV.wasInfluencedBy, node(judgement))
        for report in self._reports:
            self._triples.add(report.iri, PG.reportOf, node(self._iri))
            if report.status in SUPPORTING:
                self._triples.add(self._iri, PG.supportedBy, node(report.iri))
            elif report.status == "denied":
                self._triples.add(self._iri, PG.contradictedBy, node(report.iri))

    def _counts(self) -> None:
        published = sorted(report.published for report in self._reports if report.published)
        self._triples.add(self._iri, PG.reportCount, integer(len(self._reports)))
        self._triples.add(self._iri, PG.independentSources, integer(len({r.source for r in self._reports})))
        self._triples.add(self._iri, PG.confidence, decimal(_together(self._ranked)))
        if published:
            self._triples.add(self._iri, PG.firstReported, day(published[0]))
            self._triples.add(self._iri, PG.lastReported, day(published[-1]))

    def _participants(self) -> None:
        """Only what somebody says is so or will be: a denial or a guess makes no edge to an entity."""
        for report in self._support:
            for role, entities in report.entities.items():
                for entity in sorted(entities):
                    self._triples.add(self._iri, NAMESPACE + role, node(entity))
                    self._triples.add(self._iri, PG.participant, node(entity))
            for role, phrases in report.phrases.items():
                for phrase in sorted(phrases):
                    self._triples.add(self._iri, PG.unnamedParticipant, string(f"{role}: {phrase}"))
        for criterion in _criteria(self._support):
            self._criterion(criterion)

    def _criterion(self, criterion: Criterion) -> None:
        iri = f"{self._iri}/criterion/{digest(criterion.country, str(criterion.threshold), str(criterion.exclusive))}"
        self._triples.add(self._iri, PG.criterion, node(iri))
        self._triples.add(iri, RDF.type, node(PG.Criterion))
        self._triples.add(iri, PG.ownerCountry, string(criterion.country))
        self._triples.add(iri, PG.threshold, decimal(criterion.threshold))
        self._triples.add(iri, PG.thresholdExclusive, boolean(criterion.exclusive))
        self._triples.add(iri, PG.countsOwners, boolean(criterion.owned))
        self._triples.add(iri, PG.originalText, string(criterion.phrase))

    def _time(self) -> None:
        published = [report.published for report in self._reports if report.published]
        spans = [report.when for report in self._ranked if report.when]
        if not spans:
            if published:
                self._triples.add(self._iri, PG.day, day(min(published)))
            return
        best = min(spans, key=lambda span: (-_agreeing(span, spans), span.days, span.edtf))
        iri = f"{self._iri}/when"
        self._triples.add(self._iri, PG.when, node(iri))
        self._triples.add(iri, RDF.type, node(PG.TimeSpan))
        self._triples.add(iri, PG.edtf, edtf(best.edtf))
        self._triples.add(iri, PG.earliest, day(best.earliest))
        self._triples.add(iri, PG.latest, day(best.latest))
        self._triples.add(self._iri, PG.day, day(best.earliest))

    def _sums(self) -> None:
        for name, predicate in (("amount", PG.amount), ("valuation", PG.valuation)):
            sums = [found for report in self._ranked if (found := getattr(report, name)) is not None]
            if sums:
                iri = f"{self._iri}/{name}"
                best = max(sums, key=lambda one: (_same_sums(one, sums), -sums.index(one)))
                self._triples.add(self._iri, predicate, node(iri))
                _add_sum(self._triples, iri, best)
                if worth := about_euros(best.value, best.currency, year_of_sums(*self._reports)):
                    self._triples.add(iri, PG.euros, decimal(worth))

    def _attributes(self) -> None:
        names = sorted({name for report in self._ranked for name in report.attributes})
        for name in names:
            values = Counter(report.attributes[name] for report in self._ranked if name in report.attributes)
            best = min(values, key=lambda value: (-values[value], value))
            self._triples.add(self._iri, f"{NAMESPACE}{self._reports[0].type}-{name}", string(best))

    def _conflicts(self) -> None:
        for about, disagree in _DISAGREEMENTS.items():
            self._conflict(about, [pair for pair in combinations(self._reports, 2) if disagree(*pair)])
        statuses = {report.status for report in self._reports}
        if "denied" in statuses and statuses & SUPPORTING:
            pairs = [pair for pair in combinations(self._reports, 2) if _statuses_differ(*pair)]
            self._conflict("status", pairs)

    def _conflict(self, about: str, pairs: Sequence[tuple[EventReport, EventReport]]) -> None:
        if not pairs:
            return
        iri = f"{self._iri}/conflict/{about}"
        self._triples.add(self._iri, PG.conflict, node(iri))
        self._triples.add(iri, RDF.type, node(PG.Conflict))
        self._triples.add(iri, PG.conflictAbout, string(about))
        for report in sorted({report.iri for pair in pairs for report in pair}):
            self._triples.add(iri, PG.conflictingReport, node(report))


def _criteria(reports: Sequence[EventReport]) -> list[Criterion]:
    """The criteria that the described targets state: one for each country and threshold."""
    phrases = sorted({phrase for report in reports for phrase in report.phrases.get("target", ())})
    found: dict[tuple[str, Decimal, bool], Criterion] = {}
    named = {read_in_sentence(r.sentence, country) for r in reports for country in r.target_countries}
    owners = {read_owners(report.sentence) for report in reports if report.type == "Restriction"}
    for criterion in sorted({*filter(None, [*map(read_criterion, phrases), *owners]), *named}):
        key = (criterion.country, criterion.threshold, criterion.exclusive)
        known = found.get(key)
        if known is None or (criterion.owned and not known.owned):
            found[key] = criterion
    return sorted(found.values())


def _together(reports: Sequence[EventReport]) -> Decimal:
    """The confidence of independent sources together: that not all of them are wrong; copies count once."""
    best: dict[str, Decimal] = {}
    for report in reports:
        best[report.source] = max(best.get(report.source, Decimal(0)), report.confidence)
    wrong = Decimal(1)
    for confidence in best.values():
        wrong *= 1 - confidence
    return (1 - wrong).quantize(_TWO_DIGITS)


def _agreeing(span: Span, spans: Sequence[Span]) -> int:
    return sum(span.earliest <= other.latest and other.earliest <= span.latest for other in spans)


def _same_sums(one: Sum, sums: Sequence[Sum]) -> int:
    return sum(one.currency == other.currency and same_sum(one, other) for other in sums)


def _sums_differ(first: EventReport, second: EventReport) -> bool:
    return _differ(first.amount, second.amount, year_of_sums(first, second))


def _valuations_differ(first: EventReport, second: EventReport) -> bool:
    return _differ(first.valuation, second.valuation, year_of_sums(first, second))


def _differ(first: Sum | None, second: Sum | None, year: int) -> bool:
    return first is not None and second is not None and compare_sums(first, second, year) is False


def _dates_differ(first: EventReport, second: EventReport) -> bool:
    if first.when is None or second.when is None:
        return False
    return first.when.latest < second.when.earliest or second.when.latest < first.when.earliest


def _roles_differ(first: EventReport, second: EventReport) -> bool:
    """Whether somebody stands on one side in one report, and on the other side in the other."""
    return any(_is_torn(who, first, second) for who in first.everyone & second.everyone)


def _is_torn(who: str, first: EventReport, second: EventReport) -> bool:
    ours, theirs = (frozenset(role for role, them in each.entities.items() if who in them) for each in (first, second))
    return not ours & theirs and any(frozenset(pair) in load_vocabulary().opposed for pair in product(ours, theirs))


_DISAGREEMENTS: dict[str, Callable[[EventReport, EventReport], bool]] = {
    "amount": _sums_differ,
    "valuation": _valuations_differ,
    "date": _dates_differ,
    "roles": _roles_differ,
}


def _statuses_differ(first: EventReport, second: EventReport) -> bool:
    return (first.status == "denied") != (second.status == "denied") and "hypothetical" not in {
        first.status,
        second.status,
    }


def _add_sum(triples: Triples, iri: str, amount: Sum) -> None:
    triples.add(iri, RDF.type, node(PG.Quantity))
    triples.add(iri, PG.value, decimal(amount.value))
    triples.add_text(iri, PG.currency, amount.currency)
    triples.add_text(iri, PG.originalText, amount.text)
    if amount.minimum is not None:
        triples.add(iri, PG.minimum, decimal(amount.minimum))
    if amount.maximum is not None:
        triples.add(iri, PG.maximum, decimal(amount.maximum))
