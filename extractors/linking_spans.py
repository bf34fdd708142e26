"""What a reader tells the linking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that a language model or a pattern of the reader saw."""

    start: int  # code points into the text
    end: int
    type: str = ""  # an entity type of the ontology as far as the reader knows; empty where it does not
    confidence: float = 0.6  # that this is a name of that type


@dataclass(frozen=True, slots=True)
class Hint:
    """What a parse says of one mention."""

    acts: bool = False  # it does or suffers what only somebody can: sues, says, buys, is sued, is bought
    used: bool = False  # it is used, launched, banned, posted on: a thing
    type: str = ""  # the entity type that its role asks for, e.g. Company for who raises a round
