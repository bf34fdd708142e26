"""A digest of the code and data that decide what is remembered and concluded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from policygraph.resources import data_dir

_ROOT = Path(__file__).parent


@lru_cache(maxsize=4)
def code_version(*folders: str) -> str:
    """Of the modules of this package and of some of its folders, the ontology and the word lists.

    What was made by code of another version is made anew.
    """
    modules = [path for folder in ("", *folders) for path in (_ROOT / folder).glob("*.py")]
    data = [*data_dir().glob("*.yml"), *data_dir().glob("word-frequency/*.txt")]
    return _digest([*modules, *_ROOT.parent.glob("ontology/*.ttl"), *data])


def _digest(files: Iterable[Path]) -> str:
    state = hashlib.sha256()
    for path in sorted(files):
        state.update(path.read_bytes())
    return state.hexdigest()[:16]
