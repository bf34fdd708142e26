"""Parts of a page that are not its article, known by their element, their class and id.

Hidden parts stay: sites hide the text itself behind "read on" buttons.

Names are compared token by token (``share-bar``, ``shareBar`` and ``share_bar`` are "share" and "bar"). A part that
holds the headline or a large share of the running text stays, whatever it is called: layout is named carelessly.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SHARE = 0.3  # of the running text; a part with more is not furniture
PARAGRAPH = 60  # characters from which a paragraph is running text, Chinese counted three times

_NAMES = frozenset(
    re.findall(
        r"\S+",
        """breadcrumb breadcrumbs crumb crumbs newsletter newsletters mailing related relateds recommend recommended
        recommendation recommendations recirc recirculation outbrain taboola share sharing shares shariff sharedaddy
        addtoany addthis social socials comments disqus cookie cookies consent gdpr ccpa sidebar pagination pager
        disclosure popular trending mostread nextstory saboxplugin authorbox tagcloud rss skip print login signup
        advert advertisement adverts ads adsense sponsored sponsor promo promoted teaserlist
        fenxiang pinglun gentie tie xiangguan tuijian bdsharebuttonbox ewm qrcode qrcodes erweima rank ranking
        hotnews""",
    )
)
_PAIRS = frozenset(
    {"author box", "author bio", "tag list", "tags list", "most read", "most popular", "read more", "read next",
     "see also", "you may", "next post", "next article", "prev next", "post navigation", "nav links", "image copyright",
     "related posts", "up next", "hot news", "article tags", "entry tags", "post tags", "sign up", "log in",
     "also like", "widget area", "recent posts", "follow us"}
)  # fmt: skip
_TAGS = frozenset({"nav", "form", "button", "dialog", "menu", "template"})
_KEPT = frozenset({"html", "body", "main", "article"})
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def prune(tree: HtmlElement) -> None:
    """Take the furniture out of a tree, in place."""
    limit = MAX_SHARE * _running(tree)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag not in _KEPT and _is_furniture(element):
            inside = element.getparent() is not None
            if inside and not _holds_headline(element) and (element.tag == "nav" or _running(element) <= limit):
                element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _TAGS:
        return True
    if element.get("role") in ("navigation", "search", "dialog", "banner", "contentinfo"):
        return True
    tokens = [token.casefold() for token in _TOKEN.findall(f"{element.get('class') or ''} {element.get('id') or ''}")]
    return not _NAMES.isdisjoint(tokens) or any(" ".join(pair) in _PAIRS for pair in pairwise(tokens))


def _holds_headline(element: HtmlElement) -> bool:
    return element.tag == "h1" or element.find(".//h1") is not None


def _running(element: HtmlElement) -> int:
    """How much running text the paragraphs within an element hold."""
    total = 0
    for paragraph in element.iter("p"):
        length = weight(paragraph.text_content())
        total += length if length >= PARAGRAPH else 0
    return total


def weight(text: str) -> int:
    """The length of a text in Latin code points: a Chinese character says as much as three."""
    return len(text) + 2 * len(re.findall(r"[\u3400-\u9fff]", text))
