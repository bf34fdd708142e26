"""The sentence around a name, and whether it would have a capital there anyway."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?](?=[\s\"”’)]|$)|[。！？；\n]")
_OPENING = " \t\"'“”‘’([《「『•-–—*"
_REACH = 400  # code points to either side in which a sentence is looked for
_TITLED_SHARE = 0.7


def sentence_at(text: str, at: int) -> str:
    """The sentence that the character at ``at`` stands in."""
    start, end = sentence_bounds(text, at)
    return text[start:end]


def sentence_bounds(text: str, at: int) -> tuple[int, int]:
    """Offsets of that sentence; abbreviations may cut it short, which costs context and nothing else."""
    before, after = text[max(0, at - _REACH) : at], text[at : at + _REACH]
    ends = [found.end() for found in _END.finditer(before)]
    start = at - len(before) + (ends[-1] if ends else 0)
    close = _END.search(after)
    return start, at + (close.end() if close else len(after))


def asks_for_capital(text: str, start: int) -> bool:
    """Whether any word would have a capital there: it begins a sentence, or the line is a headline."""
    ahead = text[max(0, start - 40) : start].rstrip(_OPENING)
    if not ahead or ahead[-1] in ".!?:;\n。":
        return True
    return _is_titled(text, start)


def _is_titled(text: str, start: int) -> bool:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    line = text[first : last if last >= 0 else len(text)]
    words = [word for word in re.findall(r"[A-Za-z]{4,}", line[:300]) if word]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLED_SHARE * len(words)
