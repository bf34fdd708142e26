"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.web import FakeWeb

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring material beside a development checkout; a test that asks for it is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs the measuring material beside the checkout (../shared)")
    return SHARED


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    """A web server on loopback; see tests/fakes/web.py for what it can do."""
    with FakeWeb() as server:
        yield server
