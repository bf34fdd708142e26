"""Which country an unknown company is from, as the words beside its name say: "Qiyuan, a Chinese investment group"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.countries import country_of_adjective
from extractors.english.name_types import type_by_noun
from extractors.english.parse import Parse
from extractors.english.scene import Passage, Scene

_FROM_SOMEWHERE = frozenset({"Company", "Organization"})
_NO_COUNTRY = frozenset({"", "EU"})
_FAR = 8  # tokens within which an apposition says what somebody is


def origins(scene: Scene) -> dict[str, str]:
    """IRI of an unknown company or organisation -> the ISO 3166-1 alpha-2 code that the article first gives it."""
    found: dict[str, str] = {}
    for passage in reversed(scene.passages):  # the text goes before the title
        for name in passage.names:
            player = passage.player_at[name.first]
            if player.type in _FROM_SOMEWHERE and not player.country:
                code = next((c for c in _told(passage, name.first, name.last) if c not in _NO_COUNTRY), "")
                if code:
                    found.setdefault(player.iri, code)
    return found


def _told(passage: Passage, first: int, last: int) -> Iterator[str]:
    parse = passage.parse
    yield _described(parse, _before(parse, first))
    yield _described(parse, _behind(parse, last))
    yield _seat_before(passage, first)
    yield _seat_behind(passage, last)


def _described(parse: Parse, tokens: list[int]) -> str:
    """The country of "Chinese investment group": an adjective of a country before a word for a company."""
    company = next((t for t in tokens if type_by_noun(parse.lemma[t]) in _FROM_SOMEWHERE), None)
    if company is None:
        return ""
    return next((code for t in tokens if t < company and (code := country_of_adjective(parse.lower[t]))), "")


def _before(parse: Parse, first: int) -> list[int]:
    """The words of "the Chinese chip maker SMIC" before the name."""
    begin = first
    while begin > 0 and first - begin < _FAR and _describes(parse, begin - 1):
        begin -= 1
    return list(range(begin, first))


def _behind(parse: Parse, last: int) -> list[int]:
    """The words of ", a Chinese investment group" and "is a Chinese company" behind the name."""
    begin = last + 1
    if begin >= len(parse) or parse.lower[last] not in (",", "is", "was") or parse.lower[begin] not in ("a", "an"):
        return []
    stop = begin + 1
    while stop < len(parse) and stop - begin < _FAR and _describes(parse, stop):
        stop += 1
    return list(range(begin + 1, stop))


def _describes(parse: Parse, token: int) -> bool:
    return parse.pos[token] in ("NOUN", "ADJ", "PROPN", "ADV") or parse.text[token] == "-" or parse.tag[token] == "VBN"


def _seat_before(passage: Passage, first: int) -> str:
    """As in "Hangzhou-based Qiyuan"."""
    parse = passage.parse
    if first < 3 or parse.lower[first - 1] != "based" or parse.text[first - 2] != "-":
        return ""
    return _country_at(passage, first - 3)


def _seat_behind(passage: Passage, last: int) -> str:
    """As in "Lanting Capital of Hong Kong", "Qiyuan, based in Hangzhou", "Qiyuan, which is headquartered in"."""
    lower = passage.parse.lower
    behind = [lower[t] for t in range(last, min(last + 6, len(lower)))]
    if behind[:1] == ["of"]:
        return _country_at(passage, last + 1)
    for seat in ("based", "headquartered"):
        if seat in behind and behind[behind.index(seat) + 1 :][:1] == ["in"] and behind[0] in (",", "is", seat):
            return _country_at(passage, last + behind.index(seat) + 2)
    return ""


def _country_at(passage: Passage, token: int) -> str:
    player = passage.player_at.get(token)
    return player.country if player is not None and player.type == "Place" else ""
