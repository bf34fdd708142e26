"""Why an extraction says what it says: each event and fact with the words that it was read from.

``explanation`` puts it into words once; ``explain`` lays that out for a terminal, ``extractors.explain_html`` on a
page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from policygraph.records import Amount, Argument, Event, Extraction, Fact, Mention, When

_WIDTH = 110  # columns of the terminal form


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a statement says, and where it stands."""

    label: str  # "investor", "date", "status", ...
    value: str
    mention: Mention | None = None  # the words that it was read from


@dataclass(frozen=True, slots=True)
class Statement:
    """An event or a fact in words."""

    title: str  # type, status and confidence
    evidence: Mention  # the sentence that says so
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An extraction in words."""

    heading: str
    source: str  # identifier, day of publication and address, as far as they are known
    events: tuple[Statement, ...]
    facts: tuple[Statement, ...]


def explanation(extraction: Extraction) -> Explanation:
    """Put an extraction into words.

    Args:
        extraction: of one article.

    Returns:
        Its events and facts in their order, every name in place of its IRI.
    """
    article = extraction.article
    published = article.published.isoformat() if article.published else ""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return Explanation(
        heading=article.title or article.id,
        source=" · ".join(part for part in (article.id, published, article.url) if part),
        events=tuple(_event(event, names) for event in extraction.events),
        facts=tuple(_fact(fact, names) for fact in extraction.facts),
    )


def _event(event: Event, names: Mapping[str, str]) -> Statement:
    background = " · told as background" if event.background else ""
    title = f"{event.type} · {event.status} · confidence {event.confidence:.2f}{background}"
    return Statement(title, event.evidence, tuple(_event_lines(event, names)))


def _event_lines(event: Event, names: Mapping[str, str]) -> Iterator[Line]:
    yield Line("evoked by", event.frame or "no frame named", event.trigger)
    yield from (_argument(argument, names) for argument in event.arguments)
    if event.amount:
        yield Line("amount", amount_in_words(event.amount), event.amount.mention)
    if event.valuation:
        yield Line("valuation", amount_in_words(event.valuation), event.valuation.mention)
    if event.when:
        yield Line("date", _date(event.when), event.when.mention)
    yield from (Line(attribute, value) for attribute, value in event.attributes)
    yield Line("status", _status(event))
    if event.attributed_to:
        yield Line("according to", names.get(event.attributed_to, event.attributed_to), event.attribution)


def _argument(argument: Argument, names: Mapping[str, str]) -> Line:
    kind = "" if argument.is_entity else " (described, not named)"
    return Line(argument.role, names.get(argument.filler, argument.filler) + kind, argument.mention)


def _date(when: When) -> str:
    days = f" ({when.earliest} to {when.latest})" if when.earliest != when.latest else ""
    return f"{when.edtf}{days}"


def _status(event: Event) -> str:
    if event.status_reason:
        return f"{event.status}, because of “{event.status_reason}”"
    return f"{event.status}, nothing in the text qualifies it" if event.status == "actual" else event.status


def amount_in_words(amount: Amount) -> str:
    """A sum or a count as people write it: "USD 1,500,000,000 to 2,000,000,000", "more than 300"."""
    number = _number(amount.value)
    if amount.max is not None and amount.max != amount.value:
        number += f" to {_number(amount.max)}"
    return " ".join(part for part in (amount.qualifier, amount.currency, number) if part)


def _number(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def _fact(fact: Fact, names: Mapping[str, str]) -> Statement:
    title = f"{fact.type} · {fact.status} · confidence {fact.confidence:.2f}"
    return Statement(title, fact.evidence, tuple(_fact_lines(fact, names)))


def _fact_lines(fact: Fact, names: Mapping[str, str]) -> Iterator[Line]:
    yield Line("evoked by", fact.frame or "no pattern named")
    yield Line("subject", names.get(fact.subject, fact.subject))
    if fact.object:
        yield Line("object", names.get(fact.object, fact.object))
    if fact.percent is not None:
        top = f" to {_number(fact.percent_max)}" if fact.percent_max is not None else ""
        yield Line("share", f"{_number(fact.percent)}{top} %")
    if fact.amount:
        yield Line(fact.metric or "amount", amount_in_words(fact.amount), fact.amount.mention)
    if fact.period:
        yield Line("period", fact.period)


# ---- for the terminal ----


def explain(extraction: Extraction) -> str:
    """An extraction for a reader at a terminal.

    Args:
        extraction: of one article.

    Returns:
        Lines of text without a final line break. Control characters of the article are shown as spaces: what an
        article says never steers a terminal.
    """
    told = explanation(extraction)
    lines = [told.heading, told.source]
    for statement in (*told.events, *told.facts):
        lines += ["", *_statement_lines(statement)]
    if not told.events and not told.facts:
        lines += ["", "  nothing was read from this article"]
    return "\n".join(printable(line) for line in lines) + "\n"


def _statement_lines(statement: Statement) -> Iterator[str]:
    yield f"  {statement.title}"
    for line in statement.lines:
        where = f"   “{line.mention.text}” {place(line.mention)}" if line.mention else ""
        yield f"    {line.label:<14} {line.value}{where}"
    quoted = f"“{statement.evidence.text}” {place(statement.evidence)}"
    yield from textwrap.wrap(
        printable(quoted), _WIDTH, initial_indent=f"    {'said in':<14} ", subsequent_indent=" " * 19
    )


def place(mention: Mention) -> str:
    """Where a mention stands: "[12:20]", in code points of the text, or "[title 12:20]"."""
    field = "title " if mention.field == "title" else ""
    return f"[{field}{mention.start}:{mention.end}]"


def printable(text: str) -> str:
    """A text on one line, without control characters and characters that turn the direction of writing."""
    return "".join(character if character.isprintable() else " " for character in text)
