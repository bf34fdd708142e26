"""Queries of strangers over a snapshot: answered by processes that are killed when a query takes too long.

Oxigraph cannot be told to stop a query, so only ending the process frees its processor and memory.
"""

from __future__ import annotations

import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest
from graph.query_worker import request_line
from graph.store import StoreError

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost."""

    seconds: float = 30.0  # from its start to the last byte of the answer
    waiting_seconds: float = 10.0  # until a worker is free
    memory_bytes: int = 2 * 1024**3  # of one worker


class _WorkerEndedError(Exception):
    """The process is gone before its answer was whole."""


class _Worker:
    """One process and the two pipes to it."""

    def __init__(self, memory_bytes: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graph.query_worker", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._received = bytearray()

    def ask(self, line: bytes, deadline: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and take the answer's head and body; raises TimeoutError or _WorkerEndedError."""
        assert self.process.stdin is not None  # noqa: S101  # for the type checker: opened as a pipe
        try:
            self.process.stdin.write(line)
            self.process.stdin.flush()
        except OSError as error:
            raise _WorkerEndedError from error
        while b"\n" not in self._received:
            self._receive(deadline)
        head_line, _, rest = bytes(self._received).partition(b"\n")
        head = json.loads(head_line)
        self._received = bytearray(rest)
        while len(self._received) < head["length"]:
            self._receive(deadline)
        body, self._received = bytes(self._received), bytearray()
        return head, body

    def _receive(self, deadline: float) -> None:
        assert self.process.stdout is not None  # noqa: S101  # for the type checker: opened as a pipe
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
        chunk = os.read(self.process.stdout.fileno(), _CHUNK)
        if not chunk:
            raise _WorkerEndedError
        self._received += chunk

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the process now, whatever it does, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    def discard(self) -> None:
        """Let go of a process that nobody waits for any more."""
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent needs no sending now
                    pipe.close()


class QueryWorkers:
    """A fixed number of processes that answer queries over the snapshot of the moment.

    Safe to use from several threads; each call takes one worker for as long as it lasts. A context manager.
    """

    def __init__(self, snapshot: Callable[[], Path], workers: int = 2, limits: Limits | None = None) -> None:
        """Take workers for later: a process starts when it is first needed.

        Args:
            snapshot: gives the folder of the published snapshot; asked anew for each query, so that a
                newly published one is used at once. Raises StoreError while there is none.
            workers: how many queries are answered at once.
            limits: what a query may cost.
        """
        self._snapshot = snapshot
        self._limits = limits or Limits()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._workers = workers
        self._started: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(workers):
            self._idle.put(None)

    def run(self, request: QueryRequest) -> QueryAnswer | QueryFailure:
        """Answer a query, or say why not; never takes longer than the limits."""
        try:
            snapshot = self._snapshot()
        except StoreError as error:
            return QueryFailure("unavailable", str(error))
        try:
            worker = self._idle.get(timeout=self._limits.waiting_seconds)
        except queue.Empty:
            return QueryFailure("busy", "All workers are busy with other queries: try again shortly.")
        try:
            worker = self._running(worker)
            return self._answer(worker, request_line(request, snapshot, self._limits.seconds))
        except BaseException:
            if worker is not None:
                worker.kill()
            raise
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers at once, also those that are answering."""
        with self._lock:
            self._closed = True
            for worker in self._started:
                worker.kill()
        for _ in range(self._workers):  # each comes back at once: its answer has just been cut short
            idle = self._idle.get()
            if idle is not None:
                idle.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _running(self, worker: _Worker | None) -> _Worker:
        """A worker whose process lives: the given one, or a new one in its place."""
        if worker is not None and worker.alive:
            return worker
        if worker is not None:
            worker.discard()
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers have been closed")
            self._started = [other for other in self._started if other.alive]
            self._started.append(_Worker(self._limits.memory_bytes))
            return self._started[-1]

    def _answer(self, worker: _Worker, line: bytes) -> QueryAnswer | QueryFailure:
        seconds = self._limits.seconds
        try:
            head, body = worker.ask(line, time.monotonic() + seconds)
        except TimeoutError:
            worker.kill()
            return QueryFailure("timeout", f"The query took longer than {seconds:g} seconds and was stopped.")
        except _WorkerEndedError:
            worker.kill()
            return QueryFailure("failed", "The query needed more memory than is allowed and was stopped.")
        return _outcome(head, body)


def _outcome(head: dict[str, Any], body: bytes) -> QueryAnswer | QueryFailure:
    if "failure" in head:
        return QueryFailure(**head["failure"])
    return QueryAnswer(head["media_type"], body)
