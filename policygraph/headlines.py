"""Where on a page the headline stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_LENGTH = 6  # code points of a headline, letters and digits only
_NAMED_SO = "//*[contains(@class, 'title') or contains(@id, 'title') or contains(@class, 'headline')]"


def headline(tree: HtmlElement) -> HtmlElement | None:
    """The element that shows the headline: one that the page's title repeats (headings first), else the first h1."""
    titles = [bare(each) for each in tree.xpath("//head/title/text() | //meta[@property='og:title']/@content")[:3]]
    headings = tree.xpath("(//h1 | //h2 | //h3)[string-length(normalize-space()) > 5]")[:60]
    named = tree.xpath(_NAMED_SO)[:60]
    for element in (*headings, *named):
        text = bare(element.text_content()[:600])
        if len(text) >= MIN_LENGTH and any(text in title for title in titles):
            return element
    return next((each for each in headings if each.tag == "h1"), None)


def bare(text: str) -> str:
    """A text as headlines are compared: letters and digits, in lower case."""
    return re.sub(r"\W+", "", text).casefold()
