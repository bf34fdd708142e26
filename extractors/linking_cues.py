"""The words beside a name that speak for a type, as data: ``data/gazetteer/cues/<language>.yml``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from extractors.gazetteer_folding import fold, is_cjk
from extractors.gazetteer_schema import PlainLoader
from policygraph.errors import DataFileError
from policygraph.resources import data_dir


class TypeCues(BaseModel):
    """What speaks for one type; all of it is compared folded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ends: tuple[str, ...] = ()  # words that a name of the type ends with ("Ministry of" goes into begins)
    begins: tuple[str, ...] = ()  # words that it begins with
    before: tuple[str, ...] = ()  # right before the name
    after: tuple[str, ...] = ()  # right after the name


class _Compiled:
    """The cues of one type as patterns."""

    def __init__(self, cues: TypeCues) -> None:
        self.ends = _pattern(cues.ends, "{}$", boundary="left")
        self.begins = _pattern(cues.begins, "^{}", boundary="right")
        self.before = _pattern(cues.before, "{}$", boundary="left")
        self.after = _pattern(cues.after, "^{}", boundary="right")


Cues = Mapping[str, _Compiled]


def _pattern(words: Iterable[str], shape: str, *, boundary: str) -> re.Pattern[str] | None:
    folded = sorted({re.sub(" +", " +", re.escape(fold(word).strip()).replace("\\ ", " ")) for word in words})
    if not folded:
        return None
    bounded = (_bounded(word, boundary) for word in folded)
    return re.compile(shape.format(f"(?: *(?:{'|'.join(bounded)}) *)"))


def _bounded(word: str, boundary: str) -> str:
    if boundary == "left":
        return word if is_cjk(word[0]) else rf"\b{word}"
    return word if is_cjk(word[-1]) else rf"{word}\b"


@lru_cache(maxsize=4)
def load_cues(language: str) -> Cues:
    """The cues of a language by type.

    Args:
        language: "en" or "zh".

    Raises:
        DataFileError: the file cannot be used.
    """
    path = data_dir() / "gazetteer" / "cues" / f"{language}.yml"
    return {kind: _Compiled(_checked(path, kind, fields)) for kind, fields in _read(path).items()}


def _read(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506 (a safe loader)
    if not isinstance(content, dict):
        raise DataFileError(path, 1, "the file holds no mapping of types", "See docs/gazetteer.md")
    return content


def _checked(path: Path, kind: str, fields: object) -> TypeCues:
    try:
        return TypeCues.model_validate(fields)
    except ValidationError as error:
        raise DataFileError(path, None, f"{kind}: {error.errors()[0]['msg']}", "See docs/gazetteer.md") from error


def votes(cues: Cues, before: str, after: str, types: Iterable[str]) -> defaultdict[str, float]:
    """How much the folded text beside a name speaks for each of some types: 0, 1 or 2."""
    tally: defaultdict[str, float] = defaultdict(float)
    for kind in types:
        found = cues.get(kind)
        if found is not None:
            tally[kind] += bool(found.before and found.before.search(before))
            tally[kind] += bool(found.after and found.after.search(after))
    return tally


def type_by_form(cues: Cues, name: str) -> str:
    """The type that the words of a name itself give it ("… University", "Ministry of …"); empty where none do."""
    folded = fold(name).strip()
    for kind, found in cues.items():
        if (found.ends and found.ends.search(folded)) or (found.begins and found.begins.search(folded)):
            return kind
    return ""
