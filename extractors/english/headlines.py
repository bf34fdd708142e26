"""Headlines In Title Case, put into the case of a sentence before they are parsed; the offsets stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


def sentence_case(title: str, body: str, names: Sequence[tuple[int, int]], is_word: Callable[[str], bool]) -> str:
    """A headline with its common words in lower case.

    Args:
        title: the headline.
        body: the article: what it writes in lower case is a common word.
        names: spans of the headline that are known names.
        is_word: whether a word in lower case is one of the lexicon.

    Returns:
        A string of the same length; the headline itself where it is not in title case.
    """
    words = list(_WORD.finditer(title))
    long = [match for match in words if len(match.group()) > 3]
    if len(long) < 3 or sum(match.group()[0].isupper() for match in long) < 0.7 * len(long):
        return title
    common = {word for word in _WORD.findall(body) if word.islower()}
    letters = list(title)
    for match in words[1:]:
        word = match.group()
        named = any(start < match.end() and match.start() < end for start, end in names)
        lower = word.lower()
        if word[0].isupper() and not word.isupper() and not named and (lower in common or is_word(lower)):
            letters[match.start()] = lower[0]
    return "".join(letters)
