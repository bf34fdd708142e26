"""The second part of the line: archived pages to articles, and what tells copies apart."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from flows.spool import Cleaned, Spool
from policygraph.archive import Archive, CleanedArticle, PageWork
from policygraph.articles import clean
from policygraph.copies import signature
from policygraph.progress import Advance, unseen
from policygraph.records import Article, Feed, Outcome

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NoArticle:
    """A page that holds no article, and why."""

    work: PageWork
    outcome: Outcome


def clean_page(work: PageWork, archive: Archive) -> Cleaned | NoArticle:
    """Read the article of one page; whatever is wrong with the page comes back as an outcome."""
    feed = archive.declared_feed(work.entry.feed_url) if work.entry else None
    made = _cleaned(work, feed)
    return Cleaned(work, made) if isinstance(made, Article) else NoArticle(work, made)


def _cleaned(work: PageWork, feed: Feed | None) -> Article | Outcome:
    try:
        return clean(work.page, work.entry, feed)
    except Exception as error:  # noqa: BLE001 - one page must not stop the others; it is listed and logged
        _LOG.exception("cleaning %s", work.key)
        reason = f"the page could not be read ({type(error).__name__}: {error}); please report it"
        return Outcome(work.page.url, "article", "failed", reason)


def clean_pages(keys: Iterable[str], archive: Archive, spool: Spool, advance: Advance = unseen) -> list[NoArticle]:
    """Clean archived pages: articles go to the spool, their signatures into the archive.

    Returns:
        The pages that hold no article. They are not recorded as done: the caller does that when it is safe to.
    """
    others: list[NoArticle] = []
    for work in archive.work(list(keys)):
        result = clean_page(work, archive)
        if isinstance(result, Cleaned):
            spool.put(result.work, result.article)
            archive.record_cleaned(_signed(result))
        else:
            others.append(result)
        advance(1)
    return others


def _signed(cleaned: Cleaned) -> CleanedArticle:
    article = cleaned.article
    return CleanedArticle(
        key=cleaned.work.key,
        article_id=article.id,
        lang=article.lang,
        published=article.published,
        signature=signature(article.text, article.lang).to_bytes(),
    )
