"""A page of the web as something that only lies there: nothing in it runs, leads away or fetches anything.

Two locks, each of which is enough: what could act is taken out of the markup, and the response carries a policy that
lets the browser run, load and send nothing (``sandbox`` as HTML has it, and no source of anything but inline style).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from policygraph import page_tree
from policygraph.records import Page

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
}
_ACTIVE = ("script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "meta",
           "input", "button", "select", "textarea", "audio", "video", "source", "track", "portal", "template", "svg",
           "math", "img")  # fmt: skip
_AROUND = ("form", "picture", "a", "dialog")  # what stands in them stays
_KEPT = {"class", "id", "lang", "dir", "title", "alt", "colspan", "rowspan", "start", "style", "width", "height"}
_FETCHES = re.compile(r"url\s*\(|@import|expression\s*\(|\\", re.IGNORECASE)
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "blockquote", "div", "section", "br",
           "figcaption", "article", "header", "footer", "nav", "aside", "ul", "ol", "table", "tr", "pre"}  # fmt: skip
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "select", "textarea"}
_LONGEST = 400_000  # characters of visible text


def inert_html(page: Page) -> bytes | None:
    """A page's markup without anything that could act, in UTF-8; None where it cannot be parsed."""
    tree = page_tree.parse(page)
    if isinstance(tree, page_tree.Unreadable):
        return None
    etree.strip_elements(tree, *_ACTIVE, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    etree.strip_tags(tree, *_AROUND)
    for element in tree.iter():
        _disarm(element)
    body = html.tostring(tree, encoding="unicode")
    return f'<!DOCTYPE html>\n<meta charset="utf-8">\n{body}\n'.encode("utf-8", "replace")


def _disarm(element: html.HtmlElement) -> None:
    if element.tag == "style" and _FETCHES.search(element.text or ""):
        element.text = ""
    for name in list(element.attrib):
        kept = name in _KEPT and not (name == "style" and _FETCHES.search(element.attrib[name]))
        if not kept:
            del element.attrib[name]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text that a reader of the page saw."""

    text: str
    kept: bool  # whether it is in the article


def page_lines(page: Page, text: str) -> tuple[PageLine, ...]:
    """The visible text of a page line by line, each with whether it became part of the article.

    Args:
        page: as it was fetched.
        text: title and text of the article.
    """
    tree = page_tree.parse(page)
    if isinstance(tree, page_tree.Unreadable):
        return ()
    article = "".join(text.split())
    lines = []
    length = 0
    for line in _visible_lines(tree):
        length += len(line)
        if length > _LONGEST:
            break
        lines.append(PageLine(line, "".join(line.split()) in article))
    return tuple(lines)


def _visible_lines(tree: html.HtmlElement) -> Iterator[str]:
    waiting: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_element = isinstance(element.tag, str)
        if is_element and element.tag in _BLOCKS and (line := " ".join("".join(waiting).split())):
            yield line
        if is_element and element.tag in _BLOCKS:
            waiting = []
        if event == "start" and is_element and not _hidden(element):
            waiting.append(element.text or "")
        if event == "end" and element.tail and (element.getparent() is None or not _hidden(element.getparent())):
            waiting.append(element.tail)
    if line := " ".join("".join(waiting).split()):
        yield line


def _hidden(element: html.HtmlElement) -> bool:
    return element.tag in _UNSEEN or any(ancestor.tag in _UNSEEN for ancestor in element.iterancestors())
