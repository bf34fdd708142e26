from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_extractions import all_samples, ban_in_english, lawsuit

from graph.consolidate import consolidate
from graph.load import load
from graph.opening import open_store
from graph.snapshot import KEPT, Snapshot, current, open_current
from graph.store import StoreError
from graph.store_embedded import MemoryStore
from graph.tables import select

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def size(reader: object) -> int:
    return int(select(reader, COUNT)[0][0].value)  # type: ignore[arg-type, union-attr]


def test_a_reader_sees_what_was_published_and_not_what_was_written_since(tmp_path: Path) -> None:
    with open_store("oxigraph:", tmp_path) as store:
        load(store, [lawsuit()])
        store.publish()
        with open_current(tmp_path) as reader:
            before = size(reader)
            load(store, [ban_in_english()])
            assert size(reader) == before
            store.publish()
            assert size(reader) == before
        with open_current(tmp_path) as reader:
            assert size(reader) == size(store) > before


def test_a_snapshot_that_is_read_outlives_the_ones_kept(tmp_path: Path) -> None:
    with open_store("oxigraph:", tmp_path) as store:
        load(store, [lawsuit()])
        first = store.publish()
        assert first is not None
        with Snapshot(first) as reader:
            for _ in range(KEPT + 2):
                store.publish()
            assert first.exists()
            assert size(reader) > 0
        store.publish()
        assert not first.exists()
        kept = [path for path in (tmp_path / "snapshots").iterdir() if path.name.isdigit()]
        assert len(kept) == KEPT


def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    with open_store("oxigraph:", tmp_path), pytest.raises(StoreError, match="another process"):
        open_store("oxigraph:", tmp_path)


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="policygraph ingest"):
        current(tmp_path)


def test_what_a_killed_publication_left_behind_is_cleared_away(tmp_path: Path) -> None:
    leftover = tmp_path / "snapshots" / "00000001.unfinished"
    leftover.mkdir(parents=True)
    with open_store("oxigraph:", tmp_path) as store:
        store.publish()
    assert not leftover.exists()
    assert current(tmp_path).name == "00000001"


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from graph.consolidate import consolidate
from graph.load import load
from graph.opening import open_store
from sample_extractions import all_samples
with open_store("oxigraph:", Path(sys.argv[1])) as store:
    print("open", flush=True)
    for extraction in all_samples():
        load(store, [extraction])
        consolidate(store)
        store.publish()
"""


def test_a_writer_that_is_killed_at_any_moment_leaves_what_the_next_one_completes(tmp_path: Path) -> None:
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": str(here.parents[1])}

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(here)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)

    for delay in (0.0, 0.15, 0.4):
        writer = start()
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    finished = start()
    finished.communicate(timeout=60)
    assert finished.returncode == 0
    undisturbed = MemoryStore()
    load(undisturbed, all_samples())
    consolidate(undisturbed)
    with open_store("oxigraph:", tmp_path) as store:
        assert named(store) == named(undisturbed)


def named(store: object) -> list[bytes]:
    return list(store.dump_nquads())  # type: ignore[attr-defined]
