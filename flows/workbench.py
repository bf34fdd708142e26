"""What the line works with: the archive, the one writable store, and who may write."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click

from flows.version import processing_version
from graph.opening import open_store
from graph.store import Store
from policygraph.archive import Archive
from policygraph.errors import PolicygraphError
from policygraph.settings import settings

LONGEST_WAIT = 3600.0  # seconds that a run waits for another to finish


@dataclass(frozen=True, slots=True)
class Workbench:
    """An open archive and an open store."""

    archive: Archive
    store: Store
    version: str  # of what reads pages; an article that another version read is read again


@contextmanager
def workbench() -> Iterator[Workbench]:
    """Open everything for one run; a second run waits until the first has finished.

    Raises:
        PolicygraphError: the archive or the store cannot be opened, or another run does not end.
    """
    chosen = settings()
    home = chosen.home
    with writing(home), Archive(chosen.archive_url) as archive, open_store(chosen.store, home) as store:
        yield Workbench(archive, store, processing_version())


@contextmanager
def writing(home: Path, longest_wait: float = LONGEST_WAIT) -> Iterator[None]:
    """Be the only run that writes in a home folder, which is made where it is missing.

    The kernel lets go of the lock when a process ends, however it ends.

    Raises:
        PolicygraphError: the folder cannot be written, or another run has not finished after ``longest_wait`` seconds.
    """
    with _lock_file(home) as file:
        _lock(file.fileno(), home, longest_wait)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock_file(home: Path) -> TextIO:
    try:
        home.mkdir(parents=True, exist_ok=True)
        return (home / "writer.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise PolicygraphError(
            f"{home} cannot be written: {error.strerror}; set POLICYGRAPH_HOME to a folder that can be written"
        ) from error


def _lock(handle: int, home: Path, longest_wait: float) -> None:
    deadline = time.monotonic() + longest_wait
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            other = (home / "writer.lock").read_text(encoding="utf-8") or "unknown"
        if time.monotonic() >= deadline:
            raise PolicygraphError(f"process {other} is writing to {home}; wait until it has finished, or end it")
        if not told:
            click.echo(f"waiting for process {other} to finish writing to {home} …", err=True)
            told = True
        time.sleep(min(0.2, longest_wait))
