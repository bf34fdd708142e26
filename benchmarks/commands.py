"""How long a user waits: for help, for a first ingest of the samples, for one with nothing to do, for a rebuild.

    python -m benchmarks.commands

Each command is a fresh process; the best of the runs counts, since a machine is never slower than it is free.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(what: str, *arguments: str, home: Path, runs: int = 1) -> float:
    """Run a command, print its best time and its processor time; returns the best time in seconds."""
    environment = os.environ | {"POLICYGRAPH_HOME": str(home)}
    command = [sys.executable, "-m", "policygraph", *arguments]
    best = processor = float("inf")
    for _ in range(runs):
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(command, env=environment, capture_output=True, check=True)
        best = min(best, time.perf_counter() - started)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = min(processor, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{what:44} {best:7.2f} s  processor {processor:7.2f} s  largest process so far {memory:5.0f} MB", flush=True)
    return best


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        measure("--help", "--help", home=home, runs=5)
        measure("ingest --samples, first", "ingest", "--samples", home=home)
        measure("ingest --samples, nothing to do", "ingest", "--samples", home=home, runs=3)
        measure("rebuild", "rebuild", home=home)
        measure("query --name restrictions", "query", "--name", "restrictions", home=home, runs=3)
        measure("export", "export", "-o", str(home / "all.nq"), home=home)


if __name__ == "__main__":
    main()
