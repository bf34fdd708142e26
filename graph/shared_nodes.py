"""Keep the nodes that articles share: descriptions of entities, entities, and activities of extraction.

A shared node is in the store exactly as long as an article's graph (or the background's) refers to it, so the graphs
``entities`` and ``runs`` are functions of the set of articles. Only what a change touches is read and written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from rdflib.namespace import PROV

from graph.entities import Description, SharedNode, description_node, entity_triples, read_description
from graph.literals import integer
from graph.names import graph_name, node
from graph.rdf import ArticleGraph
from graph.store import Store
from graph.tables import select
from ontology.terms import PG

Quads = tuple[ox.Quad, ...]


def shared_changes(store: Store, graphs: Sequence[ArticleGraph], retracted: Sequence[str]) -> tuple[Quads, Quads]:
    """What to delete and to insert beside the article graphs of one change.

    Args:
        store: as it is before the change.
        graphs: article graphs that are written.
        retracted: IRIs of article graphs that end.
    """
    replaced = _held(store, [*(graph.name for graph in graphs), *retracted])
    fresh = {d.iri: d for graph in graphs for d in graph.descriptions}
    delete: list[ox.Quad] = []
    insert: list[ox.Quad] = []
    gone = _unreferenced(store, replaced, PG.description, set(fresh))
    known = _known(store, fresh)
    new = {iri: d for iri, d in fresh.items() if iri not in known}
    _change_entities(store, new, gone, delete, insert)
    _change_counts(store, graphs, replaced, delete, insert)
    _change_activities(store, graphs, replaced, delete, insert)
    return tuple(delete), tuple(insert)


def _change_entities(
    store: Store, new: dict[str, Description], gone: set[str], delete: list[ox.Quad], insert: list[ox.Quad]
) -> None:
    graph = graph_name("entities")
    leaving = _triples_of(store, graph, gone)
    touched = {d.entity for d in new.values()} | {read_description(t).entity for t in leaving.values()}
    delete.extend(_quads(graph, (t for triples in leaving.values() for t in triples)))
    for description in new.values():
        insert.extend(_quads(graph, description_node(description).triples))
    described = _descriptions(store, touched, new, gone)
    for entity, triples in _triples_of(store, graph, touched).items():
        before = {t for t in triples if t.predicate != node(PG.articleCount)}
        after = set(entity_triples(described[entity]))
        delete.extend(_quads(graph, sorted(before - after, key=str)))
        insert.extend(_quads(graph, sorted(after - before, key=str)))


def _change_counts(
    store: Store, graphs: Sequence[ArticleGraph], replaced: list[str], delete: list[ox.Quad], insert: list[ox.Quad]
) -> None:
    """Keep how many articles speak of each entity: what ends counts one less, what is written one more."""
    change = Counter(d.entity for graph in graphs if graph.article_id for d in graph.descriptions)
    change.subtract(_spoken_of(store, replaced))
    change = Counter({entity: count for entity, count in change.items() if count})
    graph = graph_name("entities")
    known = _counts(store, graph, sorted(change))
    for entity in sorted(change):
        if entity in known:
            delete.extend(_quads(graph, [count_triple(entity, known[entity])]))
        if count := known.get(entity, 0) + change[entity]:
            insert.extend(_quads(graph, [count_triple(entity, count)]))


def count_triple(entity: str, count: int) -> ox.Triple:
    """That so many articles speak of an entity."""
    return ox.Triple(node(entity), node(PG.articleCount), integer(count))


def _spoken_of(store: Store, graphs: Sequence[str]) -> Iterable[str]:
    names = " ".join(f"<{name}>" for name in graphs)
    pattern = f"VALUES ?g {{ {names} }} GRAPH ?g {{ ?r <{PG.entity}> ?e }}"
    rows = select(store, f"SELECT ?e WHERE {{ {pattern} }}") if graphs else ()
    return (row[0].value for row in rows if isinstance(row[0], ox.NamedNode))


def _counts(store: Store, graph: str, entities: Sequence[str]) -> dict[str, int]:
    listed = " ".join(f"<{entity}>" for entity in entities)
    pattern = f"VALUES ?e {{ {listed} }} GRAPH <{graph}> {{ ?e <{PG.articleCount}> ?n }}"
    rows = select(store, f"SELECT ?e ?n WHERE {{ {pattern} }}") if entities else ()
    return {
        entity.value: int(count.value)
        for entity, count in rows
        if isinstance(entity, ox.NamedNode) and isinstance(count, ox.Literal)
    }


def _change_activities(
    store: Store, graphs: Sequence[ArticleGraph], replaced: list[str], delete: list[ox.Quad], insert: list[ox.Quad]
) -> None:
    graph = graph_name("runs")
    fresh: dict[str, SharedNode] = {g.activity.iri: g.activity for g in graphs}
    for triples in _triples_of(store, graph, _unreferenced(store, replaced, PROV.wasGeneratedBy, set(fresh))).values():
        delete.extend(_quads(graph, triples))
    known = {iri for iri, triples in _triples_of(store, graph, fresh).items() if triples}
    for iri in sorted(fresh):
        if iri not in known:
            insert.extend(_quads(graph, fresh[iri].triples))


def _unreferenced(store: Store, replaced: list[str], predicate: str, still: set[str]) -> set[str]:
    """What only the replaced graphs refer to, and nothing that is written refers to."""
    if not replaced:
        return set()
    names = " ".join(f"<{name}>" for name in replaced)
    before = select(store, f"SELECT DISTINCT ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s <{predicate}> ?o }} }}")
    candidates = {row[0].value for row in before if isinstance(row[0], ox.NamedNode)} - still
    return {iri for iri in candidates if not _referenced_elsewhere(store, iri, predicate, names)}


def _referenced_elsewhere(store: Store, iri: str, predicate: str, names: str) -> bool:
    listed = ", ".join(names.split())
    found = store.query(f"ASK {{ GRAPH ?g {{ ?s <{predicate}> <{iri}> }} FILTER(?g NOT IN ({listed})) }}")
    return bool(found)


def _known(store: Store, descriptions: Iterable[str]) -> set[str]:
    """Those of the descriptions that the store has."""
    listed = " ".join(f"<{iri}>" for iri in descriptions)
    if not listed:
        return set()
    pattern = f"VALUES ?d {{ {listed} }} GRAPH <{graph_name('entities')}> {{ ?d <{PG.describes}> ?e }}"
    return {
        row[0].value for row in select(store, f"SELECT ?d WHERE {{ {pattern} }}") if isinstance(row[0], ox.NamedNode)
    }


def _descriptions(
    store: Store, entities: Iterable[str], new: dict[str, Description], gone: set[str]
) -> dict[str, list[Description]]:
    """What will be known of each entity: what stays in the store, then what is new."""
    graph, listed = graph_name("entities"), " ".join(f"<{entity}>" for entity in sorted(entities))
    pattern = f"VALUES ?e {{ {listed} }} GRAPH <{graph}> {{ ?d <{PG.describes}> ?e }}"
    rows = select(store, f"SELECT ?d WHERE {{ {pattern} }}") if listed else ()
    kept = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)} - gone
    found: dict[str, list[Description]] = {entity: [] for entity in entities}
    for triples in _triples_of(store, graph, kept).values():
        known = read_description(triples)
        found[known.entity].append(known)
    for iri, description in sorted(new.items()):
        if iri not in kept:
            found[description.entity].append(description)
    return found


def _held(store: Store, names: Sequence[str]) -> list[str]:
    """Those of the graphs that the store has: a new article takes nothing away."""
    listed = " ".join(f"<{name}>" for name in names)
    held = f"VALUES ?g {{ {listed} }} FILTER EXISTS {{ GRAPH ?g {{ ?g <{PROV.wasGeneratedBy}> ?a }} }}"
    return [row[0].value for row in select(store, f"SELECT ?g WHERE {{ {held} }}") if isinstance(row[0], ox.NamedNode)]


def _triples_of(store: Store, graph: str, subjects: Iterable[str]) -> dict[str, list[ox.Triple]]:
    """The triples of each of these nodes of a graph, in one query."""
    found: dict[str, list[ox.Triple]] = {subject: [] for subject in sorted(subjects)}
    listed = " ".join(f"<{subject}>" for subject in found)
    pattern = f"VALUES ?s {{ {listed} }} GRAPH <{graph}> {{ ?s ?p ?o }}"
    for subject, predicate, value in select(store, f"SELECT ?s ?p ?o WHERE {{ {pattern} }}") if listed else ():
        if (
            isinstance(subject, ox.NamedNode)
            and isinstance(predicate, ox.NamedNode)
            and isinstance(value, ox.NamedNode | ox.Literal)
        ):
            found[subject.value].append(ox.Triple(subject, predicate, value))
    return found


def _quads(graph: str, triples: Iterable[ox.Triple]) -> Iterable[ox.Quad]:
    name = node(graph)
    return (ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)
