"""The known entities and where their names occur in a text, in any script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.gazetteer_compiled import Compiled, load_compiled
from extractors.gazetteer_entries import Entry, is_chinese
from extractors.gazetteer_matching import Found, Matcher, company_end
from extractors.gazetteer_names import Name
from extractors.gazetteer_schema import RuleRow
from policygraph.resources import data_dir
from policygraph.settings import settings

__all__ = ["Entry", "Gazetteer", "Match", "RuleRow", "load_gazetteer"]

_NATIONAL = frozenset({"ministry", "regulator", "parliament", "court", "central bank", "military", "agency", "police"})
_WITHIN_CHINA = ("HK", "MO", "TW")  # 中国香港立法会
_HEADED = frozenset("部局署厅廳院处處")  # last characters of bodies whose head is called ...长
_DOT = re.compile("[·．•‧・]")  # between the parts of a foreign name
_GIVEN_NAME = re.compile(_DOT.pattern + "[\u4e00-\u9fff]{0,6}$")
_LONGER = 3  # characters of a body that begins with 国 from which the one before it is its country (美|国务院)
_FROM = ("", " ", "'s ", "’s ", "的")  # what may stand between a country and its ministry


class Match(NamedTuple):
    """A name found in a text."""

    start: int  # code points into the original text
    end: int
    entries: tuple[Entry, ...]  # who it may be, the likeliest first
    ambiguous: bool = False  # the name is also a common word or another's name: context must decide
    adjective: bool = False  # says where something is from ("Chinese"); names no actor and no place by itself
    needs_full: bool = False  # a family name: counts only where the full name stands in the article
    rule: RuleRow | None = None  # how the name is settled, where it needs that
    small: bool = False  # a body in small letters ("commerce ministry"): only right after its country


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a name says wherever it stands."""

    entries: tuple[Entry, ...]
    companies: bool  # all of them are companies
    ambiguous: bool
    adjective: bool
    needs_full: bool
    rule: RuleRow | None


class Gazetteer:
    """Known entities by id, and their names in a text."""

    def __init__(self, data: Compiled) -> None:
        """Take entries and the forms of their names."""
        self._entries = data.entries
        self._rules = data.rules
        self.version = data.version
        self._abbreviations = data.abbreviations
        self._meanings: dict[str, _Meaning] = {}
        self._matcher = Matcher(data.names)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """All entries by id."""
        return self._entries

    def entry(self, identifier: str) -> Entry:
        """The entry of an id; raises KeyError where there is none."""
        return self._entries[identifier]

    def find(self, text: str, lang: str) -> list[Match]:
        """Where known names stand in a text.

        Args:
            text: any text, in any mixture of scripts.
            lang: BCP 47; what begins with "zh" is read as Chinese, where Latin names touch characters.

        Returns:
            Matches that do not overlap, by start: the longest names, as words, with the capitals of a name. Each
            says whether context must settle it (``extractors.linking`` does).
        """
        chinese = lang.startswith("zh")
        written = self._matcher.find(text, chinese=chinese)
        found = [self._match(one, text) for one in written if not (chinese and _is_title(one, text))]
        found = [one for one in found if not (chinese and _is_part_of_a_name(one, text))]
        matches = _with_countries(found, text)
        return [self._with_abbreviation(match, text) for match in matches] if chinese else matches

    def _with_abbreviation(self, match: Match, text: str) -> Match:
        """Settle a body by the one character before it that stands for a country (美商务部)."""
        country = self._abbreviations.get(text[match.start - 1 : match.start])
        if country is None:
            return match
        own = tuple(entry for entry in match.entries if entry.country == country and entry.kind in _NATIONAL)
        begins_the_country = text[match.start] in "国國" and match.end - match.start < _LONGER
        if not own or not is_chinese(text[match.start]) or begins_the_country:
            return match
        return match._replace(start=match.start - 1, entries=own, ambiguous=len(own) > 1, rule=None)

    def _match(self, found: Found, text: str) -> Match:
        whole = found.names is self._matcher.names[found.key]
        if not whole:
            meaning = self._meaning(found.key, found.names)
        elif found.key in self._meanings:
            meaning = self._meanings[found.key]
        else:
            meaning = self._meanings[found.key] = self._meaning(found.key, found.names)
        return Match(
            start=found.start,
            end=company_end(text, found.end) if meaning.companies else found.end,
            entries=meaning.entries,
            ambiguous=meaning.ambiguous,
            adjective=meaning.adjective,
            needs_full=meaning.needs_full,
            rule=meaning.rule,
            small=found.small,
        )

    def _meaning(self, key: str, names: tuple[Name, ...]) -> _Meaning:
        rule = self._rules.get(key)
        ids = list(dict.fromkeys(name.entry for name in names if not name.needs_full))
        needs_full = not ids
        ids = ids or list(dict.fromkeys(name.entry for name in names))
        if rule and rule.among:
            ids.sort(key=lambda entry: rule.among.index(entry) if entry in rule.among else len(rule.among))
        return _Meaning(
            entries=tuple(self._entries[identifier] for identifier in ids),
            companies=all(self._entries[identifier].type == "Company" for identifier in ids),
            ambiguous=needs_full or len(ids) > 1 or rule is not None,
            adjective=all(name.adjective for name in names),
            needs_full=needs_full,
            rule=rule,
        )


def _is_title(found: Found, text: str) -> bool:
    """Whether a body is only the first part of the title of who heads it, or of a plain word: 商务部长, 司法部门."""
    last, after = text[found.end - 1], text[found.end : found.end + 1]
    return (after in ("长", "長") and last in _HEADED) or (after in ("门", "門") and last == "部")


def _is_part_of_a_name(match: Match, text: str) -> bool:
    """Whether a surname stands in somebody else's name: 蒂尔 in 苏娜·阿尔纳多蒂尔."""
    if any(entry.type != "Person" for entry in match.entries) or _DOT.search(text[match.start : match.end]):
        return False
    return bool(_GIVEN_NAME.search(text[max(0, match.start - 8) : match.start]) or _DOT.match(text, match.end))


def _with_countries(matches: list[Match], text: str) -> list[Match]:
    """Settle bodies by the country before them ("美国商务部", "China's Commerce Ministry") and join the two."""
    joined: list[Match] = []
    for match in matches:
        before = joined[-1] if joined else None
        gap = text[before.end : match.start] if before else None
        if before is None or gap not in _FROM or not _is_country(before) or not _is_national(match):
            if not match.small:
                joined.append(match)
            continue
        own = tuple(entry for entry in match.entries if entry.country == before.entries[0].country)
        if own and gap in ("", " "):
            joined[-1] = match._replace(start=before.start, entries=own, ambiguous=len(own) > 1, rule=None)
        elif own:
            joined.append(match._replace(entries=own, ambiguous=len(own) > 1, rule=None))
        elif not (match.ambiguous or match.small or _is_of_another(match, before, text)):
            joined.append(match)
    return _without_overlaps(joined)


def _is_of_another(match: Match, country: Match, text: str) -> bool:
    """Whether the country right before a Chinese name is another one: 德国外交部 is no Chinese ministry."""
    own = match.entries[0].country
    at_home = country.entries[0].country == "CN" and own in _WITHIN_CHINA
    return country.end == match.start and is_chinese(text[match.start]) and not country.adjective and not at_home


def _is_country(match: Match) -> bool:
    return match.entries[0].kind == "country"


def _is_national(match: Match) -> bool:
    return all(entry.type == "GovernmentBody" and entry.country for entry in match.entries)


def _without_overlaps(matches: list[Match]) -> list[Match]:
    """Drop a match that a form of incorporation taken into the one before it has covered."""
    kept = matches[:1]
    for _, match in pairwise(matches):
        if match.start >= kept[-1].end:
            kept.append(match)
    return kept


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships; the same object on each call.

    Raises:
        DataFileError: one of its files cannot be used.
    """
    return Gazetteer(load_compiled(data_dir() / "gazetteer", settings().home / "cache"))
