"""Sources as one cites them: in words, for BibLaTeX, and as CSL-JSON, which Zotero and Pandoc read.

The address says which: ``event`` those that report an event, ``id`` articles by their ids, else the filters of the
list of articles.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from explorer.addresses import article_iri, event_iri
from explorer.lists.articles import articles_by_iri, list_articles
from explorer.lists.conditions import Slice
from explorer.lists.records import ArticleItem
from explorer.pages import Ask
from explorer.views.articles import article_filter
from graph.details import article_text

_MOST = 500
_OF_EVENT = "SELECT DISTINCT article FROM report WHERE event = ?1 OR iri = ?1"
# What LaTeX takes for a command, and how it is written instead.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it is cited."""

    article: ArticleItem
    authors: tuple[str, ...]
    fetched: str  # ISO date; empty where it is not known


def sources(ask: Ask) -> tuple[Source, ...]:
    """The articles that the address asks for, the earliest first."""
    listing = ask.data.listing
    if ask.value("event"):
        rows = [row for iri in event_iri(ask.value("event")) for row in listing.execute(_OF_EVENT, (iri,))]
        found = tuple(articles_by_iri(listing, (row["article"] for row in rows)).values())
    elif ask.values("id"):
        found = tuple(articles_by_iri(listing, map(article_iri, ask.values("id")[:_MOST])).values())
    else:
        found = list_articles(listing, article_filter(ask), Slice(1, _MOST))
    return tuple(_source(ask, item) for item in sorted(found, key=lambda item: (item.published or "", item.id)))


def _source(ask: Ask, item: ArticleItem) -> Source:
    text = article_text(ask.data.reader, item.iri)
    return Source(item, text.authors if text else (), text.fetched_at[:10] if text else "")


def plain(ask: Ask) -> bytes:
    """The sources in words, a line each."""
    return "".join(f"{_in_words(ask, source)}\n" for source in sources(ask)).encode()


def _in_words(ask: Ask, source: Source) -> str:
    article, chinese = source.article, ask.language.code == "zh"
    quoted = f"《{_line(article.title)}》" if chinese else f"“{_line(article.title)}”"
    seen = ask.language.text("fetched %(day)s", day=ask.language.date(source.fetched)) if source.fetched else ""
    parts = [
        ", ".join(_line(author) for author in source.authors),
        quoted if article.title else "",
        ", ".join(filter(None, (_line(article.publisher), ask.language.date(article.published)))),
        _line(article.url) + (f" ({seen})" if seen else ""),
    ]
    return ("。" if chinese else ". ").join(filter(None, parts)) + ("。" if chinese else ".")


def biblatex(ask: Ask) -> bytes:
    """The sources as entries of type ``online``."""
    return "\n".join(_entry(source) for source in sources(ask)).encode()


def _entry(source: Source) -> str:
    article = source.article
    fields = {
        "author": " and ".join(f"{{{_latex(author)}}}" for author in source.authors),
        "title": f"{{{_latex(article.title or article.id)}}}",
        "organization": f"{{{_latex(article.publisher)}}}" if article.publisher else "",
        "date": article.published or "",
        "url": re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", article.url),
        "urldate": source.fetched,
        "langid": "english" if article.lang == "en" else "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{re.sub(r'[^A-Za-z0-9-]', '', article.id)},\n{lines}}}\n"


def csl_json(ask: Ask) -> bytes:
    """The sources as CSL-JSON (https://github.com/citation-style-language/schema)."""
    return (json.dumps([_csl(source) for source in sources(ask)], ensure_ascii=False, indent=1) + "\n").encode()


def _csl(source: Source) -> dict[str, Any]:
    article = source.article
    item: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.publisher,
        "URL": article.url,
        "language": article.lang,
        "author": [{"literal": author} for author in source.authors],
        "issued": _date(article.published),
        "accessed": _date(source.fetched),
    }
    return {name: value for name, value in item.items() if value}


def _date(day: str | None) -> dict[str, list[list[int]]]:
    numbers = [int(part) for part in (day or "").split("-") if part.isdigit()]
    return {"date-parts": [numbers]} if numbers else {}


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in _line(text))


def _line(text: str) -> str:
    """A text on one line."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
