"""How long the explorer's server takes for each page, and what is published beside a snapshot for it.

    python -m benchmarks.explorer_pages 2000 [--home FOLDER] [--rounds 5]

Pages are asked for in this process, without a network. Each round asks for other things, and nothing is answered from
memory of an earlier round but what a snapshot keeps by design (facets and counts of a whole list); the first figure
of a page is that of its first round, with nothing in memory.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.generated import extractions
from benchmarks.graph_scale import timed
from explorer.app import create_app
from explorer.settings import ExplorerSettings
from graph.bulk import build
from graph.consolidate import consolidate
from graph.infer import infer
from graph.listing import build_listing, listing_of
from graph.meaning import build_meaning
from graph.opening import open_store
from graph.snapshot import Snapshot, current
from policygraph.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette announces another HTTP client for its tests
    from starlette.testclient import TestClient

LIMIT = 0.1  # seconds that the median page may take


def main() -> None:
    """Measure; ends with 1 where a page is slower than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("--home", type=Path, help="a home that holds such a graph, or where to put it")
    parser.add_argument("--published", action="store_true", help="listing and vectors are there already")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if not (home / "snapshots" / "current").exists():
            prepare(home, given.articles)
        if not given.published:
            publish(current(home))
        raise SystemExit(int(not measure(home, given.rounds)))


def prepare(home: Path, articles: int) -> None:
    """Build a graph of generated articles and publish it."""
    with open_store("oxigraph:", home) as store:
        timed("bulk load", lambda: len(build(store, extractions(articles)).written))
        timed("consolidate", lambda: str(consolidate(store)))
        timed("infer", lambda: str(infer(store)))
        timed("publish", lambda: str(store.publish()))


def publish(snapshot: Path) -> None:
    """What is written beside a snapshot for the explorer."""
    with Snapshot(snapshot) as opened:
        timed("listing", lambda: str(build_listing(opened, listing_of(snapshot))))
    timed("vectors", lambda: build_meaning(snapshot))
    timed("vectors again, nothing new", lambda: build_meaning(snapshot, snapshot))


def measure(home: Path, rounds: int) -> bool:
    """Ask for every page, each round for other things; whether the processor works shortly enough on each."""
    app = create_app(Settings(home=home), ExplorerSettings())
    good = True
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        client.get("/suggest.json?q=warm+the+encoder")
        for name, addresses in _pages(client).items():
            asked = [_ask(client, address) for _, address in zip(range(rounds), addresses, strict=False)]
            elapsed, processor = (statistics.median(column) for column in zip(*asked, strict=True))
            good = good and processor < LIMIT
            slow = "" if processor < LIMIT else f"   more than {LIMIT * 1000:.0f} ms"
            figures = f"median {elapsed * 1000:8.1f} ms   processor {processor * 1000:8.1f} ms"
            print(f"  {name:28} first {asked[0][0] * 1000:8.1f} ms   {figures}{slow}", flush=True)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return good


def _ask(client: TestClient, address: str) -> tuple[float, float]:
    """Seconds that passed, and that a processor worked: the latter is the page's own on a machine that others use."""
    start, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    seconds, processor = time.perf_counter() - start, time.process_time() - worked
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return seconds, processor


def _pages(client: TestClient) -> dict[str, Sequence[str]]:
    """By what a page shows, addresses of it: the busiest first."""
    busy = [one["iri"].rpartition("/")[2] for one in client.get("/entities.json").json()["entities"]][:20]
    named = [one["name"].rpartition(" ")[2] for one in client.get("/entities.json?page=5").json()["entities"]]
    events = client.get("/events.json?order=sources").json()["events"]
    event = [f"/event/{one['iri'].rpartition('/')[2]}" for one in events][:20]
    article = [f"/article/{one['iri'].rpartition('/')[2]}" for one in client.get("/articles.json").json()["articles"]]
    types = [one["value"] for one in client.get("/events.json").json()["types"]]

    def each(make: Callable[[str], str], of: Sequence[str]) -> Sequence[str]:
        return [make(one) for one in of]

    return {
        "home": ["/"] * 5,
        "events": [f"/events?page={number}" for number in range(1, 20)],
        "events, late page": [f"/events?page={number}" for number in range(40, 60)],
        "events of a type": each(lambda kind: f"/events?type={kind}", types),
        "events by words": each(lambda name: f"/events?q=company+{name}", named),
        "events by amount": [f"/events?order=amount&amount={number}000000" for number in range(100, 120)],
        "events of a year": [f"/events?since={year}-01-01&until={year}-12-31" for year in range(2015, 2025)],
        "events of an entity": each(lambda key: f"/events?entity={key}", busy),
        "entities": [f"/entities?page={number}" for number in range(1, 20)],
        "entities by name": each(lambda name: f"/entities?q=公司{name}", named),
        "articles": [f"/articles?page={number}" for number in range(1, 20)],
        "articles by words": [f"/articles?q={word}" for word in ("lawsuit", "17", "23", "42")],
        "articles of an entity": each(lambda key: f"/articles?entity={key}", busy),
        "entity": each(lambda key: f"/entity/{key}", busy),
        "event": event,
        "article": article,
        "network": each(lambda key: f"/network?entity={key}", busy),
        "exposure": ["/exposure"] * 3,
        "exposure of an entity": each(lambda key: f"/exposure?entity={key}", busy),
        "search": each(lambda name: f"/search?q=company+{name}", named),
        "search by meaning": [f"/search?q={words}" for words in _questions()],
        "suggestions": each(lambda name: f"/suggest.json?q=company+{name}", named),
        "events of a country": [f"/events?country={code}&since=2024-06-01" for code in ("SG", "DE", "CN")],
        "query page": ["/query"] * 3,
        "operations": ["/operations"] * 3,
    }  # fmt: skip


def _questions() -> Iterator[str]:
    for subject in ("who+was+sued", "一家公司的融资", "ban+on+exports", "出口禁令", "a+merger+was+blocked", "罚款"):
        yield f"{subject}+2024"


if __name__ == "__main__":
    main()
