"""The SPARQL 1.1 endpoint: the query protocol for all, update for those who hold the token.

https://www.w3.org/TR/sparql11-protocol/ over HTTP; evaluation is Oxigraph's, in ``graph``.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from explorer.negotiation import choose
from explorer.protocol_requests import MAX_BODY, ProtocolError, ProtocolRequest, read_request
from graph.evaluation import GRAPH_FORMATS, TABLE_FORMATS, Format, QueryAnswer, QueryFailure, QueryRequest, Reason
from graph.service_description import service_description
from graph.writable import WritableStore

_STATUS: dict[Reason, int] = {
    "syntax": HTTPStatus.BAD_REQUEST,
    "refused": HTTPStatus.FORBIDDEN,
    "not_acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "timeout": HTTPStatus.SERVICE_UNAVAILABLE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is served, and to whom."""

    query: Callable[[QueryRequest], QueryAnswer | QueryFailure]
    writable: WritableStore | None = None  # None for a snapshot, which nobody writes
    token: str = field(default="", repr=False)  # that writers send as ``Authorization: Bearer``; empty for no writing
    union_default: bool = True  # whether the default graph is the union of all
    max_bytes: int = 64 * 1024 * 1024  # of an answer
    origin: str = "*"  # who may read from a browser: Access-Control-Allow-Origin

    def route(self, path: str = "/sparql") -> Route:
        """Where the endpoint is mounted."""
        return Route(path, self.respond, methods=["GET", "POST", "OPTIONS"], name="sparql")

    async def respond(self, request: Request) -> Response:
        """Answer one HTTP request."""
        if request.method == "OPTIONS":
            return self._shared(
                Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
            )
        try:
            asked = read_request(
                request.method,
                request.scope["query_string"],
                request.headers.get("content-type", ""),
                await limited_body(request, MAX_BODY),
            )
            response = await self._carried_out(asked, request)
        except ProtocolError as error:
            response = PlainTextResponse(f"{error}\n", error.status)
        return self._shared(response)

    async def _carried_out(self, asked: ProtocolRequest, request: Request) -> Response:
        if asked.operation == "update":
            return await self._updated(asked, request)
        accept = ", ".join(request.headers.getlist("accept"))
        if asked.operation == "description":
            return self._described(asked, request, accept)
        query = QueryRequest(
            asked.text,
            asked.default_graphs,
            asked.named_graphs,
            base_iri=address_of(request),
            table_format=negotiated(TABLE_FORMATS, accept, asked.format_name),
            graph_format=negotiated(GRAPH_FORMATS, accept, asked.format_name),
            max_bytes=self.max_bytes,
            union_default=self.union_default,
        )
        return as_response(await run_in_threadpool(self.query, query))

    async def _updated(self, asked: ProtocolRequest, request: Request) -> Response:
        store = authorised(self, request)
        failure = await run_in_threadpool(
            store.update,
            asked.text,
            base_iri=address_of(request),
            using=asked.default_graphs,
            using_named=asked.named_graphs,
        )
        return Response(status_code=HTTPStatus.NO_CONTENT) if failure is None else as_response(failure)

    def _described(self, asked: ProtocolRequest, request: Request, accept: str) -> Response:
        name = negotiated(GRAPH_FORMATS, accept, asked.format_name)
        if not name:
            name = "ttl"  # a browser that only takes HTML is still shown something
        endpoint = address_of(request)
        updates = bool(self.writable and self.token)
        return as_response(service_description(endpoint, name, union_default=self.union_default, updates=updates))

    def _shared(self, response: Response) -> Response:
        """The response, with leave for pages of other origins to read it."""
        response.headers["Access-Control-Allow-Origin"] = self.origin
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
        response.headers.add_vary_header("Accept")
        return response


def address_of(request: Request) -> str:
    """The address that a request was sent to, without its query: the base of relative IRIs."""
    return str(request.url.replace(query=""))


async def limited_body(request: Request, limit: int) -> bytes:
    """The body of a request; ProtocolError (413) where it is longer than so many bytes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is longer than {limit:,} bytes.")
    return bytes(body)


def authorised(endpoint: Endpoint, request: Request) -> WritableStore:
    """The store to write, for a request that may; ProtocolError (401, 403) for others."""
    if endpoint.writable is None or not endpoint.token:
        raise ProtocolError(HTTPStatus.FORBIDDEN, "This endpoint is read-only: it serves a published snapshot.")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), endpoint.token.encode()):
        raise ProtocolError(HTTPStatus.UNAUTHORIZED, "Send the token as `Authorization: Bearer …`.")
    return endpoint.writable


def negotiated(formats: tuple[Format, ...], accept: str, format_name: str) -> str:
    """The name of the format that a client wants; empty where it takes none of them."""
    if format_name:
        return format_name if any(known.name == format_name for known in formats) else ""
    place = choose(accept, [(known.media_type, *known.aliases) for known in formats])
    return "" if place is None else formats[place].name


def as_response(answer: QueryAnswer | QueryFailure) -> Response:
    """The HTTP response for an answer or for what stood in its way."""
    if isinstance(answer, QueryAnswer):
        charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
        return Response(answer.body, headers={"Content-Type": answer.media_type + charset})
    headers = {"Retry-After": "5"} if answer.reason == "busy" else None
    return PlainTextResponse(f"{answer.message}\n", _STATUS[answer.reason], headers=headers)
