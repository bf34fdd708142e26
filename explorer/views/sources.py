"""An article's source: the page as it was fetched, what of it became the article, and what was taken out as junk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from explorer.addresses import article_iri
from explorer.inert import PageLine, inert_html, page_lines
from explorer.lists.articles import articles_by_iri
from explorer.lists.records import ArticleItem
from explorer.pages import Ask, Page
from explorer.views.missing import missing
from graph.details import ArticleText, article_text
from policygraph import records
from policygraph.articles import clean
from policygraph.records import Article, Removed

_SHOWN = 200  # removed stretches


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of a page as it was fetched."""

    url: str
    final_url: str
    status: int
    media_type: str
    size: int
    sha256: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page behind an article."""

    article: ArticleItem
    fetched: Fetched | None  # None where the archive does not hold the page
    lines: tuple[PageLine, ...]
    removed: tuple[Removed, ...]  # stretches of the text that are no part of the article
    kinds: tuple[tuple[str, int], ...]  # and how many there are of each kind
    reads_otherwise: bool  # whether the present rules would give another text


def source_page(ask: Ask) -> Page:
    """The page behind an article, next to what became of it."""
    iri = article_iri(ask.path["path"])
    item = articles_by_iri(ask.data.listing, [iri]).get(iri)
    details = article_text(ask.data.reader, iri, alone=True) if item else None
    if item is None or details is None:
        return missing("There is no such article in this snapshot.")
    page = _archived(ask, details)
    if page is None:
        return Page("source.html", SourcePage(item, None, (), (), (), reads_otherwise=False))
    again = clean(page)
    removed = again.removed if isinstance(again, Article) else ()
    model = SourcePage(
        article=item,
        fetched=_fetched(page),
        lines=page_lines(page, f"{details.title}\n{details.text}"),
        removed=removed[:_SHOWN],
        kinds=tuple(Counter(each.kind for each in removed).most_common()),
        reads_otherwise=not isinstance(again, Article) or again.text != details.text,
    )
    return Page("source.html", model)


def raw_page(ask: Ask) -> bytes | None:
    """The page as it was fetched, made inert."""
    details = article_text(ask.data.reader, article_iri(ask.path["path"]), alone=True)
    page = _archived(ask, details) if details else None
    return inert_html(page) if page else None


def _archived(ask: Ask, details: ArticleText) -> records.Page | None:
    archive = ask.services.archive() if details.page_sha256 else None
    return archive.page_with_body(details.page_sha256) if archive else None


def _fetched(page: records.Page) -> Fetched:
    kind = page.headers.get("content-type", "")
    return Fetched(page.url, page.final_url, page.status, kind, len(page.body), page.sha256, page.fetched_at)
