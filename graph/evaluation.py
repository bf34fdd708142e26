"""One SPARQL query over one Oxigraph store: the request, the serialised answer, and what can go wrong."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from graph.sparql_text import names_dataset, reaches_out

Reason = Literal["syntax", "refused", "not_acceptable", "too_large", "timeout", "busy", "unavailable", "failed"]


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation that results can be had in."""

    name: str  # short, as in ``?format=``
    media_type: str  # what is sent in Content-Type
    aliases: tuple[str, ...] = ()  # other media types that ask for it


TABLE_FORMATS = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
GRAPH_FORMATS = (
    Format("ttl", "text/turtle", ("application/x-turtle",)),
    Format("nt", "application/n-triples", ("text/plain",)),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("nq", "application/n-quads"),
    Format("trig", "application/trig"),
    Format("n3", "text/n3"),
)


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and how its answer is wanted."""

    query: str
    default_graphs: tuple[str, ...] = ()  # IRIs; together with ``named_graphs`` they replace the query's own dataset
    named_graphs: tuple[str, ...] = ()
    base_iri: str = ""
    table_format: str = "json"  # name of one of TABLE_FORMATS; empty where the client takes none
    graph_format: str = "ttl"  # name of one of GRAPH_FORMATS; empty where the client takes none
    max_bytes: int = 64 * 1024 * 1024  # of the serialised answer
    union_default: bool = True  # without a dataset, the default graph is the union of all graphs


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """A serialised answer."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class QueryFailure:
    """Why there is no answer, in words that help the one who asked."""

    reason: Reason
    message: str


class _TooLargeError(Exception):
    """The answer outgrows what was allowed."""


class _Bounded(io.BytesIO):
    """A buffer that takes no more than so many bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: object) -> int:
        self._left -= len(data)  # type: ignore[arg-type]
        if self._left < 0:
            raise _TooLargeError
        return super().write(data)  # type: ignore[arg-type]


def evaluate(store: ox.Store, request: QueryRequest) -> QueryAnswer | QueryFailure:
    """Answer a query; a query that would fetch from another server is refused.

    The time that it takes is not bounded here: see ``graph.workers``.
    """
    if keyword := reaches_out(request.query):
        return QueryFailure("refused", f"{keyword} is not allowed: this server fetches nothing from other servers.")
    try:
        return _serialised(_results(store, request), request)
    except (SyntaxError, ValueError) as error:  # a ValueError is an IRI of the dataset that is none
        return QueryFailure("syntax", str(error))
    except _TooLargeError:
        return QueryFailure("too_large", f"The answer is larger than {request.max_bytes:,} bytes: add a LIMIT.")
    except (OSError, RuntimeError) as error:
        return QueryFailure("failed", str(error))


def _results(store: ox.Store, request: QueryRequest) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    base_iri = request.base_iri or None
    if request.default_graphs or request.named_graphs:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [*map(ox.NamedNode, request.default_graphs)]
        named: list[ox.NamedNode | ox.BlankNode] = [*map(ox.NamedNode, request.named_graphs)]
        return store.query(request.query, base_iri=base_iri, default_graph=default, named_graphs=named)
    union = request.union_default and not names_dataset(request.query)
    return store.query(request.query, base_iri=base_iri, use_default_graph_as_union=union)


def _serialised(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: QueryRequest
) -> QueryAnswer | QueryFailure:
    is_graph = isinstance(results, ox.QueryTriples)
    wanted = request.graph_format if is_graph else request.table_format
    known = GRAPH_FORMATS if is_graph else TABLE_FORMATS
    chosen = next((candidate for candidate in known if candidate.name == wanted), None)
    if chosen is None:
        on_offer = ", ".join(candidate.media_type for candidate in known)
        return QueryFailure("not_acceptable", f"This query is answered as one of: {on_offer}.")
    buffer = _Bounded(request.max_bytes)
    if isinstance(results, ox.QueryTriples):
        results.serialize(buffer, format=rdf_format(chosen))
    else:
        results.serialize(buffer, format=ox.QueryResultsFormat.from_media_type(chosen.media_type))
    return QueryAnswer(chosen.media_type, buffer.getvalue())


def rdf_format(wanted: Format) -> ox.RdfFormat:
    """Oxigraph's name for one of GRAPH_FORMATS."""
    found = ox.RdfFormat.from_media_type(wanted.media_type)
    if found is None:
        raise ValueError(f"Oxigraph does not write {wanted.media_type}")
    return found


def graph_format(name: str) -> Format:
    """The format of GRAPH_FORMATS that has a name."""
    return next(candidate for candidate in GRAPH_FORMATS if candidate.name == name)
