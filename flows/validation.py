"""Whether the files that people edit and the graph that is published are right."""

from __future__ import annotations

from collections.abc import Iterator

from flows.choice import configured_feeds_file
from flows.samples import sample_feeds
from graph.consolidation.word_lists import check_word_lists
from graph.names import article_graphs_begin
from graph.queries import named_queries
from graph.reader import open_reader
from graph.shacl import shape_violations
from graph.store import NamedGraph, Reader, StoreError
from graph.tables import select
from graph.validate import validate
from policygraph.errors import DataFileError, PolicygraphError
from policygraph.feeds import read_feeds
from policygraph.settings import settings


def findings() -> Iterator[str]:
    """Everything that is wrong, a line each, as it is found: first the data files, then the published graph."""
    yield from _data_files()
    try:
        with open_reader(settings().store, settings().home) as reader:
            yield from _shapes(reader)
            yield from _invariants(reader)
    except StoreError as error:
        yield str(error)


def _data_files() -> Iterator[str]:
    for check in (_feeds, sample_feeds, _gazetteer, _frames, check_word_lists, named_queries):
        try:
            check()
        except (DataFileError, PolicygraphError) as error:
            yield str(error)


def _feeds() -> object:
    return read_feeds(configured_feeds_file())


def _gazetteer() -> object:
    from extractors.gazetteer import load_gazetteer

    return load_gazetteer()


def _frames() -> object:
    from extractors.chinese.frames.load import load_frames
    from extractors.frames import english_frames

    return english_frames(), load_frames()


def _shapes(reader: Reader) -> Iterator[str]:
    """What the shapes find in each article's graph, as they would at its loading."""
    begin = article_graphs_begin()
    rows = select(reader, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    for name in (str(row[0]).strip("<>") for row in rows):
        if name.startswith(begin):
            yield from (str(violation) for violation in shape_violations(published_graph(reader, name)))


def published_graph(reader: Reader, name: str) -> NamedGraph:
    """One published graph."""
    triples = reader.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    return NamedGraph(name, tuple(triples))  # type: ignore[arg-type]  # CONSTRUCT gives triples


def _invariants(reader: Reader) -> Iterator[str]:
    for broken in validate(reader):
        yield f"{broken.invariant.name}: {broken.invariant.meaning}: {len(broken.found.rows)} cases, the first:"
        yield "  " + "  ".join(str(term) for term in broken.found.rows[0])
