"""A PostgreSQL server of one's own, on loopback, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {
    "fsync": "off",  # the cluster does not outlive the tests
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "16MB",
    "max_connections": "40",
}


def server_programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, as Debian or the path has them; None where they are not installed."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a private cluster; gives the SQLAlchemy URL of its server, to which a database name is to be added.

    PostgreSQL refuses to run as root, so it runs as the user ``postgres`` there.
    """
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="policygraph-postgres-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    try:
        initialise = [programs / "initdb", "-D", data, "-U", "archive", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initialise, check=True, user=user, cwd=folder, capture_output=True)
        options = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        command = [programs / "postgres", "-D", data, "-p", str(port), f"-cunix_socket_directories={folder}", *options]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(port, server, folder / "log")
            yield f"postgresql+psycopg://archive@127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": it does not wait for connections to be closed
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and server.poll() is None:
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start on port {port}: {log.read_text(errors='replace')[-2000:]}")
