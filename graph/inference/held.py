"""What the graph ``inferred`` holds of some restrictions and companies: the part that is to be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox

from graph.inference.touched import Touched
from graph.names import graph_name
from graph.store import Reader
from graph.tables import select
from ontology.terms import PG


def held(reader: Reader, touched: Touched, wanted_steps: Set[str]) -> set[ox.Triple]:
    """All that hangs on these restrictions and companies and goes with them.

    Args:
        reader: the store.
        touched: whose conclusions are made anew.
        wanted_steps: IRIs of the steps of paths that the new conclusions take.

    Returns:
        The triples of their conclusions, and of those steps that no other conclusion takes or that are wanted again.
    """
    found: set[ox.Triple] = set()
    for predicate, ends in ((PG.exposedTo, touched.restrictions), (PG.ofEntity, touched.companies)):
        for end in sorted(ends):
            found |= set(_triples(reader, f"?s <{predicate}> <{end}> . ?s ?p ?o"))
    conclusions = {triple.subject for triple in found}
    steps = {str(t.object.value) for t in found if t.predicate.value == str(PG.hasStep)}  # type: ignore[union-attr]
    for step in sorted(steps | wanted_steps):
        if step in wanted_steps or not _taken_by_others(reader, step, conclusions):
            found |= set(_triples(reader, f"BIND(<{step}> AS ?s) ?s ?p ?o"))
    return found


def _triples(reader: Reader, pattern: str) -> Iterator[ox.Triple]:
    rows = select(reader, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph_name('inferred')}> {{ {pattern} }} }}")
    return (ox.Triple(*row) for row in rows)  # type: ignore[arg-type]


def _taken_by_others(reader: Reader, step: str, conclusions: Set[object]) -> bool:
    """Whether the path of some other conclusion takes a step; with so many rows one at least is of another."""
    pattern = f"GRAPH <{graph_name('inferred')}> {{ ?s <{PG.hasStep}> <{step}> }}"
    rows: Iterable[tuple[object, ...]] = select(reader, f"SELECT ?s WHERE {{ {pattern} }} LIMIT {len(conclusions) + 1}")
    return any(subject not in conclusions for (subject,) in rows)
