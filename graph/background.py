"""What the gazetteer knows of who owns and who makes what, as far as the articles speak of it.

The graph ``background`` keeps this apart from what articles say. It is a function of the set of articles and the
gazetteer: from each entity that an article speaks of, upwards to its owners and makers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF

from graph.entities import describe
from graph.load import write_graphs
from graph.names import base, graph_name, node, term
from graph.rdf import ArticleGraph, extraction_activity
from graph.rdf_triples import Triples
from graph.store import NamedGraph, Store
from graph.tables import select
from ontology.terms import PG
from policygraph.identifiers import digest
from policygraph.records import Entity


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A standing relation of the gazetteer."""

    type: str  # "Ownership": the subject is owned by the object; "PartOf": it is a body of it; "Makes": it makes it
    subject: Entity
    object: Entity

    @property
    def ends(self) -> tuple[Entity, Entity]:
        """From what is owned or made to who owns or makes it."""
        return (self.object, self.subject) if self.type == "Makes" else (self.subject, self.object)


def load_background(store: Store, relations: Iterable[KnownRelation], version: str) -> int:
    """Bring the graph ``background`` to what the articles in the store call for.

    Args:
        store: open for writing.
        relations: all that the gazetteer knows.
        version: of the gazetteer.

    Returns:
        How many relations it now holds.
    """
    wanted = list(_upwards(_spoken_of(store), list(relations)))
    name = graph_name("background")
    activity = extraction_activity({"gazetteer": version})
    triples = Triples()
    for relation in wanted:
        _add(triples, relation)
    if wanted:
        triples.add(name, PROV.wasGeneratedBy, node(activity.iri))
    descriptions = {describe(entity) for relation in wanted for entity in relation.ends}
    for description in descriptions:
        triples.add(name, PG.description, node(description.iri))
    graph = NamedGraph(name, triples.sorted())
    before = set(store.graph(name))
    if before == set(graph.triples):
        return len(wanted)
    if wanted:
        written = ArticleGraph(graph, "", tuple(sorted(descriptions)), activity)
        write_graphs(store, [written], replaced=[name] if before else [])
    else:
        write_graphs(store, [], retracted=[name])
    return len(wanted)


def _spoken_of(store: Store) -> set[str]:
    counted = f"GRAPH <{graph_name('entities')}> {{ ?e <{PG.articleCount}> ?n }}"  # of articles alone
    rows = select(store, f"SELECT ?e WHERE {{ {counted} }}")
    return {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}


def _upwards(reached: set[str], relations: list[KnownRelation]) -> Iterator[KnownRelation]:
    rest = relations
    while fresh := [relation for relation in rest if relation.ends[0].iri in reached]:
        yield from fresh
        reached |= {relation.ends[1].iri for relation in fresh}
        rest = [relation for relation in rest if relation not in fresh]


def _add(triples: Triples, relation: KnownRelation) -> None:
    iri = f"{base()}background/{relation.type.lower()}-{digest(relation.subject.iri, relation.object.iri)}"
    triples.add(iri, RDF.type, node(PG.BackgroundRelation))
    triples.add(iri, PG.reportsType, term(relation.type))
    triples.add(iri, PG.relationSubject, node(relation.subject.iri))
    triples.add(iri, PG.relationObject, node(relation.object.iri))
