"""Whether what a language model takes for an unknown name can be one: ``data/gazetteer/cues/no_names.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from extractors.gazetteer import load_gazetteer
from extractors.gazetteer_folding import fold, is_cjk
from extractors.gazetteer_schema import PlainLoader
from policygraph.errors import DataFileError
from policygraph.resources import data_dir


class NoNames(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...]
    characters: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    names: frozenset[str]
    characters: frozenset[str]
    description: re.Pattern[str]


def is_plausible(name: str) -> bool:
    """Whether an unknown name can be the name of somebody or something.

    Args:
        name: as it stands in the text, in any script.

    Returns:
        False for what is known to name nothing ("UTC", 人工智能), for Chinese with a character that no name has, and
        for Chinese that only describes (美国科技公司).
    """
    compiled = _compiled()
    folded = fold(name).strip()
    if not folded or folded in compiled.names:
        return False
    if not any(is_cjk(character) for character in folded):
        return True
    if any(character in compiled.characters for character in (*name, *folded)):
        return False
    return compiled.description.fullmatch(_without_places(name)) is None


def _without_places(name: str) -> str:
    """The folded name without the places in it."""
    folded = fold(name)
    for match in reversed(load_gazetteer().find(name, "zh")):
        if match.entries[0].type == "Place":
            folded = folded[: match.start] + folded[match.end :]
    return folded.strip()


@lru_cache(maxsize=1)
def _compiled() -> _Compiled:
    words = _read(data_dir() / "gazetteer" / "cues" / "no_names.yml")
    modifiers, heads = _any_of(words.modifiers), _any_of(words.heads)
    return _Compiled(
        names=frozenset(fold(name).strip() for name in words.names),
        characters=frozenset((*words.characters, *(fold(character) for character in words.characters))) - {" "},
        description=re.compile(f"(?:{modifiers})*(?:{heads})*"),
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(fold(word).strip()) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _read(path: Path) -> NoNames:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506 (a safe loader)
        return NoNames.model_validate(content)
    except (yaml.YAMLError, ValidationError) as error:
        raise DataFileError(path, None, str(error).splitlines()[0], "See docs/gazetteer.md") from error
