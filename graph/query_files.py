"""Read a named query and its header from a ``.rq`` file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, cast, get_args

from graph.named_query import Column, NamedQuery, Parameter, ParameterType
from graph.names import rebase
from policygraph.errors import DataFileError

MARK = "# parameters here"
LIMIT_MARK = "# limit here"
WITH = re.compile(r"# with (\w+): (.+)")  # a pattern that counts where a parameter is given
_HEADER = re.compile(r"^#\s*(question|question@zh|parameter|column):\s*(.+?)\s*$")
_PARAMETER = re.compile(r"^(?P<name>\w+) (?P<type>\w+)(?: = (?P<default>\S*))?\s*\|\s*(?P<meaning>.+)$")
_COLUMN = re.compile(r"^(?P<name>\w+)\s*\|\s*(?P<meaning>.+)$")


def read_query_file(path: Path) -> NamedQuery:
    """Read one file.

    Raises:
        DataFileError: the header lacks something or says something that is not understood.
    """
    text = path.read_text(encoding="utf-8")
    header = list(_header(text))
    questions = {key: value for _, key, value in header if key.startswith("question")}
    for wanted in ("question", "question@zh"):
        if wanted not in questions:
            raise DataFileError(path, 1, f"the header has no line '# {wanted}: …'", "Add one.")
    parameters = tuple(_parameter(path, line, value) for line, key, value in header if key == "parameter")
    if parameters and MARK not in text:
        raise DataFileError(
            path, None, "it has parameters but no place for them", f"Put a line '{MARK}' where they bind."
        )
    if any(parameter.type == "limit" for parameter in parameters) and LIMIT_MARK not in text:
        raise DataFileError(path, None, "it has no place for its limit", f"Put a line '{LIMIT_MARK}' there.")
    columns = tuple(_column(path, line, value) for line, key, value in header if key == "column")
    if not columns:
        raise DataFileError(path, 1, "the header names no column", "Add '# column: name | meaning' for each.")
    return NamedQuery(path.stem, questions["question"], questions["question@zh"], parameters, columns, rebase(text))


def _header(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            return
        if found := _HEADER.match(line):
            yield number, found.group(1), found.group(2)


def _parameter(path: Path, line: int, value: str) -> Parameter:
    found = _PARAMETER.match(value)
    if not found:
        _refuse(path, line, f"parameter {value!r}", "name type = default | meaning")
    if found["type"] not in get_args(ParameterType):
        _refuse(path, line, f"parameter type {found['type']!r}", " or ".join(get_args(ParameterType)))
    default = None if found["default"] is None else found["default"].strip('"')
    return Parameter(found["name"], cast("ParameterType", found["type"]), default, found["meaning"])


def _column(path: Path, line: int, value: str) -> Column:
    found = _COLUMN.match(value)
    if not found:
        _refuse(path, line, f"column {value!r}", "name | meaning")
    return Column(found["name"], found["meaning"])


def _refuse(path: Path, line: int, what: str, instead: str) -> NoReturn:
    raise DataFileError(path, line, f"the {what} is not understood", f"Write: {instead}.")
