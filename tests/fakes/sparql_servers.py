"""SPARQL servers of others, started on loopback for the length of a test session."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

VIRTUOSO = "/usr/bin/virtuoso-t"
_INI = """[Database]
DatabaseFile={home}/virtuoso.db
ErrorLogFile={home}/virtuoso.log
LockFile={home}/virtuoso.lck
TransactionFile={home}/virtuoso.trx
xa_persistent_file={home}/virtuoso.pxa
MaxCheckpointRemap=2000
[TempDatabase]
DatabaseFile={home}/temporary.db
TransactionFile={home}/temporary.trx
MaxCheckpointRemap=2000
[Parameters]
ServerPort=127.0.0.1:{sql_port}
NumberOfBuffers=10000
DirsAllowed={home}
[HTTPServer]
ServerPort=127.0.0.1:{port}
ServerRoot={home}
[SPARQL]
DefaultGraph=
"""


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph(home: Path) -> Iterator[str]:
    """Oxigraph's own server over an empty store; gives its address."""
    port = free_port()
    binary = Path(sys.executable).with_name("oxigraph")
    command = [str(binary), "serve", "--location", str(home / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}", 20):
        yield f"http://127.0.0.1:{port}"


def has_virtuoso() -> bool:
    """Whether Debian's virtuoso-opensource-7 is installed."""
    return Path(VIRTUOSO).exists() and shutil.which("isql-vt") is not None


@contextmanager
def virtuoso(home: Path) -> Iterator[str]:
    """Virtuoso over an empty database, on which everybody may write; gives its address."""
    port, sql_port = free_port(), free_port()
    (home / "virtuoso.ini").write_text(_INI.format(home=home, port=port, sql_port=sql_port))
    command = [VIRTUOSO, "+foreground", "+wait", "+configfile", str(home / "virtuoso.ini")]
    with _running(command, f"http://127.0.0.1:{port}/sparql", 90):
        grants = "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);"
        login = ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={grants}"]
        subprocess.run(login, check=True, capture_output=True, timeout=60)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], address: str, seconds: float) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, address, seconds)
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(20)


def _wait(server: subprocess.Popen[bytes], address: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"{server.args!r} ended with {server.returncode}")
        try:
            httpx.get(address, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{server.args!r} did not answer within {seconds} s")
