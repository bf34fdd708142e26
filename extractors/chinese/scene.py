"""What the readers of facts look at: one clause with all that is known around it."""

from __future__ import annotations

from typing import NamedTuple

from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.slots import Discourse
from extractors.chinese.values import Values


class Scene(NamedTuple):
    """A clause of an article."""

    original: str  # the article's text
    text: str  # the same, folded
    reader: ArgumentReader
    values: Values
    sentence: Sentence
    clause: Clause
    discourse: Discourse  # whom the text spoke of before
