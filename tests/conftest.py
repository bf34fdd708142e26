"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring material beside a development checkout; a test that asks for it is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs the measuring material beside the checkout (../shared)")
    return SHARED
