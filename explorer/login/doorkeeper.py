"""Finds out who sends a request, before any page is made.

Three ways, in this order: a header that a reverse proxy sets (believed only from the proxy's own address), a token
(as a session after logging in, or with each request), and, where neither is set up, being on this machine: then
whoever can reach the loopback address is the user who started the explorer.
"""

from __future__ import annotations

import getpass
import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.login.people import Person, Visit, remember
from explorer.login.sessions import Signatures, key_of
from explorer.login.tokens import TokenFile
from explorer.security import host_name
from explorer.settings import ExplorerSettings, Network
from policygraph.errors import PolicygraphError

SESSION = "session"
VISITOR = "visitor"
_LONGEST_NAME = 80
_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
# What says that somebody else sent the request on.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class HouseRules:
    """How people are known here."""

    signatures: Signatures
    header: str = ""  # that the reverse proxy sets; empty for none
    proxies: tuple[Network, ...] = ()  # whose headers are believed
    tokens: TokenFile | None = None
    local: bool = True  # whether only this machine can reach the explorer
    session_seconds: float = 14 * 24 * 3600.0
    user: str = field(default="")  # who started the explorer

    @property
    def login(self) -> bool:
        """Whether people are told apart at all."""
        return bool(self.header or self.tokens)


def house_rules(own: ExplorerSettings, home: Path, host: str) -> HouseRules:
    """The rules that the settings give.

    Args:
        own: the explorer's settings.
        home: where the key lies that cookies are signed with.
        host: the address that the explorer listens on.

    Raises:
        PolicygraphError: the token file cannot be used.
    """
    tokens = TokenFile(own.token_file) if own.token_file else None
    if tokens is not None:
        tokens.tokens()
    return HouseRules(
        signatures=Signatures(key_of(home)),
        header=own.login_header.strip().lower(),
        proxies=own.proxies,
        tokens=tokens,
        local=is_loopback(host),
        session_seconds=own.session_days * 24 * 3600,
        user=_user(),
    )


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    bare = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare.lower() == "localhost"


def advice(own: ExplorerSettings, host: str) -> list[str]:
    """What an operator should know who lets others in: lines for the terminal; none on loopback."""
    if is_loopback(host):
        return []
    lines = []
    if "*" not in own.hosts and all(name in _LOOPBACK_NAMES for name in own.hosts):
        lines.append(
            f"listening on {host}, but answering only to {', '.join(sorted(own.hosts))}: set "
            "POLICYGRAPH_ALLOWED_HOSTS to the names under which others ask for the explorer"
        )
    if not (own.login_header or own.token_file):
        lines.append(
            "anybody can read, nobody can judge or keep watch lists: set POLICYGRAPH_TOKEN_FILE or "
            "POLICYGRAPH_LOGIN_HEADER for that"
        )
    return lines


class Doorkeeper:
    """Puts who sends it to each request, and gives browsers the cookie that their forms are tied to."""

    def __init__(self, app: ASGIApp, rules: HouseRules) -> None:
        """Stand before an application."""
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _from_proxy(scope, self._rules) and headers.get("x-forwarded-proto", "") in {"http", "https"}:
            scope["scheme"] = headers["x-forwarded-proto"]
        cookies = cookie_parser(headers.get("cookie", ""))
        person = person_of(scope, headers, cookies, self._rules)
        can_log_in = self._rules.tokens is not None
        visit = Visit(person, cookies.get(VISITOR, ""), self._rules.signatures, can_log_in=can_log_in)
        remember(scope, visit)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.new_visitor:
                MutableHeaders(scope=message).append("set-cookie", _cookie(scope, visit.new_visitor))
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def person_of(scope: Scope, headers: Headers, cookies: dict[str, str], rules: HouseRules) -> Person:
    """Who sends a request."""
    if rules.header and (name := headers.get(rules.header, "").strip()):
        return _named_by_proxy(name, scope, rules)
    if rules.tokens is not None:
        return _with_token(rules, rules.tokens, headers, cookies)
    if rules.header:
        return Person(why_not=f"The proxy did not say who you are: it must set the header {rules.header}.")
    return _local(scope, headers, rules)


def _named_by_proxy(name: str, scope: Scope, rules: HouseRules) -> Person:
    if not _from_proxy(scope, rules):
        return Person(
            why_not=f"The header {rules.header} is believed only from POLICYGRAPH_TRUSTED_PROXIES, "
            f"and this request came from {_peer(scope) or 'an unknown address'}."
        )
    if len(name) > _LONGEST_NAME or not name.isprintable():
        return Person(why_not=f"The header {rules.header} holds no name of at most {_LONGEST_NAME} characters.")
    return Person(name, "proxy")


def _with_token(rules: HouseRules, tokens: TokenFile, headers: Headers, cookies: dict[str, str]) -> Person:
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    try:
        if scheme.lower() == "bearer":
            holder = tokens.holder(secret.strip())
            return Person(holder.name, "bearer") if holder else Person(why_not="That token is not known here.")
        session = rules.signatures.read_session(cookies.get(SESSION, ""), rules.session_seconds)
        if session and tokens.by_mark(session.name, session.mark):
            return Person(session.name, "session")
    except PolicygraphError as error:
        return Person(why_not=str(error))
    return Person(why_not="Log in with your token first.")


def _local(scope: Scope, headers: Headers, rules: HouseRules) -> Person:
    """The user of this machine, where nobody else can be asking."""
    direct = is_loopback(_peer(scope)) and not any(name in headers for name in _FORWARDED)
    if rules.local and direct and host_name(headers.get("host", "")) in _LOOPBACK_NAMES:
        return Person(rules.user, "local")
    return Person(
        why_not="From other machines, only somebody who has logged in may change anything: the operator sets "
        "POLICYGRAPH_TOKEN_FILE or POLICYGRAPH_LOGIN_HEADER (docs/deploy.md)."
    )


def _from_proxy(scope: Scope, rules: HouseRules) -> bool:
    try:
        address = ipaddress.ip_address(_peer(scope).partition("%")[0])
    except ValueError:
        return False
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((inner or address) in network for network in rules.proxies)


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _cookie(scope: Scope, visitor: str) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{VISITOR}={visitor}; Path=/; HttpOnly; SameSite=Strict{secure}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a name for its user
        return "analyst"
