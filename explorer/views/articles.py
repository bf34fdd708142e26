"""The list of articles, and the page of one with everything that was recognised in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explorer.addresses import article_iri, entity_iri
from explorer.list_queries import articles_query
from explorer.lists.articles import (
    ORDERS,
    ArticleFilter,
    article_tally,
    articles_by_iri,
    copies_of,
    list_articles,
)
from explorer.lists.conditions import Count, Slice
from explorer.lists.entities import entity_links, facts_in
from explorer.lists.events import events_by_iri
from explorer.lists.records import ArticleItem, EntityLink, EventItem, FactItem
from explorer.marking import Mark, Piece, cut, paragraphs
from explorer.pages import Ask, Page
from explorer.views.events import report_marks
from explorer.views.missing import missing
from explorer.views.parameters import Given, day_of, order_of, part_of
from graph.details import ArticleText, article_text


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """A part of the list of articles."""

    articles: tuple[ArticleItem, ...]
    total: int
    part: Slice
    filter: ArticleFilter
    entity: EntityLink | None
    languages: tuple[Count, ...]
    publishers: tuple[Count, ...]
    sparql: str  # the same list as a query
    orders: tuple[str, ...] = ORDERS


def articles(ask: Ask) -> Page:
    """The list of articles that pass the filters of the address."""
    wanted = article_filter(ask)
    part, listing = part_of(ask), ask.data.listing
    counted = ask.data.recall(article_tally, replace(wanted, order=ORDERS[0]))
    model = ArticlesPage(
        articles=ask.data.recall(list_articles, wanted, part),
        total=counted.total,
        part=part,
        filter=wanted,
        entity=entity_links(listing, [wanted.entity])[wanted.entity] if wanted.entity else None,
        languages=counted.languages,
        publishers=counted.publishers,
        sparql=articles_query(wanted),
    )
    return Page("articles.html", model)


def article_filter(ask: Given) -> ArticleFilter:
    """The filter that an address gives."""
    entity = ask.value("entity")
    return ArticleFilter(
        languages=ask.values("language"),
        publishers=ask.values("publisher"),
        entity=entity_iri(entity) if entity and "/" not in entity else entity,
        words=ask.value("q"),
        since=day_of(ask, "since"),
        until=day_of(ask, "until"),
        copies=ask.value("copies") != "0",
        order=order_of(ask, ORDERS),
    )


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, its text in pieces, and what was recognised in it."""

    article: ArticleItem
    title: tuple[Piece, ...]
    text: tuple[tuple[Piece, ...], ...]  # paragraphs
    details: ArticleText
    events: tuple[tuple[str, EventItem], ...]  # report and event
    facts: tuple[FactItem, ...]
    entities: dict[str, EntityLink]
    original: ArticleItem | None  # that this one repeats
    copies: tuple[ArticleItem, ...]


def article(ask: Ask) -> Page:
    """The page of an article with its mentions, events and facts marked."""
    iri = article_iri(ask.path["path"])
    listing = ask.data.listing
    item, details = articles_by_iri(listing, [iri]).get(iri), article_text(ask.data.reader, iri)
    if item is None or details is None:
        return missing("There is no such article in this snapshot.")
    facts = facts_in(listing, iri)
    marks = {name: _marks(details, facts, name) for name in ("title", "text")}
    original = articles_by_iri(listing, [item.copy_of]).get(item.copy_of) if item.copy_of else None
    model = ArticlePage(
        article=item,
        title=cut(details.title, marks["title"]),
        text=paragraphs(cut(details.text, marks["text"])),
        details=details,
        events=_events(ask, details),
        facts=facts,
        entities=entity_links(listing, _entities(details)),
        original=original,
        copies=copies_of(listing, iri),
    )
    return Page("article.html", model)


def _marks(details: ArticleText, facts: Iterable[FactItem], field: str) -> list[Mark]:
    found = [
        Mark(mention.span.begin, mention.span.end, "entity", mention.entity)
        for mention in details.mentions
        if mention.span.field == field
    ]
    for said in details.reports:
        if said.evidence.field == field:
            found += [mark for mark in report_marks(said) if mark.kind in {"evidence", "trigger"}]
    return found + [Mark(fact.begin, fact.end, "fact", fact.iri) for fact in facts if fact.field == field]


def _events(ask: Ask, details: ArticleText) -> tuple[tuple[str, EventItem], ...]:
    rows = ask.data.listing.execute("SELECT iri, event FROM report WHERE article = ?", (details.iri,))
    event_of = {row["iri"]: row["event"] for row in rows}
    known = events_by_iri(ask.data.listing, event_of.values())
    return tuple((said.iri, known[event_of[said.iri]]) for said in details.reports if event_of.get(said.iri) in known)


def _entities(details: ArticleText) -> set[str]:
    named = {mention.entity for mention in details.mentions}
    return named | {argument.entity for said in details.reports for argument in said.arguments if argument.entity}
