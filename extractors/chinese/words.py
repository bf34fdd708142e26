"""The word lists that the reading of Chinese goes by: ``data/chinese_words.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class Words(BaseModel):
    """Each list as the file explains it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[str, ...]
    things: tuple[str, ...]
    product_nouns: tuple[str, ...]
    people_ends: tuple[str, ...]
    owning: tuple[str, ...]
    same: tuple[str, ...]
    adverbs: tuple[str, ...]
    pronouns: tuple[str, ...]
    verbs: tuple[str, ...]
    not_verbs: tuple[str, ...]
    pivots: tuple[str, ...]
    saying: tuple[str, ...]
    empty: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    actors: tuple[str, ...]
    not_names: tuple[str, ...]
    generic: tuple[str, ...]
    endings: tuple[str, ...]
    common: tuple[str, ...]
    surnames: tuple[str, ...]
    titles: tuple[str, ...]
    law_ends: tuple[str, ...]
    organization_ends: tuple[str, ...]
    court_ends: tuple[str, ...]
    government_ends: tuple[str, ...]
    company_ends: tuple[str, ...]
    after_product: tuple[str, ...]
    after_company: tuple[str, ...]
    before_product: tuple[str, ...]
    transliteration: tuple[str, ...]
    transliteration_with_point: tuple[str, ...]
    role_nouns: tuple[str, ...]
    bare: tuple[str, ...]
    no_laws: tuple[str, ...]
    not_people: tuple[str, ...]
    not_people_ends: tuple[str, ...]
    in_legal_name: tuple[str, ...]
    before_legal_name: tuple[str, ...]


@lru_cache(maxsize=2)
def words(path: Path | None = None) -> Words:
    """Read the word lists.

    Args:
        path: a file; the one that ships, by default.

    Raises:
        DataFileError: it is not what it should be.
    """
    return load_words(path or data_dir() / "chinese_words.yml", Words)


def any_of(listed: Iterable[str]) -> str:
    """The pattern of any of some words, the longest that fits."""
    return "|".join(sorted(listed, key=len, reverse=True))
