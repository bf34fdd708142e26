"""A small web server on loopback that can be as well- or ill-behaved as a test needs."""

from __future__ import annotations

import gzip
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the server sends for a path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""  # answered with 304 where the client has it
    last_modified: str = ""  # likewise
    length: int | None = None  # Content-Length that is claimed; the true one where it is None, none at all where < 0
    stream: Callable[[], Iterator[bytes]] | None = None  # chunks sent instead of the body; connection closed at the end


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]  # lower-case names
    at: float  # time.monotonic()


class FakeWeb:
    """The server; a context manager. ``page`` and ``answer`` may be called while it runs."""

    def __init__(self) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self._served: defaultdict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self.asked: list[Asked] = []
        self.connections = 0
        self._server = _Server(self)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> FakeWeb:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        """The absolute URL of a path."""
        return self.origin + path

    def page(self, path: str, body: str | bytes, content_type: str = HTML, **options: Any) -> str:
        """Serve a page at a path; returns its URL."""
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": content_type} if content_type else {}
        return self.answer(path, Answer(data, headers=headers | dict(options.pop("headers", {})), **options))

    def answer(self, path: str, *answers: Answer) -> str:
        """Serve these answers at a path one after the other, the last one from then on; returns its URL.

        A path that is served without a query is served with any.
        """
        with self._lock:
            self._answers[path] = list(answers)
            self._served[path] = 0
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Redirect a path to any URL."""
        return self.answer(path, Answer(status=status, headers={"Location": target}))

    def folder(self, path: str, folder: Path, content_type: str = HTML) -> list[str]:
        """Serve each file of a folder below a path; returns their URLs, by name."""
        return [self.page(f"{path}/{file.name}", file.read_bytes(), content_type) for file in sorted(folder.iterdir())]

    def requests(self, path: str) -> list[Asked]:
        """The requests for a path so far."""
        with self._lock:
            return [asked for asked in self.asked if asked.path == path]

    def drip(self, path: str, chunk: bytes, pause: float) -> str:
        """A body that never ends and comes so slowly that no single read takes long."""

        def chunks() -> Iterator[bytes]:
            while not self._stopped.wait(pause):
                yield chunk

        return self.answer(path, Answer(headers={"Content-Type": HTML}, stream=chunks))

    def endless(self, path: str, chunk: bytes = b"<p>more</p>" * 1000) -> str:
        """A body that never ends and comes as fast as it is read."""
        return self.drip(path, chunk, 0)

    def bomb(self, path: str, megabytes: int) -> str:
        """A small gzip body that holds many megabytes."""
        body = gzip.compress(bytes(megabytes * 1_000_000))
        return self.page(path, body, headers={"Content-Encoding": "gzip"})

    def next_answer(self, asked: Asked) -> Answer:
        """Note a request and choose what it gets."""
        with self._lock:
            self.asked.append(asked)
            path = asked.path if asked.path in self._answers else asked.path.partition("?")[0]
            answers = self._answers.get(path) or [Answer(b"not here", 404, {"Content-Type": "text/plain"})]
            number = self._served[path]
            self._served[path] += 1
        return answers[min(number, len(answers) - 1)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: FakeWeb) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Silence: clients that leave are what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.web.connections += 1

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.web.next_answer(Asked(self.path, headers, time.monotonic()))
        try:
            self._send(answer, headers)
        except OSError:
            self.close_connection = True  # the client had enough

    def _send(self, answer: Answer, asked: Mapping[str, str]) -> None:
        if _has_it(answer, asked):
            self._head(304, answer, None)
        elif answer.stream is not None:
            self._head(answer.status, answer, None)
            for chunk in answer.stream():
                self.wfile.write(chunk)
        else:
            length = len(answer.body) if answer.length is None else answer.length
            self._head(answer.status, answer, length if length >= 0 else None)
            self.wfile.write(answer.body)
            self.close_connection = self.close_connection or answer.length is not None

    def _head(self, status: int, answer: Answer, length: int | None) -> None:
        self.send_response(status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.last_modified:
            self.send_header("Last-Modified", answer.last_modified)
        if length is not None:
            self.send_header("Content-Length", str(length))
        elif status != 304:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


def _has_it(answer: Answer, asked: Mapping[str, str]) -> bool:
    if answer.etag and "if-none-match" in asked:
        return asked["if-none-match"] == answer.etag
    return bool(answer.last_modified) and asked.get("if-modified-since") == answer.last_modified
