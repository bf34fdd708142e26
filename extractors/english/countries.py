"""Adjectives of countries: "Chinese" is CN. Facts, kept in ``data/english/countries.yml``."""

from __future__ import annotations

from functools import lru_cache

from extractors.data_files import read_yaml
from policygraph.resources import data_dir


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    path = data_dir() / "english" / "countries.yml"
    table: dict[str, list[str]] = read_yaml(path.read_text(encoding="utf-8"))
    return {word: code for code, words in table.items() for word in words}


def country_of_adjective(word: str) -> str:
    """The ISO 3166-1 alpha-2 code ("EU" for European) of an adjective in lower case; empty where it is none."""
    return _adjectives().get(word, "")
