"""Classes of words that many units ask for: "@court" in a condition stands for all words for who rules.

The classes lie in ``data/english/classes.yml``. A class is complete once for all units, where a list in each unit
would hold the words that its author met.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import RootModel

from extractors.data_files import load_words
from policygraph.resources import data_dir


class WordClasses(RootModel[dict[str, tuple[str, ...]]]):
    """Words by the name of their class."""


def word_classes_path() -> Path:
    """The file of the classes."""
    return data_dir() / "english" / "classes.yml"


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """The classes, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(word_classes_path(), WordClasses).root


def spelt_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with each "@class" replaced by the words of the class, each once.

    Raises:
        ValueError: there is no such class.
    """
    found: list[str] = []
    for word in words:
        if not word.startswith("@"):
            found.append(word)
        elif word[1:] in word_classes():
            found.extend(word_classes()[word[1:]])
        else:
            raise ValueError(f"no class of words {word!r}; data/english/classes.yml has {', '.join(word_classes())}")
    return tuple(dict.fromkeys(found))
