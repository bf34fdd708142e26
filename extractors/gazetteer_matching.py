"""Finds every name in a text at once, keeps those that stand as words with the right capitals, the longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from extractors.gazetteer_folding import fold, is_cjk
from extractors.gazetteer_names import Name, case_fits

_SUFFIX_EN = re.compile(
    r"(?:,? (?:Incorporated|Inc|Corporation|Corp|Co|Company|Limited|Ltd|LLC|LLP|Plc|PLC|plc|GmbH|AG|SE|NV|N\.V|BV|B\.V|"
    r"SA|S\.A|S\.p\.A|SpA|KK|Pte|Pvt|AB|ASA|Oyj|A/S)\b(?:\.(?=[\s,;:)’'\"”]))?)+"
)
_SUFFIX_ZH = re.compile(
    r"(?:股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|集团|集團|公司)+(?![章法])"
)
_TOP_LEVEL = re.compile(
    r"\.(?:com|org|net|io|ai|co|gov|edu|cn|uk|eu|de|tv|me|app|dev|info|hk|tw|jp|kr|us|in|fr)\b", re.IGNORECASE
)
_MODEL_LETTERS = 4  # a name of at least so many letters may have a model number right after it


class Found(NamedTuple):
    """A stretch of a text that is written like some names."""

    start: int
    end: int
    key: str  # the folded name
    names: tuple[Name, ...]
    small: bool = False  # in small letters, as bodies are after their country: "China's commerce ministry"


class Matcher:
    """All names of a gazetteer, compiled."""

    def __init__(self, names: Mapping[str, tuple[Name, ...]]) -> None:
        """Take the names by folded form; a form without names hides the names inside it ("苹果树")."""
        self._names = names
        self._keys = list(names)
        self._automata: dict[bool, ahocorasick_rs.AhoCorasick] = {}

    @property
    def names(self) -> Mapping[str, tuple[Name, ...]]:
        """The names by folded form."""
        return self._names

    def find(self, text: str, *, chinese: bool) -> list[Found]:
        """What is written in the text: no two overlap; sorted by start; words that name nothing are left out."""
        folded = f" {fold(text)} "
        found = self._automaton(chinese).find_matches_as_indexes(folded, overlapping=True)
        kept = []
        for index, start, end in found:
            key = self._keys[index]
            start, end = _inner(key, start, end, chinese=chinese)
            if chinese and not _stands_alone(folded, start + 1, end + 1):
                continue
            one = self._written(key, text, start, end, chinese=chinese)
            if one is not None:
                kept.append(one)
        return [one for one in _longest(kept) if one.names]

    def _written(self, key: str, text: str, start: int, end: int, *, chinese: bool) -> Found | None:
        names, found = self._names[key], text[start:end]
        if not names or is_cjk(found[0]):
            return Found(start, end, key, names)
        if not _is_word(text, start, end):
            return None
        fitting = tuple(name for name in names if case_fits(name.text, found, chinese=chinese))
        fitting = tuple(name for name in fitting if name.text == found) or fitting
        fitting = names if len(fitting) == len(names) else fitting
        if fitting:
            dotted = text[end : end + 1] == "." and any(name.text.endswith(".") for name in fitting)
            return Found(start, end + dotted, key, fitting)
        bodies = tuple(name for name in names if name.body and " " in name.text) if found.islower() else ()
        return Found(start, end, key, bodies, small=True) if bodies else None

    def _automaton(self, chinese: bool) -> ahocorasick_rs.AhoCorasick:
        if chinese not in self._automata:
            patterns = self._keys if chinese else [_spaced(key) for key in self._keys]
            self._automata[chinese] = ahocorasick_rs.AhoCorasick(patterns)
        return self._automata[chinese]


def _spaced(key: str) -> str:
    """The pattern for English: a Latin edge is a space, which is what folding makes of all that is no letter."""
    return f"{'' if is_cjk(key[0]) else ' '}{key}{'' if is_cjk(key[-1]) else ' '}"


def _inner(key: str, start: int, end: int, *, chinese: bool) -> tuple[int, int]:
    """Offsets into the unpadded text of the name itself, without the spaces of its pattern."""
    if chinese:
        return start - 1, end - 1
    return start - is_cjk(key[0]), end - 1 - (not is_cjk(key[-1]))


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """In Chinese text a Latin name ends where the Latin letters end; a model number may follow ("iPhone15")."""
    first, last, before, after = folded[start], folded[end - 1], folded[start - 1], folded[end]
    if not is_cjk(first) and before.isalnum() and not is_cjk(before):
        return False
    if is_cjk(last) or not after.isalnum() or is_cjk(after):
        return True
    return after.isdigit() and last.isalpha() and end - start >= _MODEL_LETTERS


def _is_word(text: str, start: int, end: int) -> bool:
    """Not a part of an address, and no single letter beside a hyphen ("X-ray")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("@", "/", ".", "_", "=") and before and text[start - 2 : start - 1].isalnum() and start > 1:
        return before == "/" and "://" not in text[max(0, start - 40) : start].split(" ")[-1]
    if before == "/" and text[start - 2 : start - 1] == "/":
        return False
    if after in ("@", "_") and after:
        return False
    if after == "." and _TOP_LEVEL.match(text, end):
        return False
    return not (end - start == 1 and (before == "-" or after == "-"))


def _longest(found: Sequence[Found]) -> list[Found]:
    """Of those that overlap the longest, then the first; sorted by start."""
    taken: list[Found] = []
    busy: set[int] = set()
    for one in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        if one.start not in busy and one.end - 1 not in busy:
            busy.update(range(one.start, one.end))
            taken.append(one)
    return sorted(taken, key=lambda item: item.start)


def company_end(text: str, end: int) -> int:
    """Where a company's name ends when the form of incorporation after it is counted ("Corp.", 公司)."""
    suffix = _SUFFIX_EN.match(text, end) or _SUFFIX_ZH.match(text, end)
    return suffix.end() if suffix else end
