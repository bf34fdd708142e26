"""Why two reports were taken to be of one event: a code with what it tells, worded by whoever shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.tables import Cell

# Code to its words in English; who shows a reason in another language translates these.
MESSAGES = {
    "same_participants": "same participants",
    "same_participant": "same participant",
    "once": "they do so once",
    "acts_for": "one acts for the other",
    "kin": "one belongs to the other",
    "same_date": "same %(unit)s: %(day)s",
    "near_date": "published within %(n)s days of it",
    "month_of_date": "published within a month of it",
    "near_publication": "published within %(n)s days of each other",
    "month_of_publication": "published within a month of each other",
    "not_near": "told or dated more than %(n)s days apart",
    "no_day": "no day is known that tells them apart",
    "same_sum": "same %(sum)s: %(text)s",
    "same_converted_sum": "same %(sum)s: %(one)s for %(other)s",
    "same_value": "same %(name)s: %(value)s",
    "differs": "%(name)s differs: %(one)s against %(other)s",
    "more_in_both": "%(n)s more in both",
    "same_words": "the same words for somebody unnamed",
    "same_country": "both speak of somebody from %(country)s",
    "one_story": "their articles tell one story",
    "analyst": "an analyst says so",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason."""

    code: str  # a key of ``MESSAGES``; what is none stands for itself
    told: tuple[tuple[str, str], ...] = ()  # what stands in the places of the message, by name, sorted

    def __str__(self) -> str:
        """The reason in English."""
        return MESSAGES[self.code] % dict(self.told) if self.code in MESSAGES else self.code


def reason(code: str, **told: object) -> Reason:
    """A reason with what stands in its places.

    Args:
        code: a key of ``MESSAGES``.
        told: what stands in the places of its message.
    """
    return Reason(code, tuple(sorted((name, str(value)) for name, value in told.items())) if told else ())


def in_english(reasons: Iterable[Reason]) -> str:
    """Reasons as one line of English."""
    return "; ".join(map(str, reasons))


def reasons_to_json(reasons: Iterable[Reason]) -> str:
    """Reasons as JSON: of each its code, and what it tells by name."""
    plain = [[each.code, dict(each.told)] for each in reasons]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def reasons_from_json(text: str) -> tuple[Reason, ...]:
    """Reasons back from their JSON."""
    plain: list[tuple[str, Mapping[str, str]]] = json.loads(text)
    return tuple(reason(code, **told) for code, told in plain)


def kept_reasons(evidence: Cell, english: Cell) -> tuple[Reason, ...]:
    """Reasons as a graph has them: an older version wrote them in English alone, and they stay in its words."""
    return reasons_from_json(str(evidence)) if evidence else tuple(map(Reason, str(english).split("; ")))
