"""What the graph ``events`` holds of some of its nodes, read from the store: the part that is to be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from graph.names import graph_name, node
from graph.store import Reader
from graph.tables import select
from ontology.terms import PG
from policygraph.batches import batches

_AT_ONCE = 400  # IRIs in one query


def described(reader: Reader, iris: Iterable[str]) -> set[ox.Triple]:
    """All that hangs on these nodes and goes with them.

    Args:
        reader: the store.
        iris: of events, relations, matters or merges of entities.

    Returns:
        Their triples, those of the nodes below them, the links from their reports, and what they replace.
    """
    wanted = sorted(set(iris))
    own = set(_of_subjects(reader, wanted))
    parts = {
        triple.object.value
        for triple in own
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(f"{triple.subject.value}/")  # type: ignore[union-attr]
    }
    return own | set(_of_subjects(reader, sorted(parts))) | set(_links_to(reader, wanted))


def held(reader: Reader, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Those of the triples that the graph holds."""
    found: set[ox.Triple] = set()
    for batch in batches(sorted(set(triples), key=str), _AT_ONCE):
        values = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in batch)
        rows = select(reader, _in_events(f"VALUES (?s ?p ?o) {{ {values} }} ?s ?p ?o"))
        found |= set(_triples(rows))
    return found


def from_subject(reader: Reader, subjects: Iterable[str], predicate: str) -> set[ox.Triple]:
    """The triples of one property of these nodes."""
    found: set[ox.Triple] = set()
    for batch in batches(sorted(set(subjects)), _AT_ONCE):
        # the property stands in the pattern: where it is listed beside the nodes, Oxigraph reads all that have it
        pattern = f"VALUES ?s {{ {_listed(batch)} }} ?s <{predicate}> ?o BIND(<{predicate}> AS ?p)"
        found |= set(_triples(select(reader, _in_events(pattern))))
    return found


def _of_subjects(reader: Reader, iris: Sequence[str]) -> Iterator[ox.Triple]:
    for batch in batches(iris, _AT_ONCE):
        yield from _triples(select(reader, _in_events(f"VALUES ?s {{ {_listed(batch)} }} ?s ?p ?o")))


def _links_to(reader: Reader, iris: Sequence[str]) -> Iterator[ox.Triple]:
    for predicate in (str(PG.reportOf), str(DCTERMS.isReplacedBy)):
        for batch in batches(iris, _AT_ONCE):
            rows = select(reader, _in_events(f"VALUES ?o {{ {_listed(batch)} }} ?s <{predicate}> ?o"))
            for subject, _, value in rows:
                if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                    yield ox.Triple(subject, node(predicate), value)


def _in_events(pattern: str) -> str:
    return f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph_name('events')}> {{ {pattern} }} }}"


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _triples(rows: Iterable[tuple[object, ...]]) -> Iterator[ox.Triple]:
    for subject, predicate, value in rows:
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
            assert isinstance(value, ox.NamedNode | ox.Literal)  # noqa: S101 (the graph has no blank nodes)
            yield ox.Triple(subject, predicate, value)
