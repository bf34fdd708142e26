"""SPARQL update and the graph store protocol's operations, over a store that may be written.

A published snapshot is never one: only the writer's own store, or one in memory, is handed to this module.
"""

from __future__ import annotations

import pyoxigraph as ox

from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest, evaluate, graph_format, rdf_format
from graph.sparql_text import names_update_dataset, reaches_out, with_using


class WritableStore:
    """A store that clients may write, by SPARQL update and by the graph store protocol.

    Queries are answered in the caller's thread and are not bounded in time: it is for stores of one's own.
    """

    def __init__(self, store: ox.Store | None = None) -> None:
        """Write to a store; to an empty one in memory where none is given."""
        self._store = ox.Store() if store is None else store

    def query(self, request: QueryRequest) -> QueryAnswer | QueryFailure:
        """Answer a query."""
        return evaluate(self._store, request)

    def update(
        self, request: str, *, base_iri: str = "", using: tuple[str, ...] = (), using_named: tuple[str, ...] = ()
    ) -> QueryFailure | None:
        """Carry out an update as one transaction.

        Args:
            request: a SPARQL 1.1 update; ``LOAD`` and ``SERVICE`` are refused.
            base_iri: what relative IRIs are resolved against.
            using: IRIs of the graphs that patterns are matched in, as ``using-graph-uri``.
            using_named: the same for ``using-named-graph-uri``.

        Returns:
            Why nothing was changed, or None.
        """
        if keyword := reaches_out(request):
            return QueryFailure("refused", f"{keyword} is not allowed: this server fetches nothing from others.")
        if (using or using_named) and names_update_dataset(request):
            return QueryFailure("syntax", "The dataset is given twice: by parameters, and by USING or WITH.")
        try:
            text = with_using(request, _checked(using), _checked(using_named)) if using or using_named else request
            self._store.update(text, base_iri=base_iri or None)
        except (SyntaxError, ValueError) as error:
            return QueryFailure("syntax", str(error))
        except (OSError, RuntimeError) as error:
            return QueryFailure("failed", str(error))
        return None

    def has_graph(self, graph: str) -> bool:
        """Whether a graph is there; the default graph (an empty IRI) always is."""
        return not graph or self._store.contains_named_graph(ox.NamedNode(graph))

    def read_graph(self, graph: str, format_name: str) -> QueryAnswer:
        """A graph in one of ``graph.evaluation.GRAPH_FORMATS``; an empty IRI means the default graph."""
        chosen = graph_format(format_name)
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        triples = (quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))
        return QueryAnswer(chosen.media_type, ox.serialize(triples, format=rdf_format(chosen)) or b"")

    def write_graph(self, graph: str, body: bytes, media_type: str, *, replace: bool) -> QueryFailure | None:
        """Put a document's triples into a graph, in one transaction.

        Args:
            graph: IRI; empty for the default graph. Relative IRIs of the document are resolved against it.
            body: an RDF document without named graphs.
            media_type: of the document.
            replace: whether what the graph holds goes first.

        Returns:
            Why nothing was changed, or None.
        """
        document_format = ox.RdfFormat.from_media_type(media_type)
        if document_format is None:
            return QueryFailure("not_acceptable", f"{media_type or 'A body without a media type'} is not RDF.")
        try:
            parsed = ox.parse(body, format=document_format, base_iri=graph or None, without_named_graphs=True)
            triples = (ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
            self._store.update(_insertion(graph, triples, replace=replace))
        except (SyntaxError, ValueError) as error:
            return QueryFailure("syntax", str(error))
        return None

    def drop_graph(self, graph: str) -> None:
        """Remove a graph and all that it holds; an empty IRI clears the default graph."""
        self._store.update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}" if graph else "CLEAR DEFAULT")


def _insertion(graph: str, triples: str, *, replace: bool) -> str:
    if not graph:
        return f"{'CLEAR DEFAULT;' if replace else ''} INSERT DATA {{ {triples} }}"
    name = ox.NamedNode(graph)
    first = f"DROP SILENT GRAPH {name};" if replace else ""
    return f"{first} CREATE SILENT GRAPH {name}; INSERT DATA {{ GRAPH {name} {{ {triples} }} }}"


def _checked(iris: tuple[str, ...]) -> tuple[str, ...]:
    """The same IRIs; raises ValueError for a string that is none, so that none can end its brackets early."""
    return tuple(ox.NamedNode(iri).value for iri in iris)
