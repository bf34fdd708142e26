"""Who an article speaks of: its names gathered into entities, each with a stable IRI and all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.english.mentions import Name
from extractors.gazetteer import Entry
from policygraph.identifiers import fold_name, known_entity_iri, unknown_entity_iri
from policygraph.records import Entity


@dataclass(slots=True, eq=False)
class Player:
    """An entity of the article while it is being read."""

    type: str
    name: str
    entry: Entry | None = None
    names: list[Name] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)  # other forms, as in "Federal Trade Commission (FTC)"

    @property
    def iri(self) -> str:
        """Stable: of the gazetteer, or made from type and name."""
        return known_entity_iri(self.entry.id) if self.entry else unknown_entity_iri(self.type, self.name)

    def entity(self) -> Entity:
        """The record of it."""
        entry = self.entry
        names = [(lang, n) for lang, ns in sorted(entry.names.items()) for n in ns] if entry else []
        forms = sorted({name.text for name in self.names} | self.aliases)
        names += [("en", form) for form in forms if ("en", form) not in names]
        mentions = tuple(n.parse.mention(n.first, n.last) for n in sorted(self.names, key=_place))
        return Entity(
            iri=self.iri,
            type=self.type,
            name=self.name,
            names=tuple(names),
            mentions=mentions,
            wikidata=entry.wikidata if entry else "",
            country=entry.country if entry else "",
            known=entry is not None,
            confidence=0.95 if entry else 0.8,
        )


def _place(name: Name) -> tuple[bool, int]:
    return name.parse.field != "text", name.first


def gather(names: list[Name]) -> list[Player]:
    """Gather the names of an article (title and text) into players, in the order of their first mention."""
    players: list[Player] = []
    by_key: dict[tuple[str, str], Player] = {}
    ordered = sorted(names, key=_place)
    for name in ordered:
        player = _known_player(name, by_key) if name.entries else None
        if player is not None:
            player.names.append(name)
            if player not in players:
                players.append(player)
    for kind, group in _unknown_groups([n for n in ordered if not n.entries]):
        host = _host(group[0], players)
        if host is None:
            host = Player(kind, max((n.text for n in group), key=lambda text: (len(text), text)))
            players.append(host)
        host.names.extend(group)
    return sorted(players, key=lambda player: min(_place(name) for name in player.names))


def _known_player(name: Name, by_key: dict[tuple[str, str], Player]) -> Player:
    entry = name.entries[0]
    key = entry.id, name.type
    if key not in by_key:
        by_key[key] = Player(name.type, entry.name, entry)
    return by_key[key]


def _unknown_groups(names: list[Name]) -> list[tuple[str, list[Name]]]:
    """Names of one thing: the same words, a person's last name, a name and its first words."""
    groups: list[list[Name]] = []
    for name in sorted(names, key=lambda n: (-(n.last - n.first), _place(n))):
        home = next((g for g in groups if _same(name, g)), None)
        if home is not None:
            home.append(name)
        else:
            groups.append([name])
    return [(_vote(group), sorted(group, key=_place)) for group in groups]


def _same(name: Name, group: list[Name]) -> bool:
    mine = fold_name(name.text)
    for other in group:
        theirs = fold_name(other.text)
        if mine == theirs:
            return True
        words = theirs.split()
        if other.type == "Person" and len(words) > 1 and mine == words[-1]:
            return True
        if other.type == name.type != "Person" and len(mine) > 3 and theirs.startswith(mine + " "):
            return True
    return False


def _vote(group: list[Name]) -> str:
    longest = max(group, key=lambda n: (n.last - n.first, n.sure))
    if longest.last - longest.first > 1 or longest.sure:
        return longest.type
    counts = Counter(name.type for name in group)
    return sorted(counts, key=lambda kind: (-counts[kind], kind))[0]


def _host(name: Name, players: list[Player]) -> Player | None:
    """The known entity that an unknown form names: by its last name, its first word or its initials."""
    mine = fold_name(name.text)
    for player in players:
        for form in {player.name, *(n.text for n in player.names)}:
            words = fold_name(form).split()
            if player.type == "Person" == name.type and len(words) > 1 and mine == words[-1]:
                return player
            if mine == fold_name(form) and name.type == player.type:
                return player
            if re.fullmatch(r"[a-z]{2,6}", mine) and name.text.isupper() and len(words) > 2:
                if mine == "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "on")):
                    return player
    return None
