"""YAML files that people edit, checked against a schema; an error names the line and the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from policygraph.errors import DataFileError

Model = TypeVar("Model", bound=BaseModel)
_MAX_BYTES = 16_000_000
_MOST_PROBLEMS = 5  # of one file that are told at once: a misspelt field is one too many and one missing


def read_yaml(path: Path, model: type[Model]) -> Model:
    """Read a YAML file as a pydantic model.

    Raises:
        DataFileError: where it is missing, is not UTF-8, is not YAML, or does not fit the model.
    """
    text = _text(path)
    root = _compose(path, text)
    try:
        return model.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        found = error.errors()[:_MOST_PROBLEMS]
        problem = "; ".join(map(_told, found))
        raise DataFileError(path, _line(root, found[0]["loc"]), problem, _remedy(found[0]["type"], model)) from error


def _told(problem: ErrorDetails) -> str:
    where = ".".join(str(step) for step in problem["loc"])
    return f"{where}: {problem['msg']}" if where else problem["msg"]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DataFileError(path, None, f"the file is larger than {_MAX_BYTES} bytes", "Split it.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataFileError(
            path, None, f"cannot be read ({error.strerror})", "Check the path and its rights."
        ) from error
    except UnicodeDecodeError as error:
        raise DataFileError(path, None, f"is not UTF-8 (byte {error.start})", "Save the file as UTF-8.") from error


def _compose(path: Path, text: str) -> yaml.Node | None:
    try:
        _refuse_references(path, text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"is not YAML: {error.problem}", "Mend the line, mind the indent.") from error
    except yaml.YAMLError as error:
        raise DataFileError(path, None, f"is not YAML: {error}", "Mend the file.") from error
    except RecursionError as error:
        raise DataFileError(path, None, "is nested too deeply", "Write the values flat.") from error
    _refuse_twice(path, root)
    return root


def _refuse_references(path: Path, text: str) -> None:
    """An alias can make a value hold itself, or a short file a huge one; nothing that people edit here needs any."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else None
            raise DataFileError(path, line, f"the alias *{event.anchor} stands for another value", "Write it out.")


def _refuse_twice(path: Path, node: yaml.Node | None) -> None:
    """A key that stands twice would silently win over its first value."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise DataFileError(path, line, f"the key {key.value!r} stands twice", "Keep one of the two.")
            seen.add(key.value)
            _refuse_twice(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_twice(path, item)


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int | None:
    """The line of the deepest part of the location that is in the file."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    for step in location:
        child = _child(node, step)
        if child is None:
            break
        node, line = child, child.start_mark.line + 1
    return line


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value  # type: ignore[no-any-return]
    return None


def _remedy(kind: str, model: type[BaseModel]) -> str:
    if kind == "missing":
        return "Add the field."
    if kind == "extra_forbidden":
        return f"Remove or correct the field; known at the top: {', '.join(_names(model))}."
    return "Correct the value."


def _names(model: type[BaseModel]) -> list[Any]:
    return list(model.model_fields)
