"""Where a command writes to: standard output, or a file that keeps what it held until the command has succeeded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from policygraph.errors import InputError

STDOUT = Path("-")


@contextmanager
def opened_output(path: Path) -> Iterator[BinaryIO]:
    """The stream to write to: standard output for ``-``, else that of ``replaced``.

    Raises:
        InputError: the file cannot be written.
    """
    if path != STDOUT:
        with replaced(path) as stream:
            yield stream
        return
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file's when the block ends; where the block raises, the file stays as it was.

    What is no regular file (a pipe, a device) is written to as it is.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            stream, unfinished = path.open("wb"), None
        else:
            _check_writable(path)
            unfinished = path.resolve().with_name(f".{os.urandom(8).hex()}.unfinished")
            stream = unfinished.open("xb")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; name another file with -o") from error
    with stream:
        if unfinished is None:
            yield stream
            return
        try:
            yield stream
            stream.close()  # first, so that a full disk is noticed
            _take_place(unfinished, path.resolve())
        finally:
            unfinished.unlink(missing_ok=True)


def _check_writable(path: Path) -> None:
    """Raise OSError for a file whose owner forbids writing: a rename would not ask."""
    if path.exists():
        path.open("ab").close()


def _take_place(new: Path, old: Path) -> None:
    if old.exists():
        new.chmod(old.stat().st_mode & 0o777)
    new.replace(old)
