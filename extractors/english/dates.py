"""Dates as news writes them, resolved against the day of publication, as precise as the words are and no more.

"on Monday" is the last Monday up to the day of publication ("next Monday" and plans look forward), "in March" the last
March, "last week" a month that holds that week, "last fall" and "in late 2016" a year. What cannot be resolved gives
none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.english.date_anchors import Counted, Days, counted, counts_from_today, in_one_sentence, is_near, shifted
from extractors.english.date_words import COUNT, DAYS, MONTHS, UNIT, YEAR, count_of
from policygraph.records import Mention, When

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_OTHER_MONTH = _MONTH.replace("?P<month>", "?:")  # the second of two: "May and July last year"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_PART = r"(?:early |late |mid-?|the (?:start|end|beginning|middle) of |end-)?"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression."""

    start: int
    end: int
    when: When
    forward: When | None = None  # what it means in a plan: the next Monday, the March to come
    of_next: bool = False  # the day of the clause or noun behind it: "a month after France had fined it"


Resolved = tuple[date, date] | None
_Rule = tuple[
    re.Pattern[str],
    Callable[[re.Match[str], date | None], Resolved],
    Callable[[re.Match[str], date | None], Resolved] | None,
]


def _span_of_month(year: int, month: int) -> Resolved:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _span_of_year(year: int) -> Resolved:
    return date(year, 1, 1), date(year, 12, 31)


def _month(found: re.Match[str]) -> int:
    return MONTHS[found["month"].rstrip(".").lower()]


def _safe(year: int, month: int, day: int) -> Resolved:
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value, value


def _full(found: re.Match[str], _: date | None) -> Resolved:
    return _safe(int(found["year"]), _month(found), int(found["day"]))


def _iso(found: re.Match[str], _: date | None) -> Resolved:
    return _safe(int(found["year"]), int(found["m"]), int(found["day"]))


def _month_year(found: re.Match[str], _: date | None) -> Resolved:
    return _span_of_month(int(found["year"]), _month(found))


def _month_day(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    this = _safe(published.year, _month(found), int(found["day"]))
    if this and this[0] > published + timedelta(days=1):
        return _safe(published.year - 1, _month(found), int(found["day"]))
    return this


def _named_day(found: re.Match[str], published: date | None) -> Resolved:
    """As in "Wednesday, November 28": of the years around, the one in which that day is a Wednesday."""
    if published is None:
        return None
    days = [_safe(published.year + shift, _month(found), int(found["day"])) for shift in (0, -1, 1, -2)]
    weekday = DAYS[found["weekday"].lower()]
    fitting = [day for day in days if day and day[0].weekday() == weekday]
    near = [day for day in fitting if abs((day[0] - published).days) < _YEAR]
    return min(near, key=lambda day: abs((day[0] - published).days), default=None)


_YEAR = 366


def _month_day_next(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    this = _safe(published.year, _month(found), int(found["day"]))
    if this and this[0] < published:
        return _safe(published.year + 1, _month(found), int(found["day"]))
    return this


def _nearest_day(found: re.Match[str], published: date | None) -> Resolved:
    """What is in effect from a day has been so for weeks, or will be soon."""
    if published is None:
        return None
    days = [day for day in (_month_day(found, published), _month_day_next(found, published)) if day is not None]
    return min(days, key=lambda day: abs((day[0] - published).days), default=None)


def _bare_month(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    month = _month(found)
    return _span_of_month(published.year - (month > published.month), month)


def _bare_month_next(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    month = _month(found)
    return _span_of_month(published.year + (month < published.month), month)


def _month_of(shift: int) -> Callable[[re.Match[str], date | None], Resolved]:
    def rule(found: re.Match[str], published: date | None) -> Resolved:
        if published is None:
            return None
        month = _month(found)
        if shift == 0:
            return _span_of_month(published.year, month)
        year = published.year - 1 if shift < 0 else published.year + 1
        if shift == -1 and month < published.month:
            year = published.year - (0 if published.month - month < 6 else 1)
        return _span_of_month(year, month)

    return rule


def _weekday(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    back = (published.weekday() - DAYS[found["weekday"].lower()]) % 7
    day = published - timedelta(days=back)
    return day, day


def _weekday_next(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    ahead = (DAYS[found["weekday"].lower()] - published.weekday()) % 7
    day = published + timedelta(days=ahead)
    return day, day


def _last_weekday(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    back = (published.weekday() - DAYS[found["weekday"].lower()]) % 7 or 7
    day = published - timedelta(days=back)
    return day, day


def _shifted_day(days: int) -> Callable[[re.Match[str], date | None], Resolved]:
    def rule(_: re.Match[str], published: date | None) -> Resolved:
        day = published + timedelta(days=days) if published else None
        return (day, day) if day else None

    return rule


def _week(shift: int) -> Callable[[re.Match[str], date | None], Resolved]:
    """A week is no unit of EDTF level 1: the month that holds its middle stands for it."""

    def rule(_: re.Match[str], published: date | None) -> Resolved:
        if published is None:
            return None
        middle = published - timedelta(days=published.weekday()) + timedelta(days=3 + 7 * shift)
        return _span_of_month(middle.year, middle.month)

    return rule


def _shifted_month(shift: int) -> Callable[[re.Match[str], date | None], Resolved]:
    def rule(_: re.Match[str], published: date | None) -> Resolved:
        return _months_from(published, shift)

    return rule


def _months_from(published: date | None, shift: int) -> Resolved:
    if published is None:
        return None
    months = published.year * 12 + published.month - 1 + shift
    return _span_of_month(months // 12, months % 12 + 1)


def _shifted_year(shift: int) -> Callable[[re.Match[str], date | None], Resolved]:
    def rule(_: re.Match[str], published: date | None) -> Resolved:
        return _span_of_year(published.year + shift) if published else None

    return rule


def _season(found: re.Match[str], published: date | None) -> Resolved:
    """As in "last fall", which in February is of the year before, and in November mostly so."""
    if published is None:
        return None
    ends = {"spring": 6, "summer": 9, "fall": 12, "autumn": 12, "winter": 3}[found["season"].lower()]
    past = published.month >= ends and found["when"].lower() != "last"
    return _span_of_year(published.year if past or found["when"].lower() == "this" else published.year - 1)


def _ago(found: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None
    count, unit = count_of(found["count"]), found["unit"].lower()
    if unit == "day":
        day = published - timedelta(days=count)
        return day, day
    if unit == "week":
        day = published - timedelta(weeks=count)
        return _span_of_month(day.year, day.month)
    if unit == "month":
        return _months_from(published, -count)
    return _span_of_year(published.year - count)


def _year(found: re.Match[str], published: date | None) -> Resolved:
    year = int(found["year"])
    return _span_of_year(year) if published is None or year <= published.year + 30 else None


def _rule(
    pattern: str,
    resolve: Callable[[re.Match[str], date | None], Resolved],
    forward: Callable[[re.Match[str], date | None], Resolved] | None = None,
    *,
    fold: bool = False,
) -> _Rule:
    return re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE if fold else 0), resolve, forward


_RULES: tuple[_Rule, ...] = (
    _rule(rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,| ,)? ?{YEAR}", _full),
    _rule(rf"{_DAY}(?: of)? {_MONTH},? {YEAR}", _full),
    _rule(r"(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)", _iso),
    _rule(rf"{_PART}{_MONTH},? (?:of )?{YEAR}", _month_year),
    _rule(rf"(?P<cue>effective(?: on| as of| from)?) {_MONTH} {_DAY}", _nearest_day),
    _rule(rf"{_WEEKDAY},? (?:the )?{_MONTH} {_DAY}", _named_day),
    _rule(rf"{_WEEKDAY},? (?:the )?{_DAY}(?: of)? {_MONTH}", _named_day),
    _rule(rf"(?:{_WEEKDAY},? )?(?:the )?{_MONTH} {_DAY}", _month_day, _month_day_next),
    _rule(rf"{_DAY}(?: of)? {_MONTH}", _month_day, _month_day_next),
    _rule(rf"(?i:last) {_MONTH}", _month_of(-1)),
    _rule(rf"{_MONTH}(?= (?:and|or|to) {_OTHER_MONTH} last year)", _month_of(-12)),
    _rule(rf"{_MONTH}(?= (?:and|or|to) {_OTHER_MONTH},? {YEAR})", _month_year),
    _rule(rf"{_MONTH} (?:of )?last year", _month_of(-12)),
    _rule(rf"(?i:next) {_MONTH}", _month_of(1)),
    _rule(rf"{_MONTH} (?:of )?this year", _month_of(0)),
    _rule(rf"(?i:last|the previous|previous) {_WEEKDAY}", _last_weekday),
    _rule(rf"(?i:next|coming) {_WEEKDAY}", _weekday_next),
    _rule(rf"{_WEEKDAY}", _weekday, _weekday_next),
    _rule(r"(?:earlier |later )?today|this (?:morning|afternoon|evening)|tonight", _shifted_day(0), fold=True),
    _rule(r"yesterday|last night", _shifted_day(-1), fold=True),
    _rule(r"tomorrow", _shifted_day(1), fold=True),
    _rule(r"(?:earlier |later )?(?:this|the past) week", _week(0), fold=True),
    _rule(r"(?:late |early )?last week|the previous week|a week earlier", _week(-1), fold=True),
    _rule(r"(?<!the )next week", _week(1), fold=True),
    _rule(
        r"(?:earlier (?:in the|this)|later (?:in the|this)|this|late this|early this) month",
        _shifted_month(0),
        fold=True,
    ),
    _rule(r"(?:late |early )?last month|the previous month", _shifted_month(-1), fold=True),
    _rule(r"(?<!the )next month", _shifted_month(1), fold=True),
    _rule(r"(?:earlier |later |late |early )?(?:this|in the) year|so far this year", _shifted_year(0), fold=True),
    _rule(r"(?:late |early |earlier |mid-)?last year|the previous year", _shifted_year(-1), fold=True),
    _rule(r"(?:late |early |sometime )?(?<!the )next year", _shifted_year(1), fold=True),
    _rule(
        r"(?:(?P<when>last|this|in the|over the|late) )(?P<season>spring|summer|fall|autumn|winter)", _season, fold=True
    ),
    _rule(rf"{COUNT} {UNIT}s? (?:ago|earlier|before)", _ago, fold=True),
    _rule(
        rf"(?P<cue>[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ll]ast|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|[Dd]uring|[Ff]rom|[Ff]or|[Oo]n|"
        rf"[Ll]ate in|[Bb]etween|[Bb]ack in|[Tt]he|and|to|of|[Ee]nd of|[Aa]) "
        rf"(?:early |late |mid-?)?{_MONTH}(?! \d)(?='s|’s|\W|$)",
        _bare_month,
        _bare_month_next,
    ),
    _rule(rf"{_MONTH}(?='s |’s | round | deal | ruling | decision | order | report )", _bare_month, _bare_month_next),
    _rule(  # not the year in the name of a law
        rf"(?<!Act of )(?<!Code of )(?<!Law of )(?<!Act )(?<!Code )(?<!Bill )"
        rf"(?<!Regulations )(?<!Fiscal Year )(?:fiscal |early |late |mid-?|calendar )?"
        rf"{YEAR}(?!\s*(?:-|–|to)\s*\d)(?! (?:Act|Bill|Code|Law|Order|Rules?|Regulations?)\b)",
        _year,
    ),
)


def find_dates(text: str, published: date | None) -> list[DateSpan]:
    """The date expressions of a text, in order, none overlapping another.

    Args:
        text: any passage.
        published: the day relative dates count from; without it they give nothing.
    """
    return _with_counted(text, _told_dates(text, published), published)


def _with_counted(text: str, told: list[DateSpan], published: date | None) -> list[DateSpan]:
    """The dates, and those that count from one of them: "In September it won. A week earlier it had lost"."""
    done = list(told)
    for each in counted(text):
        base = _counted_from(text, done, each, published)
        when = _when(shifted(base, each.unit, each.count), text, each.start, each.end) if base else None
        if when is not None or each.of_next:
            done = [d for d in done if d.end <= each.start or each.end <= d.start]
        if when is not None:
            done.append(DateSpan(each.start, each.end, when, of_next=each.of_next))
    return sorted(done, key=lambda span: span.start)


def _counted_from(text: str, done: list[DateSpan], each: Counted, published: date | None) -> Days | None:
    if each.of_next and published and counts_from_today(text, each.start):
        return published, published
    before = [d for d in done if d.end <= each.start and is_near(text, d.end, each.start)]
    if each.of_next:
        before = [d for d in before if in_one_sentence(text, d.end, each.start)]
    if not before:
        return None
    base = max(before, key=lambda span: span.start).when
    return base.earliest, base.latest


def _told_dates(text: str, published: date | None) -> list[DateSpan]:
    found: list[DateSpan] = []
    taken: list[tuple[int, int]] = []
    for pattern, resolve, forward in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if "cue" in match.groupdict() and match["cue"]:
                start = match.end("cue") + 1
            if any(start < e and s < end for s, e in taken):
                continue
            taken.append((start, end))
            if _is_dateline(text, start, end):
                continue
            when = _when(resolve(match, published), text, start, end)
            if when is not None:
                ahead = _when(forward(match, published), text, start, end) if forward else None
                found.append(DateSpan(start, end, when, ahead))
    return sorted(found, key=lambda span: span.start)


_LINE_LEFT = 24  # characters that may stand beside the day on a line of its own: weekday, time and zone


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a full day stands on a line of its own ("Wed Mar 26, 2008 12:55pm EDT"): when it was written, no more."""
    if not re.search(r"\d{4}", text[start:end]) or "\n" not in text:
        return False
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)].strip(" -\t")
    return len(line) - (end - start) <= _LINE_LEFT and not line.endswith((".", "!", "?", "”", '"'))


def _when(span: Resolved, text: str, start: int, end: int) -> When | None:
    if span is None:
        return None
    return When(_edtf(*span), span[0], span[1], text[start:end], Mention(start, end, text[start:end]))


def _edtf(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    return f"{first.year:04}" if (last - first).days > 31 else f"{first:%Y-%m}"
