"""Sitemaps (https://www.sitemaps.org/protocol.html) with Google's news extension, and indexes of sitemaps."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from policygraph.feed_items import MAX_ENTRIES, Item, ParsedFeed, absolute, finished, first_element, parse_time

_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]", re.IGNORECASE)
_PRESCAN = 65_536


def is_sitemap(body: bytes) -> bool:
    """Whether the first element of a document is that of a sitemap."""
    head = body[:_PRESCAN].replace(b"\0", b"")
    return _ROOT.match(head, first_element(head)) is not None


def parse(body: bytes, base: str) -> ParsedFeed:
    """Read a sitemap: the pages with news entries, or the sitemaps that an index names.

    Pages without a news entry are left out: a sitemap names every page of a site, most of them no articles.
    """
    items: list[Item] = []
    children: list[tuple[str, str]] = []
    pages = 0
    problem = ""
    try:
        for element in _elements(body):
            if _name(element) == "sitemap":
                children.append((_child(element, "lastmod"), absolute(_child(element, "loc"), base)))
            else:
                pages += 1
                items += _news(element)
            element.clear()
            if len(items) > MAX_ENTRIES:
                break
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = f"malformed: {str(error)[:200]}"
    if any(url for _, url in children):
        newest_first = sorted(children, key=lambda child: child[0], reverse=True)
        named = tuple(dict.fromkeys(url for _, url in newest_first if url))
        return ParsedFeed(problem=problem or _of_index(named), kind="sitemap_index", children=named)
    if not pages:
        problem = problem or "malformed: a sitemap in which no page can be read"
    elif not items:
        problem = problem or f"a sitemap with {pages} pages and no news entries (news:news); name the news sitemap"
    return finished(ParsedFeed(problem=problem, kind="sitemap"), items, base, base)


def _of_index(children: tuple[str, ...]) -> str:
    named = [url for url in children if "news" in url] or list(children)
    return f"an index of {len(children)} sitemaps, not one itself; name the news sitemap, such as {named[0]}"


def _elements(body: bytes) -> Iterator[etree._Element]:
    """Each url and sitemap element; entities are not resolved and nothing is loaded."""
    parser = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        huge_tree=False,
    )
    for _, element in parser:
        yield element


def _news(element: etree._Element) -> list[Item]:
    news = next((child for child in element if _name(child) == "news"), None)
    if news is None:
        return []
    published = _child(news, "publication_date")
    return [Item(_child(element, "loc"), title=_child(news, "title"), published=parse_time(published))]


def _child(element: etree._Element, name: str) -> str:
    found = next((child for child in element if _name(child) == name), None)
    return "".join(map(str, found.itertext())).strip() if found is not None else ""


def _name(element: etree._Element) -> str:
    """The local name; comments and processing instructions have none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
