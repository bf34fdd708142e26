"""Why reports were merged, in the reader's language: the graph holds the reasons in English, in few set forms."""

from __future__ import annotations

import re

from explorer.languages import Language

# The forms in which ``graph.consolidation.matching`` gives a reason, and the message that says each.
_FORMS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"same (?P<unit>day|month|year): (?P<day>\S+)", "same %(unit)s: %(day)s"),
        (r"same (?P<sum>amount|valuation): (?P<one>.+) for (?P<other>.+)", "same %(sum)s: %(one)s for %(other)s"),
        (r"same (?P<sum>amount|valuation): (?P<text>.+)", "same %(sum)s: %(text)s"),
        (r"same (?P<name>\w+): (?P<value>.+)", "same %(name)s: %(value)s"),
        (r"(?P<name>\w+) differs: (?P<one>.+) against (?P<other>.+)", "%(name)s differs: %(one)s against %(other)s"),
        (r"published within (?P<n>\d+) days of it", "published within %(n)s days of it"),
        (r"published within (?P<n>\d+) days of each other", "published within %(n)s days of each other"),
        (r"(?P<n>\d+) more in both", "%(n)s more in both"),
    )
)


def in_words(reason: str, language: Language) -> str:
    """A reason as a reader of a language is told; what has none of the known forms stays as it is."""
    return language.text("; ").join(_one(part, language) for part in reason.split("; "))


def _one(part: str, language: Language) -> str:
    for form, message in _FORMS:
        if found := form.fullmatch(part):
            return language.text(
                message, **{name: _named(name, text, language) for name, text in found.groupdict().items()}
            )
    return language.text(part)


def _named(name: str, text: str, language: Language) -> str:
    """What stands in a place of a form: a date, a value, a name, or figures as the sources have them."""
    if name == "day":
        return language.date(text)
    if name in {"value", "one", "other"}:
        return language.label(text)
    if name in {"name", "sum", "unit"}:
        return language.text(text).lower() if language.code == "en" else language.text(text)
    return text
