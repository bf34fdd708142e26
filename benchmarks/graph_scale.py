"""How fast the graph loads, answers and consolidates, at a size that is given.

python -m benchmarks.graph_scale 2000 [--one-by-one 200] [--home FOLDER [--loaded]]

With ``--loaded`` the folder holds the articles of an earlier run, and what comes after loading is measured.

Two figures stand for each thing: seconds by the clock, and seconds of processor. On a machine that is busy with other
work the second says what the first would be on an idle one, where nothing waits for the disk.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import rdflib

from benchmarks.generated import extractions
from graph.bulk import build
from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.names import article_graphs_begin
from graph.ntriples import quad_line
from graph.opening import open_store
from graph.queries import named_queries, run
from graph.rdf import article_graph
from graph.snapshot import open_current
from graph.store import Store
from graph.tables import select
from policygraph.records import Extraction

NEW_ARTICLES = 30  # consolidated one by one
GIVEN = {
    "timeline": {"entity": "Company 3"},
    "together": {"entity": "Company 3"},
    "believed": {"day": "2018-01-01", "entity": "Company 3"},
    "new-entities": {"since": "2024-12-01"},
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: by the clock, and of the processor, which others that run beside it do not lengthen."""

    seconds: float
    processor: float


def cost_of(work: Callable[[], object]) -> tuple[Cost, object]:
    """Run it; gives what it took and its result."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return Cost(time.perf_counter() - start, time.process_time() - used), result


def timed(what: str, work: Callable[[], object]) -> Cost:
    """Run and print what it took."""
    cost, result = cost_of(work)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{cost.seconds:9.3f} s {cost.processor:9.3f} s of processor"
    print(f"{what:34} {took}   peak {memory:6.0f} MB   {result if isinstance(result, str | int) else ''}", flush=True)
    return cost


def rates(what: str, quads: float, cost: Cost) -> None:
    """Print quads a second, both ways."""
    print(f"{what}: {quads / cost.seconds:.0f} quads/s, {quads / cost.processor:.0f} a second of processor", flush=True)


def middle(costs: Sequence[Cost]) -> str:
    """The medians in milliseconds."""
    by_clock = statistics.median(each.seconds for each in costs) * 1000
    used = statistics.median(each.processor for each in costs) * 1000
    return f"{by_clock:8.1f} ms {used:8.1f} ms of processor"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("--one-by-one", type=int, default=200)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--loaded", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if not given.loaded:
            load_all(home, given.articles, given.one_by_one)
        measure(home, given.articles + given.one_by_one)
        ask(home)
    rdflib_beside(min(given.articles, 500))


def load_all(home: Path, articles: int, one_by_one: int) -> None:
    """Load in bulk, one by one, and once more."""
    with open_store("oxigraph:", home) as store:
        cost = timed("bulk load", lambda: len(build(store, extractions(articles)).written))
        rates("in bulk", _quads_in(store), cost)
        fresh = list(extractions(one_by_one, first=articles))
        cost = timed("article by article", lambda: sum(len(load(store, [each]).written) for each in fresh))
        written = sum(len(list(store.graph(f"{article_graphs_begin()}{each.article.id}"))) for each in fresh)
        rates("article by article", written, cost)
        replaced = [cost_of(lambda each=each: load(store, [_changed(each)]))[0] for each in fresh[:50]]  # type: ignore[misc]
        print(f"replacing one article: median {middle(replaced)}")


def measure(home: Path, articles: int) -> None:
    """Consolidate, infer and publish what is loaded, and some new articles."""
    with open_store("oxigraph:", home) as store:
        timed("consolidate everything", lambda: str(consolidate(store)))
        timed("infer", lambda: str(infer(store)))
        print(f"consolidating one new article: median {middle(list(one_more(store, articles)))}", flush=True)
        timed(f"inferring after these {NEW_ARTICLES}", lambda: str(infer(store)))
        timed("publish", lambda: str(store.publish()))


def _quads_in(store: Store) -> int:
    counted = select(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")[0][0]
    print(f"{counted.value if counted else 0} quads")  # type: ignore[union-attr]
    return int(counted.value)  # type: ignore[union-attr]


def one_more(store: Store, first: int) -> Iterator[Cost]:
    """What it takes to consolidate after each of some new articles."""
    for each in extractions(NEW_ARTICLES, first=first):
        load(store, [each])
        yield cost_of(lambda: consolidate(store))[0]


def rdflib_beside(articles: int) -> None:
    """The same articles in rdflib's own store in memory: adding their quads, and one look-up by type."""
    made = [article_graph(each) for each in extractions(articles)]
    data = b"".join(quad_line(quad) for graph in made for quad in graph.quads())
    dataset = rdflib.Dataset()
    cost = timed(f"rdflib's own store, {articles} articles", lambda: dataset.parse(data=data, format="nquads") and "")
    rates("rdflib's own store", data.count(b"\n"), cost)


def ask(home: Path) -> None:
    """Each named query three times."""
    with open_current(home) as snapshot:
        event = str(
            select(snapshot, "SELECT ?e WHERE { ?r <https://w3id.org/policygraph/ns#reportOf> ?e } LIMIT 1")[0][0]
        )
        for query in named_queries():
            parameters = {"event": event.strip("<>")} if query.name == "evidence" else GIVEN.get(query.name, {})
            asked = [cost_of(lambda: len(run(snapshot, query, parameters).rows)) for _ in range(3)]  # noqa: B023
            print(f"  {query.name:24} {middle([cost for cost, _ in asked])} {asked[0][1]:8} rows", flush=True)


def _changed(extraction: Extraction) -> Extraction:
    return replace(extraction, events=extraction.events[:2])


if __name__ == "__main__":
    main()
