"""Where a name begins and ends: what is no part of it, and the endings that belong to it."""

from __future__ import annotations

import re

from extractors.english.name_types import name_words
from extractors.english.parse import Parse

INCORPORATION = frozenset(
    {
        "inc",
        "inc.",
        "incorporated",
        "corp",
        "corp.",
        "corporation",
        "co",
        "co.",
        "ltd",
        "ltd.",
        "limited",
        "llc",
        "llp",
        "plc",
        "ag",
        "sa",
        "nv",
        "gmbh",
    }
)
EDGE = frozenset(
    [
        "the",
        "a",
        "an",
        "'s",
        "’s",
        "'",
        "’",
        '"',
        "“",
        "”",
        "‘",
        "-",
        "–",
        "—",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "[",
        "]",
        "‒",
        "...",
        "…",
        "|",
        "/",
        "@",
        "#",
        "*",
        "&",
        "and",
        "or",
        "of",
        "in",
        "by",
        "to",
        "for",
        "s",
    ]
)
TITLES = name_words().nouns["Person"] | frozenset(
    {
        "former",
        "then",
        "acting",
        "interim",
        "ex",
        "us",
        "uk",
        "eu",
        "vp",
        "evp",
        "svp",
        "mr.",
        "ms.",
        "mrs.",
        "dr.",
        "sen.",
        "rep.",
        "gov.",
    }
)
# Of those titles the ones that are nobody's family name: "Chief Competition Economist" names nobody.
OFFICES = frozenset(
    {"economist", "executive", "officer", "director", "analyst", "spokesman", "spokeswoman", "commissioner", "adviser"}
    | {
        "advisor",
        "secretary",
        "president",
        "chairman",
        "chairwoman",
        "chairperson",
        "founder",
        "co-founder",
        "minister",
    }
    | {"engineer", "senator", "professor", "ambassador", "attorney", "ceo", "cfo", "coo", "cto", "counsel", "chief"}
)
_TICKER = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,2}")


def without_edges(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The span without the words and marks at its ends that are no part of a name."""
    while first < last and (parse.lower[first] in EDGE or not capital(parse.text[first])):
        first += 1
    while first < last and (parse.lower[last - 1] in EDGE or not capital(parse.text[last - 1])):
        last -= 1
    return first, last


def with_ending(parse: Parse, last: int) -> int:
    """Where a name ends that has a colon in it, as one does that is written like a host: "Run:ai"."""
    if last + 1 >= len(parse) or parse.text[last] != ":" or parse.lower[last + 1] not in ("ai", "io", "me"):
        return last
    written = parse.start[last] == parse.end[last - 1] and parse.start[last + 1] == parse.end[last]
    return last + 2 if written else last


def with_syllable(parse: Parse, last: int) -> int:
    """Where a person's name ends whose second syllable is written small: "Joh Sung-wook"."""
    if last + 1 >= len(parse) or parse.text[last] not in ("-", "‑") or not parse.text[last + 1].isalpha():
        return last
    written = parse.start[last] == parse.end[last - 1] and parse.start[last + 1] == parse.end[last]
    small = parse.text[last + 1].islower() and len(parse.text[last + 1]) <= _SYLLABLE
    return last + 2 if written and small and parse.text[last + 1] not in _JOINED else last


_SYLLABLE = 6  # letters of the longest syllable of a Korean or Chinese name
_JOINED = frozenset(
    {"based", "led", "owned", "backed", "style", "era", "type", "like", "run", "made", "linked", "born"}
)


def capital(word: str) -> bool:
    """Whether a word is written as names are."""
    return word[:1].isupper() or word[:1].isdigit() or any(character.isupper() for character in word)


def tail_end(parse: Parse, end: int) -> int:
    """Where a name ends once the form of incorporation or the ticker behind it is taken in: "AT&T T.N"."""
    while end < len(parse) and (parse.lower[end] in INCORPORATION or _TICKER.fullmatch(parse.text[end])):
        end += 1
    return end


def extended(parse: Parse, first: int, last: int) -> int:
    """Where a name ends once the number of its version is taken in: "iPhone 5", "Falcon 9", "DeepSeek-R1", "GPT-4o"."""
    if last >= len(parse):
        return last
    if parse.text[last] in ("-", "‑", "–") and parse.start[last] == parse.end[last - 1] and last + 1 < len(parse):
        following = parse.text[last + 1]
        if parse.start[last + 1] == parse.end[last] and _is_version(following):
            return last + 2
    if _TICKER.fullmatch(parse.text[last]) and parse.start[last] == parse.end[last - 1] + 1:
        return last
    if _is_version(parse.text[last]) and parse.start[last] == parse.end[last - 1] + 1 and first < last:
        return last + 1
    return last


def _is_version(word: str) -> bool:
    return (
        len(word) < 7
        and any(c.isdigit() for c in word)
        and all(c.isalnum() or c == "." for c in word)
        and not (word.isdigit() and (len(word) == 4 or word.startswith("0")))
    )
