"""What has the pages processed again, and what does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows import version
from policygraph.resources import data_dir


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that the version looks at."""
    copy = tmp_path / "data"
    shutil.copytree(data_dir(), copy)
    monkeypatch.setattr(version, "data_dir", lambda: copy)
    return copy


def _version() -> str:
    version.processing_version.cache_clear()
    try:
        return version.processing_version()
    finally:
        version.processing_version.cache_clear()


@pytest.mark.parametrize("name", ["junk.yml", "chinese_words.yml", "frames/Penalty.en.yml", "governments.yml"])
def test_data_that_decides_what_is_read_has_the_pages_processed_again(data: Path, name: str) -> None:
    before = _version()
    with (data / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert _version() != before


def test_another_source_has_no_page_processed_again(data: Path) -> None:
    before = _version()
    with (data / "feeds.yml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert _version() == before
