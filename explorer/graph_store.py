"""The SPARQL 1.1 graph store protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), for who holds the token.

A graph is named by ``?graph=IRI``, as ``?default``, or directly by the address of the request.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from email import message_from_bytes
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from explorer.protocol_requests import ProtocolError
from explorer.sparql import Endpoint, address_of, as_response, authorised, limited_body, negotiated
from graph.evaluation import GRAPH_FORMATS, QueryFailure
from graph.writable import WritableStore

MAX_DOCUMENT = 64 * 1024 * 1024  # bytes of one graph
_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]


@dataclass(frozen=True, slots=True)
class GraphStore:
    """The protocol over an endpoint's writable store."""

    endpoint: Endpoint

    def routes(self, path: str = "/graphs") -> list[Route]:
        """Where the graph store is mounted."""
        return [
            Route(path, self.respond, methods=_METHODS),
            Route(path + "/{name:path}", self.respond, methods=_METHODS),
        ]

    async def respond(self, request: Request) -> Response:
        """Answer one HTTP request."""
        try:
            store = authorised(self.endpoint, request)
            graph = _graph_name(request)
            if request.method in {"GET", "HEAD"}:
                return await run_in_threadpool(_read, store, graph, request)
            if request.method == "DELETE":
                return await run_in_threadpool(_delete, store, graph)
            documents = _documents(await limited_body(request, MAX_DOCUMENT), request.headers.get("content-type", ""))
            return await run_in_threadpool(_write, store, graph, documents, request)
        except ProtocolError as error:
            return PlainTextResponse(f"{error}\n", error.status)


def _graph_name(request: Request) -> str | None:
    """The IRI of the graph; empty for the default graph, None where a POST asks for a new one."""
    raw: bytes = request.scope["query_string"]
    parameters = parse_qsl(raw.decode("latin-1"), keep_blank_values=True)
    graphs = [value for name, value in parameters if name == "graph"]
    is_default = any(name == "default" for name, _ in parameters)
    if len(graphs) + is_default > 1:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "Name one graph.")
    if is_default:
        return ""
    if graphs:
        return graphs[0]
    if request.path_params.get("name"):
        return address_of(request)
    if request.method != "POST":
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "Name a graph by ?graph=IRI or ?default.")
    return None


def _read(store: WritableStore, graph: str | None, request: Request) -> Response:
    name = negotiated(GRAPH_FORMATS, ", ".join(request.headers.getlist("accept")), "")
    if not name:
        raise ProtocolError(HTTPStatus.NOT_ACCEPTABLE, "Graphs are served in RDF formats, such as text/turtle.")
    return as_response(store.read_graph(_existing(store, graph), name))


def _delete(store: WritableStore, graph: str | None) -> Response:
    store.drop_graph(_existing(store, graph))
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _existing(store: WritableStore, graph: str | None) -> str:
    try:
        found = graph is not None and store.has_graph(graph)
    except ValueError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{graph} is not an IRI: {error}") from error
    if graph is None or not found:
        raise ProtocolError(HTTPStatus.NOT_FOUND, f"There is no graph {graph}.")
    return graph


def _write(store: WritableStore, graph: str | None, documents: list[tuple[str, bytes]], request: Request) -> Response:
    target = graph if graph is not None else f"{address_of(request)}/{uuid.uuid4()}"
    try:
        is_new = not store.has_graph(target)
    except ValueError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{target} is not an IRI: {error}") from error
    for place, (media_type, body) in enumerate(documents):
        replace = request.method == "PUT" and place == 0
        failure = store.write_graph(target, body, media_type, replace=replace)
        if failure is not None:
            return _refused(failure)
    headers = {"Location": target} if graph is None else None
    return Response(status_code=HTTPStatus.CREATED if is_new else HTTPStatus.NO_CONTENT, headers=headers)


def _refused(failure: QueryFailure) -> Response:
    if failure.reason == "not_acceptable":
        return PlainTextResponse(f"{failure.message}\n", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return as_response(failure)


def _documents(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """Media type and bytes of each document in a body: one, or the parts of a form."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type != "multipart/form-data":
        return [(media_type, body)]
    message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode("latin-1") + body)
    return [
        (part.get_content_type(), part.get_payload(decode=True) or b"")  # type: ignore[misc]
        for part in message.walk()
        if not part.is_multipart()
    ]
