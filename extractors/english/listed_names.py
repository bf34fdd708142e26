"""The names that stand in a list with a name, whatever the parser made of the list."""

from __future__ import annotations

from extractors.english.mentions import Name
from extractors.english.scene import Passage


def names_beside(passage: Passage, token: int) -> list[int]:
    """Names joined without a conjunction: "Waymo/Google/Alphabet", and "Facebook, Yahoo tie up" in a headline."""
    parse, found = passage.parse, []
    marks = {"/", ","} if parse.field == "title" else {"/"}
    name = passage.name_at.get(token)
    if name is not None and (others := _series(passage, name) or _series_ahead(passage, name)):
        return others
    while name is not None and name.first > 1 and parse.text[name.first - 1] in marks:
        before = passage.name_at.get(name.first - 2)
        if before is not None:
            found.append(before.last - 1)
        name = before
    return found


def _series(passage: Passage, name: Name) -> list[int]:
    """The names before the last of three or more ("VW, Daimler and BMW"), whatever the parser made of them."""
    parse, found = passage.parse, []
    at = name.first - 1
    if at < 3 or parse.lower[at] not in ("and", "or"):
        return []
    at -= parse.text[at - 1] == ","
    while (before := passage.name_at.get(at - 1)) is not None:
        if parse.dep[before.last - 1] == "pobj" and before.last - 1 not in parse.ancestors(name.last - 1):
            break  # "according to Reuters, VW and BMW": who reports is behind a preposition of its own
        found.append(before.last - 1)
        at = before.first - 1
        if at < 1 or parse.text[at] != ",":
            break
    return found if len(found) > 1 else []


def _series_ahead(passage: Passage, name: Name) -> list[int]:
    """The names after the first of three or more."""
    parse = passage.parse
    found: list[int] = []
    at = name.last
    while at + 2 < len(parse) and parse.text[at] == ",":
        joined = parse.lower[at + 1] in ("and", "or")
        after = passage.name_at.get(at + 2 if joined else at + 1)
        if after is None:
            return []
        at = after.last
        if at < len(parse) and parse.tag[at] == "POS":
            return found  # "Initech, Hooli and Globex's Vandelay": Vandelay is listed, not its owner
        found.append(after.last - 1)
        if joined:
            return found if len(found) > 1 else []
    if at + 1 < len(parse) and parse.lower[at] in ("and", "or") and found:
        after = passage.name_at.get(at + 1)
        owns = after is not None and parse.tag[after.last : after.last + 1] == ["POS"]
        return found if owns else [*found, after.last - 1] if after is not None else []
    return []


_OPENING = {"—": "—", "–": "–", "--": "--", "(": ")"}
_FARTHEST = 40  # tokens that a list which is set off may take


def names_set_off(passage: Passage, noun: int, kind: str) -> list[int]:
    """The names that tell whom a plural means: "A trio of authors — A, B and C — sued", "three firms (A, B)".

    Args:
        passage: where it stands.
        noun: the head of the phrase right before the dash or bracket.
        kind: the entity type that the noun names.
    """
    parse, at = passage.parse, noun + 1
    last = parse.sentences[parse.sentence[noun]][1]
    if at >= last or parse.text[at] not in _OPENING:
        return []
    closing = _OPENING[parse.text[at]]
    end = next((t for t in range(at + 1, min(at + _FARTHEST, last)) if parse.text[t] == closing), at)
    inside = [name for name in passage.names if at < name.first < end and passage.player_at[name.first].type == kind]
    verbs = any(parse.pos[token] in ("VERB", "AUX") for token in range(at + 1, end))
    return [] if verbs or len(inside) < 2 else [name.last - 1 for name in inside]
