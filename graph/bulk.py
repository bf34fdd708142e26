"""Build a store from nothing, fast: for ``rebuild``, and for moving to another store.

Gives the same bytes as loading article by article, but is not atomic: build beside the store in use, then change over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.entities import Description, SharedNode, description_node, entity_triples
from graph.load import Loaded, Quarantined
from graph.names import graph_name, node
from graph.pending import all_pending_quads
from graph.rdf import ArticleGraph, article_graph
from graph.shapes import check
from graph.shared_nodes import count_triple
from graph.store import Store
from policygraph.records import Extraction


def build(store: Store, extractions: Iterable[Extraction]) -> Loaded:
    """Write the graphs of many articles into an empty store.

    Args:
        store: open for writing, and empty.
        extractions: of different articles; read once, one at a time.
    """
    building = _Building()
    store.bulk_add(building.quads(extractions))
    store.bulk_add(building.shared())
    store.compact()
    return Loaded(tuple(sorted(building.written)), (), tuple(building.quarantined))


class _Building:
    def __init__(self) -> None:
        self.written: list[str] = []
        self.quarantined: list[Quarantined] = []
        self._descriptions: dict[str, dict[str, Description]] = defaultdict(dict)  # entity -> IRI -> description
        self._activities: dict[str, SharedNode] = {}
        self._spoken_of: Counter[str] = Counter()  # entity -> articles

    def quads(self, extractions: Iterable[Extraction]) -> Iterator[ox.Quad]:
        for extraction in extractions:
            graph = article_graph(extraction)
            report = check(graph)
            if report.conforms:
                self._note(graph)
                yield from graph.quads()
            else:
                self.quarantined.append(Quarantined(graph.article_id, extraction.article.title, report))

    def _note(self, graph: ArticleGraph) -> None:
        self.written.append(graph.article_id)
        self._activities[graph.activity.iri] = graph.activity
        self._spoken_of.update(description.entity for description in graph.descriptions)
        for description in graph.descriptions:
            self._descriptions[description.entity][description.iri] = description

    def shared(self) -> Iterator[ox.Quad]:
        entities, runs = node(graph_name("entities")), node(graph_name("runs"))
        for described in self._descriptions.values():
            for description in described.values():
                yield from _quads(description_node(description).triples, entities)
            yield from _quads(entity_triples(described.values()), entities)
        yield from _quads((count_triple(entity, count) for entity, count in self._spoken_of.items()), entities)
        for activity in self._activities.values():
            yield from _quads(activity.triples, runs)
        yield from all_pending_quads()


def _quads(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
