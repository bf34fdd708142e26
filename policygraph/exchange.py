"""One request and its answer, within bounds: nothing larger, slower or further away than allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx

from policygraph.addresses import RefusedAddressError
from policygraph.clock import now
from policygraph.connections import deadline, time_left
from policygraph.content_coding import ACCEPT_ENCODING, CodingError, TooLargeError, decoded
from policygraph.fetch_results import FetchFailure
from policygraph.records import Page
from policygraph.retries import parse_retry_after

# RFC 9110, 15: what may be asked again. 408, 425, 429 and most of 5xx pass; 501 and 505 do not.
_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_DRAINING = 64 * 1024  # bytes
# Not written down: a session that is nobody's business.
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,application/json;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much, how far and how long a fetch may go."""

    body_bytes: int = 20_000_000  # of the body, both as sent and decoded
    redirects: int = 5  # RFC 9309, 2.3.1.2 asks for five with robots.txt
    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # without a byte
    total_seconds: float = 60.0  # of one request, from connecting to the last byte
    attempts: int = 3  # of one fetch
    backoff_seconds: float = 1.0  # before the second attempt; then twice as long each time
    longest_wait_seconds: float = 60.0  # for a host's pause or its Retry-After; a longer one is left to the next run


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer is elsewhere."""

    url: str


def exchange(
    transport: httpx.BaseTransport, url: str, headers: Mapping[str, str], limits: FetchLimits
) -> Page | Redirect | FetchFailure:
    """Ask once for a URL (http or https), without following redirects.

    Returns:
        The page, where the status is 2xx or 304 (then without a body); else where to go on, or what went wrong.
    """
    try:
        request = httpx.Request("GET", url, headers=_request_headers(headers), extensions=_timeouts(limits))
        with deadline(limits.total_seconds):
            response = transport.handle_request(request)
            try:
                return _answer(url, response, limits)
            finally:
                response.close()
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, OSError) as error:
        return _no_answer(url, error, limits)


def _request_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {"accept": _ACCEPT, "accept-encoding": ACCEPT_ENCODING, "accept-language": "en,zh;q=0.9,*;q=0.5", **headers}


def _timeouts(limits: FetchLimits) -> dict[str, object]:
    read = limits.read_seconds
    return {"timeout": {"connect": limits.connect_seconds, "read": read, "write": read, "pool": limits.total_seconds}}


def _answer(url: str, response: httpx.Response, limits: FetchLimits) -> Page | Redirect | FetchFailure:
    status = response.status_code
    if not 200 <= status < 300:
        _drain(response)
    if status in _REDIRECTS:
        location = response.headers.get("location", "")
        if not location:
            return FetchFailure(url, f"HTTP {status} without a Location", retryable=False, status=status)
        return Redirect(str(httpx.URL(url).join(location)))
    if status == 304:
        return _page(url, response, b"")
    if not 200 <= status < 300 or status in (204, 205, 206):
        return _refusal(url, response)
    if refused := _unreadable_type(response):
        return FetchFailure(url, f"the content type is {refused}, not a page or a feed", retryable=False, status=status)
    body = decoded(_chunks(response), response.headers.get("content-encoding", ""), limits.body_bytes)
    return _page(url, response, body)


def _drain(response: httpx.Response) -> None:
    """Read a short body that nobody wants, so that the connection can be used again (robots.txt that is not there)."""
    length = str(response.headers.get("content-length", ""))
    if length.isdigit() and len(length) < 10 and int(length) <= _WORTH_DRAINING:
        for _ in _chunks(response):
            pass


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    stream = response.stream
    if not isinstance(stream, httpx.SyncByteStream):
        raise TypeError("the transport gave no stream")
    for chunk in stream:
        if time_left() <= 0:
            raise httpx.ReadTimeout("the time for the whole request is over")
        yield chunk


def _page(url: str, response: httpx.Response, body: bytes) -> Page:
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in _NOT_KEPT}
    digest = hashlib.sha256(body).hexdigest()
    return Page(url, url, response.status_code, headers, body, now(), digest)


def _refusal(url: str, response: httpx.Response) -> FetchFailure:
    status = response.status_code
    asked = response.headers.get("retry-after", "")
    return FetchFailure(
        url=url,
        reason=f"HTTP {status} {response.reason_phrase or ''}".rstrip() + _REMEDIES.get(status, ""),
        retryable=status in _RETRYABLE,
        status=status,
        retry_after=parse_retry_after(asked, now()) if asked else None,
    )


_REMEDIES = {
    401: ": the page asks for a login; only what is public is read",
    402: ": the page is to be paid for; only what is public is read",
    403: ": the server refuses us; set POLICYGRAPH_CONTACT so that its operator can reach you, or remove the source",
    404: ": the page is not there; check the address",
    410: ": the page was taken away",
    429: ": too many requests; raise POLICYGRAPH_HOST_DELAY",
    451: ": withheld for legal reasons",
}


def _unreadable_type(response: httpx.Response) -> str:
    """The media type, where it is none of text: a picture, a film, a document, a program."""
    media = str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
    family, _, subtype = media.partition("/")
    if family in ("image", "audio", "video", "font", "model"):
        return media if subtype != "svg+xml" else ""
    unreadable = ("pdf", "zip", "gzip", "msword", "x-tar", "wasm", "java-archive", "epub+zip", "rtf")
    foreign = subtype.startswith("vnd.") and not subtype.endswith(("+xml", "+json"))
    return media if family == "application" and (foreign or subtype in unreadable) else ""


def _no_answer(url: str, error: Exception, limits: FetchLimits) -> FetchFailure:
    """What went wrong, in words, and whether it may pass."""
    if isinstance(error.__cause__, RefusedAddressError):
        return FetchFailure(url, f"refused: {error}", retryable=False)
    if isinstance(error, TooLargeError):
        return FetchFailure(url, f"the body is {error}; it was not read further", retryable=False)
    if isinstance(error, CodingError):
        return FetchFailure(url, f"the body cannot be decompressed: {error}", retryable=True)
    if isinstance(error, httpx.TimeoutException):
        return FetchFailure(url, f"no answer in time (at most {limits.total_seconds:g} s): {error}", retryable=True)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return FetchFailure(url, f"not an address that can be asked for: {error}", retryable=False)
    if isinstance(error, httpx.HTTPError | OSError):
        return FetchFailure(url, f"no connection or a broken answer: {error or type(error).__name__}", retryable=True)
    return FetchFailure(url, f"not an address that can be asked for: {error}", retryable=False)
