"""The languages of the interface, and how dates and sums are written in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from babel import Locale

from graph.ontology_labels import ontology_definitions, ontology_labels
from policygraph.errors import DataFileError

TRANSLATIONS = Path(__file__).with_name("translations")
LANGUAGES = {"en": "English", "zh": "中文"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "JPY": "JP¥", "HKD": "HK$", "TWD": "NT$", "KRW": "₩"}
_ENGLISH_STEPS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
_CHINESE_STEPS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: str
    messages: Mapping[str, str]  # what is written in the templates -> what is shown

    def text(self, message: str, **values: object) -> str:
        """A message in this language, with ``%(name)s`` filled in; where ``n`` is one, the message for one of them."""
        shown = self.messages.get(message, message)
        if values.get("n") in (1, "1"):
            shown = self.messages.get(f"one: {message}", shown)
        return shown % values if values else shown

    def label(self, term: str) -> str:
        """The name of a term of the ontology, or of a value of an attribute."""
        known = ontology_labels().get(term, {})
        return known.get(self.code) or self.messages.get(term) or known.get("en") or term.replace("_", " ")

    def heading(self, term: str) -> str:
        """The same as it stands at the beginning of a line."""
        label = self.label(term)
        return label[:1].upper() + label[1:]

    def definition(self, term: str) -> str:
        """What a term of the ontology means; empty where it does not say."""
        known = ontology_definitions().get(term, {})
        return known.get(self.code) or known.get("en") or ""

    def country(self, code: str) -> str:
        """The name of a country or territory by its ISO 3166 code, as CLDR has it; an unknown code stays as it is."""
        return self.messages.get(f"country: {code}") or _countries(self.code).get(code, code)

    def date(self, value: str | None) -> str:
        """An ISO or EDTF date as people write it; what is neither stays as it is."""
        parts = (value or "")[:10].split("-")
        if not all(part.isdigit() for part in parts) or len(parts[0]) != 4 or len(value or "") > 10:
            return value or ""
        numbers = [int(part) for part in parts]
        if self.code == "zh":
            return "".join(f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False))
        if len(numbers) == 1:
            return str(numbers[0])
        month = _MONTHS[numbers[1] - 1] if 1 <= numbers[1] <= 12 else parts[1]
        return " ".join([*(str(day) for day in numbers[2:]), month, str(numbers[0])])

    def month(self, value: str) -> str:
        """A month such as 2025-09 in little room: Sep 25, 25年9月."""
        year, number = value[2:4], int(value[5:7])
        return f"{year}年{number}月" if self.code == "zh" else f"{_MONTHS[number - 1]} {year}"

    def money(self, value: float | None, currency: str = "") -> str:
        """A sum with its unit, rounded to three digits or so: US$13bn, 130亿美元."""
        if value is None:
            return ""
        steps = _CHINESE_STEPS if self.code == "zh" else _ENGLISH_STEPS
        size, unit = next(((size, unit) for size, unit in steps if abs(value) >= size), (1.0, ""))
        figure = f"{value / size:,.2f}".rstrip("0").rstrip(".")
        if self.code == "zh":
            return f"{figure}{unit}{self.messages.get(currency, ' ' + currency if currency else '')}"
        sign = _SIGNS.get(currency)
        return f"{sign}{figure}{unit}" if sign else f"{figure}{unit} {currency}".strip()


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """One of LANGUAGES.

    Raises:
        DataFileError: its translations cannot be read.
    """
    path = TRANSLATIONS / f"{code}.yml"
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(read, dict) or not all(isinstance(item, str) for pair in read.items() for item in pair):
        raise DataFileError(path, None, "not a list of messages", 'Write lines such as "Events": "事件".')
    return Language(code, read)


@lru_cache(maxsize=len(LANGUAGES))
def _countries(code: str) -> Mapping[str, str]:
    return dict(Locale.parse(code).territories)


def chosen_language(wanted: str, cookie: str, accept_language: str) -> Language:
    """The language of a page: what the address asks for, else the reader's choice, else what the browser prefers."""
    for code in (wanted, cookie):
        if code in LANGUAGES:
            return language(code)
    ranked = sorted((_preference(part) for part in accept_language.split(",")), key=lambda pair: -pair[1])
    return language(next((code for code, weight in ranked if code in LANGUAGES and weight > 0), "en"))


def _preference(part: str) -> tuple[str, float]:
    """A language and how much it is wanted, from one part of an Accept-Language header."""
    tag, _, parameter = part.partition(";")
    try:
        weight = float(parameter.partition("=")[2]) if parameter else 1.0
    except ValueError:
        weight = 0.0
    return tag.strip().lower()[:2], weight
