"""From what the index remembers to the triples of events, relations, matters and stories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.consolidation.clusters import Cluster, cluster
from graph.consolidation.connecting import Pairs
from graph.consolidation.events import add_event, event_iri
from graph.consolidation.index import Index, packed
from graph.consolidation.judgements import Judged
from graph.consolidation.lifecycle import add_matter
from graph.consolidation.publishing import entity_since, publisher
from graph.consolidation.relations import add_relation, fact_from_json
from graph.consolidation.reports import EventReport
from graph.consolidation.resolving import Reports
from graph.consolidation.stories import followed
from graph.names import node
from graph.rdf_triples import Triples
from ontology.terms import PG


class Conclusions:
    """What follows from the reports and facts of the index."""

    def __init__(self, index: Index, reports: Reports, pairs: Pairs, judged: Judged, same: Mapping[str, str]) -> None:
        self._index = index
        self._reports = reports
        self._pairs = pairs
        self._judged = judged
        self._same = same
        self.events = 0
        self.merges = 0
        self.relations = 0

    def components(self, starts: Iterable[int]) -> Iterator[set[int]]:
        """The groups of reports that chains of matching pairs lead to, each once."""
        seen: set[int] = set()
        for start in starts:
            if start not in seen:
                found = self._pairs.component(start)
                if len(found) > 1:
                    seen |= found
                yield found

    def of_component(self, numbers: Iterable[int]) -> Triples:
        """The events of a group of reports; each report is noted with the event that it is of."""
        triples = Triples()
        reports = {number: self._reports.get(number) for number in numbers}
        standing = {number: report for number, report in reports.items() if not self._reports.is_rejected(report)}
        by_iri = {report.iri: report for report in standing.values()}
        members = {number: report.iri for number, report in standing.items()}
        event_of: dict[str, str] = {}
        for found in cluster(by_iri, self._pairs.matches(members), self._pairs.decisions(members)):
            event_of |= dict.fromkeys(found.reports, self._event(triples, found, by_iri))
        rows = ((event_of.get(report.iri, ""), number) for number, report in reports.items())
        self._index.run_many("UPDATE report SET event = ? WHERE id = ?", rows)
        return triples

    def _event(self, triples: Triples, found: Cluster, reports: Mapping[str, EventReport]) -> str:
        """Add an event, unless an analyst rejected it; gives its IRI, or nothing."""
        if any(event_iri(reports[iri]) in self._judged.rejected for iri in found.reports):
            return ""
        self.events += 1
        self.merges += len(found.merges)
        return add_event(triples, found, reports)

    def of_relation(self, key: str) -> Triples:
        """A relation, from all facts that are reported of it."""
        triples = Triples()
        rows = self._index.rows("SELECT data FROM fact WHERE key = ?", key)
        self.relations += add_relation(triples, (fact_from_json(str(data), self._same) for (data,) in rows))
        return triples

    def of_matter(self, key: str) -> Triples:
        """A matter, from all reports that belong to it."""
        triples = Triples()
        rows = self._index.rows(
            "SELECT report.id, report.event FROM matter JOIN report ON report.id = matter.report WHERE key = ?", key
        )
        belonging = [(str(event), self._reports.get(int(str(number)))) for number, event in rows if event]
        if len(belonging) > 1:
            add_matter(triples, tuple(json.loads(key)), belonging)
        return triples

    def of_telling(self, article: int) -> Triples:
        """Which earlier article of its story an article follows."""
        triples = Triples()
        if earlier := followed(self._index, article):
            iri = str(self._index.value("SELECT iri FROM article WHERE id = ?", article))
            triples.add(iri, PG.follows, node(earlier))
        return triples

    def of_entity(self, entity: str) -> Triples:
        """Since when an entity is spoken of."""
        return entity_since(self._index, entity)

    def of_publisher(self, name: str) -> Triples:
        """How much a publisher published, and when."""
        return publisher(self._index, name)

    def name_relations(self, facts: Iterable[int]) -> set[str]:
        """Find which relations facts are of; gives the keys of those, and of the ones they were of before."""
        touched: set[str] = set()
        for number in facts:
            before, data = self._index.rows("SELECT key, data FROM fact WHERE id = ?", number)[0]
            key = packed(fact_from_json(str(data), self._same).key)
            touched |= {key, str(before)} - {""}
            self._index.run("UPDATE fact SET key = ? WHERE id = ?", key, number)
        return touched


def together(parts: Iterable[Triples]) -> set[ox.Triple]:
    """All triples of several parts."""
    return {triple for part in parts for triple in part.unordered()}
