"""A page's bytes as a tree of elements, bounded in size, number of elements and depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policygraph.charsets import decode
from policygraph.records import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARACTERS = 8_000_000  # a long news page has 0.8 million
MAX_ELEMENTS = 60_000  # the largest of 990 benchmark pages has 10,112
MAX_DEPTH = 200  # deeper elements are dissolved into their parent: unclosed tags nest without end

# A template that ends the document in its middle (www.gov.cn does) would cost all that follows; parsers need no end.
_EARLY_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "title", "textarea", "select", "iframe"})
_HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that cannot be taken for HTML."""

    reason: str


def parse(page: Page) -> HtmlElement | Unreadable:
    """The page as an ``lxml.html`` tree without comments and processing instructions, or why it has none."""
    content_type = page.headers.get("content-type", "").split(";")[0].strip().casefold()
    if content_type not in _HTML_TYPES or page.body[:5] in (b"%PDF-", b"PK\x03\x04\x14"):
        return Unreadable(f"the page is {content_type or 'a binary file'}, not HTML")
    return parse_text(decode(page.body, page.headers.get("content-type", "")))


def parse_text(html: str) -> HtmlElement | Unreadable:
    """The tree of an HTML text, or why it has none."""
    if len(html) > MAX_CHARACTERS:
        return Unreadable(f"the page has {len(html):,} characters; more than {MAX_CHARACTERS:,} are not read")
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = document_fromstring(_EARLY_END.sub("", _without_surrogates(html)).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Unreadable("the page is empty or no HTML")
    return _bounded(tree)


def _without_surrogates(html: str) -> str:
    return html.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _bounded(tree: HtmlElement) -> HtmlElement | Unreadable:
    from lxml import etree

    depth = count = 0
    deep: list[HtmlElement] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if event == "start" and depth > MAX_DEPTH:
            deep.append(element)
        if count > MAX_ELEMENTS:
            return Unreadable(f"the page has more than {MAX_ELEMENTS:,} elements")
    for element in reversed(deep):
        element.drop_tag()
    return tree


def visible_text(tree: HtmlElement, limit: int = 60_000) -> str:
    """The text that a reader of the page sees, without scripts and styles, one space between pieces."""
    pieces: list[str] = []
    length = 0
    for element in tree.iter():
        for piece in ("" if element.tag in _HIDDEN else element.text or "", element.tail or ""):
            words = " ".join(piece.split())
            pieces.extend([words] if words else [])
            length += len(words)
        if length > limit:
            break
    return " ".join(pieces)[:limit]
