"""One row for each event, from the reports of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from graph.consolidation.currencies import about_euros

# Of several statuses, the one that an event is listed under when as many reports give each.
_STATUS_ORDER = ("actual", "planned", "alleged", "hypothetical", "denied")
STATUSES = _STATUS_ORDER
_SAME_AMOUNT = 0.01  # two figures that differ by less are one figure, rounded


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one article says happened, as it is listed."""

    iri: str
    event: str
    article: str
    type: str
    status: str
    confidence: float
    background: bool
    field: str
    begin: int
    end: int
    evidence: str
    edtf: str
    earliest: str | None
    latest: str | None
    amount: float | None
    amount_text: str
    currency: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report stands: what tells independent sources apart, and when it was published."""

    publisher: str
    published: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """What happened, as it is listed."""

    iri: str
    type: str
    status: str
    day: str | None  # of the event; of its first report where no report dates it
    edtf: str
    dated: bool  # whether ``day`` is the event's own
    amount: float | None
    amount_text: str
    currency: str
    confidence: float
    reports: int
    sources: int
    first_reported: str | None
    last_reported: str | None
    evidence: str
    background: bool
    conflict: str  # what the reports disagree about: "amount", "date", "status", with spaces between
    euros: float | None  # what the amount is worth, where a rate is known


@dataclass(frozen=True, slots=True)
class Concluded:
    """What consolidation concluded of an event."""

    status: str
    confidence: float
    sources: int
    edtf: str
    earliest: str  # ISO date; empty where no report dates it
    amount: float | None
    amount_text: str
    currency: str
    conflict: str
    euros: float | None


def with_conclusion(row: EventRow, concluded: Concluded) -> EventRow:
    """A row as consolidation has it; what the reports alone say stays where nothing was concluded."""
    dated = bool(concluded.earliest)
    return replace(
        row,
        status=concluded.status,
        confidence=concluded.confidence,
        sources=concluded.sources,
        conflict=concluded.conflict,
        day=concluded.earliest if dated else row.first_reported,
        edtf=concluded.edtf,
        dated=dated,
        amount=concluded.amount,
        amount_text=concluded.amount_text or row.amount_text,
        currency=concluded.currency,
        euros=concluded.euros,
    )


def event_row(iri: str, reports: Sequence[ReportRow], sources: Mapping[str, Source]) -> EventRow:
    """The row of an event.

    Args:
        iri: of the event.
        reports: of it; at least one.
        sources: by article, for each article of the reports.
    """
    ranked = sorted(reports, key=lambda report: (-report.confidence, report.iri))
    dated = min((r for r in reports if r.earliest), key=lambda r: (r.earliest or "", r.iri), default=None)
    money = next((report for report in ranked if report.amount is not None), None)
    published = sorted(day for report in reports if (day := sources[report.article].published))
    first = published[0] if published else None
    day = dated.earliest if dated else first
    return EventRow(
        iri=iri,
        type=ranked[0].type,
        status=_status(reports),
        day=day,
        edtf=dated.edtf if dated else "",
        dated=dated is not None,
        amount=money.amount if money else None,
        amount_text=money.amount_text if money else "",
        currency=money.currency if money else "",
        confidence=ranked[0].confidence,
        reports=len(reports),
        sources=len({sources[report.article].publisher for report in reports}),
        first_reported=first,
        last_reported=published[-1] if published else None,
        evidence=ranked[0].evidence,
        background=all(report.background for report in reports),
        conflict=" ".join(_conflicts(reports)),
        euros=_euros(money, day) if money else None,
    )


def _euros(money: ReportRow, day: str | None) -> float | None:
    """What a report's amount is worth at the rate of the year of a day, as consolidation has it for its events."""
    worth = about_euros(Decimal(str(money.amount)), money.currency, int(day[:4]) if day else date.max.year)
    return float(worth) if worth else None


def status_bits(statuses: Iterable[str]) -> int:
    """The statuses as bits of one number, the first of STATUSES the lowest; one that is none of them has no bit."""
    return sum(1 << _rank(status) for status in set(statuses) if status in _STATUS_ORDER)


def _status(reports: Iterable[ReportRow]) -> str:
    given = [report.status for report in reports]
    return min(set(given), key=lambda status: (-given.count(status), _rank(status), status))


def _rank(status: str) -> int:
    return _STATUS_ORDER.index(status) if status in _STATUS_ORDER else len(_STATUS_ORDER)


def _conflicts(reports: Sequence[ReportRow]) -> list[str]:
    found = []
    if _amounts_differ(reports):
        found.append("amount")
    if _dates_differ(reports):
        found.append("date")
    if "denied" in {report.status for report in reports} and {report.status for report in reports} != {"denied"}:
        found.append("status")
    return found


def _amounts_differ(reports: Sequence[ReportRow]) -> bool:
    by_currency: dict[str, list[float]] = {}
    for report in reports:
        if report.amount is not None:
            by_currency.setdefault(report.currency, []).append(report.amount)
    return any(max(values) - min(values) > _SAME_AMOUNT * max(values) for values in by_currency.values())


def _dates_differ(reports: Sequence[ReportRow]) -> bool:
    spans = [(report.earliest, report.latest) for report in reports if report.earliest and report.latest]
    return bool(spans) and max(earliest for earliest, _ in spans) > min(latest for _, latest in spans)
