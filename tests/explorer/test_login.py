"""Who may change something in the explorer, and who may not."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from browsing import EVERYWHERE
from sample_explorer import TestClient, create_app

from explorer.login.doorkeeper import advice, is_loopback
from explorer.login.sessions import KEY_FILE, Signatures, key_of
from explorer.login.tokens import Token, TokenFile, add_token, digest_of
from explorer.settings import ExplorerSettings
from policygraph.cli import main
from policygraph.errors import DataFileError, InputError
from policygraph.settings import Settings


def browser(
    home: Path,
    *,
    host: str = "127.0.0.1",
    client: str = "127.0.0.1",
    base: str = "http://127.0.0.1:8000",
    **own: object,
) -> TestClient:
    """A client at an address, of an explorer that listens on a host."""
    app = create_app(Settings(home=home), ExplorerSettings(**own), host)  # type: ignore[arg-type]
    return TestClient(app, base_url=base, client=(client, 50000))


def form_token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/watches?follow=/events").text)
    return found[1] if found else ""


def attempt(client: TestClient, token: str = "", **headers: str) -> int:
    """What comes of an attempt to keep a watch list."""
    fields = {"form_token": token or form_token(client), "address": "/events?type=Lawsuit", "name": "courts"}
    return client.post("/watches", data=fields, headers=headers, follow_redirects=False).status_code


@pytest.fixture
def tokens(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "tokens"
    return path, add_token(path, "ada")


def test_on_this_machine_nobody_has_to_log_in(home: Path) -> None:
    with browser(home) as client:
        assert attempt(client) == 303


@pytest.mark.parametrize(
    ("how", "headers"),
    [
        ({"host": EVERYWHERE}, {}),
        ({"client": "192.0.2.7"}, {}),
        ({"base": "http://graph.example", "allowed_hosts": "*"}, {}),
        ({}, {"X-Forwarded-For": "192.0.2.7"}),
        ({}, {"Forwarded": "for=192.0.2.7"}),
    ],
)
def test_anybody_else_is_told_what_the_operator_has_to_set(
    home: Path, how: dict[str, str], headers: dict[str, str]
) -> None:
    with browser(home, **how) as client:  # type: ignore[arg-type]
        assert client.get("/events").status_code == 200
        refused = client.post("/watches", data={"address": "/events"}, headers=headers)
        assert refused.status_code == 403
        assert "POLICYGRAPH_TOKEN_FILE" in refused.text


def test_a_token_logs_in_and_out(home: Path, tokens: tuple[Path, str]) -> None:
    path, secret = tokens
    with browser(home, token_file=path, host=EVERYWHERE, base="https://graph.example", allowed_hosts="*") as client:
        assert client.post("/watches", data={"address": "/events"}).status_code == 401
        assert "Log in" in client.get("/").text
        page = client.get("/login?back=/entities")
        key = re.search(r'name="form_token" value="([^"]+)"', page.text)
        assert key is not None
        wrong = client.post("/login", data={"form_token": key[1], "token": "pg_wrong"})
        assert wrong.status_code == 401
        assert "That token is not known here." in wrong.text
        right = client.post(
            "/login", data={"form_token": key[1], "token": secret, "back": "/entities"}, follow_redirects=False
        )
        assert (right.status_code, right.headers["location"]) == (303, "/entities")
        cookie = right.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" in cookie
        assert "ada" in client.get("/").text
        assert attempt(client) == 303
        client.post("/logout")
        assert attempt(client) == 401


def test_a_session_ends_with_its_token(home: Path, tokens: tuple[Path, str]) -> None:
    path, secret = tokens
    with browser(home, token_file=path) as client:
        key = re.search(r'name="form_token" value="([^"]+)"', client.get("/login").text)
        assert key is not None
        client.post("/login", data={"form_token": key[1], "token": secret})
        assert attempt(client) == 303
        path.write_text("# nobody any more\n", encoding="utf-8")
        assert attempt(client) == 401


def test_a_forged_or_old_session_is_none() -> None:
    ours, theirs = Signatures(b"a" * 32), Signatures(b"b" * 32)
    token = Token("ada", digest_of("pg_x"))
    cookie = ours.session(token)
    found = ours.read_session(cookie, 60)
    assert found is not None
    assert (found.name, found.mark) == ("ada", token.mark)
    assert theirs.read_session(cookie, 60) is None
    assert ours.read_session(cookie.replace("ada", "eve"), 60) is None
    assert ours.read_session(cookie, -1) is None
    assert ours.read_session("", 60) is None


def test_a_program_sends_its_token_with_each_request(home: Path, tokens: tuple[Path, str]) -> None:
    path, secret = tokens
    with browser(home, token_file=path, host=EVERYWHERE, allowed_hosts="*") as client:
        assert attempt(client, "none needed", Authorization=f"Bearer {secret}") == 303
        assert attempt(client, "none needed", Authorization="Bearer pg_wrong") == 401
        json = {"address": "/events?type=Penalty", "name": "fines"}
        said = client.post(
            "/watches", json=json, headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"}
        )
        assert said.json()["owner"] == "ada"


def test_a_proxy_is_believed_from_its_own_address_alone(home: Path) -> None:
    own = {"login_header": "X-User", "trusted_proxies": "192.0.2.0/28", "allowed_hosts": "*", "host": EVERYWHERE}
    with browser(home, client="192.0.2.5", **own) as client:  # type: ignore[arg-type]
        client.headers["X-User"] = "grace"
        assert attempt(client) == 303
        assert "grace" in client.get("/").text
        del client.headers["X-User"]
        assert "must set the header x-user" in client.post("/watches", data={}).text
    with browser(home, client="192.0.2.77", **own) as client:  # type: ignore[arg-type]
        refused = client.post("/watches", data={}, headers={"X-User": "grace"})
        assert refused.status_code == 403
        assert "believed only from POLICYGRAPH_TRUSTED_PROXIES" in refused.text


def test_a_login_that_is_set_up_binds_this_machine_too(home: Path) -> None:
    with browser(home, login_header="X-User") as client:
        assert client.post("/watches", data={}).status_code == 403


def test_a_form_that_was_not_made_for_this_browser_is_refused(home: Path) -> None:
    with browser(home) as victim, browser(home) as attacker:
        stolen = form_token(attacker)
        assert stolen
        assert attempt(victim, stolen) == 403
        assert attempt(victim, "é") == 403
        assert attempt(victim, form_token(victim)) == 303
        assert victim.post("/watches", data={"address": "/events"}).status_code == 403


def test_forms_of_other_sites_are_refused(home: Path) -> None:
    with browser(home) as client:
        token = form_token(client)
        assert attempt(client, token, Origin="http://evil.example") == 403
        assert attempt(client, token, **{"Sec-Fetch-Site": "cross-site"}) == 403


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_logging_in_never_leads_elsewhere(home: Path, tokens: tuple[Path, str], back: str) -> None:
    path, secret = tokens
    with browser(home, token_file=path) as client:
        page = client.get("/login", params={"back": back})
        key = re.search(r'name="form_token" value="([^"]+)"', page.text)
        assert key is not None
        fields = {"form_token": key[1], "token": secret, "back": back}
        assert client.post("/login", data=fields, follow_redirects=False).headers["location"] == "/"


def test_a_form_that_cannot_be_read_is_refused_in_words(home: Path) -> None:
    with browser(home) as client:
        assert client.post("/watches", content=b"x" * 70_000).status_code == 400
        said = client.post("/watches", content=b"<a/>", headers={"Content-Type": "application/xml"})
        assert "Send application/x-www-form-urlencoded" in said.text
        assert client.post("/watches", content=b"[1]", headers={"Content-Type": "application/json"}).status_code == 400


def test_the_token_file_holds_no_token_and_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "tokens"
    secret = add_token(path, "ada")
    other = add_token(path, "grace")
    assert secret not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = TokenFile(path)
    holder = found.holder(other)
    assert holder is not None
    assert holder.name == "grace"
    assert found.holder("") is None
    with pytest.raises(InputError, match="cannot be a name"):
        add_token(path, "a b")


def test_the_command_prints_a_token_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("POLICYGRAPH_TOKEN_FILE", raising=False)
    for arguments, code in ((["token", "ada"], 1), (["token", "ada", "--file", str(tmp_path / "tokens")], 0)):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == code
    said = capsys.readouterr()
    assert "POLICYGRAPH_TOKEN_FILE" in said.err
    assert TokenFile(tmp_path / "tokens").holder(said.out.strip()) is not None


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        ("ada sha256:abc", 0o600, "tokens:1: not a name and the digest of a token"),
        ("# who\n\nada secret", 0o600, "tokens:3: "),
        ("", 0o620, "others than its owner can write it"),
        ("", 0o602, "chmod 600"),
    ],
)
def test_a_token_file_that_cannot_be_used_says_why(tmp_path: Path, content: str, mode: int, message: str) -> None:
    path = tmp_path / "tokens"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(DataFileError) as error:
        TokenFile(path).tokens()
    assert message in str(error.value)


def test_a_token_file_that_is_missing_stops_the_explorer_at_once(home: Path, tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="policygraph token NAME"):
        browser(home, token_file=tmp_path / "none")


def test_the_key_stays_and_is_its_owners(tmp_path: Path) -> None:
    key = key_of(tmp_path)
    assert key_of(tmp_path) == key
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_the_operator_is_told_what_is_missing() -> None:
    assert advice(ExplorerSettings(), "127.0.0.1") == []
    told = "\n".join(advice(ExplorerSettings(), EVERYWHERE))
    assert "POLICYGRAPH_ALLOWED_HOSTS" in told
    assert "POLICYGRAPH_TOKEN_FILE" in told
    assert advice(ExplorerSettings(allowed_hosts="graph.example", login_header="X-User"), EVERYWHERE) == []


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, (EVERYWHERE, "::", "192.0.2.1", "graph.example", "")))


def test_proxies_that_are_none_are_named() -> None:
    with pytest.raises(ValueError, match="not-an-address"):
        ExplorerSettings(trusted_proxies="127.0.0.1, not-an-address")
