"""The known entities and where their names occur in a text, in any script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity."""

    id: str  # e.g. "bytedance"; the IRI is made from it
    type: str  # an entity type of the ontology
    name: str  # usual English name
    names: Mapping[str, tuple[str, ...]]  # "en", "zh-Hans", "zh-Hant" -> names and aliases, the usual one first
    wikidata: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    kind: str = ""  # finer than the type: "regulator", "court", "parliament", "government", "fund", "chip", ...
    parent: str = ""  # id of the entity that owns it
    maker: str = ""  # id of the entity that makes it, for a product
    core: bool = False  # written with care, not taken from a list


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text."""

    start: int  # code points into the original text
    end: int
    entries: tuple[Entry, ...]  # who it may be, the likeliest first
    ambiguous: bool = False  # the name is also a common word or another's name: context must decide
