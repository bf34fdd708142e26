"""Sort more lines than fit into memory."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

LINES_IN_MEMORY = 500_000  # about 100 MB of N-Quads


def sorted_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in the order of their bytes; what is beyond memory waits in temporary files."""
    rest = iter(lines)
    first = sorted(islice(rest, LINES_IN_MEMORY))
    if len(first) < LINES_IN_MEMORY:
        yield from first
        return
    with ExitStack() as open_files:
        runs: list[Iterable[bytes]] = [first]
        while run := sorted(islice(rest, LINES_IN_MEMORY)):
            runs.append(open_files.enter_context(_spilled(run)))
        yield from heapq.merge(*runs)


def _spilled(run: list[bytes]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    file.writelines(run)
    file.seek(0)
    return file
