"""The words that tell who holds how much of a company: ``data/chinese_ownership.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir


class OwnershipWords(BaseModel):
    """Each list as the file explains it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    holds: tuple[str, ...]
    adverbs: tuple[str, ...]
    shares: tuple[str, ...]
    by: tuple[str, ...]
    owned: tuple[str, ...]
    portion: tuple[str, ...]
    rank: tuple[str, ...]
    holders: tuple[str, ...]
    same: tuple[str, ...]


@lru_cache(maxsize=2)
def ownership_words(path: Path | None = None) -> OwnershipWords:
    """Read the lists.

    Args:
        path: a file; the one that ships, by default.

    Raises:
        DataFileError: it is not what it should be.
    """
    return load_words(path or data_dir() / "chinese_ownership.yml", OwnershipWords)
