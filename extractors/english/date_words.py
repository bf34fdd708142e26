"""Words of time: months, days, numbers, and what names a time and so nobody."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
DAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_NUMBERS = {
    word: i
    for i, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1, "several": 0}
COUNT = r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UNIT = r"(?P<unit>day|week|month|year)"
YEAR = r"(?P<year>(?:19|20)\d\d)"

_TIMES = frozenset(
    {"day", "days", "week", "weeks", "month", "months", "year", "years", "quarter", "quarters", "time", "hours", "hour"}
    | {
        "minutes",
        "percent",
        "%",
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "noon",
    }
)


def count_of(word: str) -> int:
    """The number that a match of ``COUNT`` stands for: 3 for "three" and "3", 1 for "a"."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def names_day(word: str) -> bool:
    """Whether a word is a day of the week."""
    return word.casefold() in DAYS and word[:1].isupper()


def names_time(phrase: str) -> bool:
    """Whether a phrase names a time or a share, and so nobody: "Thursday", "two weeks", "2020"."""
    last = phrase.split()[-1].casefold()
    return last in _TIMES or last in DAYS or (last in MONTHS and last != "may") or bool(re.fullmatch(YEAR, last))
