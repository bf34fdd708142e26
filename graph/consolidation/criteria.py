"""Whom a measure reaches by who owns them, read from the phrase that describes its target.

"companies more than 50% owned by Chinese entities", 海外中资控股超过50%的公司: a country, a threshold, and whether the
place of registration makes no difference. The words are data (``data/ownership-phrases.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from policygraph.errors import DataFileError
from policygraph.identifiers import fold_name
from policygraph.resources import data_dir

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(?:%|percent|per cent|百分之)|百分之(\d{1,3})")
_OWNED_BY = re.compile(r"[^.;]{0,60}?\bby\b[^.;]{0,80}")
_CLAUSE_BEGINS = re.compile(r"[，。；、,]|覆盖|涵盖|禁止|适用于")


@dataclass(frozen=True, slots=True, order=True)
class Criterion:
    """Owned from a country to more than a threshold."""

    country: str  # ISO 3166-1 alpha-2
    threshold: Decimal
    exclusive: bool  # more than, not at least
    owned: bool  # it speaks of owners; else only of where a company is from
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrases:
    countries: tuple[tuple[str, str], ...]  # (word, ISO code), longest first
    owned: tuple[str, ...]
    owning: tuple[str, ...]
    at_least: tuple[str, ...]


def read_criterion(phrase: str) -> Criterion | None:
    """The criterion that a phrase states, or nothing where it names no country."""
    folded = f" {fold_name(phrase)} "
    known = _phrases(data_dir() / "ownership-phrases.yml")
    country = next((code for word, code in known.countries if _stands(word, folded, phrase)), "")
    if not country:
        return None
    owned = any(_stands(word, folded, phrase) for word in known.owned)
    found = _PERCENT.search(phrase)
    share = Decimal(found.group(1) or found.group(2)) if found else Decimal(50)
    at_least = bool(found) and any(_stands(word, folded, phrase) for word in known.at_least)
    return Criterion(country, min(share, Decimal(100)), not at_least, owned or bool(found), phrase)


def read_in_sentence(sentence: str, country: str) -> Criterion:
    """The criterion of a sentence whose target is a country: owned from there where it speaks of owners."""
    folded = f" {fold_name(sentence)} "
    known = _phrases(data_dir() / "ownership-phrases.yml")
    owned = any(_stands(word, folded, sentence) for word in known.owned)
    found = _PERCENT.search(sentence) if owned else None
    share = Decimal(found.group(1) or found.group(2)) if found else Decimal(50)
    at_least = bool(found) and any(_stands(word, folded, sentence) for word in known.at_least)
    return Criterion(country, min(share, Decimal(100)), not at_least, owned, sentence)


def read_owners(sentence: str) -> Criterion | None:
    """The criterion of a sentence that says from where they are owned that it reaches.

    "barred companies that are majority-owned by Chinese entities", 由中国资本控股的企业: the country stands with
    the word of owning, after it in English and before it in Chinese. One that only acts in the sentence is none.
    """
    folded = _same_length(sentence)
    words = _phrases(data_dir() / "ownership-phrases.yml").owning
    windows = (_beside_owning(sentence, folded, place) for word in words for place in _places(word, folded))
    return next(filter(None, map(read_criterion, windows)), None)


def _places(word: str, folded: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word), folded)


def _same_length(sentence: str) -> str:
    """Folded, character by character, so that places in it are places in the sentence."""
    return "".join(folded if len(folded := fold_name(c)) == 1 else c for c in sentence).lower()


def _beside_owning(sentence: str, folded: str, owning: re.Match[str]) -> str:
    """What is said of the owners: up to the end of the clause in English, from its beginning in Chinese."""
    start, end = owning.span()
    if not owning.group().isascii():
        return _CLAUSE_BEGINS.split(folded[:start])[-1] + sentence[start : end + 12]
    if by := _OWNED_BY.match(sentence, end):
        return sentence[max(0, start - 24) : by.end()]
    return sentence[max(0, start - 12) : end]


def _stands(word: str, folded: str, phrase: str) -> bool:
    """Whether a word stands in a phrase; one in capitals only in capitals ("US", not "us")."""
    if not word.isascii():
        return word in folded
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", phrase if word.isupper() else folded))


@lru_cache(maxsize=2)
def _phrases(path: Path) -> _Phrases:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        countries = [
            (word if word.isupper() else fold_name(word), code)
            for code, words in data["countries"].items()
            for word in words
        ]
        return _Phrases(
            tuple(sorted(countries, key=lambda pair: (-len(pair[0]), pair))),
            tuple(fold_name(word) for word in data["owned"]),
            tuple(fold_name(word) for word in data["owning"]),
            tuple(fold_name(word) for word in data["at_least"]),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        remedy = "Write: countries (code to words), owned, owning and at_least (words)."
        raise DataFileError(path, None, f"it is not understood ({error})", remedy) from error
