"""Reading JSON Lines from files and from standard input, with the place of each line for messages."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from policygraph.errors import InputError

LONGEST_LINE = 64 * 2**20  # bytes; an article of a million words is a tenth of it
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Line:
    """One JSON object and where it stood."""

    file: str
    number: int  # from 1
    value: dict[str, Any]

    @property
    def where(self) -> str:
        """The place, as editors and compilers write it."""
        return f"{self.file}:{self.number}"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is not a JSON object, and why."""

    file: str
    number: int
    problem: str

    @property
    def where(self) -> str:
        """The place, as editors and compilers write it."""
        return f"{self.file}:{self.number}"


def read_json_lines(paths: Iterable[Path]) -> Iterator[Line | BadLine]:
    """Yield each line that is not blank, as it is read; ``-`` is standard input.

    Raises:
        InputError: a file cannot be opened; nothing of any file has been yielded by then.
    """
    files = list(paths)
    for path in files:
        _check_readable(path)
    for path in files:
        yield from _lines_of(path)


def _check_readable(path: Path) -> None:
    if path == STDIN:
        return
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; name a file of JSON Lines") from error


def _lines_of(path: Path) -> Iterator[Line | BadLine]:
    name = "standard input" if path == STDIN else str(path)
    with nullcontext(sys.stdin.buffer) if path == STDIN else path.open("rb") as stream:
        for number, raw in enumerate(_bounded(stream), start=1):
            text = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if text.strip():
                yield _parse(name, number, text)


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of the stream; of one that is too long only the beginning, which then fails to parse."""
    while raw := stream.readline(LONGEST_LINE):
        yield raw
        while not raw.endswith(b"\n") and len(raw) == LONGEST_LINE:
            raw = stream.readline(LONGEST_LINE)


def _parse(file: str, number: int, raw: bytes) -> Line | BadLine:
    if len(raw) == LONGEST_LINE:
        return BadLine(file, number, f"longer than {LONGEST_LINE} bytes; put one article on a line")
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(file, number, f"not UTF-8 at byte {error.start}; convert the file to UTF-8")
    except json.JSONDecodeError as error:
        return BadLine(file, number, f"not JSON: {error.msg} at column {error.colno}; write one object a line")
    except RecursionError:
        return BadLine(file, number, "nested too deeply; write one article a line")
    if not isinstance(value, dict):
        return BadLine(file, number, f"a JSON {type(value).__name__}, not an object; write one object a line")
    return Line(file, number, value)
