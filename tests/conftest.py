"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from fakes.web import FakeWeb

# How long an example takes says more about what else the machine does than about the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

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
