"""Child processes that end when this one does, with all that they started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

GRACE = 10.0  # seconds between asking a child to end and ending it
_PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass(frozen=True, slots=True)
class Child:
    """A running process and where its output goes."""

    name: str  # as the user knows it, e.g. "Prefect server"
    process: subprocess.Popen[bytes]
    log: Path | None  # None: the terminal

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self.process.poll()


class Children:
    """A context manager: on the way out every child and every process of its group is gone."""

    def __init__(self, logs: Path) -> None:
        """Keep logs in a folder, made when first needed."""
        self._logs = logs
        self._children: list[Child] = []

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], *, to_terminal: bool = False
    ) -> Child:
        """Start a process in a group of its own, so that Ctrl-C reaches it through us and in our order."""
        log = None if to_terminal else self._log(name)
        output = None if log is None else log.open("wb")
        try:
            process = subprocess.Popen(
                list(command),
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=None if output is None else subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        finally:
            if output is not None:
                output.close()
        child = Child(name, process, log)
        self._children.append(child)
        return child

    def _log(self, name: str) -> Path:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self._logs / f"{name.lower().replace(' ', '-')}.log"

    def forget(self, child: Child) -> None:
        """Leave a child that has ended by itself, as it should."""
        self._children.remove(child)

    def ended(self) -> Child | None:
        """A child that has ended, if there is one."""
        return next((child for child in self._children if child.exit_code is not None), None)

    def end(self) -> None:
        """Ask every child to end, the last one first, and after a while end what is left of its group."""
        for child in reversed(self._children):
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in reversed(self._children):
            _wait(child, deadline)
            _signal_group(child, signal.SIGKILL)
            child.process.wait()
        self._children.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def _end_with_parent() -> None:
    """Have the kernel end this child when its parent is killed outright (Linux: ``PR_SET_PDEATHSIG``)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(child: Child, number: signal.Signals) -> None:
    """Send a signal to the child and all of its group; a group that is gone is passed over."""
    try:
        os.killpg(child.process.pid, number)
    except ProcessLookupError:
        return


def _wait(child: Child, deadline: float) -> None:
    try:
        child.process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return
