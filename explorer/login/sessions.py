"""What the explorer signs: the cookie of a session, and the token of a form."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, Signer, TimestampSigner

from explorer.login.tokens import Token

KEY_FILE = "session.key"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """What a session cookie says."""

    name: str
    mark: str  # of the token that it was begun with


class Signatures:
    """Signs and checks with one key."""

    def __init__(self, key: bytes) -> None:
        """Sign with a key of at least 32 bytes."""
        self._session = TimestampSigner(key, salt="policygraph.session")
        self._form = Signer(key, salt="policygraph.form")

    def session(self, token: Token) -> str:
        """The cookie of a session that a token begins."""
        return self._session.sign(f"{token.mark}:{token.name}".encode()).decode()

    def read_session(self, cookie: str, longest_seconds: float) -> Session | None:
        """What a cookie says; nothing where it was not signed here, or is too old."""
        try:
            said = self._session.unsign(cookie.encode(), max_age=int(longest_seconds)).decode()
        except (BadSignature, UnicodeError):
            return None
        mark, _, name = said.partition(":")
        return Session(name, mark)

    def form_token(self, visitor: str, person: str) -> str:
        """The token that a form carries: it fits this visitor's cookie and this person's name alone."""
        return self._form.get_signature(f"{visitor}:{person}".encode()).decode()

    def fits_form(self, token: str, visitor: str, person: str) -> bool:
        """Whether a form was made by us for this visitor."""
        if not (visitor and token.isascii()):
            return False
        return self._form.verify_signature(f"{visitor}:{person}".encode(), token.encode())


def new_visitor() -> str:
    """A name for a browser that nobody can guess."""
    return secrets.token_urlsafe(24)


def key_of(home: Path) -> bytes:
    """The key of a home folder, made when it is first asked for; one for this process where it cannot be kept."""
    path = home / KEY_FILE
    key = secrets.token_bytes(_KEY_BYTES)
    fresh = home / f"{KEY_FILE}.{os.getpid()}"
    try:
        if not path.exists():
            home.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(key)
            _keep_first(fresh, path)
        kept = path.read_bytes()
    except OSError:
        return key
    return kept if len(kept) >= _KEY_BYTES else key


def _keep_first(fresh: Path, path: Path) -> None:
    """Give a new file its name, unless another process was first."""
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
