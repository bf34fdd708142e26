"""Short forms that an article defines for itself: "Request for Information (RFI)" is no French radio there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.gazetteer import Match
from extractors.gazetteer_folding import fold

_BRACKETED = re.compile(r"[(（]\s*(?:the\s+)?[“\"‘']?([A-Z][A-Za-z&.]{1,9})[”\"’']?\s*[)）]")
_LINKING_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "des", "et", "la", "du", "und", "s"})
_REACH = 120  # code points before the bracket in which the words that it shortens stand


def with_own_acronyms(text: str, matches: Sequence[Match]) -> list[Match]:
    """Give short forms in brackets the meaning that the article gives them.

    Args:
        text: of the article.
        matches: what the gazetteer found in it.

    Returns:
        The matches; where "X (ABC)" names a known X, each ABC is X; where the words before the bracket spell ABC and
        are the name of nobody known as ABC, no ABC of the article is one of those known by it.
    """
    meanings: dict[str, Match | None] = {}
    for found in _BRACKETED.finditer(text):
        short = next((match for match in matches if match.start == found.start(1)), None)
        if short is not None and found.group(1) not in meanings:
            meaning = _meaning(text, found, short, matches)
            if meaning is not short:
                meanings[found.group(1)] = meaning
    kept = (_meant(text, match, meanings) for match in matches)
    return [*(match for match in kept if match is not None), *_coined(text, matches)]


def _coined(text: str, matches: Sequence[Match]) -> Iterator[Match]:
    """Short forms that only this article gives a known name: "the Open Markets Institute (OMI)"."""
    taken = {match.start for match in matches}
    ends = {match.end: match for match in matches if not match.adjective and match.entries[0].type in _SHORTENED}
    coined: set[str] = set()
    for found in _BRACKETED.finditer(text):
        full, short = ends.get(len(text[: found.start()].rstrip())), found.group(1)
        if full is None or found.start(1) in taken or short in coined or not _is_spelt(text, full, short):
            continue
        coined.add(short)
        places = (place.start() for place in re.finditer(rf"\b{re.escape(short)}\b", text))
        yield from (full._replace(start=at, end=at + len(short)) for at in places if at not in taken)


_SHORTENED = frozenset({"Company", "GovernmentBody", "Organization", "Law"})


def _is_spelt(text: str, full: Match, short: str) -> bool:
    words = re.findall(r"[^\W_]+", text[full.start : full.end])
    return short.isupper() and len(words) > 1 and bool(_spelling(words, short))


def _meant(text: str, match: Match, meanings: dict[str, Match | None]) -> Match | None:
    form = text[match.start : match.end]
    if form not in meanings:
        return match
    meaning = meanings[form]
    return None if meaning is None else meaning._replace(start=match.start, end=match.end)


def _meaning(text: str, found: re.Match[str], short: Match, matches: Sequence[Match]) -> Match | None:
    """The match that a bracket shortens, the short form's own where nothing speaks against it, None for a stranger."""
    before = next((match for match in matches if match.end == len(text[: found.start()].rstrip())), None)
    if before is not None and not before.adjective:
        shared = {entry.id for entry in before.entries} & {entry.id for entry in short.entries}
        return short if shared or before.entries[0].type == "Place" else before
    words = re.findall(r"[^\W_]+", text[max(0, found.start() - _REACH) : found.start()])
    spelt = _spelling(words, found.group(1))
    if not spelt or fold(" ".join(spelt)) in _names(short):
        return short
    return None


def _spelling(words: Sequence[str], acronym: str) -> list[str]:
    """The last words whose initials spell an acronym, small words left out or in; empty where none do."""
    letters = re.sub(r"[^a-z]", "", acronym.lower())
    for length in range(len(letters), min(len(words), 2 * len(letters) + 1) + 1):
        tail = list(words[-length:])
        initials = "".join(word[0].lower() for word in tail)
        heavy = "".join(word[0].lower() for word in tail if word.lower() not in _LINKING_WORDS)
        if letters in (initials, heavy) and tail[0][0].isupper():
            return tail
    return []


def _names(match: Match) -> set[str]:
    folded = (fold(name) for entry in match.entries for names in entry.names.values() for name in names)
    return {" ".join(re.findall(r"[^\W_]+", name)) for name in folded}
