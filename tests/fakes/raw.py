"""A server on loopback that answers each request with given bytes, HTTP or not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class RawServer:
    """What it answers can be changed at any time; robots.txt is never there."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.answer = b""
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/page"

    def serve(self) -> None:
        """Answer until the listener is closed."""
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    asked = connection.recv(65536)
                    connection.sendall(_NO_ROBOTS if b"/robots.txt" in asked else self.answer)
                except OSError:
                    continue


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """Start the server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = RawServer(listener)
        threading.Thread(target=server.serve, daemon=True).start()
        yield server
