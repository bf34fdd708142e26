"""Sums of money in Chinese text, as numbers with a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.chinese.beginnings import beginning_with, first_of
from extractors.chinese.numerals import multiplier, read_number

_CURRENCIES = {
    "美元": "USD", "美金": "USD", "美钞": "USD", "USD": "USD", "US$": "USD", "$": "USD",
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY",
    "新台币": "TWD", "台币": "TWD", "NT$": "TWD", "TWD": "TWD",
    "港元": "HKD", "港币": "HKD", "港纸": "HKD", "HK$": "HKD", "HKD": "HKD",
    "欧元": "EUR", "€": "EUR", "EUR": "EUR", "英镑": "GBP", "£": "GBP", "GBP": "GBP",
    "日元": "JPY", "日圆": "JPY", "日币": "JPY", "韩元": "KRW", "韩圜": "KRW", "韩圆": "KRW", "韩币": "KRW",
    "卢比": "INR", "印度卢比": "INR", "新加坡元": "SGD", "新元": "SGD", "坡币": "SGD", "新币": "SGD",
    "澳元": "AUD", "澳币": "AUD", "A$": "AUD", "加元": "CAD", "加币": "CAD", "卢布": "RUB",
    "瑞士法郎": "CHF", "瑞郎": "CHF", "泰铢": "THB", "越南盾": "VND", "雷亚尔": "BRL", "里拉": "TRY",
    "令吉": "MYR", "瑞典克朗": "SEK", "丹麦克朗": "DKK", "挪威克朗": "NOK", "兹罗提": "PLN", "比索": "MXN",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|[一二两三四五六七八九十百千半]+)"
_SCALE = r"(?:[十百千]?[万亿兆]|[十百千])"
_REST = rf"(?:(?<=[万亿兆])(?P<rest>{_NUMBER})(?:(?P<rest_scale>[十百千]?[万亿])|(?=\s?(?:{_UNIT}|元))))?"  # 1亿|1960万
_FUZZY = rf"(?:[数几](?P<fuzzy>[十百千]?[万亿兆]|[十百千]))|(?P<digits>[{'一二三四五六七八九十'}\d]+)位数(?:字)?的?"
_BEFORE = (
    "最高|至多|不超过|最多|多达|高达|约|大约|约为|大概|接近|将近|近|逾|超过|超|破|突破|至少|不少于|不低于|上看|上|合计"
)
_SUM = beginning_with(
    rf"{first_of([*_BEFORE.split('|'), *_CURRENCIES])}\s\d一二两三四五六七八九十百千万亿半数几",
    rf"(?P<before>{_BEFORE})?\s?(?P<prefix>{_UNIT})?\s?"
    rf"(?:{_FUZZY}|(?P<low>{_NUMBER})\s?(?P<more1>多|余)?\s?(?P<low_scale>{_SCALE}{{0,3}}){_REST}\s?(?P<more2>多|余)?"
    rf"(?P<low_unit>{_UNIT}|元)?"
    rf"(?:\s?(?:[-~—–－～]|至|到)\s?(?P<high>{_NUMBER})\s?(?P<high_scale>{_SCALE}{{0,3}})多?余?)?"
    rf"|(?P<bare>百万|千万|百亿|千亿|万亿|十亿|亿))"
    rf"(?P<level>级别?)?(?:[^\S\n]?(?P<suffix>{_UNIT}|元人民币|元新台币|元港币|圆|元|块钱))?(?P<after_level>级|等值)?(?P<after>人民币|以上|以下|左右|上下)?",
)
_QUALIFIERS = {
    "最高": "up to", "至多": "up to", "不超过": "up to", "最多": "up to", "多达": "up to", "上看": "up to",
    "约": "about", "大约": "about", "约为": "about", "大概": "about", "接近": "less than", "将近": "less than",
    "近": "less than", "逾": "more than", "超过": "more than", "超": "more than", "破": "more than",
    "突破": "more than", "至少": "more than", "不少于": "more than", "不低于": "more than", "上": "more than",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money, or a large bare number that may be one."""

    start: int  # of the number with its unit and its qualifying word
    end: int
    value: Decimal
    max: Decimal | None
    currency: str  # ISO 4217, or empty where the text names none
    qualifier: str
    conversion: bool = False  # a sum in brackets that repeats the one before it in another currency


def find_sums(text: str, default_currency: str = "CNY") -> list[Sum]:
    """Find the sums of money in a text.

    Args:
        text: folded text.
        default_currency: what a bare 元 means here.

    Returns:
        The sums in order. A number of ten thousand or more written with 万 or 亿 but no currency is given too, with an
        empty currency: the reader decides by what stands around it.
    """
    found = (_read(match, default_currency) for match in _SUM.finditer(text))
    return _mark_conversions(text, [item for item in found if item])


def _read(match: re.Match[str], default: str) -> Sum | None:
    currency = _currency(match, default)
    low, high = _bounds(match)
    if low is None or (not currency and (low < 10_000 or not _scaled(match))):
        return None
    qualifier = _QUALIFIERS.get(match["before"] or "", "")
    if match["more1"] or match["more2"] or match["after"] == "以上":
        qualifier = qualifier or "more than"
    if qualifier == "up to":
        high = high or low
    end = match.end() - len(match["after"] or "") if match["after"] in ("以上", "以下", "左右", "上下") else match.end()
    return Sum(match.start(), end, low, high, currency, qualifier or ("about" if match["after"] == "左右" else ""))


def _scaled(match: re.Match[str]) -> bool:
    return bool(match["low_scale"] or match["high_scale"] or match["fuzzy"] or match["bare"])


def _currency(match: re.Match[str], default: str) -> str:
    unit = match["suffix"] or match["low_unit"] or ""
    if match["after"] == "人民币" or unit == "元人民币":
        return "CNY"
    if unit in ("", "元", "圆", "块钱"):
        known = _CURRENCIES.get(match["prefix"] or "")
        return known or (default if unit else "")
    return {"元新台币": "TWD", "元港币": "HKD"}.get(unit) or _CURRENCIES[unit]


def _bounds(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    if match["digits"]:
        places = read_number(match["digits"])
        return (
            (Decimal(10) ** (int(places) - 1), Decimal(10) ** int(places) - 1)
            if places and places < 20
            else (None, None)
        )
    if match["fuzzy"]:
        unit = multiplier(match["fuzzy"])
        return unit, unit * 10 - 1
    if match["bare"]:
        unit = multiplier(match["bare"])
        return unit, unit * 10 - 1 if match["level"] or match["after_level"] else None
    return _plain_bounds(match)


def _plain_bounds(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    low = _number(match["low"])
    if low is None:
        return None, None
    if match["rest"]:
        rest = _number(match["rest"]) or Decimal(0)
        return _scaled_value(low, match["low_scale"]) + _scaled_value(rest, match["rest_scale"]), None
    if not match["high"]:
        return _scaled_value(low, match["low_scale"]), None
    high = _number(match["high"])
    scale = match["low_scale"] or match["high_scale"] or ""
    if high is None:
        return _scaled_value(low, scale), None
    return _scaled_value(low, scale), _scaled_value(high, match["high_scale"] or scale)


def _scaled_value(number: Decimal, scale: str | None) -> Decimal:
    value = number * multiplier(scale or "")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _number(text: str) -> Decimal | None:
    return Decimal("0.5") if text == "半" else read_number(text)


def _mark_conversions(text: str, sums: list[Sum]) -> list[Sum]:
    marked: list[Sum] = []
    for item in sums:
        opened = text[max(0, item.start - 5) : item.start]
        repeats = bool(marked) and re.search(r"[（(](?:折合|合|约合|相当于|即)?约?$", opened) is not None
        close = bool(marked) and item.start - marked[-1].end <= 6 and marked[-1].currency != item.currency
        conversion = repeats and close and bool(item.currency)
        marked.append(
            Sum(item.start, item.end, item.value, item.max, item.currency, item.qualifier, True) if conversion else item
        )
    return marked
