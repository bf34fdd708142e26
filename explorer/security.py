"""What every response and request goes through: headers, host check, and a check of who makes a browser write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Refuses requests that came by a wrong name or from another site's page, and sets the headers of security."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], open_paths: frozenset[str] = frozenset()) -> None:
        """Guard an application.

        Args:
            app: what answers.
            hosts: the names that it may be asked under (a page of another site whose name is made to point here is
                thus refused); ``*`` allows any.
            open_paths: where pages of other sites may POST, because nothing is done there with a user's rights.
        """
        self._app = app
        self._hosts = hosts
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = self._reason_to_refuse(scope)
        app = PlainTextResponse(f"{reason}\n", 403) if reason else self._app
        await app(scope, receive, _with_headers(send))

    def _reason_to_refuse(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if "*" not in self._hosts and host_name(host) not in self._hosts:
            return "This host name is not one of POLICYGRAPH_ALLOWED_HOSTS."
        if scope["method"] in _SAFE or scope["path"] in self._open_paths:
            return ""
        return (
            "" if _same_site(headers, host) else "Requests that change something must come from this site's own pages."
        )


def host_name(host: str) -> str:
    """The name in a Host header, in lower case and without the port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _same_site(headers: Headers, host: str) -> bool:
    """Whether a browser says that its own page sent the request; other clients carry no user's rights."""
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
