from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest
from graph.snapshot import current, publish_snapshot
from graph.workers import Limits, QueryWorkers

COUNT = QueryRequest("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", table_format="csv")
SECONDS = 3  # a worker must have started by then, on a machine that is busy with other work as well
ENDLESS = QueryRequest("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")


def publish(home: Path, quads: int) -> Path:
    store = ox.Store()
    p = ox.NamedNode("http://example.org/p")
    store.extend(
        ox.Quad(ox.NamedNode(f"http://example.org/{n}"), p, ox.Literal(n), ox.NamedNode("http://example.org/g"))
        for n in range(quads)
    )

    def write(folder: Path) -> None:
        disk = ox.Store(str(folder))
        disk.bulk_extend(store)
        disk.flush()

    return publish_snapshot(home, write)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    publish(tmp_path, 500)
    return tmp_path


@pytest.fixture
def workers(home: Path) -> Iterator[QueryWorkers]:
    with QueryWorkers(lambda: current(home), workers=1, limits=Limits(seconds=SECONDS, waiting_seconds=0.2)) as pool:
        yield pool


def processes() -> set[int]:
    """The living children of this process, other than those being reaped."""
    return {int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()}


def rows(answer: QueryAnswer | QueryFailure) -> str:
    assert isinstance(answer, QueryAnswer), answer
    return answer.body.decode()


def test_the_default_graph_is_the_union_of_all(workers: QueryWorkers) -> None:
    assert rows(workers.run(COUNT)) == "n\r\n500\r\n"


def test_a_query_past_its_time_is_killed_and_its_processor_freed(workers: QueryWorkers) -> None:
    before = processes()
    workers.run(COUNT)
    (worker,) = processes() - before
    started = time.monotonic()
    failure = workers.run(ENDLESS)
    assert isinstance(failure, QueryFailure)
    assert failure.reason == "timeout"
    assert time.monotonic() - started < SECONDS + 2
    assert worker not in processes(), "the process that was stuck is gone"
    assert rows(workers.run(COUNT)) == "n\r\n500\r\n", "another answers in its place"


def test_a_query_that_needs_too_much_memory_ends_alone(home: Path) -> None:
    limits = Limits(seconds=30, memory_bytes=400 << 20)
    with QueryWorkers(lambda: current(home), workers=1, limits=limits) as pool:
        failure = pool.run(QueryRequest("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"))
        assert isinstance(failure, QueryFailure)
        assert failure.reason == "failed"
        assert rows(pool.run(COUNT)) == "n\r\n500\r\n"


def test_too_large_an_answer_is_a_failure_with_advice(workers: QueryWorkers) -> None:
    failure = workers.run(QueryRequest("SELECT * { ?s ?p ?o }", max_bytes=1000))
    assert isinstance(failure, QueryFailure)
    assert failure.reason == "too_large"
    assert "LIMIT" in failure.message


def test_a_new_snapshot_answers_the_next_query(home: Path, workers: QueryWorkers) -> None:
    assert rows(workers.run(COUNT)) == "n\r\n500\r\n"
    publish(home, 7)
    assert rows(workers.run(COUNT)) == "n\r\n7\r\n"


def test_a_worker_lets_old_snapshots_go(home: Path, workers: QueryWorkers) -> None:
    for quads in range(1, 8):
        publish(home, quads)
        assert rows(workers.run(COUNT)) == f"n\r\n{quads}\r\n"
    assert len([path for path in (home / "snapshots").iterdir() if path.name.isdigit()]) <= 4


def test_without_a_snapshot_the_failure_says_what_to_do(tmp_path: Path) -> None:
    with QueryWorkers(lambda: current(tmp_path)) as pool:
        failure = pool.run(COUNT)
    assert isinstance(failure, QueryFailure)
    assert failure.reason == "unavailable"
    assert "policygraph ingest" in failure.message


def test_a_busy_pool_says_so(workers: QueryWorkers) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(workers.run, [ENDLESS, ENDLESS]))
    assert sorted(answer.reason for answer in answers if isinstance(answer, QueryFailure)) == ["busy", "timeout"]


def test_a_worker_that_died_while_idle_is_replaced(workers: QueryWorkers) -> None:
    before = processes()
    workers.run(COUNT)
    for pid in processes() - before:
        os.kill(pid, 9)
    time.sleep(0.1)
    assert rows(workers.run(COUNT)) == "n\r\n500\r\n"


def test_closing_leaves_no_process(home: Path) -> None:
    before = processes()
    with QueryWorkers(lambda: current(home), workers=2) as workers:
        workers.run(COUNT)
        assert processes() > before
    assert processes() == before


OWNER = """
import sys, time
from pathlib import Path
from graph.evaluation import QueryRequest
from graph.snapshot import current
from graph.workers import Limits, QueryWorkers
pool = QueryWorkers(lambda: current(Path(sys.argv[1])), workers=1, limits=Limits(seconds=1.0))
pool.run(QueryRequest("ASK {}"))
print(pool._started[0].process.pid, flush=True)
pool.run(QueryRequest(sys.argv[2]))
"""


def test_a_worker_whose_owner_was_killed_ends_by_itself(home: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(home), ENDLESS.query], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    worker = int(owner.stdout.readline())
    time.sleep(0.3)  # the endless query is under way
    owner.kill()
    owner.wait()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and "Z" not in Path(f"/proc/{worker}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline, "the worker goes on"
        time.sleep(0.1)
    owner.stdout.close()
