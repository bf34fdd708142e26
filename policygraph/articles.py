"""From a page, or from plain text, to an article: clean text and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from policygraph import article_body, article_metadata, junk, languages, page_tree, walls
from policygraph.identifiers import article_id, digest
from policygraph.records import Article, Feed, FeedEntry, Language, Outcome, Page

MIN_WEIGHT = 120  # of the text, by walls.weight: some twenty words, or a flash of forty characters
MAX_CHARACTERS = 150_000  # of the text: five times a long magazine piece; reading takes more than proportional time


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text that comes without its page."""

    id: str = ""  # from url, else from the text, where it is empty
    title: str = ""
    lang: str = ""  # BCP 47; found from the text where it is empty
    published: date | None = None
    url: str = ""
    publisher: str = ""


def clean(page: Page, entry: FeedEntry | None = None, feed: Feed | None = None) -> Article | Outcome:
    """The article on a page, or why there is none.

    Args:
        page: as it was fetched.
        entry: what the feed says of it; trusted after the page's own declarations.
        feed: where it comes from.

    Returns:
        The article with its junk removed (``Article.removed`` says what, with offsets into the text before), or an
        ``Outcome`` of stage ``article``: ``skipped`` where the page is no article (error page, bot check, consent
        form, paywall, front page, no text, a language that is not read), ``failed`` where it cannot be parsed.
    """
    tree = page_tree.parse(page)
    if isinstance(tree, page_tree.Unreadable):
        return _outcome(page, "failed", tree.reason)
    known = article_metadata.read(tree, page, entry, feed)
    raw = article_body.body_text(tree, page.final_url)
    text, removed = junk.remove(raw, languages.detect(raw, known.language) or "", known.title)
    lang = languages.detect(f"{known.title}\n{text}", known.language)
    reason = _no_article(known, text, page_tree.visible_text(tree), lang)
    if reason or lang is None:
        return _outcome(page, "skipped", reason, known.title)
    return Article(
        id=article_id(known.url),
        text=text,
        title=known.title,
        lang=lang,
        published=known.published,
        url=known.url,
        publisher=known.publisher,
        authors=known.authors,
        feed_url=feed.url if feed else entry.feed_url if entry else "",
        page_sha256=page.sha256,
        fetched_at=page.fetched_at,
        removed=removed,
    )


def article_from_text(text: str, known: Known | None = None, *, keep_offsets: bool = True) -> Article | Outcome:
    """An article from plain text.

    Args:
        text: the text of one article.
        known: what is known of it.
        keep_offsets: leave the text as it is, and only record in ``removed`` what of it is junk, so that offsets
            into the given text hold; otherwise the junk is taken out.

    Returns:
        The article, or an ``Outcome`` (``skipped``) where the text is empty or in a language that is not read.
    """
    known = known or Known()
    identifier = known.id or (article_id(known.url) if known.url else digest(known.title, text))
    lang = _given(known.lang, text) or languages.detect(f"{known.title}\n{text}", known.lang)
    if lang is None or not text.strip():
        what = "the text is empty" if not text.strip() else "the text is neither English nor Chinese"
        return Outcome(identifier, "article", "skipped", what, title=known.title)
    kept, removed = (text, junk.find(text, lang, known.title)) if keep_offsets else junk.remove(text, lang, known.title)
    return Article(
        id=identifier,
        text=kept,
        title=known.title,
        lang=lang,
        published=known.published,
        url=known.url,
        publisher=known.publisher,
        removed=removed,
    )


def _given(lang: str, text: str) -> Language | None:
    """The language that the caller names, where it is one of ours."""
    exact: dict[str, Language] = {"en": "en", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"}
    if lang in exact:
        return exact[lang]
    return languages.script(text, lang) if re.match(r"(?i)zh\b", lang) else None


def _no_article(known: article_metadata.Metadata, text: str, page_text: str, lang: str | None) -> str:
    """Why a page is no article that is read; empty where it is one."""
    wall = walls.reason(known.title, text, page_text, known.free)
    if wall:
        return wall
    if walls.weight(text) < MIN_WEIGHT:
        return "no article text was found on the page"
    if len(text) > MAX_CHARACTERS:
        return f"the text has {len(text):,} characters; more than {MAX_CHARACTERS:,} are a document, not an article"
    if walls.is_front_page(known.url):
        return "the front page of a site, not an article"
    return "" if lang else "the article is neither English nor Chinese"


def _outcome(page: Page, state: str, reason: str, title: str = "") -> Outcome:
    subject = page.final_url or page.url
    return Outcome(subject, "article", "failed" if state == "failed" else "skipped", reason, title=title)
