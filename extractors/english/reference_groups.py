"""Whom "they", "the companies" or "the two firms" refer to: those that were last named together."""

from __future__ import annotations

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.parse import Parse
from extractors.english.reference import AGENTS, PRONOUNS, quoted, types_of
from extractors.english.scene import Passage


def refer_group(passage: Passage, token: int) -> list[Player]:
    """Who is meant by "they", "their", "the companies", "the two firms": the last ones that were named together."""
    parse = passage.parse
    word, lemma = parse.lower[token], parse.lemma[token]
    if word in ("they", "them", "their") and quoted(passage, token):
        return []
    plural = word in ("they", "their", "them", "both") or (parse.tag[token] == "NNS" and _has_definite(parse, token))
    types = AGENTS if word in PRONOUNS or word == "both" else types_of(parse, token)
    if not plural or not types or (word not in PRONOUNS and lemma not in _PAIRS):
        return []
    for name in reversed([name for name in passage.names if name.first < token]):
        if parse.sentence[token] - parse.sentence[name.first] > 2:
            break
        group = _together(passage, name, types)
        if len(group) > 1 and parse.dep[name.last - 1].startswith(("nsubj", "pobj", "dobj", "conj", "poss", "ROOT")):
            return group
        if len(pair := _side_by_side(passage, name, types)) > 1:
            return pair
    return []


def _side_by_side(passage: Passage, name: Name, types: frozenset[str]) -> list[Player]:
    """As in "Germany's Hexal and US toolmaker Initech", whatever the parser makes of what describes them."""
    parse, at = passage.parse, name.first - 1
    while at > 0 and parse.pos[at] in ("NOUN", "ADJ", "DET", "PROPN", "PART") and at not in passage.name_at:
        at -= 1
    while at > 0 and at in passage.player_at and passage.player_at[at].type == "Place":
        at -= 1
    before = passage.name_at.get(at - 1) if parse.lower[at] == "and" else None
    if before is None:
        return []
    pair = [passage.player_at[before.first], passage.player_at[name.first]]
    return pair if pair[0] is not pair[1] and {player.type for player in pair} <= types else []


_PAIRS = frozenset(
    {
        "company",
        "firm",
        "group",
        "giant",
        "party",
        "carmaker",
        "automaker",
        "chipmaker",
        "bank",
        "maker",
        "business",
        "startup",
        "start-up",
        "rival",
        "side",
        "regulator",
        "agency",
        "authority",
        "airline",
        "carrier",
        "operator",
        "drugmaker",
    }
)


def _has_definite(parse: Parse, token: int) -> bool:
    return any(parse.lower[kid] in ("the", "both", "these") for kid in parse.kids(token, "det", "predet", "nummod"))


def _together(passage: Passage, name: Name, types: frozenset[str]) -> list[Player]:
    parse, first = passage.parse, name.last - 1
    while parse.dep[first] == "conj" and parse.head[first] in passage.player_at:
        first = parse.head[first]
    members, waiting = [], [first]
    while waiting:
        current = waiting.pop(0)
        player = passage.player_at.get(current)
        if player is not None and player.type in types and player not in members:
            members.append(player)
        waiting.extend(parse.kids(current, "conj"))
    return members
