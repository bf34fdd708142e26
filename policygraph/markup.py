"""Fragments of HTML, as feeds carry them, to plain text."""

from __future__ import annotations

import html

_MAX = 50_000  # code points of a fragment that are read; deeply nested ones take time that grows with the square
_BLOCKS = {"p", "br", "div", "li", "ul", "ol", "tr", "td", "th", "table", "blockquote", "hr"} | {
    f"h{n}" for n in range(1, 7)
}
_UNSEEN = ["script", "style"]


def plain_text(fragment: str) -> str:
    """The text of an HTML fragment, without scripts and comments, each run of white space as one blank."""
    fragment = fragment[:_MAX]
    text = _text_of_markup(fragment) if "<" in fragment else html.unescape(fragment)
    return " ".join(text.split())


def _text_of_markup(fragment: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(fragment, "lxml")
    for unseen in soup(_UNSEEN):
        unseen.decompose()
    for block in soup(list(_BLOCKS)):
        block.insert(0, " ")
        block.append(" ")
    return soup.get_text()
