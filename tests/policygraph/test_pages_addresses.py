"""Fetching only from addresses that are anybody's business, over connections that are trusted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fakes.fetching import QUICK, failed, fetched, settings
from fakes.http2 import http2_server, make_certificate
from fakes.web import FakeWeb

from policygraph.pages import Fetcher

# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],  # noqa: S104
)
def test_private_addresses_are_refused_however_they_are_written(web: FakeWeb, host: str) -> None:
    port = web.origin.rpartition(":")[2]
    web.page("/", "secret")
    with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        failure = failed(fetcher.fetch(f"http://{host}:{port}/"))
    assert "POLICYGRAPH_ALLOW_PRIVATE_HOSTS" in failure.reason
    assert not failure.retryable
    assert web.asked == []


def test_redirect_to_a_private_address_is_refused(web: FakeWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is taken for a public one; where it leads to is not."""
    import policygraph.addresses

    monkeypatch.setattr(policygraph.addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    with FakeWeb() as _, Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        failure = failed(fetcher.fetch(web.redirect("/a", "http://169.254.169.254/latest/meta-data/")))
    assert "169.254.169.254" in failure.reason
    assert len(web.requests("/a")) == 1


def test_name_that_answers_differently_the_second_time_is_connected_to_where_it_was_checked(
    web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the check and the connection must not ask the resolver twice."""
    import socket

    import policygraph.addresses

    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: object, **kwargs: object) -> object:
        if host != "news.example":
            return real(host, port, *args, **kwargs)  # type: ignore[arg-type]
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(policygraph.addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    web.page("/robots.txt", "", "text/plain")
    web.page("/a", "public page")
    port = web.origin.rpartition(":")[2]
    with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        assert fetched(fetcher.fetch(f"http://news.example:{port}/a")).body == b"public page"
    assert len(asked) == 1


# --- HTTP/2 and TLS --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl")
    return make_certificate(tmp_path_factory.mktemp("certificate"), "news.example")


@pytest.fixture
def news_example_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name resolves to loopback, and loopback counts as public."""
    import socket

    real = socket.getaddrinfo

    def resolve(host: str, port: int, *args: object, **kwargs: object) -> object:
        return real("127.0.0.1" if host.endswith(".example") else host, port, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("policygraph.addresses.is_public", lambda address: str(address) == "127.0.0.1")


@pytest.mark.usefixtures("news_example_is_here")
def test_http2_is_spoken_where_it_is_offered(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    body = b"User-agent: *"
    with http2_server(certificate, body) as port, Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
        page = fetched(fetcher.fetch(f"https://news.example:{port}/a"))
        versions = [connection.info() for connection in fetcher._transport._pool.connections]
    assert page.body == body
    assert len(versions) == 1
    assert "HTTP/2" in versions[0]


@pytest.mark.usefixtures("news_example_is_here")
def test_certificate_must_be_trusted_and_be_for_the_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with http2_server(certificate, b"x") as port:
        with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
            assert "certificate" in failed(fetcher.fetch(f"https://news.example:{port}/")).reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Fetcher(settings(allow_private_hosts=False), QUICK) as fetcher:
            assert "certificate" in failed(fetcher.fetch(f"https://other.example:{port}/")).reason


def test_connection_is_used_again_after_an_answer_nobody_wants(web: FakeWeb, fetcher: Fetcher) -> None:
    web.redirect("/a", "/b")
    web.page("/b", "x")
    fetched(fetcher.fetch(web.url("/a")))
    assert len(web.asked) == 3
    assert web.connections == 1
