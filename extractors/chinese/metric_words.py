"""The words for figures: ``data/chinese_metrics.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from policygraph.resources import data_dir

Metric = Literal["valuation", "market_cap", "profit", "revenue", "users", "employees"]


class MetricWords(BaseModel):
    """Each list as the file explains it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[Metric, tuple[str, ...]]
    told_by_verb: tuple[str, ...]
    parts: tuple[str, ...]


@lru_cache(maxsize=2)
def metric_words(path: Path | None = None) -> MetricWords:
    """Read the lists.

    Args:
        path: a file; the one that ships, by default.

    Raises:
        DataFileError: it is not what it should be.
    """
    return load_words(path or data_dir() / "chinese_metrics.yml", MetricWords)
