"""The standfirst: the paragraph between headline and text that says what the news is, set apart in many layouts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policygraph.headlines import bare, headline
from policygraph.page_furniture import weight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_WEIGHT = 60
MAX_WEIGHT = 1200
SEARCHED = 80  # elements after the headline in reading order

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:\w*standfirst|lead|lede|\w*intro|introduction|\w*teaser|chapo|chapeau|excerpt|dek|deck|subtitle|sub-?head\w*"
    r"|abstract|preface|sommario|kicker-text|vorspann|entradilla|copete|bajada|summary|zhaiyao|daodu|daoyu)(?:$|[\s_-])",
    re.IGNORECASE,
)


def standfirst(tree: HtmlElement, lines: list[str]) -> str:
    """The standfirst of a page where the extracted lines lack it, else an empty string.

    Args:
        tree: the whole page.
        lines: the text found so far; the standfirst must stand before its first line, and not within it.
    """
    shown = headline(tree)
    running = next((line for line in lines if weight(line) >= MIN_WEIGHT), "")
    if shown is None or not running:
        return ""
    text, first = bare("".join(lines)), bare(running)[:40]
    for element in shown.xpath(f"following::*[position() <= {SEARCHED}]"):
        found = " ".join(" ".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]")).split())
        if bare(found).startswith(first):
            return ""
        if _is_standfirst(element, found) and bare(found)[:60] not in text:
            return found
    return ""


def _is_standfirst(element: HtmlElement, text: str) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    if not MIN_WEIGHT <= weight(text) <= MAX_WEIGHT or not _NAMES.search(names):
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked < 0.3 * len(text) and len(element.xpath(".//*")) <= 12
