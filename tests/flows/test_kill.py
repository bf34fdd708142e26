"""A kill at any moment loses nothing: the next run completes the graph to the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from newspaper import Newspaper

from graph.opening import open_store
from graph.snapshot import open_current

SERIES = 5
KILLS_A_SERIES = 4


class Killable:
    """The process of ``killable.py``."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("killable.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def run(self, home: Path, feed: str, kill_after: float | None = None, work: str = "ingest") -> bool:
        """Run something and kill it after some seconds; returns whether it was killed before it had ended."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{home} {feed} {work}\n")
        self._process.stdin.flush()
        pid = int(self._answer().removeprefix("pid "))
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it had ended by itself
                os.kill(pid, signal.SIGKILL)
        status = int(self._answer().removeprefix("ended "))
        assert status in (0, signal.SIGKILL)
        return status == signal.SIGKILL

    def close(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def killable() -> Iterator[Killable]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("POLICYGRAPH_ALLOW_PRIVATE_HOSTS", "1"),
            ("POLICYGRAPH_HOST_DELAY", "0"),
            ("SOURCE_DATE_EPOCH", "1757500000"),
            ("OMP_NUM_THREADS", "1"),
        ):
            patch.setenv(name, value)
        process = Killable()
    yield process
    process.close()


def graph(home: Path) -> list[bytes]:
    with open_store("oxigraph:", home) as store:
        return list(store.dump_nquads())


def published(home: Path) -> int:
    with open_current(home) as snapshot:
        return len(snapshot.store)


@pytest.mark.timeout(240)
def test_twenty_kills_leave_no_trace(killable: Killable, newspaper: Newspaper, tmp_path: Path) -> None:
    started = time.monotonic()
    killable.run(tmp_path / "undisturbed", newspaper.feed_url)
    whole = time.monotonic() - started
    expected = graph(tmp_path / "undisturbed")
    assert len(expected) > 300
    moments = random.Random(20250905)
    kills = 0
    for series in range(SERIES):
        home = tmp_path / f"home-{series}"
        for number in range(KILLS_A_SERIES):
            longest = whole if number == 0 else whole / 3  # what was done before is not done again
            kills += killable.run(home, newspaper.feed_url, kill_after=moments.uniform(0, longest))
        killable.run(home, newspaper.feed_url)
        assert graph(home) == expected
        assert published(home) == len(expected)
    while kills < SERIES * KILLS_A_SERIES:  # some had ended before they could be killed
        home = tmp_path / f"home-{kills}-again"
        kills += killable.run(home, newspaper.feed_url, kill_after=moments.uniform(0, whole / 2))
        killable.run(home, newspaper.feed_url)
        assert graph(home) == expected


def test_a_killed_rebuild_leaves_a_graph_that_the_next_run_completes(
    killable: Killable, newspaper: Newspaper, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    killable.run(home, newspaper.feed_url)
    expected = graph(home)
    started = time.monotonic()
    killable.run(home, newspaper.feed_url, work="rebuild")
    whole = time.monotonic() - started
    for part in (0.2, 0.5, 0.8, 0.9, 1.0):
        killable.run(home, newspaper.feed_url, kill_after=part * whole, work="rebuild")
        killable.run(home, newspaper.feed_url)
        assert graph(home) == expected
        assert published(home) == len(expected)
