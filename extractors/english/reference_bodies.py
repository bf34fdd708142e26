"""Whom a court, judge or regulator that is only described means: the one that the article names."""

from __future__ import annotations

from extractors.english.cast import Player
from extractors.english.countries import country_of_adjective
from extractors.english.parse import Parse
from extractors.english.scene import Passage, Scene

# What a body is called -> the kinds of the gazetteer that it can be.
_BODIES = {
    "court": ("court",),
    "regulator": ("regulator", "agency", "authority", ""),
    "watchdog": ("regulator", "agency", "authority", ""),
    "authority": ("regulator", "agency", "authority"),
    "enforcer": ("regulator", "agency", "authority"),
    "judge": (),
}


def only_body(scene: Scene, passage: Passage, token: int) -> Player | None:
    """Who "a federal judge", "a U.S. court" or "Australian regulators" is, where just one fits."""
    parse = passage.parse
    lemma = parse.lemma[token]
    if lemma not in _BODIES:
        return None
    if lemma == "judge":
        named = [player for player in scene.players if player.type == "Person" and is_judge(player)]
        return named[0] if len(named) == 1 else None
    modifiers = {
        code for kid in parse.kids(token, "amod", "compound", "poss", "nmod") if (code := _country(passage, kid))
    }
    bodies = [player for player in scene.players if player.type == "GovernmentBody" and player.shown]
    fitting = [
        player
        for player in bodies
        if _is_body(player, lemma)
        and (not modifiers or player.country in modifiers)
        and not _other_field(passage, token, player)
    ]
    if len(fitting) != 1 or (lemma != "court" and not modifiers):
        return None
    return fitting[0]


_FIELDS = (
    frozenset({"competition", "antitrust", "cartel", "monopolies", "anti-monopoly", "trade"}),
    frozenset({"data", "privacy", "informatique", "information"}),
    frozenset({"financial", "securities", "banking", "markets"}),
    frozenset({"communications", "telecommunications", "telecom", "media", "broadcasting"}),
)


def _other_field(passage: Passage, token: int, player: Player) -> bool:
    """As in "the data protection watchdog", which is no competition authority."""
    said = {passage.parse.lower[t] for t in passage.parse.subtree(token) if t < token}
    own = set(player.name.lower().split())
    fields, others = ([n for n, words in enumerate(_FIELDS) if words & some] for some in (said, own))
    return bool(fields and others) and not set(fields) & set(others)


def _is_body(player: Player, lemma: str) -> bool:
    if lemma == "court":
        return "court" in player.name.casefold() or bool(player.entry and player.entry.kind == "court")
    return player.entry is not None and player.entry.kind in _BODIES[lemma]


_BENCH = frozenset({"judge", "justice", "magistrate", "judges", "justices"})


def is_judge(player: Player) -> bool:
    """Whether the article calls somebody a judge."""
    return player.type == "Person" and any(_has_title(name.parse, name.first) for name in player.names)


def _has_title(parse: Parse, first: int) -> bool:
    """As in "Judge Koh", "Judge Lucy Koh" of whom "Koh" is the name; not "a judge dismissed Koh's suit"."""
    before = range(max(0, first - 2), first)
    return any(parse.lower[t] in _BENCH and all(parse.pos[u] == "PROPN" for u in range(t + 1, first)) for t in before)


def _country(passage: Passage, token: int) -> str:
    player = passage.player_at.get(token)
    if player is not None and player.type == "Place":
        return player.country
    return country_of_adjective(passage.parse.lower[token])
