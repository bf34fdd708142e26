"""The article as the reader sees it: passages, who is named where, and what each noun phrase stands for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.parse import Parse


@dataclass(slots=True)
class Passage:
    """The title or the text, with the players that its tokens name."""

    parse: Parse
    names: list[Name]
    player_at: dict[int, Player]  # by token
    name_at: dict[int, Name]


@dataclass(slots=True)
class Scene:
    """One article while it is being read."""

    passages: list[Passage]  # the text last
    players: list[Player]
    published: date | None
    weight: Counter[str] = field(default_factory=Counter)  # IRI -> how prominent the player is

    @property
    def text(self) -> Passage:
        """The body of the article."""
        return self.passages[-1]


def scene_of(parses: list[Parse], names: list[list[Name]], players: list[Player], published: date | None) -> Scene:
    """Lay out who is named where."""
    owner = {id(name): player for player in players for name in player.names}
    passages = []
    for parse, found in zip(parses, names, strict=True):
        kept = [name for name in found if id(name) in owner]
        at = {token: name for name in kept for token in range(name.first, name.last)}
        passages.append(Passage(parse, kept, {t: owner[id(n)] for t, n in at.items()}, at))
    scene = Scene(passages, players, published)
    for player in players:
        in_title = any(name.parse.field == "title" for name in player.names)
        scene.weight[player.iri] = len(player.names) + 2 * in_title
    return scene
