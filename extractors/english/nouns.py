"""How nouns stand for somebody: the lists of ``data/english/nouns.yml``."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class NounWords(BaseModel):
    """The lists, all of lemmas in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metonyms: frozenset[str]
    transparent: frozenset[str]
    actions: frozenset[str]
    conduct: frozenset[str]
    parts: frozenset[str]
    people: frozenset[str]
    empty: frozenset[str]
    descriptions: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def noun_words() -> NounWords:
    """The lists, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "nouns.yml", NounWords)
