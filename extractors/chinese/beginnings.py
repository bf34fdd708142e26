"""Patterns that are tried only where what they match can begin: most characters of a text begin none of it.

A pattern that begins with something optional, or with a look at what stands before it, is otherwise tried in full at
every character, which costs some three times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def beginning_with(characters: str, pattern: str) -> re.Pattern[str]:
    """Compile a pattern.

    Args:
        characters: all that a match can begin with, as they stand in a character class.
        pattern: what is looked for.
    """
    return re.compile(f"(?=[{characters}])(?:{pattern})")


def first_of(words: Iterable[str]) -> str:
    """The characters that some words begin with, for a character class."""
    return "".join(re.escape(character) for character in sorted({word[0] for word in words}))
