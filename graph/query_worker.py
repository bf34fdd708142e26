"""The process that answers queries for ``graph.workers``: one at a time, over one snapshot, until its input ends.

Each way a message is a line of JSON; an answer's line gives the length of the body that follows it.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest, evaluate
from graph.snapshot import Snapshot
from graph.store import StoreError

_GRACE = 2.0  # seconds past its time limit after which a worker whose owner is gone ends itself


class _OpenSnapshot:
    """The snapshot that is open, until another is asked for."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None

    def store(self, folder: Path) -> ox.Store:
        """The store of the snapshot in a folder, opened read-only."""
        if self._snapshot is None or self._snapshot.folder != folder:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = None
            self._snapshot = Snapshot(folder)
        return self._snapshot.store


def request_line(request: QueryRequest, snapshot: Path, seconds: float) -> bytes:
    """The message that asks a worker to answer a request."""
    return json.dumps({"snapshot": str(snapshot), "seconds": seconds, "request": asdict(request)}).encode() + b"\n"


def _answered(message: dict[str, Any], snapshot: _OpenSnapshot) -> QueryAnswer | QueryFailure:
    try:
        store = snapshot.store(Path(message["snapshot"]))
    except (OSError, StoreError) as error:
        return QueryFailure("unavailable", f"The snapshot cannot be opened: {error}")
    return evaluate(store, _request(message["request"]))


def _request(fields: dict[str, Any]) -> QueryRequest:
    default_graphs, named_graphs = tuple(fields.pop("default_graphs")), tuple(fields.pop("named_graphs"))
    return QueryRequest(**fields, default_graphs=default_graphs, named_graphs=named_graphs)


def _send(answer: QueryAnswer | QueryFailure, out: BinaryIO) -> None:
    body = answer.body if isinstance(answer, QueryAnswer) else b""
    head = {"media_type": answer.media_type} if isinstance(answer, QueryAnswer) else {"failure": asdict(answer)}
    out.write(json.dumps({**head, "length": len(body)}).encode() + b"\n")
    out.write(body)
    out.flush()


def _bound_memory(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer what comes on standard input; the argument is the memory that the process may have, in bytes."""
    _bound_memory(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, which then closes our input
    snapshot = _OpenSnapshot()
    for line in sys.stdin.buffer:
        message = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, message["seconds"] + _GRACE)
        _send(_answered(message, snapshot), sys.stdout.buffer)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
