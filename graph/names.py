"""The IRIs of the graph's own nodes and of its named graphs, all made from content."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from ontology.vocabulary import NAMESPACE
from policygraph.settings import DEFAULT_BASE_IRI, settings

SINGLE_GRAPHS = ("entities", "events", "inferred", "judgements", "ontology", "runs", "background")


def base() -> str:
    """Where the IRIs of this graph begin (``POLICYGRAPH_BASE_IRI``)."""
    return settings().base_iri


@lru_cache(maxsize=65_536)
def node(iri: str) -> ox.NamedNode:
    """The RDF node of an IRI."""
    return ox.NamedNode(iri)


def term(local_name: str) -> ox.NamedNode:
    """The node of a term of the ontology that is data, not structure: a type, a role, a status."""
    return node(NAMESPACE + local_name)


def graph_name(name: str) -> str:
    """The IRI of one of the graphs that exist once, e.g. ``entities``.

    Raises:
        ValueError: for a name that no graph has.
    """
    if name not in SINGLE_GRAPHS:
        raise ValueError(f"no graph is named {name!r}; there are {', '.join(SINGLE_GRAPHS)}")
    return f"{base()}graph/{name}"


def pending_graph() -> str:
    """The IRI of the graph that keeps which articles changed; bookkeeping, which no dump shows."""
    return f"{base()}graph/pending"


def article_graph_name(article_id: str) -> str:
    """The IRI of the named graph that holds what one article says."""
    return f"{base()}graph/article/{article_id}"


def article_graphs_begin() -> str:
    """What the IRI of every article's graph begins with."""
    return f"{base()}graph/article/"


def rebase(sparql: str) -> str:
    """A query written against the default base IRI, moved to the base IRI in use; the ontology's namespace stays."""
    if base() == DEFAULT_BASE_IRI:
        return sparql
    for part in ("graph/", "entity/", "article/", "event/"):
        sparql = sparql.replace(DEFAULT_BASE_IRI + part, base() + part)
    return sparql
