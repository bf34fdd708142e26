from __future__ import annotations

from pathlib import Path

import pytest
from fakes.sparql_servers import oxigraph
from sample_extractions import all_samples, lawsuit

from graph.consolidate import consolidate
from graph.listing import build_listing, listing_of
from graph.load import load
from graph.opening import open_store
from graph.snapshot import current, open_current
from graph.snapshot_copy import publish_copy
from graph.store import StoreError
from graph.store_embedded import MemoryStore


def test_a_copy_of_a_remote_store_holds_the_same(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as url, open_store(url, tmp_path) as store:
        load(store, all_samples())
        consolidate(store)
        folder = publish_copy(store, tmp_path)
        with open_current(tmp_path) as snapshot:
            assert sorted(MemoryStore(snapshot.store).dump_nquads()) == sorted(store.dump_nquads())
            build_listing(snapshot, listing_of(folder))
        load(store, [lawsuit("en9")])
        assert publish_copy(store, tmp_path) == current(tmp_path) != folder


def test_a_server_that_does_not_answer_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError), open_store("http://127.0.0.1:9", tmp_path) as store:
        publish_copy(store, tmp_path)
    with pytest.raises(StoreError):
        current(tmp_path)
