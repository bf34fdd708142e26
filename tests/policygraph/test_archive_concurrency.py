"""The archive under many writers, kills, and other versions of itself, on every database that it can be kept in."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from fakes.archives import NOW, entry, fed, keys, page

from policygraph.archive import Archive, tables
from policygraph.archive import database as archive_database
from policygraph.errors import PolicygraphError


def test_writers_wait_for_each_other(url: str, archive: Archive) -> None:
    def write(number: int) -> None:
        with Archive(url) as own:
            for part in range(5):
                own.record_page(*keys(f"{number}-{part}"), page(f"{number}-{part}", str(number).encode()))
                fed(own, entry("shared"), entry(f"{number}-{part}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    assert len(archive.archived()) == 30
    assert len(archive.pages_to_fetch(NOW)) == 1


def test_thread_reads_while_another_writes(archive: Archive) -> None:
    archive.record_page(*keys("a"), page("a"))
    works = archive.work(keys("a", "a"))
    next(works)
    archive.record_page(*keys("b"), page("b"))
    assert next(works).page == page("a")


_WRITER = """
import hashlib, sys
from datetime import UTC, datetime
from policygraph.archive import Archive
from policygraph.records import Page
with Archive(sys.argv[1]) as archive:
    for number in range(100_000):
        body = str(number).encode() * 500
        url = f"https://news.example/{number}"
        now = datetime(2026, 1, 1, tzinfo=UTC)
        archive.record_page(url, Page(url, url, 200, {}, body, now, hashlib.sha256(body).hexdigest()))
        print(number, flush=True)
"""


def test_kill_loses_nothing_that_was_acknowledged(url: str) -> None:
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, url], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        last = -1
        for line in writer.stdout:
            last = int(line)
            if last >= 20:
                break
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        acknowledged = max([last, *(int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n"))])
        with Archive(url) as archive:
            held = archive.archived()
            assert len(held) >= acknowledged + 1
            for work in archive.work(held):
                assert hashlib.sha256(work.page.body).hexdigest() == work.page.sha256


def test_newer_schema_is_refused_with_a_remedy(url: str, archive: Archive) -> None:
    with archive._write() as connection:
        connection.execute(sa.update(tables.schema).values(version=tables.SCHEMA_VERSION + 1))
    with pytest.raises(PolicygraphError, match="Upgrade policygraph"):
        Archive(url)


def test_older_schema_is_brought_up_to_date_in_one_transaction(
    url: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.record_page(*keys("a"), page("a"))
    steps = []

    def step(connection: sa.Connection) -> None:
        connection.execute(sa.text("ALTER TABLE run ADD COLUMN added INTEGER DEFAULT 7"))
        steps.append(connection.scalar(sa.select(tables.schema.c.version)))
        if len(steps) == 1:
            raise RuntimeError("power cut")

    monkeypatch.setattr(tables, "SCHEMA_VERSION", tables.SCHEMA_VERSION + 1)
    monkeypatch.setattr(archive_database, "MIGRATIONS", {tables.SCHEMA_VERSION - 1: step})
    with pytest.raises(RuntimeError):
        Archive(url)
    for _ in range(2):
        with Archive(url) as opened:
            assert opened.archived() == keys("a")
            run = opened.start_run("x", NOW)
            with opened._read() as connection:
                assert connection.scalar(sa.text("SELECT added FROM run WHERE id = :run"), {"run": run}) == 7
    assert len(steps) == 2


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ("mysql://host/db", "cannot be kept in mysql"),
        ("nonsense", "not a database URL"),
        ("sqlite://", "in memory"),
        ("postgresql://127.0.0.1:1/none", "cannot be used"),
        ("sqlite:////proc/nowhere/archive.sqlite", "cannot be used"),
    ],
)
def test_database_that_cannot_be_used_is_named_with_a_remedy(bad: str, problem: str) -> None:
    with pytest.raises(PolicygraphError, match=problem):
        Archive(bad)


def test_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"not a database, but precious" * 100)
    with pytest.raises(PolicygraphError, match="cannot be used"):
        Archive(f"sqlite:///{file}")
    assert file.read_bytes() == b"not a database, but precious" * 100
