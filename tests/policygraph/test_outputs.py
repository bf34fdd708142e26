from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from policygraph.errors import InputError
from policygraph.outputs import replaced


def test_a_file_is_replaced_when_all_is_written(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes(b"old")
    file.chmod(0o640)
    with replaced(file) as stream:
        stream.write(b"new")
        stream.flush()
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def _fail_half_way(stream: BinaryIO, error: type[BaseException]) -> None:
    stream.write(b"half")
    raise error


@pytest.mark.parametrize("error", [InputError, KeyboardInterrupt])
def test_what_fails_leaves_the_old_file_and_nothing_else(error: type[BaseException], tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_bytes(b"old")
    with pytest.raises(error), replaced(file) as stream:
        _fail_half_way(stream, error)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_fails_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError), replaced(tmp_path / "graph.nq"):
        raise InputError
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, file = tmp_path / "latest.nq", tmp_path / "1.nq"
    link.symlink_to(file)
    with replaced(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("name", [".", "no-such-folder/graph.nq"])
def test_what_cannot_be_written_is_said_before_any_work(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written: "), replaced(tmp_path / name):
        pytest.fail("there was nothing to write to")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.touch(0o400)
    with pytest.raises(InputError, match="Permission denied"), replaced(file):
        pytest.fail("there was nothing to write to")


@pytest.mark.parametrize("path", ["/dev/stdout", "-"])
def test_a_pipe_is_written_to_as_it_is(path: str) -> None:
    imports = "from pathlib import Path\nfrom policygraph.outputs import opened_output\n"
    code = f"{imports}with opened_output(Path({path!r})) as out: out.write(b'text')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"text"
