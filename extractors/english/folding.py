"""Names as they are compared, remembered: an article compares the same few names again and again."""

from __future__ import annotations

from functools import lru_cache

from policygraph import identifiers


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """As ``identifiers.fold_name``."""
    return identifiers.fold_name(name)
