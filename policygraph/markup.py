"""Fragments of HTML, as feeds carry them, to plain text."""

from __future__ import annotations

import html
import re

_MAX = 200_000  # code points of a fragment that are read
_DROPPED = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain_text(fragment: str) -> str:
    """The text of an HTML fragment, without scripts and comments, each run of white space as one blank."""
    text = _DROPPED.sub(" ", _COMMENT.sub(" ", fragment[:_MAX]))
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return " ".join(html.unescape(text).split())
