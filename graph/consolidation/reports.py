"""Event reports as records, as consolidation compares them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


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
class Organ:
    """Somebody who acts for a state, or the state itself."""

    country: str  # ISO 3166-1 alpha-2, or EU
    is_whole: bool  # the state, its government or who leads that, whose organs' acts are its own
    is_person: bool = False  # who acts for it in office only: what they say and suffer is their own


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
    target_countries: frozenset[str] = frozenset()  # ISO codes of countries that are named as target
    judged_by: frozenset[str] = frozenset()  # IRIs of judgements that changed it
    organs: Mapping[str, Organ] = field(default_factory=dict)  # those of its participants that are organs of a state
    kin: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # participant -> owners, bodies, makers it belongs to

    @property
    def day(self) -> date | None:
        """The day that stands for it: when it happened, else when it was published."""
        return self.when.earliest if self.when else self.published

    @property
    def tells_time(self) -> bool:
        """Whether a day is known that bears on when it happened; the day of an article that looks back does not."""
        return self.when is not None or (self.published is not None and not self.background)

    @property
    def everyone(self) -> frozenset[str]:
        """All entities that take part."""
        return frozenset().union(*self.entities.values()) if self.entities else frozenset()


def report_to_json(report: EventReport) -> str:
    """A report as one line of JSON, without what depends on other articles."""
    return json.dumps(_plain(report), ensure_ascii=False, separators=(",", ":"))


def report_from_json(text: str) -> EventReport:
    """A report back from its JSON."""
    found = json.loads(text)
    found["published"] = _day(found["published"])
    found["confidence"] = Decimal(found["confidence"])
    for name in ("entities", "phrases"):
        found[name] = {role: frozenset(values) for role, values in found[name].items()}
    for name in ("amount", "valuation"):
        found[name] = _sum(found[name])
    if found["when"]:
        edtf, earliest, latest = found["when"]
        found["when"] = Span(edtf, date.fromisoformat(earliest), date.fromisoformat(latest))
    return EventReport(**found)


def _plain(report: EventReport) -> dict[str, object]:
    amounts = {name: getattr(report, name) for name in ("amount", "valuation")}
    same = ("iri", "type", "status", "article", "source", "lang", "background", "sentence")
    return {
        **{name: getattr(report, name) for name in same},
        "published": report.published.isoformat() if report.published else None,
        "confidence": str(report.confidence),
        "entities": {role: sorted(values) for role, values in report.entities.items()},
        "phrases": {role: sorted(values) for role, values in report.phrases.items()},
        **{name: _plain_sum(found) if found else None for name, found in amounts.items()},
        "when": [report.when.edtf, report.when.earliest.isoformat(), report.when.latest.isoformat()]
        if report.when
        else None,
        "attributes": dict(report.attributes),
    }


def _plain_sum(found: Sum) -> list[str | None]:
    numbers = (found.value, found.minimum, found.maximum)
    return [*(None if number is None else str(number) for number in numbers), found.currency, found.text]


def _sum(found: list[str | None] | None) -> Sum | None:
    if found is None:
        return None
    value, minimum, maximum, currency, text = found
    numbers = [None if number is None else Decimal(number) for number in (minimum, maximum)]
    return Sum(Decimal(value or 0), numbers[0], numbers[1], currency or "", text or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
