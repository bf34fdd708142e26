"""Telling a webhook: one POST of JSON, signed as Standard Webhooks say, within bounds, and again when that helps.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from policygraph.addresses import RefusedAddressError
from policygraph.clock import now
from policygraph.connections import deadline
from policygraph.errors import InputError
from policygraph.retries import backoff, parse_retry_after

_SECRET = "whsec_"  # noqa: S105 - how a secret begins
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class HookLimits:
    """How long and how often a webhook is tried."""

    seconds: float = 15.0  # of one attempt, all in all: what the specification advises
    connect_seconds: float = 5.0
    attempts: int = 4
    backoff_seconds: float = 1.0  # before the second attempt; then twice as long each time
    longest_wait_seconds: float = 30.0


def new_secret() -> str:
    """A secret to sign with; the receiver gets it from the watch list's page."""
    return _SECRET + base64.b64encode(secrets.token_bytes(24)).decode()


def checked_url(text: str) -> str:
    """The address of a webhook; whether it may be connected to is seen when connecting.

    Raises:
        InputError: it is no absolute http or https address, or names a user.
    """
    parts = urlsplit(text)
    try:
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or "@" in parts.netloc or not text.isprintable() or " " in text or len(text) > _LONGEST_URL:
        raise InputError("That is no address for a webhook: give one that begins with https:// and names no user.")
    return text


def signature(secret: str, identifier: str, timestamp: int, body: bytes) -> str:
    """The header ``webhook-signature``: HMAC-SHA256 of the message's id, its time and its body."""
    try:
        key = base64.b64decode(secret.removeprefix(_SECRET), validate=True)
    except binascii.Error:
        key = secret.encode()
    made = hmac.new(key, f"{identifier}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode()


class Messenger:
    """Sends messages to webhooks."""

    def __init__(
        self,
        transport: httpx.BaseTransport,
        limits: HookLimits | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """Send over a transport, which decides what may be connected to."""
        self._transport = transport
        self._limits = limits or HookLimits()
        self._pause = pause

    def tell(self, url: str, secret: str, identifier: str, message: Mapping[str, Any]) -> str:
        """Send a message until it arrives or there is no point in trying.

        Args:
            url: of the webhook.
            secret: that the message is signed with.
            identifier: of the message: a receiver that gets it twice knows it by that.
            message: what JSON can say.

        Returns:
            Why it did not arrive; empty where it did.
        """
        body = json.dumps(message, ensure_ascii=False).encode()
        for attempt in range(self._limits.attempts):
            problem, again, asked = self._once(url, secret, identifier, body)
            if not problem or not again or attempt + 1 == self._limits.attempts:
                return problem
            wait = backoff(
                attempt,
                base=self._limits.backoff_seconds,
                longest=self._limits.longest_wait_seconds,
                retry_after=min(asked or 0.0, self._limits.longest_wait_seconds),
            )
            self._pause(wait)
        return problem

    def _once(self, url: str, secret: str, identifier: str, body: bytes) -> tuple[str, bool, float | None]:
        """What went wrong, whether it may pass, and how long the receiver asks us to wait."""
        timestamp = int(now().timestamp())
        headers = {
            "content-type": "application/json",
            "user-agent": "policygraph",
            "webhook-id": identifier,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(secret, identifier, timestamp, body),
        }
        limits = dict.fromkeys(("read", "write", "pool"), self._limits.seconds)
        timeouts = {"timeout": {**limits, "connect": self._limits.connect_seconds}}
        try:
            request = httpx.Request("POST", url, headers=headers, content=body, extensions=timeouts)
            with deadline(self._limits.seconds):
                response = self._transport.handle_request(request)
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            refused = isinstance(error.__cause__, RefusedAddressError)
            return (
                (f"refused: {error}" if refused else f"no answer: {error or type(error).__name__}"),
                not refused,
                None,
            )
        return _judged(response)


def _judged(response: httpx.Response) -> tuple[str, bool, float | None]:
    status = response.status_code
    if 200 <= status < 300:
        return "", False, None
    if 300 <= status < 400:
        return f"HTTP {status}: it redirects, which is not followed; give the address that it leads to", False, None
    asked = response.headers.get("retry-after", "")
    return f"HTTP {status}", status in _AGAIN, parse_retry_after(asked, now()) if asked else None
