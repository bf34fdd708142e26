"""No process outlives the one that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.children import Children

NESTED = ("bash", "-c", "sleep 600 & echo $!; trap '' TERM; sleep 600")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(file: Path) -> str:
    deadline = time.monotonic() + 20
    while not (file.exists() and file.read_text(encoding="utf-8").strip()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return file.read_text(encoding="utf-8").strip()


def test_children_and_what_they_started_are_gone_even_where_they_ignore_the_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.children.GRACE", 0.3)
    with Children(tmp_path) as children:
        child = children.start("stubborn one", NESTED, os.environ)
        grandchild = int(wait_for(tmp_path / "stubborn-one.log"))
        assert children.ended() is None
        assert is_running(grandchild)
    assert child.exit_code == -signal.SIGKILL
    assert not is_running(grandchild)


def test_a_child_that_ends_by_itself_is_noticed_with_its_exit_code(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        child = children.start("brief", ("bash", "-c", "exit 7"), os.environ)
        child.process.wait(20)
        ended = children.ended()
        assert ended is child
        assert ended.exit_code == 7


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_a_kill_of_the_parent_ends_the_child(tmp_path: Path) -> None:
    code = (
        "import os, time; from pathlib import Path; from flows.children import Children\n"
        f"child = Children(Path({str(tmp_path)!r})).start('sleeper', ('sleep', '600'), os.environ)\n"
        "print(child.process.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    sleeper = int(parent.stdout.readline())
    assert is_running(sleeper)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while is_running(sleeper) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(sleeper)
