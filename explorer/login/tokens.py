"""The token file: who may log in, a line each, with nothing in it that would let anybody in.

A line is ``name sha256:DIGEST``; ``policygraph token NAME`` makes one. A token is 32 random bytes, so that its plain
SHA-256 cannot be turned round, and no slow hash is needed (OWASP Password Storage Cheat Sheet is about passwords).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
import threading
from dataclasses import dataclass
from pathlib import Path

from policygraph.errors import DataFileError, InputError

PREFIX = "pg_"  # by which a token that leaked is recognised
_LINE = re.compile(r"(?P<name>[^\s#][^\s]*)\s+sha256:(?P<digest>[0-9a-f]{64})")
_NAME = re.compile(r"[^\s#:][^\s:]{0,79}")


@dataclass(frozen=True, slots=True)
class Token:
    """One line of the file."""

    name: str
    digest: str

    @property
    def mark(self) -> str:
        """What a session remembers of the token: when the line goes, so do its sessions."""
        return self.digest[:16]


class TokenFile:
    """A token file, read again when it changes. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Read from a path; nothing is read before it is needed."""
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """All tokens.

        Raises:
            DataFileError: the file is missing, others can write it, or a line of it is none.
        """
        with self._lock:
            found = self._status()
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
            if seen != self._seen:
                self._tokens = read_tokens(self._path)
                self._seen = seen
            return self._tokens

    def holder(self, secret: str) -> Token | None:
        """Whose token it is; nobody's where it is in no line. Takes as long whether or not it is."""
        digest = digest_of(secret)
        found = None
        for token in self.tokens():
            if hmac.compare_digest(token.digest, digest):
                found = token
        return found

    def by_mark(self, name: str, mark: str) -> Token | None:
        """The line that a session was begun with, where it still stands."""
        return next((token for token in self.tokens() if (token.name, token.mark) == (name, mark)), None)

    def _status(self) -> os.stat_result:
        try:
            found = self._path.stat()
        except OSError as error:
            remedy = "Make one with `policygraph token NAME`, or unset POLICYGRAPH_TOKEN_FILE."
            raise DataFileError(self._path, None, f"cannot be read: {error.strerror}", remedy) from error
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            remedy = f"Take the right away: chmod 600 {self._path}"
            raise DataFileError(
                self._path, None, "others than its owner can write it, and so let themselves in", remedy
            )
        return found


def read_tokens(path: Path) -> tuple[Token, ...]:
    """The tokens of a file; empty lines and those that begin with ``#`` say nothing.

    Raises:
        DataFileError: a line is no token.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            remedy = "Write `name sha256:DIGEST`, as `policygraph token NAME` does."
            raise DataFileError(path, number, "not a name and the digest of a token", remedy)
        found.append(Token(match["name"], match["digest"]))
    return tuple(found)


def digest_of(secret: str) -> str:
    """What the file holds of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add_token(path: Path, name: str) -> str:
    """Give somebody a new token: write its digest to the file, which only its owner may read and write.

    Returns:
        The token, which is written nowhere.

    Raises:
        InputError: the name has white space, a colon or more than 80 characters.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} cannot be a name here: no white space, no colon, at most 80 characters")
    secret = PREFIX + secrets.token_urlsafe(32)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(f"{name} sha256:{digest_of(secret)}\n")
    return secret
