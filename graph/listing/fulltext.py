"""How text is cut for SQLite FTS5, so that any script finds any script.

Chinese has no spaces: runs of ideographs are cut into overlapping pairs, so that every word of two characters or
more is found as a phrase of pairs, and one character as the beginning of a pair. Traditional characters are folded to
Simplified, widths and case are set aside (Unicode form KC, then case folding).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import opencc

# Runs of ideographs and kana, or of letters, digits and marks that are neither.
_IDEOGRAPHS = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<ideographs>[{_IDEOGRAPHS}]+)|(?P<word>(?:(?![{_IDEOGRAPHS}_])\w)+)")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """A text with Simplified characters in place of Traditional ones."""
    return str(_converter().convert(text))


def fold(text: str) -> str:
    """A text as it is compared: form KC, Simplified characters, no case."""
    return to_simplified(unicodedata.normalize("NFKC", text)).casefold()


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Each run of a text: whether it is of ideographs, and the run."""
    for found in _RUN.finditer(fold(text)):
        yield found.lastgroup == "ideographs", found.group()


def tokens(text: str) -> str:
    """A text as it is stored: words and pairs of ideographs, each followed by a space."""
    cut: list[str] = []
    for is_ideographs, run in _runs(text):
        if is_ideographs:
            cut += [run[place : place + 2] for place in range(len(run))]  # the last one is a single character
        else:
            cut.append(run)
    return " ".join(cut)


def match_expression(query: str, *, prefix: bool = False) -> str:
    """The FTS5 expression for what a person typed: every word must occur, ideographs in the order given.

    Args:
        query: free text; nothing in it is an operator.
        prefix: whether the last word may go on, as while it is being typed.

    Returns:
        The expression; empty where the query holds no word.
    """
    terms = [_term(run, is_ideographs=is_ideographs) for is_ideographs, run in _runs(query)]
    if terms and prefix and not terms[-1].endswith("*"):
        terms[-1] += "*"
    return " AND ".join(terms)


def _term(run: str, *, is_ideographs: bool) -> str:
    if not is_ideographs:
        return f'"{run}"'
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(run[place : place + 2] for place in range(len(run) - 1)) + '"'
