"""What a client asks of the SPARQL endpoint, read from an HTTP request (SPARQL 1.1 Protocol, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

MAX_BODY = 1024 * 1024  # bytes of a query or update

Operation = Literal["query", "update", "description"]
_PARAMETERS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


class ProtocolError(Exception):
    """A request that is none of the protocol's; carries the status to answer with."""

    def __init__(self, status: int, message: str) -> None:
        """Say which HTTP status and what is wrong."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """One operation of the protocol."""

    operation: Operation
    text: str = ""  # the query or update
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format_name: str = ""  # asked for by ``format=``, which goes before the Accept header


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> ProtocolRequest:
    """The operation that a request asks for.

    Args:
        method: GET, HEAD or POST.
        query_string: as it stands in the address.
        content_type: the header; empty where there is none.
        body: of the request.

    Raises:
        ProtocolError: the request breaks the protocol; with the status to answer.
    """
    parameters = _form(query_string)
    if method in {"GET", "HEAD"}:
        return _by_get(parameters)
    media_type, charset = _media_type(content_type)
    if charset not in {"", "utf-8", "utf8"}:
        raise ProtocolError(415, f"A body in {charset} is not taken: send UTF-8.")
    if media_type == "application/x-www-form-urlencoded":
        return _from_form(parameters + _form(body))
    if media_type in {"application/sparql-query", "application/sparql-update"}:
        operation: Literal["query", "update"] = "query" if media_type.endswith("query") else "update"
        return _operation(operation, _text(body), parameters)
    raise ProtocolError(
        415, "Send application/x-www-form-urlencoded, application/sparql-query or application/sparql-update."
    )


def _by_get(parameters: list[tuple[str, str]]) -> ProtocolRequest:
    names = {name for name, _ in parameters}
    if "update" in names:
        raise ProtocolError(400, "An update is sent by POST.")
    if "query" not in names:
        return ProtocolRequest("description", format_name=_single(parameters, "format"))
    return _operation("query", _single(parameters, "query"), parameters)


def _from_form(parameters: list[tuple[str, str]]) -> ProtocolRequest:
    given = {name for name, _ in parameters} & {"query", "update"}
    if len(given) != 1:
        raise ProtocolError(400, "Give one of the parameters query and update.")
    operation: Literal["query", "update"] = "query" if "query" in given else "update"
    return _operation(operation, _single(parameters, operation), parameters)


def _operation(operation: Literal["query", "update"], text: str, parameters: list[tuple[str, str]]) -> ProtocolRequest:
    default, named = _PARAMETERS[operation]
    return ProtocolRequest(
        operation,
        text,
        default_graphs=tuple(value for name, value in parameters if name == default),
        named_graphs=tuple(value for name, value in parameters if name == named),
        format_name=_single(parameters, "format"),
    )


def _single(parameters: list[tuple[str, str]], wanted: str) -> str:
    values = [value for name, value in parameters if name == wanted]
    if len(values) > 1:
        raise ProtocolError(400, f"The parameter {wanted} is given {len(values)} times: give it once.")
    return values[0] if values else ""


def _form(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise ProtocolError(400, f"The parameters cannot be read: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"The body is not UTF-8: {error}") from error


def _media_type(header: str) -> tuple[str, str]:
    media, *parameters = (piece.strip() for piece in header.lower().split(";"))
    charset = next(
        (value.strip('"') for name, _, value in (p.partition("=") for p in parameters) if name == "charset"), ""
    )
    return media, charset
