"""Merge the reports of one real-world occurrence into one event, across articles and languages.

The graph ``events`` is a function of the article graphs, the entities' countries and the judgements: it can be dropped
and rebuilt, and the same articles give the same events in whatever order they came. A new article touches only the
reports that it shares a block with, and what follows from those; what is needed to find them quickly is kept beside the
store (``graph.consolidation.index``), and made anew where it is missing.

The order of writing makes a kill harmless: the store first, then the index, then the list of articles that are pending.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from graph.code_version import code_version
from graph.consolidation.article_reading import read_article
from graph.consolidation.concluding import Conclusions, together
from graph.consolidation.connecting import Pairs
from graph.consolidation.derived import described, from_subject, held
from graph.consolidation.entity_merges import find_entity_merges
from graph.consolidation.gathering import Touched, disconnect, gather
from graph.consolidation.index import Index, number_of, packed
from graph.consolidation.judgements import read_judgements
from graph.consolidation.kin import read_kin
from graph.consolidation.lifecycle import matter_iri
from graph.consolidation.organs import Organs
from graph.consolidation.publishing import publisher_iri
from graph.consolidation.relations import edge_of, relation_iri
from graph.consolidation.resolving import Reports, Resolution
from graph.consolidation.unread import note_unread
from graph.names import article_graphs_begin, base, graph_name, node
from graph.ontology_graph import ensure_ontology
from graph.pending import pending, settle, settle_all
from graph.rdf_triples import Triples
from graph.store import Store
from graph.writing import change_graph, replace_in_parts
from ontology.terms import PG


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What came of a consolidation; the numbers are of what was looked at anew."""

    articles: int
    reports: int
    events: int
    merges: int
    relations: int
    changed: bool  # whether the graph differs from before
    touched: frozenset[str] = field(default=frozenset(), repr=False)  # IRIs of the events and relations looked at

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.articles} articles anew: {self.reports} reports of {self.events} events ({self.merges} merges), "
            f"{self.relations} relations"
        )


def consolidate(store: Store, *, anew: bool = False) -> Consolidated:
    """Bring the graph ``events`` up to date.

    Args:
        store: open for writing.
        anew: look at every article again, whatever is remembered; the result is the same.
    """
    with closing(Index(store.index_path)) as index:
        stamp = f"{store.identity} {base()} {code_version('consolidation')}"
        waiting = pending(store)
        is_full = anew or index.stamp != stamp or not _remembers(store, index, waiting)
        if is_full:
            index.reset(stamp)
            ensure_ontology(store)
            result = _Run(store, index).all(sorted(_article_graphs(store)))
        else:
            result = _Run(store, index).part(waiting)
        store.flush()
        index.commit()
    if is_full:
        settle_all(store)
        store.compact()
    else:
        settle(store, waiting)
    return result


def _remembers(store: Store, index: Index, waiting: list[str]) -> bool:
    """Whether the index is of the articles that the store holds, where the store cannot tell who it is."""
    if article_graphs_begin() in waiting:
        return False
    if store.identity:
        return True
    known = {str(name) for (name,) in index.rows("SELECT name FROM article")}
    return known - set(waiting) == set(_article_graphs(store)) - set(waiting)


def _article_graphs(store: Store) -> list[str]:
    begin = article_graphs_begin()
    return [name for name in store.graph_names() if name.startswith(begin)]


class _Run:
    """One consolidation."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index
        self._touched = Touched()
        self._judged = read_judgements(store)

    def _gather(self, names: Iterable[str], *, all_described: bool) -> None:
        for name in names:
            gather(self._index, name, read_article(name, self._store.graph(name)), self._touched)
        described = None if all_described else self._touched.described
        organs = Organs(self._index)
        moved = organs.learn(self._store, described)
        self._merges = find_entity_merges(self._store, self._index, self._judged, described)
        decided = self._index.learn("judged", self._judged.bearing())
        kin = read_kin(self._store, self._merges.same)
        moved |= self._index.learn("kin", {entity: packed(sorted(above)) for entity, above in kin.items()})
        self._reports = Reports(self._index, Resolution(self._judged, self._merges.same, organs, kin))
        self._pairs = Pairs(self._index, self._reports, self._judged)
        self._touch(moved | self._merges.renamed, decided)
        self._conclusions = Conclusions(self._index, self._reports, self._pairs, self._judged, self._merges.same)

    def _touch(self, entities: Iterable[str], judged: Iterable[str]) -> None:
        """Have those reports compared again that name one of these entities, or that something was decided of."""
        for entity in map(number_of, entities):
            rows = self._index.rows("SELECT report FROM filler WHERE entity = ?", entity)
            self._touched.reports |= {int(str(number)) for (number,) in rows}
            rows = self._index.rows("SELECT id FROM fact WHERE subject = ? OR object = ?", entity, entity)
            self._touched.facts |= {int(str(number)) for (number,) in rows}
        for iri in judged:
            number = self._pairs.number(iri)
            if number is not None:
                self._touched.reports.add(number)

    def _connect(self) -> None:
        """Compare all touched reports anew."""
        for number in sorted(self._touched.reports):
            disconnect(self._index, number, self._touched)
        self._compare(sorted(self._touched.reports))

    def _compare(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._pairs.connect(number)
        self._touched.relations |= self._conclusions.name_relations(sorted(self._touched.facts))

    def part(self, names: list[str]) -> Consolidated:
        """Conclude anew what changed articles, entities and judgements touch."""
        background = graph_name("background")
        articles = [name for name in names if name != background]
        self._gather(articles, all_described=background in names)
        self._connect()
        alive = {n for n in self._touched.reports | self._touched.neighbours if self._exists(n)}
        components = list(self._conclusions.components(sorted(alive)))
        reports = {number for component in components for number in component}
        gone = self._touched.events | self._events_of(reports)
        wanted = together(self._conclusions.of_component(component) for component in components)
        stay = self._events_of(reports)
        matters = sorted(self._touched.matters | self._matters_of(reports))
        wanted |= together(map(self._conclusions.of_matter, matters))
        wanted |= together(map(self._conclusions.of_relation, sorted(self._touched.relations)))
        tellings = {self._iri_of(n): n for n in self._touched.tellings if self._iri_of(n)}
        wanted |= together(map(self._conclusions.of_telling, tellings.values()))
        wanted |= together(map(self._conclusions.of_entity, sorted(self._touched.spoken_of)))
        wanted |= together(map(self._conclusions.of_publisher, sorted(self._touched.publishers)))
        wanted |= self._merges.triples.unordered()
        nodes = gone | stay | self._relation_nodes() | self._merges.nodes | {matter_iri(_key(k)) for k in matters}
        publishers = {publisher_iri(name) for name in self._touched.publishers}
        before = described(self._store, nodes | publishers) | held(self._store, self._relation_edges())
        before |= from_subject(self._store, {*tellings, *self._touched.gone_articles}, str(PG.follows))
        before |= from_subject(self._store, self._merges.renamed, str(DCTERMS.isReplacedBy))
        before |= from_subject(self._store, self._touched.spoken_of, str(PG.firstSpokenOf))
        changed = change_graph(self._store, graph_name("events"), before, wanted)
        note_unread(self._index, nodes | self._touched.described)
        return self._result(len(articles), len(reports), changed, nodes)

    def _exists(self, number: int) -> bool:
        return self._index.value("SELECT 1 FROM report WHERE id = ?", number) is not None

    def _iri_of(self, article: int) -> str:
        return str(self._index.value("SELECT iri FROM article WHERE id = ?", article) or "")

    def _events_of(self, reports: Iterable[int]) -> set[str]:
        found = (self._index.value("SELECT event FROM report WHERE id = ?", number) for number in reports)
        return {str(event) for event in found if event}

    def _matters_of(self, reports: Iterable[int]) -> set[str]:
        rows = (
            row for number in reports for row in self._index.rows("SELECT key FROM matter WHERE report = ?", number)
        )
        return {str(key) for (key,) in rows}

    def _relation_nodes(self) -> set[str]:
        return {relation_iri(*_key(key)) for key in self._touched.relations}

    def _relation_edges(self) -> list[ox.Triple]:
        edges = (edge_of(*_key(key)) for key in self._touched.relations)
        return [ox.Triple(*map(node, edge)) for edge in edges if edge]

    def all(self, names: list[str]) -> Consolidated:
        """Conclude everything anew."""
        self._gather(names, all_described=True)
        by_day = "SELECT report.id FROM report JOIN article ON article.id = report.article ORDER BY day, report.id"
        self._compare([int(str(number)) for (number,) in self._index.rows(by_day)])  # so those it meets are at hand
        parts = (triples.unordered() for triples in self._everything())
        changed = replace_in_parts(self._store, graph_name("events"), parts)
        return self._result(len(names), len(self._touched.reports), changed, set())

    def _everything(self) -> Iterator[Triples]:
        numbers = [int(str(number)) for (number,) in self._index.rows("SELECT id FROM report ORDER BY id")]
        yield from map(self._conclusions.of_component, self._conclusions.components(numbers))
        matters = "SELECT key FROM matter GROUP BY key HAVING COUNT(*) > 1 ORDER BY key"
        yield from (self._conclusions.of_matter(str(key)) for (key,) in self._index.rows(matters))
        keys = self._index.rows("SELECT DISTINCT key FROM fact ORDER BY key")
        yield from (self._conclusions.of_relation(str(key)) for (key,) in keys)
        articles = self._index.rows("SELECT DISTINCT first FROM alike ORDER BY first")
        yield from (self._conclusions.of_telling(int(str(number))) for (number,) in articles)
        entities = self._index.rows("SELECT DISTINCT entity FROM spoken ORDER BY entity")
        yield from (self._conclusions.of_entity(str(entity)) for (entity,) in entities)
        publishers = self._index.rows("SELECT DISTINCT publisher FROM published ORDER BY publisher")
        yield from (self._conclusions.of_publisher(str(name)) for (name,) in publishers)
        yield self._merges.triples

    def _result(self, articles: int, reports: int, changed: bool, nodes: set[str]) -> Consolidated:
        found = self._conclusions
        return Consolidated(articles, reports, found.events, found.merges, found.relations, changed, frozenset(nodes))


def _key(kept: str) -> tuple[str, ...]:
    return tuple(json.loads(kept))
