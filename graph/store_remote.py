"""A store on another machine: any SPARQL 1.1 server, over its query and update protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import pyoxigraph as ox

from graph.changes import ChangeList
from graph.names import pending_graph
from graph.ntriples import quad_line, update_request
from graph.server_quirks import ServerQuirks, quirks_of
from graph.sorting import sorted_lines
from graph.sparql_text import names_dataset, words
from graph.store import Change, NamedGraph, QueryResults, StoreError
from policygraph.batches import batches

_TRIPLES = "application/n-triples, text/plain;q=0.1"
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_NO = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>false</boolean></sparql>'
_BULK = 5_000  # quads in one update while a store is being built


class RemoteStore:
    """A store behind HTTP."""

    def __init__(self, url: str, timeout: float = 120.0, index_path: Path | None = None) -> None:
        """Reach the server and see which one it is.

        Args:
            url: its address, e.g. ``http://127.0.0.1:7878``; user and password may stand in it.
            timeout: seconds for one request.
            index_path: where what is quick to look up may be kept.

        Raises:
            StoreError: nobody answers.
        """
        self._url = url.rstrip("/")
        self._index_path = index_path
        self._client = httpx.Client(timeout=timeout)
        self._quirks = self._recognise()

    def _recognise(self) -> ServerQuirks:
        try:
            answer = self._client.get(self._url)
        except httpx.HTTPError as error:
            raise StoreError(
                f"No SPARQL server answers at {self._url}: {error}. Start it, or set POLICYGRAPH_STORE=oxigraph:."
            ) from error
        return quirks_of(answer.headers.get("server", ""))

    @property
    def identity(self) -> str:
        """Others may write to a server: it does not tell."""
        return ""

    @property
    def changes(self) -> ChangeList | None:
        """Others may write the server too, so nobody knows."""
        return None

    @property
    def index_path(self) -> Path | None:
        """Where what is quick to look up may be kept."""
        return self._index_path

    def query(self, sparql: str) -> QueryResults:
        """Answer a query over the union of all graphs, or over those that it names itself (``FROM``)."""
        form = query_form(sparql)
        answer = self._client.post(
            self._url + self._quirks.query_path,
            params={} if names_dataset(sparql) else dict(self._quirks.query_parameters),
            data={"query": sparql},
            headers={"accept": self._quirks.results if form in {"SELECT", "ASK"} else _TRIPLES},
        )
        self._check(answer, sparql)
        if form in {"CONSTRUCT", "DESCRIBE"}:
            return _construct(answer.content)
        kind = ox.QueryResultsFormat.from_media_type(self._quirks.results)
        results = ox.parse_query_results(answer.content, format=kind)
        if form == "ASK" and isinstance(results, ox.QuerySolutions):
            return _boolean(any(True for _ in results))
        return results

    def _check(self, answer: httpx.Response, request: str) -> None:
        if answer.is_success:
            return
        message = answer.text.strip()[:500]
        if answer.status_code == httpx.codes.BAD_REQUEST and request:
            raise SyntaxError(message)
        raise StoreError(f"{self._quirks.name} at {self._url} answered {answer.status_code}: {message}")

    def apply(self, change: Change) -> None:
        """Make a change: one atomic update, unless the server refuses large ones."""
        for part in self._parts(change):
            self._update(update_request(part))

    def _parts(self, change: Change) -> Iterator[Change]:
        limit = self._quirks.triples_an_update
        if change.is_empty:
            return
        if not limit:
            yield change
            return
        bookkeeping = ox.NamedNode(
            pending_graph()
        )  # first: what is half done when a run is killed is known to be pending
        yield Change(insert=tuple(quad for quad in change.insert if quad.graph_name == bookkeeping))
        yield Change(drop=(*change.drop, *(graph.name for graph in change.replace)))
        written = (quad for graph in change.replace for quad in _quads(graph))
        for quads in batches(written, limit):
            yield Change(insert=quads)
        for quads in batches(change.delete, limit):
            yield Change(delete=quads)
        for quads in batches(change.insert, limit):
            yield Change(insert=quads)

    def _update(self, request: str) -> None:
        if not request:
            return
        answer = self._client.post(
            self._url + self._quirks.update_path,
            content=request.encode(),
            headers={"content-type": "application/sparql-update"},
        )
        self._check(answer, "")

    def replace(self, graphs: Iterable[NamedGraph]) -> None:
        """Make each graph hold its triples and no others."""
        self.apply(Change(replace=tuple(graphs)))

    def drop(self, names: Iterable[str]) -> None:
        """End these graphs."""
        self.apply(Change(drop=tuple(names)))

    def bulk_add(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads in large updates."""
        for batch in batches(quads, self._quirks.triples_an_update or _BULK):
            self.apply(Change(insert=batch))

    def bulk_drop(self, name: str) -> None:
        """End a graph that may be large: in one request, as the server has its own way of doing so."""
        self.drop([name])

    def compact(self) -> None:
        """The server's own affair."""

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """The triples of one graph."""
        results = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        yield from results  # type: ignore[misc]

    def graph_names(self) -> list[str]:
        """The graphs that hold a triple."""
        results = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        names = {solution["g"].value for solution in results}  # type: ignore[union-attr]
        return sorted(names - {pending_graph()})

    def flush(self) -> None:
        """The server answers when it has written."""

    def publish(self) -> Path | None:
        """Readers ask the same server."""
        return None

    def dump_nquads(self) -> Iterator[bytes]:
        """All quads, sorted."""
        quads = (
            quad_line(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)))
            for name in self.graph_names()
            for t in self.graph(name)
        )
        return sorted_lines(quads)

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def query_form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; what is none of them is sent as a SELECT, for the server to refuse."""
    return next((word.text for word in words(sparql) if word.text in _FORMS), "SELECT")


def _boolean(answer: bool) -> QueryResults:
    document = _NO.replace(b"false", b"true") if answer else _NO
    return ox.parse_query_results(document, format=ox.QueryResultsFormat.XML)


def _quads(graph: NamedGraph) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph.name)
    return (ox.Quad(t.subject, t.predicate, t.object, name) for t in graph.triples)


def _construct(body: bytes) -> ox.QueryTriples:
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.N_TRIPLES)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]
