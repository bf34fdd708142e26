"""One URL for one article: what only tracks, what only asks for a variant, and mere spelling are set aside.

The answer is an identity first: it decides which pages are one. It folds only what cannot tell two articles apart;
which parameters and hosts those are stands in ``data/url_rules.yml``. What the page itself says of its canonical URL
(``<link rel=canonical>``) is read where the page is cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import idna
from pydantic import BaseModel, ConfigDict, Field

from policygraph.resources import data_dir
from policygraph.yaml_files import read_yaml

MAX_URL_LENGTH = 8192  # characters; longer ones are not taken apart (RFC 9110, 4.1 asks for at least 8000)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = "-._~"
_PATH_SAFE = _UNRESERVED + "!$&'()*+,;=:@/"
_QUERY_SAFE = _UNRESERVED + "!$'()*+,;:@/?="
# A last path segment that names an article, so that "/amp" after it is a variant and not an article about amplifiers.
_ARTICLE_SEGMENT = re.compile(r"[\d.\-]|%[89A-F]")
_AMP_CACHE_PATH = re.compile(r"^/(?:amp/|[acvr]/)(s/)?([^/]+\.[^/]+(?:/.*)?)$")
_AMP_CACHE_HOST = re.compile(r"(^|\.)cdn\.ampproject\.org$|^(www\.)?google\.[a-z.]{2,6}$|(^|\.)bing-amp\.com$")


class UrlRules(BaseModel):
    """The schema of ``data/url_rules.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tracking: list[str]
    tracking_prefixes: list[str]
    tracking_by_host: dict[str, list[str]]
    amp_parameters: list[str]
    amp_values: dict[str, list[str]]
    same_host: dict[str, str]
    leave_alone: list[str] = Field(default_factory=list)


class _Rules:
    """The rules as they are looked up: names without case."""

    def __init__(self, rules: UrlRules) -> None:
        self.tracking = frozenset(name.lower() for name in (*rules.tracking, *rules.amp_parameters))
        self.prefixes = tuple(prefix.lower() for prefix in rules.tracking_prefixes)
        self.by_host = {host: frozenset(map(str.lower, names)) for host, names in rules.tracking_by_host.items()}
        self.amp_values = {name.lower(): frozenset(values) for name, values in rules.amp_values.items()}
        self.same_host: Mapping[str, str] = rules.same_host
        self.leave_alone = frozenset(rules.leave_alone)

    def tracks(self, host: str, parameter: str) -> bool:
        """Whether a parameter ``name=value`` of a URL on a host says nothing about which article it is."""
        name, _, value = parameter.partition("=")
        name = name.lower()
        if name in self.tracking or name.startswith(self.prefixes) or value.lower() in self.amp_values.get(name, ()):
            return True
        labels = host.split(".")
        return any(name in self.by_host.get(".".join(labels[start:]), ()) for start in range(len(labels)))


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _Rules(read_yaml(data_dir() / "url_rules.yml", UrlRules))


def is_web_address(url: str) -> bool:
    """Whether a text is an absolute http or https URL with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


@lru_cache(maxsize=65536)
def canonical_url(url: str) -> str:
    """The one URL by which a page is known.

    Args:
        url: absolute; anything that is not http or https, or cannot be taken apart, comes back only stripped.

    Returns:
        A URL in ASCII: lower-case scheme and host, no default port, credentials, fragment, tracking parameters, AMP
        variant or trailing slash; percent-encoding spelt one way; parameters sorted by name. Applying the function to
        its own answer changes nothing.
    """
    folded = re.sub(r"[\x00-\x1f\x7f]", "", url).strip()
    if len(folded) > MAX_URL_LENGTH:
        return folded
    for _ in range(10):  # unwrapping one variant can uncover another
        again = _fold(folded)
        if again == folded:
            break
        folded = again
    return folded


def _fold(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    scheme, host = parts.scheme.lower(), _host(parts)
    if scheme not in _DEFAULT_PORTS or not host:
        return url
    path = _path(parts.path)
    if _AMP_CACHE_HOST.search(host) and (inside := _AMP_CACHE_PATH.match(path)):
        query = f"?{parts.query}" if parts.query else ""
        return f"http{'s' if inside[1] else ''}://{inside[2]}{query}"
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    if host in _rules().leave_alone:
        return _joined(scheme, netloc, path, _spelt(parts.query, _QUERY_SAFE + "&"))
    netloc = _rules().same_host.get(netloc, netloc)
    fragment = f"#{_spelt(parts.fragment, _QUERY_SAFE + '&')}" if parts.fragment.startswith(("!", "/")) else ""
    return _joined(scheme, netloc, _without_variant(path), _query(host, parts.query)) + fragment


def _joined(scheme: str, netloc: str, path: str, query: str) -> str:
    return f"{scheme}://{netloc}{path}{'?' + query if query else ''}"


def _host(parts: SplitResult) -> str:
    """The host in lower case and in ASCII; an IPv6 address keeps its brackets."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return quote(host, safe=_UNRESERVED, errors="replace")


def _path(path: str) -> str:
    """The path, spelt one way, without dot segments, session ids and trailing slash."""
    spelt = _spelt(re.sub(r";jsessionid=[^/?#]*", "", path, flags=re.IGNORECASE), _PATH_SAFE)
    return _without_dots(spelt).rstrip("/") or "/"


def _spelt(text: str, safe: str) -> str:
    """Percent-encoding in one spelling: unreserved characters bare, upper-case digits, all else UTF-8.

    RFC 3986, 6.2.2.1 and 6.2.2.2. Encoded reserved characters stay encoded: they may mean something else bare.
    """
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        _spelt_escape(piece) if index % 2 else quote(piece, safe=safe, errors="replace")
        for index, piece in enumerate(pieces)
    )


def _spelt_escape(escape: str) -> str:
    character = unquote_to_bytes(escape)
    bare = character.isalnum() or character.decode("latin-1") in _UNRESERVED
    return character.decode("ascii") if bare and character.isascii() else escape.upper()


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _without_variant(path: str) -> str:
    """The path of the page itself, where it is that of its AMP variant."""
    segments = path.split("/")
    if segments[-1] in ("amp", "amp.html") and _ARTICLE_SEGMENT.search(segments[-2]):
        return "/".join(segments[:-1])
    if segments[1] == "amp" and len(segments) > 3 and _ARTICLE_SEGMENT.search(segments[-1]):
        return "/".join(["", *segments[2:]])
    return re.sub(r"(?<=[^/])\.amp(\.html?)?$", r"\1", path)


def _query(host: str, query: str) -> str:
    """The parameters that say something, sorted by name; several of one name keep their order."""
    spelt = (_spelt(parameter, _QUERY_SAFE) for parameter in query.split("&") if parameter)
    kept = [parameter for parameter in spelt if not _rules().tracks(host, parameter)]
    return "&".join(sorted(kept, key=lambda parameter: parameter.partition("=")[0]))
