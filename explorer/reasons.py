"""Why reports were merged, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.languages import Language
from graph.consolidation.reasons import MESSAGES, Reason


def in_words(reasons: Iterable[Reason], language: Language) -> str:
    """Reasons as a reader of a language is told them; one that a later version gave, by its code."""
    return language.text("; ").join(_one(each, language) for each in reasons)


def _one(reason: Reason, language: Language) -> str:
    told = {name: _named(name, text, language) for name, text in reason.told}
    return language.text(MESSAGES.get(reason.code, reason.code), **told)


def _named(name: str, text: str, language: Language) -> str:
    """What stands in a place of a message: a date, a value, a name, or figures as the sources have them."""
    if name == "day":
        return language.date(text)
    if name == "country":
        return language.country(text)
    if name in {"value", "one", "other"}:
        return language.label(text)
    if name in {"name", "sum", "unit"}:
        return language.text(text).lower() if language.code == "en" else language.text(text)
    return text
