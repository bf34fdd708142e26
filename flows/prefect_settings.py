"""How Prefect runs here: on this machine, on loopback, with its files in the home folder, and telling nobody.

This module does not import Prefect, which reads these variables when it is imported.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from policygraph.errors import PolicygraphError
from policygraph.settings import settings

HOST = "127.0.0.1"
SERVER_WAIT = 120.0  # seconds until a Prefect server that was started must answer
_ADDRESS_FILE = "address"

# What each is for stands in docs/deploy.md. An operator's own value goes before ours.
_DEFAULTS: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_API_HOST": HOST,
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # failures are told in our own words; the server has the rest
    "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
}


def prefect_home() -> Path:
    """Where Prefect keeps its database: a folder of POLICYGRAPH_HOME."""
    return settings().home.absolute() / "prefect"


def environment(api_url: str = "") -> dict[str, str]:
    """This process's environment with Prefect's settings in it.

    Args:
        api_url: of the Prefect server to talk to; empty for the operator's own choice, or the server that
            ``policygraph up`` has running, or none (Prefect then starts one for the length of a flow).
    """
    chosen = {**_DEFAULTS, "PREFECT_HOME": str(prefect_home()), **os.environ}
    if url := api_url or chosen.get("PREFECT_API_URL") or running_server():
        chosen["PREFECT_API_URL"] = url
    return chosen


def configure(api_url: str = "") -> None:
    """Put the settings into this process's environment; call it before Prefect is imported."""
    prefect_home().mkdir(parents=True, exist_ok=True)
    os.environ.update(environment(api_url))


def api_url(port: int) -> str:
    """The address of the programming interface of a server on this machine."""
    return f"http://{HOST}:{port}/api"


def remember_server(url: str) -> None:
    """Leave the address of a running server for other commands of this home folder."""
    prefect_home().mkdir(parents=True, exist_ok=True)
    (prefect_home() / _ADDRESS_FILE).write_text(url, encoding="utf-8")


def forget_server() -> None:
    """The server is about to end."""
    (prefect_home() / _ADDRESS_FILE).unlink(missing_ok=True)


def running_server() -> str:
    """The address of the server that was left by ``remember_server`` and answers; empty where there is none."""
    try:
        url = (prefect_home() / _ADDRESS_FILE).read_text(encoding="utf-8")
    except OSError:
        return ""
    return url if is_healthy(url) else ""


def wait_until_healthy(url: str, seconds: float = SERVER_WAIT, check: Callable[[], None] = lambda: None) -> None:
    """Wait until a Prefect server answers.

    Args:
        url: of its programming interface.
        seconds: to wait at most.
        check: called now and then; raises where waiting has become useless.

    Raises:
        PolicygraphError: it does not answer in time.
    """
    deadline = time.monotonic() + seconds
    while not is_healthy(url):
        check()
        if time.monotonic() > deadline:
            raise PolicygraphError(
                f"no Prefect server answers at {url} after {seconds:.0f} s; start it, or name another"
            )
        time.sleep(0.2)


def is_healthy(url: str) -> bool:
    """Whether a Prefect server answers at an address of its programming interface."""
    try:
        with urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - loopback, or the operator's own server
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False
