"""Words that the grammar needs: the lists of ``data/english/grammar.yml``."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class GrammarWords(BaseModel):
    """The lists; what each holds stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    acts: frozenset[str]
    suffers: frozenset[str]
    used: frozenset[str]
    small_words: frozenset[str]
    object_control: frozenset[str]
    offices: frozenset[str]
    trades: frozenset[str]


@lru_cache(maxsize=1)
def grammar_words() -> GrammarWords:
    """The lists, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "grammar.yml", GrammarWords)
