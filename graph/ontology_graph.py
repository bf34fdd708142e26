"""The ontology in the store, so that queries can ask for labels, subclasses and roles."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from graph.names import graph_name
from graph.store import NamedGraph, Store
from graph.writing import replace_if_changed
from ontology.vocabulary import ONTOLOGY_FILE


def ensure_ontology(store: Store) -> None:
    """Make the graph ``ontology`` hold the ontology that this version ships."""
    replace_if_changed(store, NamedGraph(graph_name("ontology"), _triples()))


@lru_cache(maxsize=1)
def _triples() -> tuple[ox.Triple, ...]:
    parsed = ox.parse(path=str(ONTOLOGY_FILE), format=ox.RdfFormat.TURTLE)
    return tuple(sorted((quad.triple for quad in parsed), key=str))
