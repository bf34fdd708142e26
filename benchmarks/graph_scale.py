"""How fast the graph loads, answers and consolidates, at a size that is given.

python -m benchmarks.graph_scale 2000 [--one-by-one 200] [--home FOLDER]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.generated import extractions
from graph.bulk import build
from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.names import article_graphs_begin
from graph.queries import named_queries, run
from graph.snapshot import open_current
from graph.store import open_store
from graph.tables import select
from policygraph.records import Extraction

GIVEN = {
    "timeline": {"entity": "Company 3"},
    "together": {"entity": "Company 3"},
    "believed": {"day": "2018-01-01", "entity": "Company 3"},
    "new-entities": {"since": "2024-12-01"},
}


def timed(what: str, work: Callable[[], object]) -> float:
    """Run and print the seconds."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:40} {seconds:9.3f} s   peak {memory:6.0f} MB   {result if isinstance(result, str | int) else ''}")
    return seconds


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("--one-by-one", type=int, default=200)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.home or Path(folder), given.articles, given.one_by_one)


def measure(home: Path, articles: int, one_by_one: int) -> None:
    """Build, load, consolidate, infer, publish and ask."""
    with open_store("oxigraph:", home) as store:
        seconds = timed("bulk load", lambda: len(build(store, extractions(articles)).written))
        quads = int(select(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")[0][0].value)  # type: ignore[union-attr]
        print(f"{quads} quads, {quads / seconds:.0f} quads/s in bulk")
        fresh = list(extractions(one_by_one, first=articles))
        seconds = timed("article by article", lambda: sum(len(load(store, [each]).written) for each in fresh))
        written = sum(len(list(store.graph(f"{article_graphs_begin()}{e.article.id}"))) for e in fresh[:20]) / 20
        print(f"{written * len(fresh) / seconds:.0f} quads/s article by article")
        replaced = [timed_quietly(lambda each=each: load(store, [_changed(each)])) for each in fresh[:50]]  # type: ignore[misc]
        print(f"replacing one article: median {statistics.median(replaced) * 1000:.1f} ms")
        timed("consolidate", lambda: str(consolidate(store)))
        timed("infer", lambda: str(infer(store)))
        load(store, extractions(1, first=articles + one_by_one))
        timed("consolidate after one more article", lambda: str(consolidate(store)))
        timed("publish", lambda: str(store.publish()))
    ask(home)


def timed_quietly(work: Callable[[], object]) -> float:
    """The seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ask(home: Path) -> None:
    """Each named query three times."""
    with open_current(home) as snapshot:
        event = str(
            select(snapshot, "SELECT ?e WHERE { ?r <https://w3id.org/policygraph/ns#reportOf> ?e } LIMIT 1")[0][0]
        )
        for query in named_queries():
            parameters = {"event": event.strip("<>")} if query.name == "evidence" else GIVEN.get(query.name, {})
            rows = 0
            seconds = []
            for _ in range(3):
                start = time.perf_counter()
                rows = len(run(snapshot, query, parameters).rows)
                seconds.append(time.perf_counter() - start)
            print(f"  {query.name:24} {statistics.median(seconds):8.3f} s {rows:8} rows")


def _changed(extraction: Extraction) -> Extraction:
    return replace(extraction, events=extraction.events[:2])


if __name__ == "__main__":
    main()
