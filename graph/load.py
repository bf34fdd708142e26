"""Load extractions: check each graph, then write it and what it changes about entities, in one update."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.pending import pending_quads
from graph.rdf import ArticleGraph, article_graph
from graph.shapes import ShapeReport, check
from graph.shared_nodes import shared_changes
from graph.store import Change, Store
from policygraph.records import Extraction, Outcome

MOST_VIOLATIONS = 20  # of one article that are told


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An article whose graph was not written, and why."""

    article_id: str
    title: str
    report: ShapeReport

    def outcome(self) -> Outcome:
        """As the run's table and the archive have it: the violations, a line each, the first so many."""
        lines = [str(violation) for violation in self.report.violations[:MOST_VIOLATIONS]]
        more = len(self.report.violations) - len(lines)
        if more:
            lines.append(f"and {more} more")
        return Outcome(self.article_id, "load", "quarantined", "\n".join(lines), title=self.title)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a batch."""

    written: tuple[str, ...]  # ids of articles whose graphs are now as they should be
    unchanged: tuple[str, ...]  # ids of those that were so already
    quarantined: tuple[Quarantined, ...]


def load(store: Store, extractions: Iterable[Extraction]) -> Loaded:
    """Write the graphs of a batch of articles in one atomic update.

    A graph that fails its check is not written; the graph that the store may have had of that article stays as it
    was, so that a worse reading never takes the place of a better one.

    Args:
        store: open for writing.
        extractions: of different articles.
    """
    good: list[ArticleGraph] = []
    quarantined: list[Quarantined] = []
    for extraction in extractions:
        graph = article_graph(extraction)
        report = check(graph)
        if report.conforms:
            good.append(graph)
        else:
            quarantined.append(Quarantined(extraction.article.id, extraction.article.title, report))
    before = {graph.name: set(store.graph(graph.name)) for graph in good}
    changed = [graph for graph in good if before[graph.name] != set(graph.graph.triples)]
    write_graphs(store, changed, replaced=[graph.name for graph in changed if before[graph.name]])
    written = {graph.article_id for graph in changed}
    unchanged = tuple(graph.article_id for graph in good if graph.article_id not in written)
    return Loaded(tuple(sorted(written)), unchanged, tuple(quarantined))


def write_graphs(
    store: Store, graphs: Sequence[ArticleGraph], *, replaced: Sequence[str] = (), retracted: Sequence[str] = ()
) -> None:
    """Write graphs that were checked, and end others, with all that follows for the shared nodes.

    Args:
        store: open for writing.
        graphs: to write.
        replaced: IRIs of those of them that the store holds already, with other triples.
        retracted: IRIs of graphs that the store holds and that are to end.
    """
    if not graphs and not retracted:
        return
    delete, insert = shared_changes(store, graphs, [*replaced, *retracted])
    changed = pending_quads([*(graph.name for graph in graphs), *retracted])
    store.apply(Change(tuple(retracted), tuple(graph.graph for graph in graphs), delete, (*insert, *changed)))


def retract(store: Store, article_graph_names: Sequence[str]) -> None:
    """End the graphs of these articles, with the entities that they alone spoke of."""
    write_graphs(store, (), retracted=[name for name in article_graph_names if any(store.graph(name))])
