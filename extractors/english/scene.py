"""The article as the reader sees it: passages, who is named where, and what each noun phrase stands for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.parse import Parse

_HEAD = 400  # code points in which a repeated title ends


@dataclass(slots=True)
class Passage:
    """The title or the text, with the players that its tokens name."""

    parse: Parse
    names: list[Name]
    player_at: dict[int, Player]  # by token
    name_at: dict[int, Name]
    headline: tuple[int, int] = (0, 0)  # code points of a first line that only repeats the title


@dataclass(slots=True)
class Scene:
    """One article while it is being read."""

    passages: list[Passage]  # the text last
    players: list[Player]
    published: date | None
    weight: Counter[str] = field(default_factory=Counter)  # IRI -> how prominent the player is
    homes: dict[str, Player] = field(default_factory=dict)  # IRI of a person -> the place that the person governs
    employer: dict[str, Player] = field(default_factory=dict)  # IRI of a person -> the organisation the article gives

    @property
    def text(self) -> Passage:
        """The body of the article."""
        return self.passages[-1]


def scene_of(parses: list[Parse], players: list[Player], published: date | None) -> Scene:
    """Lay out who is named where."""
    scene = Scene([_passage(parse, players) for parse in parses], players, published)
    scene.text.headline = _headline(scene.text.parse.raw, parses[0].raw)
    for player in players:
        in_title = any(name.parse.field == "title" for name in player.names)
        scene.weight[player.iri] = len(player.names) + 2 * in_title
    return scene


def _headline(text: str, title: str) -> tuple[int, int]:
    """Where the first line of a text repeats the title; nowhere where it does not."""
    line = text.lstrip(" -\t\n")[: len(title) + 1]
    start = text.find(title, 0, _HEAD) if title.strip() else -1
    repeats = start >= 0 and line.rstrip("\n") == title
    return (start, start + len(title)) if repeats else (0, 0)


def _passage(parse: Parse, players: list[Player]) -> Passage:
    pairs = [(name, player) for player in players for name in player.names if name.parse is parse]
    passage = Passage(parse, [], {}, {})
    for name, player in sorted(pairs, key=lambda pair: (pair[0].first, -pair[0].last)):
        if name.first in passage.name_at:
            continue
        passage.names.append(name)
        for token in range(name.first, name.last):
            passage.player_at[token], passage.name_at[token] = player, name
    return passage
