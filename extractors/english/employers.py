"""Whom somebody works for where the clause does not say: the one organisation that the sentences before speak of."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.name_types import name_words, type_by_noun
from extractors.english.scene import Passage
from extractors.english.scope import status_words
from policygraph.records import Argument

_EMPLOYING = frozenset({"Company", "GovernmentBody", "Organization"})
_OFFICES = name_words().nouns["Person"] | {"officer", "member"}
_BACK = 2  # sentences before the trigger's that are looked through


def employer_spoken_of(passage: Passage, token: int, found: Iterable[Argument]) -> list[Player]:
    """The one organisation of the nearest sentence that names any, as in "Initech is growing. Ann Bell was named CEO".

    Args:
        passage: where the change is told.
        token: its trigger.
        found: the arguments that it has: without a named person there is no employer.

    Returns:
        That organisation, or nothing where the sentence names several, or none is near.
    """
    if _says_for_whom(passage, token):
        return []
    taken = {argument.filler for argument in found if argument.is_entity}
    if not any(argument.role == "person" and argument.is_entity for argument in found):
        return []
    here = passage.parse.sentence[token]
    for sentence in range(here, here - _BACK - 1, -1):
        named = {p.iri: p for name in passage.names if (p := _employing(passage, name, sentence)) is not None}
        others = [player for iri, player in named.items() if iri not in taken]
        if others:
            return others if len(others) == 1 else []
    return []


def _says_for_whom(passage: Passage, token: int) -> bool:
    """As in "has become chairman of the subcommittee": the sentence says for whom, by a description."""
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[token]]
    behind = (
        noun
        for office in range(first, last)
        if parse.lemma[office] in _OFFICES
        for marker in parse.kids(office, "prep")
        if parse.lower[marker] in ("of", "at", "for")
        for noun in parse.kids(marker, "pobj")
    )
    return any(noun not in passage.player_at and type_by_noun(parse.lemma[noun]) in _EMPLOYING for noun in behind)


def _employing(passage: Passage, name: Name, sentence: int) -> Player | None:
    """An organisation that a sentence names, unless as who reports it or to whom it was told."""
    parse, player, head = passage.parse, passage.player_at[name.first], name.last - 1
    if parse.sentence[name.first] != sentence or player.type not in _EMPLOYING or not player.shown:
        return None
    media = player.entry is not None and player.entry.kind in ("media", "party")
    bracketed = name.first > 0 and parse.text[name.first - 1] == "("
    told = parse.lemma[parse.head[head]] in status_words().speech and parse.dep[head] in ("dobj", "pobj", "dative")
    former = name.first > 0 and parse.lower[name.first - 1] in ("former", "ex")
    return None if media or bracketed or told or former else player
