"""The words that give page furniture away, read from ``data/junk.yml``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from policygraph.resources import data_dir
from policygraph.yaml_files import read_yaml

Where = Literal["anywhere", "start", "end"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _compiles(patterns: list[str]) -> list[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
    return patterns


class LineRule(_Strict):
    """Whole lines that are junk."""

    kind: str = Field(min_length=1)
    where: Where
    max_length: int = Field(gt=0, le=1000)  # characters of the line
    patterns: list[str] = Field(min_length=1)

    _check = field_validator("patterns")(_compiles)


class TailRule(_Strict):
    """Lines after which nothing is the article."""

    kind: str = Field(min_length=1)
    patterns: list[str] = Field(min_length=1)

    _check = field_validator("patterns")(_compiles)


class SpamWords(_Strict):
    """Words of search-engine spam."""

    zh: list[str]  # in simplified characters
    en: list[str]


class JunkRules(_Strict):
    """The schema of ``data/junk.yml``."""

    lines: list[LineRule]
    tails: list[TailRule]
    spam: SpamWords


@lru_cache(maxsize=1)
def rules() -> JunkRules:
    """The rules that ship with the product; raises DataFileError where the file does not fit the schema."""
    return read_yaml(data_dir() / "junk.yml", JunkRules)


def compiled(patterns: list[str]) -> re.Pattern[str]:
    """One expression that fits where any of the patterns does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
