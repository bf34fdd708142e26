"""What type a name is: by its own words and by the words around it. The words stand in ``data/english/names.yml``."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class NameWords(BaseModel):
    """The words of ``names.yml``, each list by entity type."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endings: dict[str, frozenset[str]]
    anywhere: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    bands: frozenset[str]
    stop: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The words, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "names.yml", NameWords)


# Model label -> entity type; a label that is not here names nothing that we keep.
LABELS = {
    "ORG": "Company",
    "PERSON": "Person",
    "GPE": "Place",
    "LOC": "Place",
    "PRODUCT": "Product",
    "LAW": "Law",
    "FAC": "Place",
}


def type_by_words(name: str) -> str:
    """The type that the words of a name give away; empty where they do not."""
    words = re.findall(r"[\w&.'’-]+", name.casefold())
    if not words:
        return ""
    last = words[-1].strip(".")
    tables = name_words()
    found = next((kind for kind, ends in tables.endings.items() if len(words) > 1 and last in ends), "")
    folded = f" {' '.join(words)} "
    return next((k for k, parts in tables.anywhere.items() if any(f" {p} " in folded for p in parts)), found)


def type_by_noun(noun: str, before: str = "") -> str:
    """The type of what a noun describes, "hacking group" by the word before it; empty where it says nothing."""
    if noun in ("group", "gang", "collective", "crew", "organization", "organisation") and before in name_words().bands:
        return "Organization"
    return next((kind for kind, nouns in name_words().nouns.items() if noun in nouns), "")
