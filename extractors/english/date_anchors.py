"""Dates that count from another date of the story: "A week earlier", "the same month", "two days later".

They count from the date told last before them, where one stands near, and not from the day of publication. What they
give is no finer than the date that they count from: a week before some day of September is taken for September.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.english.date_words import COUNT, UNIT, count_of

_EARLIER = re.compile(rf"\b{COUNT} {UNIT}s? (?:earlier|prior|beforehand|before(?! \w))\b(?! than)", re.IGNORECASE)
_LATER = re.compile(rf"\b{COUNT} {UNIT}s? (?:later|afterwards?|after that|thereafter|after(?! \w))\b", re.IGNORECASE)
# Say when that was which follows: "in April, a month after France had fined it" counts back from April.
_TO_LATER = re.compile(rf"\b{COUNT} {UNIT}s? before\b(?= \w)(?! that)", re.IGNORECASE)
_TO_EARLIER = re.compile(rf"\b{COUNT} {UNIT}s? after\b(?= \w)(?! that)", re.IGNORECASE)
_BEFORE = re.compile(rf"\bthe (?:previous|prior|preceding) {UNIT}\b", re.IGNORECASE)
_AFTER = re.compile(rf"\bthe (?:following|next) {UNIT}\b", re.IGNORECASE)
_SAME = re.compile(
    rf"\b(?:(?:the|that) same {UNIT}|(?:earlier |later )?that (?P<that>day|week|month|year))\b", re.IGNORECASE
)
_NEAR = 260  # code points back to the date that is counted from

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Counted:
    """An expression that counts from another date, with how many units on (or back, where negative)."""

    start: int
    end: int
    unit: str
    count: int
    of_next: bool = False  # says when that was which follows it, not what stands before it


def counted(text: str) -> list[Counted]:
    """The expressions of a text that count from another date, in order.

    Args:
        text: any passage.
    """
    found: list[Counted] = []
    for pattern, sign, of_next in _KINDS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            unit = (groups.get("unit") or groups["that"]).lower()
            count = sign * count_of(groups.get("count", "one"))
            found.append(Counted(match.start(), match.end(), unit, count, of_next))
    return sorted(found, key=lambda each: each.start)


_KINDS = (
    (_EARLIER, -1, False),
    (_LATER, 1, False),
    (_BEFORE, -1, False),
    (_AFTER, 1, False),
    (_SAME, 0, False),
    (_TO_LATER, 1, True),
    (_TO_EARLIER, -1, True),
)
_COMES = re.compile(r"\bcom(?:es|ing)\W+(?:[a-z]+\W+){0,2}$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")


def counts_from_today(text: str, start: int) -> bool:
    """As in "The suit comes a week after Texas sued it": from the day on which that is told."""
    return bool(_COMES.search(text[max(0, start - 30) : start]))


def in_one_sentence(text: str, end: int, start: int) -> bool:
    """Whether no sentence ends between a date and what counts from it."""
    return not _SENTENCE_ENDS.search(text[end:start])


def is_near(text: str, end: int, start: int) -> bool:
    """Whether a date that ends there can be the one that an expression further on counts from."""
    return 0 <= start - end <= _NEAR and "\n\n" not in text[end:start]


def shifted(base: Days, unit: str, count: int) -> Days | None:
    """The days that lie so many units from others; no finer than those.

    Args:
        base: first and last of the days that are counted from.
        unit: "day", "week", "month" or "year".
        count: how many, back where negative.
    """
    first, last = base
    known = 0 if first == last else 1 if (last - first).days <= 31 else 2  # a day, a month, a year
    if unit == "year":
        return date(first.year + count, 1, 1), date(first.year + count, 12, 31)
    if known == 2:
        return base
    if unit == "month":
        months = first.year * 12 + first.month - 1 + count
        return _month(months // 12, months % 12 + 1)
    if known == 1:
        return base
    day = first + timedelta(days=count * (7 if unit == "week" else 1))
    return (day, day) if unit == "day" else _month(day.year, day.month)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
