"""``policygraph up``: the explorer, a Prefect server, the schedules and a first ingest, until Ctrl-C."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import FrameType

import click

from flows.children import Child, Children
from flows.prefect_settings import (
    HOST,
    SERVER_WAIT,
    api_url,
    environment,
    forget_server,
    prefect_home,
    remember_server,
    wait_until_healthy,
)
from policygraph.errors import PolicygraphError
from policygraph.settings import settings

_PYTHON = (sys.executable, "-m")


@dataclass(frozen=True, slots=True)
class Ports:
    """Where everything listens, on loopback."""

    explorer: int
    prefect: int


def choose_ports(explorer: int | None, prefect: int | None) -> Ports:
    """The ports that were asked for, or else the usual ones, or else the next that are free.

    Raises:
        PolicygraphError: a port that was asked for is taken.
    """
    return Ports(
        explorer=_port("explorer", "--port", explorer, usual=8000),
        prefect=_port("Prefect server", "--prefect-port", prefect, usual=4200),
    )


def _port(name: str, option: str, wanted: int | None, usual: int) -> int:
    if wanted is not None:
        if not _is_free(wanted):
            raise PolicygraphError(f"port {wanted} for the {name} is taken; end what listens there, or give {option}")
        return wanted
    free = next((port for port in range(usual, usual + 100) if _is_free(port)), None)
    if free is None:
        raise PolicygraphError(f"ports {usual} to {usual + 99} for the {name} are all taken; give {option}")
    if free != usual:
        click.echo(f"port {usual} is taken: the {name} goes to port {free} ({option} chooses another)")
    return free


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def up(ports: Ports, *, samples: bool) -> int:
    """Bring everything up and stay until Ctrl-C or a termination signal.

    Args:
        ports: where to listen.
        samples: ingest the sample feed, first and on schedule, instead of the configured feeds.

    Returns:
        The exit code: 0 after Ctrl-C, 1 where a part ended by itself.
    """
    started = time.monotonic()
    try:
        with _interruptible(), Children(settings().home.absolute() / "logs") as children:
            explorer = _start_explorer(children, ports)
            ingest = _start_first_ingest(children, ports, samples)
            url = _start_prefect(children, ports)
            _start_schedules(children, url, samples)
            _wait_for_end(children, ingest)
            _wait_for_explorer(explorer, ports)
            click.echo(f"ready after {time.monotonic() - started:.0f} s; Ctrl-C ends all of it")
            return _watch(children)
    except KeyboardInterrupt:
        click.echo("ended")
        return 0
    finally:
        forget_server()


@contextmanager
def _interruptible() -> Iterator[None]:
    """A request to end comes as KeyboardInterrupt, once; while children end, another changes nothing."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in handled:
            signal.signal(number, signal.SIG_IGN)
        click.echo("\nending …")
        raise KeyboardInterrupt

    handled = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start_explorer(children: Children, ports: Ports) -> Child:
    command = (*_PYTHON, "policygraph", "serve", "--host", HOST, "--port", str(ports.explorer))
    child = children.start("explorer", command, environment())
    click.echo(f"explorer         http://{HOST}:{ports.explorer}")
    click.echo(f"SPARQL endpoint  http://{HOST}:{ports.explorer}/sparql")
    return child


def _wait_for_explorer(explorer: Child, ports: Ports) -> None:
    deadline = time.monotonic() + SERVER_WAIT
    while _is_free(ports.explorer):
        _check_running(explorer)
        if time.monotonic() > deadline:
            raise PolicygraphError(f"the explorer does not answer on port {ports.explorer}; its log is {explorer.log}")
        time.sleep(0.1)


def _start_prefect(children: Children, ports: Ports) -> str:
    url = api_url(ports.prefect)
    variables = {**environment(url), "PREFECT_SERVER_API_PORT": str(ports.prefect), "PREFECT_UI_API_URL": url}
    _migrate(variables)
    command = (*_PYTHON, "prefect", "server", "start", "--host", HOST, "--port", str(ports.prefect))
    server = children.start("Prefect server", command, variables)
    wait_until_healthy(url, check=lambda: _check_running(server))
    remember_server(url)
    click.echo(f"Prefect          http://{HOST}:{ports.prefect}")
    return url


def _migrate(variables: dict[str, str]) -> None:
    """Make or upgrade Prefect's database before its server starts, once a version of Prefect.

    A server that migrates by itself answers late, and a flow that waits for it gives up.
    """
    prefect_home().mkdir(parents=True, exist_ok=True)
    done = prefect_home() / f"migrated-{metadata.version('prefect')}"
    if done.exists() and (prefect_home() / "prefect.db").exists():
        return
    click.echo("preparing Prefect's database …")
    command = (*_PYTHON, "prefect", "server", "database", "upgrade", "-y")
    result = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if result.returncode:
        raise PolicygraphError(
            f"Prefect's database in {prefect_home()} cannot be prepared: {result.stderr.strip()[-500:]}; "
            "remove that folder (it holds the history of runs, and nothing of the graph) and try again"
        )
    done.touch()


def _start_schedules(children: Children, url: str, samples: bool) -> None:
    command = [*_PYTHON, "policygraph", "schedule", *(["--samples"] if samples else [])]
    children.start("schedules", command, environment(url))


def _start_first_ingest(children: Children, ports: Ports, samples: bool) -> Child:
    """The first ingest, as a flow: it loads its models while the server starts, and then waits for it.

    Its progress and its table go to the terminal.
    """
    command = [*_PYTHON, "policygraph", "ingest", "--flow", *(["--samples"] if samples else [])]
    return children.start("first ingest", command, environment(api_url(ports.prefect)), to_terminal=True)


def _wait_for_end(children: Children, child: Child) -> None:
    """Wait until a child has ended by itself; feeds that failed do not end the rest."""
    while child.exit_code is None:
        time.sleep(0.1)
    children.forget(child)


def _check_running(child: Child) -> None:
    if child.exit_code is not None:
        raise PolicygraphError(f"the {child.name} ended with exit code {child.exit_code}:\n{_last_lines(child.log)}")


def _last_lines(log: Path | None, lines: int = 15) -> str:
    if log is None or not log.exists():
        return ""
    text = log.read_text(encoding="utf-8", errors="replace")
    width = shutil.get_terminal_size().columns
    return "\n".join(line[:width] for line in text.splitlines()[-lines:])


def _watch(children: Children) -> int:
    while (child := children.ended()) is None:
        time.sleep(0.2)
    click.echo(f"the {child.name} ended with exit code {child.exit_code}; its log is {child.log}", err=True)
    return 1
