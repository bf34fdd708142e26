"""Having judgements take effect: consolidation and inference anew, in processes of their own, one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from policygraph.clock import now
from policygraph.settings import Settings

STEPS = (("consolidate",), ("infer",))
LONGEST = 3 * 3600.0  # seconds: it may have to wait for an ingest


@dataclass(frozen=True, slots=True)
class Publication:
    """How the last one that was asked for stands."""

    state: Literal["none", "running", "done", "failed"] = "none"
    since: datetime | None = None
    said: str = ""  # by the commands


class Publisher:
    """Publishes when it is asked to; who asks while it is at it is heard by the same run or the next. Thread-safe."""

    def __init__(self, environment: Mapping[str, str], steps: Sequence[Sequence[str]] = STEPS) -> None:
        """Run ``policygraph`` with an environment."""
        self._environment = dict(environment)
        self._steps = steps
        self._lock = threading.Lock()
        self._publication = Publication()
        self._thread: threading.Thread | None = None
        self._asked_again = False

    def publication(self) -> Publication:
        """How it stands."""
        with self._lock:
            return self._publication

    def start(self) -> None:
        """Begin, or have the run that is under way followed by another."""
        with self._lock:
            if self._publication.state == "running":
                self._asked_again = True
                return
            self._publication = Publication("running", now())
            self._thread = threading.Thread(target=self._run, name="publish judgements", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until nothing runs."""
        while (thread := self._thread) is not None and thread.is_alive():
            thread.join()

    def _run(self) -> None:
        while True:
            state, said = self._once()
            with self._lock:
                if not self._asked_again:
                    self._publication = Publication(state, now(), said)
                    return
                self._asked_again = False

    def _once(self) -> tuple[Literal["done", "failed"], str]:
        said = []
        for step in self._steps:
            command = [sys.executable, "-m", "policygraph", *step]
            try:
                done = subprocess.run(
                    command, env=self._environment, capture_output=True, text=True, timeout=LONGEST, check=False
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                return "failed", f"{' '.join(step)}: {error}"
            said.append((done.stdout if done.returncode == 0 else done.stderr).strip())
            if done.returncode:
                return "failed", said[-1]
        return "done", "\n".join(said)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which commands work on the same home folder, archive and store."""
    own = {
        "POLICYGRAPH_HOME": str(settings.home),
        "POLICYGRAPH_STORE": settings.store,
        "POLICYGRAPH_ARCHIVE": settings.archive,
        "POLICYGRAPH_BASE_IRI": settings.base_iri,
    }
    return {**os.environ, **own}
