"""Merge the reports of one real-world occurrence into one event, across articles and languages.

The graph ``events`` is a function of the article graphs and the judgements: it can be dropped and rebuilt, and the
same articles give the same events in whatever order they came.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.namespace import DCTERMS

from graph.consolidation.clusters import cluster
from graph.consolidation.events import add_event, event_iri
from graph.consolidation.judgements import decisions, read_judgements, same_entities
from graph.consolidation.lifecycle import add_matters
from graph.consolidation.relations import add_relations, read_facts
from graph.consolidation.reports import read_reports
from graph.consolidation.stories import add_stories, find_stories
from graph.names import graph_name, node
from graph.ontology_graph import ensure_ontology
from graph.rdf_triples import Triples
from graph.store import NamedGraph, Store
from graph.writing import replace_if_changed


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What came of a consolidation."""

    reports: int
    events: int
    merges: int
    relations: int
    changed: bool  # whether the graph differs from before

    def __str__(self) -> str:
        """One line."""
        return f"{self.reports} reports of {self.events} events ({self.merges} merges), {self.relations} relations"


def consolidate(store: Store) -> Consolidated:
    """Rebuild the graph ``events``."""
    ensure_ontology(store)
    judged = read_judgements(store)
    same = same_entities(judged)
    triples = Triples()
    stories = add_stories(triples, find_stories(store))
    reports = {
        iri: report
        for iri, report in read_reports(store, same, stories).items()
        if iri not in judged.rejected and event_iri(report) not in judged.rejected
    }
    clusters = cluster(reports, decisions(judged, reports))
    events = {add_event(triples, found, reports): found for found in clusters}
    relations = add_relations(triples, read_facts(store, same))
    add_matters(triples, events, reports)
    for gone, stays in sorted(same.items()):
        triples.add(gone, DCTERMS.isReplacedBy, node(stays))
    changed = replace_if_changed(store, NamedGraph(graph_name("events"), triples.sorted()))
    merges = sum(len(found.merges) for found in clusters)
    return Consolidated(len(reports), len(events), merges, relations, changed)
