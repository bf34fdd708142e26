"""Reads the frame files and checks them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from extractors.chinese.frames.schema import Frame
from policygraph.errors import DataFileError
from policygraph.resources import data_dir

_REMEDY = "See docs/add-an-event-type.md for what a frame may hold"


@dataclass(frozen=True, slots=True)
class Frames:
    """All Chinese frames."""

    frames: tuple[Frame, ...]  # by type
    version: str  # digest of the files


@lru_cache(maxsize=2)
def load_frames(directory: Path | None = None) -> Frames:
    """Read the frames.

    Args:
        directory: where the files lie; the data that ships, by default.

    Raises:
        DataFileError: a file is not what it should be; names file, line and remedy.
    """
    paths = sorted((directory or data_dir() / "frames").glob("*.zh.yml"))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:12]
    return Frames(tuple(_read(path) for path in paths), digest)


def _read(path: Path) -> Frame:
    try:
        return Frame.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"not YAML: {error.problem}", "Mend the notation") from error
    except ValidationError as error:
        raise DataFileError(path, _line(path, error), _said(error), _REMEDY) from error


def _said(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, part['loc'])) or 'frame'}: {part['msg']}" for part in error.errors()[:3])


def _line(path: Path, error: ValidationError) -> int | None:
    """The line of the part of the file that the first problem lies in, as far as it can be told."""
    node: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    line = None
    for step in error.errors()[0]["loc"]:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, step)
    return node.start_mark.line + 1 if node else line


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        child: yaml.Node = node.value[step]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
