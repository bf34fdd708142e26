"""Lines that break in the middle of sentences, as in plain text of a fixed width, joined again."""

from __future__ import annotations

import re

_LONGEST_LINE = 100
_BREAK = re.compile(r"(?<=\S)\n(?=\S)|(?<=\S )\n(?=\S)")  # an indented or empty line begins a paragraph


def unwrapped(text: str) -> str:
    """The text with a blank for each line break inside a sentence, so that every character stays where it was."""
    return _BREAK.sub(" ", text) if _is_wrapped(text) else text


def _is_wrapped(text: str) -> bool:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    inside = [line for line in lines[:-1] if line[-1].isalnum() or line[-1] == ","]
    return len(lines) > 2 and len(inside) > 0.5 * len(lines) and max(map(len, lines)) < _LONGEST_LINE
