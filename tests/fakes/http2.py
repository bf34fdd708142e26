"""A web server that speaks HTTP/2 over TLS, with a certificate of its own making."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h2.config
import h2.connection
import h2.events


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate for a host name and its key, in one PEM file; needs the program ``openssl``."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both


@contextmanager
def http2_server(pem: Path, body: bytes) -> Iterator[int]:
    """Serve one body at every path; gives the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, context, body), daemon=True).start()
        yield listener.getsockname()[1]


def _accept(listener: socket.socket, context: ssl.SSLContext, body: bytes) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # closed
        threading.Thread(target=_serve, args=(connection, context, body), daemon=True).start()


def _serve(raw: socket.socket, context: ssl.SSLContext, body: bytes) -> None:
    try:
        with context.wrap_socket(raw, server_side=True) as secure:
            _speak(secure, body)
    except OSError:
        raw.close()  # a client that does not trust us


def _speak(secure: ssl.SSLSocket, body: bytes) -> None:
    state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    state.initiate_connection()
    secure.sendall(state.data_to_send())
    while data := secure.recv(65536):
        for event in state.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                headers = [(":status", "200"), ("content-type", "text/html"), ("content-length", str(len(body)))]
                state.send_headers(event.stream_id, headers)
                state.send_data(event.stream_id, body, end_stream=True)
        secure.sendall(state.data_to_send())
