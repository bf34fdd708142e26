"""Sums of money, shares and counts in every notation that news uses, as numbers with their characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from policygraph.records import Amount, Mention

_SYMBOLS = {
    "US$": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "HK$": "HKD",
    "S$": "SGD",
    "SG$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "RM": "MYR",
    "Rp": "IDR",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "CN¥": "CNY",
    "RMB¥": "CNY",
    "JP¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "Rs.": "INR",
    "Rs": "INR",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "CHF": "CHF",
    "SFr": "CHF",
    "kr": "SEK",
    "RMB": "CNY",
    "EUR": "EUR",
    "USD": "USD",
    "GBP": "GBP",
    "CNY": "CNY",
    "JPY": "JPY",
    "KRW": "KRW",
    "INR": "INR",
    "AUD": "AUD",
    "CAD": "CAD",
    "HKD": "HKD",
    "TWD": "TWD",
    "SGD": "SGD",
    "NZD": "NZD",
    "SEK": "SEK",
    "NOK": "NOK",
    "DKK": "DKK",
    "BRL": "BRL",
    "RUB": "RUB",
    "ZAR": "ZAR",
}
_NAMES = {
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "us dollar": "USD",
    "american dollars": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "dlrs": "USD",
    "dlr": "USD",
    "u.s. dlrs": "USD",
    "canadian dlrs": "CAD",
    "australian dlrs": "AUD",
    "hong kong dlrs": "HKD",
    "singapore dlrs": "SGD",
    "usd": "USD",
    "bucks": "USD",
    "australian dollars": "AUD",
    "canadian dollars": "CAD",
    "hong kong dollars": "HKD",
    "singapore dollars": "SGD",
    "taiwan dollars": "TWD",
    "new taiwan dollars": "TWD",
    "new zealand dollars": "NZD",
    "euros": "EUR",
    "euro": "EUR",
    "eur": "EUR",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "pound sterling": "GBP",
    "pound": "GBP",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "hong kong dollar": "HKD",
    "singapore dollar": "SGD",
    "taiwan dollar": "TWD",
    "nt dollars": "TWD",
    "rupee": "INR",
    "indian rupees": "INR",
    "franc": "CHF",
    "swiss franc": "CHF",
    "swedish kronor": "SEK",
    "swedish krona": "SEK",
    "norwegian kroner": "NOK",
    "norwegian crowns": "NOK",
    "danish kroner": "DKK",
    "danish crowns": "DKK",
    "shekel": "ILS",
    "dirham": "AED",
    "riyal": "SAR",
    "zlotys": "PLN",
    "korean won": "KRW",
    "japanese yen": "JPY",
    "chinese yuan": "CNY",
    "stg": "GBP",
    "marks": "DEM",
    "guilders": "NLG",
    "belgian francs": "BEF",
    "french francs": "FRF",
    "gbp": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "won": "KRW",
    "rupees": "INR",
    "inr": "INR",
    "rubles": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rouble": "RUB",
    "francs": "CHF",
    "swiss francs": "CHF",
    "swedish crowns": "SEK",
    "kronor": "SEK",
    "krona": "SEK",
    "kroner": "DKK",
    "reais": "BRL",
    "real": "BRL",
    "rand": "ZAR",
    "pesos": "MXN",
    "lira": "TRY",
    "liras": "TRY",
    "shekels": "ILS",
    "baht": "THB",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "zloty": "PLN",
    "forints": "HUF",
    "dirhams": "AED",
    "riyals": "SAR",
    "naira": "NGN",
    "dong": "VND",
    "美元": "USD",
    "人民币": "CNY",
    "人民幣": "CNY",
    "元": "CNY",
    "欧元": "EUR",
    "歐元": "EUR",
    "日元": "JPY",
    "日圓": "JPY",
    "港元": "HKD",
    "韩元": "KRW",
}
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "mil": 6,
    "mm": 6,
    "million": 6,
    "millions": 6,
    "b": 9,
    "bn": 9,
    "bln": 9,
    "bil": 9,
    "billion": 9,
    "billions": 9,
    "t": 12,
    "tn": 12,
    "trn": 12,
    "trillion": 12,
    "trillions": 12,
    "crore": 7,
    "cr": 7,
    "lakh": 5,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "万亿": 12,
    "兆": 12,
}
_WORDS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "half a": Decimal("0.5"),
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SYMBOL = "|".join(re.escape(s) for s in sorted(_SYMBOLS, key=len, reverse=True))
_UNIT = "|".join(re.escape(s) for s in sorted(_NAMES, key=len, reverse=True))
_SCALE = (
    r"million|billion|trillion|thousand|crore|lakh|万亿|[亿億万萬兆]|"
    r"(?:bn|bln|mn|mln|tn|trn|bil|mil|mm|[mbkt])(?![a-z])"
)
_RANGE = r"\s*(?:-|–|—|to|and|or)\s*"
_QUALIFIERS = (
    ("up to", r"up to|as much as|as many as|at most|a maximum of|no more than|capped at|maximum"),
    (
        "more than",
        (
            r"more than|over|at least|exceeding|in excess of|above|upwards of|"
            r"north of|a minimum of|no less than|topping|surpassing|greater than"
        ),
    ),
    ("less than", r"less than|under|below|nearly|almost|just under|close to|approaching|shy of"),
    ("about", r"about|around|roughly|approximately|some|an estimated|estimated|circa|~|nearly|almost|near"),
)
_QUALIFIER = "|".join(f"(?:{words})" for _, words in _QUALIFIERS)
_MONEY = re.compile(
    rf"(?:(?P<qualifier>{_QUALIFIER})\s+(?:a\s+)?)?"
    rf"(?:(?P<symbol>(?<![A-Za-z]){_SYMBOL})\s?(?P<low>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE})(?![A-Za-z]))?"
    rf"(?:{_RANGE}(?:{_SYMBOL})?\s?(?P<high>{_NUMBER})(?:[\s-]?(?P<high_scale>{_SCALE})(?![A-Za-z])))?(?:[\s-]?(?:US\s)?(?:dollars?|USD|euros?)(?![A-Za-z]))?"
    rf"|(?<![\w.])(?P<low2>{_NUMBER}|(?:half a|one|two|three|four|five|six|seven|eight|nine|ten|a)"
    rf"(?=\s(?:million|billion|trillion)))"
    rf"(?:[\s-]?(?P<scale2>{_SCALE})(?![A-Za-z]))?"
    rf"(?:{_RANGE}(?P<high2>{_NUMBER})(?:[\s-]?(?P<high_scale2>{_SCALE})(?![A-Za-z])))?[\s-]?(?P<unit>{_UNIT})(?![A-Za-z]))",
    re.IGNORECASE,
)
_MARK = re.compile(
    rf"[$€£¥₩₹₽₺₪฿₫₱]|(?<![A-Za-z])(?:{_SYMBOL.replace('kr|', '')})(?=\s?\d)|(?<![A-Za-z])(?:{_UNIT})(?![A-Za-z])",
    re.IGNORECASE,
)
_AROUND = 48  # characters before and after the mark of a currency that belong to the sum
_PERCENT = re.compile(
    rf"(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?\s?(?:%|percent|per cent|pct|percentage points)", re.IGNORECASE
)
_COUNT = re.compile(
    rf"(?P<low>{_NUMBER})(?:[\s-]?(?P<scale>million|billion|thousand|bn|mn|m|k)(?![A-Za-z]))?", re.IGNORECASE
)


# "10.1 won", "3 real", "a 200 pound man": words, not currencies
_LEAST = {"won": 1000, "marks": 1000, "real": 10**12, "dong": 1000, "pound": 10**12, "franc": 10**12}


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """A sum of money and where it stands."""

    start: int
    end: int
    amount: Amount
    bracketed: bool = False  # a conversion in brackets after another sum


@lru_cache(maxsize=128)
def find_money(text: str) -> tuple[MoneySpan, ...]:
    """The sums of money of a text, in order."""
    return tuple(_spans(text))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that can hold a sum: around the sign or name of a currency."""
    begin = end = 0
    for mark in _MARK.finditer(text):
        if mark.start() - _AROUND > end:
            if end:
                yield begin, end
            begin = max(mark.start() - _AROUND, 0)
        end = mark.end() + _AROUND
    if end:
        yield begin, end


def _spans(text: str) -> Iterator[MoneySpan]:
    for match in (
        match for begin, end in _windows(text) for match in _MONEY.finditer(text, begin, min(end, len(text)))
    ):
        amount = _amount(match, text)
        if amount is not None:
            before = text[: match.start()].rstrip()[-1:]
            yield MoneySpan(amount.mention.start, amount.mention.end, amount, before in "([" and before != "")


def _amount(match: re.Match[str], text: str) -> Amount | None:
    symbol, unit = match["symbol"], match["unit"]
    if symbol and symbol[-1].isalpha() and text[match.end() : match.end() + 1].isalnum():
        return None  # the ticker "NOK1V"
    currency = _currency(symbol, unit)
    scale = match["scale"] or match["scale2"] or ""
    high_scale = match["high_scale"] or match["high_scale2"] or ""
    low = _value(match["low"] or match["low2"], scale or high_scale)
    if low is None or not currency or (unit and not scale and low < _LEAST.get(unit.lower(), 0)):
        return None
    high = _value(match["high"] or match["high2"] or "", high_scale or scale)
    qualifier = _qualifier(match["qualifier"])
    start = match.start("symbol") if symbol else match.start("low2")
    mention = Mention(start, match.end(), text[start : match.end()])
    top = high if high is not None else (low if qualifier == "up to" else None)
    return Amount(low, mention.text, mention, top, currency, qualifier)


def _currency(symbol: str | None, unit: str | None) -> str:
    if symbol:
        folded = {key.casefold(): value for key, value in _SYMBOLS.items()}
        return folded.get(symbol.casefold(), "")
    return _NAMES.get((unit or "").lower(), "")


def _value(number: str, scale: str) -> Decimal | None:
    if not number:
        return None
    try:
        value = Decimal(str(_WORDS.get(number.lower(), number.replace(",", ""))))
    except InvalidOperation:
        return None
    return value * Decimal(10) ** _SCALES.get(scale.lower(), 0)


def _qualifier(words: str | None) -> str:
    if not words:
        return ""
    return next(name for name, pattern in _QUALIFIERS if re.fullmatch(pattern, words.lower()))


def find_percents(text: str) -> Iterator[tuple[int, int, Decimal, Decimal | None]]:
    """(start, end, share, upper bound) of each percentage of a text."""
    for match in _PERCENT.finditer(text):
        high = match["high"]
        low = Decimal(match["low"].replace(",", ""))
        yield match.start(), match.end(), low, Decimal(high.replace(",", "")) if high else None


def find_counts(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """(start, end, number) of each plain number of a text; years and days are numbers too."""
    for match in _COUNT.finditer(text):
        value = _value(match["low"], match["scale"] or "")
        if value is not None:
            yield match.start(), match.end(), value


def is_money(word: str) -> bool:
    """Whether a token is a sum of money, as the pipeline merges them."""
    return any(character.isdigit() for character in word) and _MONEY.fullmatch(word) is not None
