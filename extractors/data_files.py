"""YAML that people edit: "on", "no" and "yes" are words in it, as English needs them to be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from policygraph.errors import DataFileError


class PlainLoader(yaml.CSafeLoader):
    """Reads YAML with the booleans of YAML 1.2: only "true" and "false"."""


PlainLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(text: str) -> Any:
    """The value of a YAML document."""
    return yaml.load(text, Loader=PlainLoader)  # noqa: S506 - a SafeLoader with fewer implicit types


Model = TypeVar("Model", bound=BaseModel)


def load_words(path: Path, schema: type[Model]) -> Model:
    """A file of word lists, checked.

    Raises:
        DataFileError: the file is not YAML or does not fit the schema.
    """
    try:
        return schema.model_validate(read_yaml(path.read_text(encoding="utf-8")))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"not YAML: {error.problem}", "Mend the syntax") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise DataFileError(path, None, f"{where}: {first['msg']}", "Mend that entry") from error
