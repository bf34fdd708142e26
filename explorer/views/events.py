"""The list of events, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explorer.addresses import event_iri
from explorer.judgements.journal import Entry, entries
from explorer.languages import Language
from explorer.list_queries import events_query
from explorer.lists.articles import articles_by_iri
from explorer.lists.conditions import Count, Slice
from explorer.lists.entities import Companion, entity_links
from explorer.lists.events import (
    ORDERS,
    EventFilter,
    events_by_iri,
    list_events,
)
from explorer.lists.records import ArticleItem, EntityLink, EventItem
from explorer.lists.tally import Actors, Bar, actors, groups, tally, without_choices
from explorer.marking import Mark, Piece, around, cut
from explorer.pages import Ask, Page
from explorer.views.missing import missing
from explorer.views.parameters import (
    Given,
    confidence_of,
    day_of,
    entity_of,
    moment_given,
    number_of,
    order_of,
    part_of,
)
from graph.details import ArticleText, Report, Span, article_text, report
from graph.event_details import Conclusion, conclusion, replaced_by

_OF_REPORT = "SELECT event FROM report WHERE iri = ?"


_LOOKED_AT = 5_000  # events whose participants are counted
_CHIPS = ("q", "entity", "with", "since", "until", "amount", "sources", "confidence", "country", "after")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class EventsPage:
    """A part of the list of events."""

    events: tuple[EventItem, ...]
    total: int
    doubtful: int  # events of lower confidence: those left out, or those among the rest where all are shown
    part: Slice
    filter: EventFilter
    entity: EntityLink | None
    companion: EntityLink | None
    types: tuple[Count, ...]
    statuses: tuple[Count, ...]
    histogram: tuple[Bar, ...]
    earlier: Bar | None  # what lies before the histogram
    actors: tuple[Companion, ...]  # none where there are too many events to look at each
    countries: tuple[Count, ...]
    chips: tuple[Chip, ...]  # the filters that no facet shows
    sparql: str  # the same list as a query
    orders: tuple[str, ...] = ORDERS


def events(ask: Ask) -> Page:
    """The list of events that pass the filters of the address."""
    wanted, part, listing = event_filter(ask), part_of(ask), ask.data.listing
    links = entity_links(listing, filter(None, (wanted.entity, wanted.companion)))
    counted = tally(listing, wanted, ask.data.recall(groups, without_choices(wanted)))
    few = counted.total <= _LOOKED_AT
    who = ask.data.recall(actors, replace(wanted, order=ORDERS[0])) if few else Actors()
    model = EventsPage(
        events=ask.data.recall(list_events, wanted, part),
        total=counted.total,
        doubtful=counted.doubtful,
        part=part,
        filter=wanted,
        entity=links.get(wanted.entity),
        companion=links.get(wanted.companion),
        types=counted.types,
        statuses=counted.statuses,
        histogram=counted.bars,
        earlier=counted.earlier,
        actors=who.entities,
        countries=who.countries,
        chips=_chips(ask, links),
        sparql=events_query(wanted),
    )
    return Page("events.html", model)


def _chips(ask: Ask, links: dict[str, EntityLink]) -> tuple[Chip, ...]:
    made = []
    for name, value in ask.address.parameters:
        if name in _CHIPS and value.strip():
            made.append(Chip(f"filter: {name}", _shown(ask, links, name, value), str(ask.address.toggled(name, value))))
    return tuple(made)


def _shown(ask: Ask, links: dict[str, EntityLink], name: str, value: str) -> str:
    """The value of a filter as people write it."""
    if name == "confidence":
        least = confidence_of(ask)
        return f"{least:.0%}" if least else ask.language.text("any")
    if name == "amount":
        return f"{value} {ask.value('currency') or 'EUR'}"
    if name == "country":
        return ask.language.country(value)
    link = links.get(entity_of(ask, name)) if name in {"entity", "with"} else None
    return link.name if link else ask.language.date(value) if name in {"since", "until"} else value


def event_filter(ask: Given) -> EventFilter:
    """The filter that an address gives."""
    sources = number_of(ask, "sources") or 0
    return EventFilter(
        types=ask.values("type"),
        statuses=ask.values("status"),
        entity=entity_of(ask, "entity"),
        companion=entity_of(ask, "with"),
        words=ask.value("q"),
        since=day_of(ask, "since"),
        until=day_of(ask, "until"),
        amount_from=number_of(ask, "amount"),
        currency=ask.value("currency"),
        sources=int(min(sources, 1e6)),
        confidence=confidence_of(ask),
        countries=ask.values("country"),
        after=moment_given(ask, "after"),
        conflict=ask.value("conflict") == "1",
        order=order_of(ask, ORDERS),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """What one source says of an event."""

    report: Report
    article: ArticleItem
    pieces: tuple[Piece, ...]  # the evidence and what stands around it
    cut_before: bool  # whether the text goes on before
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What some of the sources say of a matter on which others say otherwise."""

    value: str  # as the reader's language writes it; empty where they say nothing of it
    articles: tuple[ArticleItem, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A matter on which sources disagree, and who says what, what most of them say first."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event and what each source says of it."""

    event: EventItem
    versions: tuple[Version, ...]
    entities: dict[str, EntityLink]
    conclusion: Conclusion  # what was concluded from the reports together
    articles: dict[str, ArticleItem]  # by report
    disagreements: tuple[Disagreement, ...] = ()
    judged: tuple[Entry, ...] = ()  # what was judged of it and its reports


def event(ask: Ask) -> Page:
    """The page of an event; each report's evidence stands highlighted in the text of its article."""
    found = _find(ask, ask.path["path"])
    if found is None:
        return _absent(ask)
    versions = versions_of(ask, found.iri)
    mentioned = {argument.entity for version in versions for argument in version.report.arguments if argument.entity}
    mentioned |= {version.report.attributed_to for version in versions if version.report.attributed_to}
    links = entity_links(ask.data.listing, mentioned)
    articles = {version.report.iri: version.article for version in versions}
    concluded = conclusion(ask.data.reader, found.iri)
    judged = entries(ask, {found.iri, *articles})
    sides = _disagreements(ask.language, concluded, versions)
    return Page("event.html", EventPage(found, versions, links, concluded, articles, sides, judged))


def _disagreements(language: Language, concluded: Conclusion, versions: Iterable[Version]) -> tuple[Disagreement, ...]:
    """Who says what of each matter that reports disagree about."""
    by_report = {version.report.iri: version for version in versions}
    made = []
    for conflict in concluded.conflicts:
        sides: dict[str, list[ArticleItem]] = {}
        for version in (by_report[iri] for iri in conflict.reports if iri in by_report):
            said = sides.setdefault(_said(language, conflict.about, version.report), [])
            said += [version.article] if version.article not in said else []
        ranked = sorted(sides.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        made.append(Disagreement(conflict.about, tuple(Side(value, tuple(who)) for value, who in ranked)))
    return tuple(made)


def _said(language: Language, about: str, said: Report) -> str:
    """What a report says of a matter, as people write it."""
    sums = {"amount": said.amount, "valuation": said.valuation}
    if found := sums.get(about):
        return language.money(float(str(found.value)), found.currency)
    if about == "roles":
        return "; ".join(f"{language.label(each.role)}: {each.span.text}" for each in said.arguments)
    if about == "date" and said.when:
        return language.date(said.when.edtf)
    return language.label(said.status) if about == "status" else ""


def _absent(ask: Ask) -> Page:
    """Why there is no such event: it may have been judged to be none."""
    judged = entries(ask, event_iri(ask.path["path"]))
    if any(entry.counts and entry.judgement.verdict == "negative" for entry in judged):
        return missing(
            "This was judged to be wrong, and is left out. The history of judgements has it, and takes it back."
        )
    return missing("There is no such event in this snapshot.")


def _find(ask: Ask, path: str) -> EventItem | None:
    """The event that a path stands for: by its own IRI, by that of one of its reports, or by one that it replaced."""
    candidates = event_iri(path)
    listing = ask.data.listing
    named = [row["event"] for iri in candidates for row in listing.execute(_OF_REPORT, (iri,))]
    replaced = [successor for iri in candidates for successor in replaced_by(ask.data.reader, iri)]
    known = events_by_iri(listing, [*candidates, *named, *replaced])
    return next((known[iri] for iri in (*candidates, *named, *replaced) if iri in known), None)


def versions_of(ask: Ask, iri: str) -> tuple[Version, ...]:
    """What each source says of an event, the earliest first."""
    rows = ask.data.listing.execute("SELECT iri, article FROM report WHERE event = ?", (iri,)).fetchall()
    articles = articles_by_iri(ask.data.listing, (row["article"] for row in rows))
    made = []
    for row in rows:
        said, text = report(ask.data.reader, row["iri"]), article_text(ask.data.reader, row["article"], alone=True)
        if said is not None and text is not None:
            made.append(_version(said, articles[row["article"]], text))
    return tuple(sorted(made, key=lambda v: (v.article.published or "", v.article.publisher, v.report.iri)))


def _version(said: Report, article: ArticleItem, text: ArticleText) -> Version:
    whole = text.title if said.evidence.field == "title" else text.text
    begin, end = around(whole, said.evidence.begin, said.evidence.end)
    marks = [
        Mark(mark.begin - begin, mark.end - begin, mark.kind, mark.target, mark.label)
        for mark in report_marks(said)
        if mark.begin >= begin and mark.end <= end
    ]
    return Version(said, article, cut(whole[begin:end], marks), begin > 0, end < len(whole))


def report_marks(said: Report) -> tuple[Mark, ...]:
    """The marks of a report on the field of the article where its evidence stands."""
    marks = [_mark(said.evidence, "evidence", said.iri)]
    if said.trigger:
        marks.append(_mark(said.trigger, "trigger", said.iri))
    marks += [
        _mark(a.span, "argument", a.entity, a.role) for a in said.arguments if a.span.field == said.evidence.field
    ]
    marks += [
        _mark(q.span, "amount", said.iri)
        for q in (said.amount, said.valuation)
        if q and q.span.field == said.evidence.field
    ]
    if said.when and said.when.span.field == said.evidence.field:
        marks.append(_mark(said.when.span, "date", said.iri))
    return tuple(marks)


def _mark(span: Span, kind: str, target: str, label: str = "") -> Mark:
    return Mark(span.begin, span.end, kind, target, label)
