"""What the tests of the explorer share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from browsing import chromium
from sample_explorer import Publish, TestClient, client_of, publish_extractions, small_samples, with_vectors

from policygraph.records import Extraction


@pytest.fixture(scope="session")
def publish() -> Publish:
    return publish_extractions


@pytest.fixture(scope="session")
def samples() -> tuple[Extraction, ...]:
    return small_samples()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, samples: tuple[Extraction, ...]) -> Path:
    folder = tmp_path_factory.mktemp("home")
    publish_extractions(folder, samples)
    with_vectors(folder)
    return folder


@pytest.fixture(scope="session")
def client(home: Path) -> Iterator[TestClient]:
    with client_of(home) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; tests that ask for it bear the mark ``NEEDS_CHROMIUM``."""
    with chromium() as launched:
        yield launched
