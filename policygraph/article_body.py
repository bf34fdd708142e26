"""The running text of a page: trafilatura with our own pre- and post-processing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def body_text(tree: HtmlElement, url: str = "") -> str:
    """The text of the article on a page: paragraphs, headings and list items, a blank line between them.

    Args:
        tree: the page; it is not changed.
        url: its address, for messages only.

    Returns:
        The text, empty where there is none.
    """
    import trafilatura

    document = trafilatura.bare_extraction(tree, url=url or None, include_comments=False, include_tables=True)
    return _paragraphs(getattr(document, "text", None) or "")


def _paragraphs(text: str) -> str:
    lines = (re.sub(r"\s+", " ", re.sub(r"^(?:- )+", "", line.strip())) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)
