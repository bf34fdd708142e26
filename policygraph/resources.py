"""Where the files that ship with the product lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@lru_cache(maxsize=4)
def _resource(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def data_dir() -> Path:
    """The folder of feeds, gazetteer, frames and samples."""
    return _resource("data")


def models_dir() -> Path:
    """The folder of the pipelines that the project trains."""
    return _resource("models")
