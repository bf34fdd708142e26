"""Dates in Chinese text, resolved against the day of publication and the years named before.

Nothing is invented: an expression that needs a day of publication or a year that is not known gives no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from extractors.chinese.beginnings import beginning_with
from extractors.chinese.numerals import read_number

_NUMERALS = r"\d一二三四五六七八九十两"
_YEARS = r"\d二今去前明后同当次翌"
_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇○零]{1}[〇○零一二三][〇○零一二三四五六七八九])\s?年"
_PART = r"(?P<part>年?初|年?底|年?末|年中|上半年|下半年|春[天季]?|夏[天季]?|秋[天季]?|冬[天季]?|第?[一二三四1-4]季度?|Q[1-4])"  # noqa: E501
_MONTH = rf"(?P<month>{_N})\s?月份?"
_DAY = rf"(?P<day>{_N})\s?[日号]"
_AHEAD_OF_MONTH = re.compile(r"(?:将|拟|预计|计划|定|起|有望)(?:于|在|会)?\s?$")
_REFERENCE = r"(?P<yearword>今年|去年|前年|明年|后年|同年|当年|次年|翌年)"
_WEEKDAY = r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
_MONTH_PART = r"(?P<monthpart>月?初|月?底|月?末|上旬|中旬|下旬)?"
_NO_UNIT = r"(?![\d个以])"
_RELATIVE_DAYS = {
    "今日": 0, "今天": 0, "今早": 0, "今晚": 0, "今晨": 0, "今午": 0, "今夜": 0, "本日": 0, "即日": 0,
    "昨日": -1, "昨天": -1, "昨晚": -1, "昨夜": -1, "昨早": -1,
    "前日": -2, "前天": -2, "前晚": -2, "大前天": -3, "明日": 1, "明天": 1, "明早": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_TO_COME_BEFORE = re.compile(r"(?:将于|将在|定于|拟于|订于|预计|[将拟料])$")
_TO_COME_AFTER = re.compile(r"(?:起(?!诉)|开始|将(?!军)|拟)")
_AHEAD = 62  # days: a month without a year further ahead than that is one that is past
_YEAR_WORDS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
_PART_MONTHS = {
    "上半年": (1, 6), "下半年": (7, 12), "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 12),
    "1": (1, 3), "2": (4, 6), "3": (7, 9), "4": (10, 12), "一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A date found in a text, as precise as the text is."""

    start: int
    end: int
    edtf: str  # a day, a month, a year, or an interval of months
    earliest: date
    latest: date


@dataclass(slots=True)
class _Context:
    """What is known while a text is read from left to right."""

    published: date | None
    year: int | None = None  # the year last named
    year_position: int = -1
    told_year: int | None = None  # the last one that is not still to come: what 同年 means
    month: tuple[int, int] | None = None  # the year and month last named
    day: date | None = None  # the day last named
    moments: list[Moment] = field(default_factory=list)


Reader = Callable[[re.Match[str], _Context], Moment | None]


def _day(match: re.Match[str], when: date) -> Moment:
    return Moment(match.start(), match.end(), when.isoformat(), when, when)


def _month(match: re.Match[str], year: int, month: int) -> Moment:
    last = calendar.monthrange(year, month)[1]
    return Moment(match.start(), match.end(), f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, last))


def _months(match: re.Match[str], year: int, first: int, last: int) -> Moment:
    end = date(year, last, calendar.monthrange(year, last)[1])
    edtf = f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"
    return Moment(match.start(), match.end(), edtf, date(year, first, 1), end)


def _year(match: re.Match[str], year: int) -> Moment:
    return Moment(match.start(), match.end(), f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _integer(text: str) -> int:
    return int(read_number(text) or 0)


def _named_year(match: re.Match[str], context: _Context) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        digits = "".join(
            str("〇一二三四五六七八九".find(c.replace("○", "〇").replace("零", "〇"))) if not c.isdigit() else c
            for c in groups["year"]
        )
        return int(digits)
    if groups.get("minguo"):
        return 1911 + int(groups["minguo"])
    word = groups.get("yearword")
    if word in _YEAR_WORDS:
        return context.published.year + _YEAR_WORDS[word] if context.published else None
    if word in ("同年", "当年"):
        return context.told_year
    if word in ("次年", "翌年"):
        return context.told_year + 1 if context.told_year else None
    return None


def _near_year(context: _Context, match: re.Match[str], month: int, day: int = 15) -> int | None:
    """Return the year of a month that stands without one: the year just named, else the one nearest to publication.

    What is planned is still to come, or was to come some weeks before it was told.
    """
    told_beside = "\n" not in match.string[max(context.year_position, 0) : match.start()]
    if context.year is not None and match.start() - context.year_position <= 60 and told_beside:
        return context.year
    if context.published is None:
        return context.year if context.year is not None and match.start() - context.year_position <= 200 else None
    here = context.published
    if _AHEAD_OF_MONTH.search(match.string[max(0, match.start() - 6) : match.start()]):
        return here.year + (date(here.year, month, min(day, 28)) < here - timedelta(days=62))
    after = match.string[match.end() : match.end() + 1] == "起"
    limit = here + timedelta(days=_AHEAD)
    years = (here.year, here.year - 1, here.year + 1)
    for year in sorted(years, key=lambda y: abs((date(y, month, min(day, 28)) - here).days)):
        when = date(year, month, min(day, 28))
        if when <= limit or after:
            return year
    return here.year - 1


def _read_year_month_day(match: re.Match[str], context: _Context) -> Moment | None:
    year, groups = _named_year(match, context), match.groupdict()
    if year is None:
        return None
    if groups.get("month"):
        month = _integer(groups["month"])
        if not 1 <= month <= 12:
            return None
        if groups.get("day"):
            when = _valid(year, month, _integer(groups["day"]))
            return _day(match, when) if when else None
        return _month(match, year, month)
    return _year_part(match, year, groups.get("part") or "")


def _year_part(match: re.Match[str], year: int, part: str) -> Moment:
    for key, (first, last) in _PART_MONTHS.items():
        if part and key in part:
            return _months(match, year, first, last)
    return _year(match, year)


def _read_month_day(match: re.Match[str], context: _Context) -> Moment | None:
    month, day = _integer(match["month"]), _integer(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    year = _near_year(context, match, month, day)
    when = _valid(year, month, day) if year else None
    return _day(match, when) if when else None


def _read_month(match: re.Match[str], context: _Context) -> Moment | None:
    month = _integer(match["month"])
    if not 1 <= month <= 12:
        return None
    year = _near_year(context, match, month)
    return _month(match, year, month) if year else None


def _read_relative_day(match: re.Match[str], context: _Context) -> Moment | None:
    if context.published is None:
        return None
    return _day(match, context.published + timedelta(days=_RELATIVE_DAYS[match["relative"]]))


def _read_same_day(match: re.Match[str], context: _Context) -> Moment | None:
    return _day(match, context.day) if context.day else None


def _read_weekday(match: re.Match[str], context: _Context) -> Moment | None:
    if context.published is None or match["weekday"] == "末":
        return None
    index = "一二三四五六日".find(match["weekday"].replace("天", "日"))
    monday = context.published - timedelta(days=context.published.weekday())
    offset = {"上": -7, "下": 7, "上上": -14}.get((match["week"] or "").rstrip("个一"), 0)
    when = monday + timedelta(days=index + offset)
    if not match["week"] and when > context.published and not _is_ahead(match):
        when -= timedelta(days=7)  # a bare weekday is the last one
    return _day(match, when)


def _is_ahead(match: re.Match[str]) -> bool:
    """Whether the words beside a date say that it is still to come (周五起加征, 将于周五)."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    return bool(_TO_COME_BEFORE.search(before) or _TO_COME_AFTER.match(match.string, match.end()))


def _read_week(match: re.Match[str], context: _Context) -> Moment | None:
    if context.published is None:
        return None
    offset = {"上": -7, "下": 7}.get(match["weekword"][0], 0)
    monday = context.published + timedelta(days=offset - context.published.weekday())
    sunday = monday + timedelta(days=6)
    return Moment(match.start(), match.end(), f"{monday}/{sunday}", monday, sunday)


def _read_month_word(match: re.Match[str], context: _Context) -> Moment | None:
    if context.published is None and match["monthword"] != "同月":
        return None
    year, month = (context.month or (0, 0)) if match["monthword"] in ("同月", "当月") else (0, 0)
    if not year:
        if context.published is None or match["monthword"] in ("同月", "当月"):
            return None
        shift = {"本": 0, "这": 0, "上": -1, "下": 1}[match["monthword"][0]]
        year, month = divmod(context.published.year * 12 + context.published.month - 1 + shift, 12)
        month += 1
    if match["day"]:
        when = _valid(year, month, _integer(match["day"]))
        return _day(match, when) if when else None
    return _month(match, year, month)


def _read_ago(match: re.Match[str], context: _Context) -> Moment | None:
    here = context.published
    count = 0 if match["half"] else _integer(match["count"])
    if here is None or not (count or match["half"]):
        return None
    unit = match["unit"]
    if unit in ("天", "日"):
        return _day(match, here - timedelta(days=count))
    if unit in ("周", "星期", "礼拜"):
        when = here - timedelta(days=7 * count)
        return (
            Moment(match.start(), match.end(), when.strftime("%Y-%m"), when.replace(day=1), when)
            if count > 3
            else (_day(match, when))
        )
    if unit == "月":
        year, month = divmod(here.year * 12 + here.month - 1 - (count or 6), 12)
        return _month(match, year, month + 1)
    return _year(match, here.year - count) if count else None


def _read_bare_day(match: re.Match[str], context: _Context) -> Moment | None:
    day, here = _integer(match["day"]), context.published
    if not 1 <= day <= 31:
        return None
    if context.month and match.start() - (context.moments[-1].end if context.moments else -999) <= 40:
        when = _valid(*context.month, day)
        return _day(match, when) if when else None
    if here is None:
        return None
    year, month = here.year, here.month
    if day > here.day + 7 and not _is_ahead(match):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    elif day < here.day - 7 and _is_ahead(match):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    when = _valid(year, month, day)
    return _day(match, when) if when else None


def _read_iso(match: re.Match[str], _: _Context) -> Moment | None:
    when = _valid(int(match["y"]), int(match["m"]), int(match["d"]))
    return _day(match, when) if when else None


_GRAMMAR: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"), _read_iso),
    (re.compile(rf"民国\s?(?P<minguo>\d{{2,3}})\s?年\s?(?:{_MONTH}\s?(?:{_DAY})?)?"), _read_year_month_day),
    (beginning_with(_YEARS, rf"(?<!\d)(?:{_YEAR}|{_REFERENCE})的?\s?(?:{_MONTH}\s?(?:{_DAY}|{_MONTH_PART})|{_PART})"), _read_year_month_day),  # noqa: E501
    (beginning_with(_YEARS, rf"(?<!\d)(?:{_YEAR}|{_REFERENCE})(?!前|后|内|间|度|来)"), _read_year_month_day),
    (beginning_with(_NUMERALS, rf"(?<![\d个])(?<!\d年)(?<!\d 年 ){_MONTH}\s?{_DAY}"), _read_month_day),
    (re.compile(rf"(?P<monthword>本月|这个月|上个?月|下个?月|同月|当月)(?:份)?\s?(?:{_DAY})?"), _read_month_word),
    (beginning_with(_NUMERALS, rf"(?<![\d个第十一二三四五六七八九])(?<!\d年)(?<!\d 年 ){_MONTH}{_NO_UNIT}{_MONTH_PART}"), _read_month),  # noqa: E501
    (re.compile(r"(?P<relative>" + "|".join(sorted(_RELATIVE_DAYS, key=len, reverse=True)) + ")"), _read_relative_day),
    (re.compile(r"(?P<same>同日|当日|当天|同一天)"), _read_same_day),
    (beginning_with("上下本这一周星礼", rf"(?P<week>上上|上个?|下个?|本|这个?)?一?{_WEEKDAY}"), _read_weekday),
    (re.compile(r"(?P<weekword>[上下]个?(?:周|星期|礼拜))(?![一二三四五六日天末边围期年岁])"), _read_week),
    (beginning_with(f"半{_NUMERALS}", rf"(?:(?P<half>半年)|(?P<count>{_N})\s?个?(?P<unit>天|日|周|星期|礼拜|月|年))(?:之?前|以前)"), _read_ago),  # noqa: E501
    (beginning_with(_NUMERALS, rf"(?<![\d月十一二三四五六七八九/]){_DAY}(?![\d月本元圆均内前后间])"), _read_bare_day),
)  # fmt: skip


def find_dates(text: str, published: date | None) -> list[Moment]:
    """Find the dates of a text.

    Args:
        text: folded text, a whole article or part of one.
        published: the day that relative dates count from; without it they give nothing.

    Returns:
        The dates in order, none overlapping another.
    """
    context = _Context(published)
    for match, reader in _candidates(text):
        if context.moments and match.start() < context.moments[-1].end:
            continue
        moment = reader(match, context)
        if moment:
            _remember(context, moment, match)
    return _without_bracketed_repeats(text, context.moments)


def _candidates(text: str) -> list[tuple[re.Match[str], Reader]]:
    found = [
        (match, reader, order) for order, (pattern, reader) in enumerate(_GRAMMAR) for match in pattern.finditer(text)
    ]
    found.sort(key=lambda item: (item[0].start(), -item[0].end(), item[2]))
    return [(match, reader) for match, reader, _ in found]


def _remember(context: _Context, moment: Moment, match: re.Match[str]) -> None:
    context.moments.append(moment)
    groups = match.groupdict()
    if groups.get("year") or groups.get("yearword") or groups.get("minguo"):
        context.year, context.year_position = moment.earliest.year, moment.end
        if context.published is None or context.year <= context.published.year:
            context.told_year = context.year
    if len(moment.edtf) == 10:
        context.day = moment.earliest
    if len(moment.edtf) in (7, 10):
        context.month = (moment.earliest.year, moment.earliest.month)


def _without_bracketed_repeats(text: str, moments: list[Moment]) -> list[Moment]:
    """Drop "(5日)" after "周四": it says the same day again."""
    kept: list[Moment] = []
    for moment in moments:
        repeated = kept and text[kept[-1].end : moment.start] in ("（", "(") and len(kept[-1].edtf) == 10
        if not repeated:
            kept.append(moment)
    return kept
