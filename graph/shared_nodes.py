"""Keep the nodes that articles share: descriptions of entities, entities, and activities of extraction.

A shared node is in the store exactly as long as an article's graph (or the background's) refers to it, so the graphs
``entities`` and ``runs`` are functions of the set of articles. Only what a change touches is read and written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF

from graph.entities import Description, description_node, entity_triples, read_description
from graph.literals import integer
from graph.names import graph_name, node
from graph.rdf import ArticleGraph
from graph.store import Store
from graph.tables import select
from ontology.terms import PG

Quads = tuple[ox.Quad, ...]


def shared_changes(store: Store, graphs: Sequence[ArticleGraph], replaced: Sequence[str]) -> tuple[Quads, Quads]:
    """What to delete and to insert beside the article graphs of one change.

    Args:
        store: as it is before the change.
        graphs: article graphs that are written.
        replaced: IRIs of the article graphs that the store holds and that get other triples, or end.
    """
    fresh = {d.iri: d for graph in graphs for d in graph.descriptions}
    activities = {g.activity.iri: g.activity for g in graphs}
    counted = _counted(store, graphs, replaced)
    held = _held(store, fresh, counted, activities)
    delete: list[ox.Quad] = []
    insert: list[ox.Quad] = []
    gone = _unreferenced(store, replaced, PG.description, set(fresh))
    _change_entities(store, {iri: d for iri, d in fresh.items() if iri not in held}, gone, delete, insert)
    _change_counts(counted, held, delete, insert)
    gone = _unreferenced(store, replaced, PROV.wasGeneratedBy, set(activities))
    delete.extend(_quads(graph_name("runs"), _all(_triples_of(store, graph_name("runs"), gone))))
    new = (triple for iri in sorted(activities) if iri not in held for triple in activities[iri].triples)
    insert.extend(_quads(graph_name("runs"), new))
    return tuple(delete), tuple(insert)


def _held(
    store: Store, descriptions: Iterable[str], entities: Iterable[str], activities: Iterable[str]
) -> dict[str, str]:
    """Those of these nodes that the store holds, in one question: each with a value, of an entity how many speak of it.

    The property stands in each pattern: where it is listed beside the nodes, Oxigraph reads all that have it.
    """
    asked = (
        (descriptions, "entities", PG.describes),
        (entities, "entities", PG.articleCount),
        (activities, "runs", RDF.type),
    )
    parts = [
        f"{{ VALUES ?s {{ {listed} }} GRAPH <{graph_name(graph)}> {{ ?s <{predicate}> ?o }} }}"
        for subjects, graph, predicate in asked
        if (listed := " ".join(f"<{subject}>" for subject in subjects))
    ]
    rows = select(store, f"SELECT ?s ?o WHERE {{ {' UNION '.join(parts)} }}") if parts else ()
    return {
        subject.value: value.value
        for subject, value in rows
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal)
    }


def _all(by_subject: dict[str, list[ox.Triple]]) -> Iterable[ox.Triple]:
    return (triple for triples in by_subject.values() for triple in triples)


def _change_entities(
    store: Store, new: dict[str, Description], gone: set[str], delete: list[ox.Quad], insert: list[ox.Quad]
) -> None:
    graph = graph_name("entities")
    leaving = _triples_of(store, graph, gone)
    touched = {d.entity for d in new.values()} | {read_description(t).entity for t in leaving.values()}
    delete.extend(_quads(graph, _all(leaving)))
    for description in new.values():
        insert.extend(_quads(graph, description_node(description).triples))
    described = _descriptions(store, touched, new, gone)
    for entity, triples in _triples_of(store, graph, touched).items():
        before = {t for t in triples if t.predicate != node(PG.articleCount)}
        after = set(entity_triples(described[entity]))
        delete.extend(_quads(graph, sorted(before - after, key=str)))
        insert.extend(_quads(graph, sorted(after - before, key=str)))


def _counted(store: Store, graphs: Sequence[ArticleGraph], replaced: Sequence[str]) -> dict[str, int]:
    """How many articles more or less speak of each entity: what ends counts one less, what is written one more."""
    change = Counter(d.entity for graph in graphs if graph.article_id for d in graph.descriptions)
    change.subtract(_spoken_of(store, replaced))
    return {entity: count for entity, count in sorted(change.items()) if count}


def _change_counts(counted: dict[str, int], held: dict[str, str], delete: list[ox.Quad], insert: list[ox.Quad]) -> None:
    """Keep how many articles speak of each entity."""
    graph = graph_name("entities")
    for entity, change in counted.items():
        before = int(held.get(entity, 0))
        if before:
            delete.extend(_quads(graph, [count_triple(entity, before)]))
        if before + change:
            insert.extend(_quads(graph, [count_triple(entity, before + change)]))


def count_triple(entity: str, count: int) -> ox.Triple:
    """That so many articles speak of an entity."""
    return ox.Triple(node(entity), node(PG.articleCount), integer(count))


def _spoken_of(store: Store, graphs: Sequence[str]) -> Iterable[str]:
    names = " ".join(f"<{name}>" for name in graphs)
    pattern = f"VALUES ?g {{ {names} }} GRAPH ?g {{ ?r <{PG.entity}> ?e }}"
    rows = select(store, f"SELECT ?e WHERE {{ {pattern} }}") if graphs else ()
    return (row[0].value for row in rows if isinstance(row[0], ox.NamedNode))


def _unreferenced(store: Store, replaced: Sequence[str], predicate: str, still: set[str]) -> set[str]:
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
