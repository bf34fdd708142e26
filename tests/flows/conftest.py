"""A home folder of its own for each test, and a newspaper to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.web import FakeWeb
from newspaper import COPY, STORIES, Newspaper

from policygraph.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """POLICYGRAPH_HOME, with a fixed clock and loopback allowed."""
    folder = tmp_path / "home"
    monkeypatch.setenv("POLICYGRAPH_HOME", str(folder))
    monkeypatch.setenv("POLICYGRAPH_ALLOW_PRIVATE_HOSTS", "1")
    monkeypatch.setenv("POLICYGRAPH_HOST_DELAY", "0")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1757500000")
    monkeypatch.delenv("POLICYGRAPH_FEEDS", raising=False)
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    """Six stories and a syndicated copy of one of them."""
    with FakeWeb() as web:
        paper = Newspaper(web)
        paper.publish(*STORIES, COPY)
        yield paper
