"""A small published snapshot, written by hand, and the explorer over it."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
from sample_extractions import all_samples, lawsuit

from explorer.app import create_app
from explorer.settings import ExplorerSettings
from graph.listing import build_listing, listing_of
from graph.load import load
from graph.meaning import build_meaning
from graph.opening import open_store
from graph.snapshot import open_current
from policygraph.records import Extraction
from policygraph.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette announces another HTTP client for its tests
    from starlette.testclient import TestClient

Publish = Callable[[Path, Iterable[Extraction]], None]


def publish_extractions(home: Path, extractions: Iterable[Extraction]) -> None:
    """Load extractions into the store of a home folder and publish them."""
    with open_store("oxigraph:", home) as store:
        loaded = load(store, extractions)
        assert not loaded.quarantined
        store.publish()


def with_vectors(home: Path) -> None:
    """Write the listing and the vectors of the published snapshot, as the line does after each run."""
    with open_current(home) as snapshot:
        build_listing(snapshot, listing_of(snapshot.folder))
        build_meaning(snapshot.folder)


def small_samples() -> tuple[Extraction, ...]:
    """The samples, and a second report of the lawsuit that gives another sum."""
    return (*all_samples(), lawsuit("en4", "2025-08-28", "3000000000"))


def client_of(home: Path, **own: object) -> TestClient:
    """The explorer over a home folder, asked in this process."""
    app = create_app(Settings(home=home), ExplorerSettings(**own))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000))
