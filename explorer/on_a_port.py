"""The explorer on a free port of the loopback, in a thread: for pictures, measurements and tests in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


@contextmanager
def on_a_port(app: Starlette) -> Iterator[str]:
    """Serve an application until the block ends; gives the address that it answers at, without a slash at the end.

    Raises:
        RuntimeError: the server ended before it was ready.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the explorer ended before it could answer; its log says why")
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
