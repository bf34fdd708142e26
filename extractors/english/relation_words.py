"""The words that tell standing relations and figures, read from ``data/english/relations.yml``."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class RelationWords(BaseModel):
    """The lists of ``relations.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    own: frozenset[str]
    owned: frozenset[str]
    stakes: frozenset[str]
    owner_nouns: frozenset[str]
    unit_nouns: frozenset[str]
    owned_nouns: frozenset[str]
    others: frozenset[str]
    make: frozenset[str]
    maker_nouns: frozenset[str]
    use: frozenset[str]
    used: frozenset[str]
    use_prepositions: frozenset[str]
    supply: frozenset[str]
    metrics: dict[str, frozenset[str]]
    employing: frozenset[str]
    changes: frozenset[str]


@lru_cache(maxsize=1)
def relation_words() -> RelationWords:
    """The lists, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "relations.yml", RelationWords)
