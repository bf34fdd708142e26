"""A user's own Chinese pipeline in place of the one that ships (POLICYGRAPH_ZH_MODEL)."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from policygraph.errors import PolicygraphError
from policygraph.records import Article

TEXT = "据报道，云澜推出小满，平湖施行关怀规程，周敏致辞。"
LABELS = {"云澜": "ORG", "小满": "PRODUCT", "平湖": "GPE", "关怀规程": "LAW", "周敏": "PERSON"}


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    """A pipeline with the labels of OntoNotes, as zh_core_web_sm and zh_core_web_trf have them."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in LABELS.items()])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "pipeline")
    return str(tmp_path / "pipeline")


def test_its_names_are_taken_with_their_types(pipeline: str) -> None:
    article = Article(id="x", text=TEXT, lang="zh-Hans")
    extraction = assemble(next(iter(ChineseReader(pipeline).read([article]))))
    assert {entity.name: entity.type for entity in extraction.entities} == {
        "云澜": "Company", "小满": "Product", "平湖": "Place", "关怀规程": "Law", "周敏": "Person",
    }  # fmt: skip


def test_the_setting_chooses_it(pipeline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.pipeline import _load, reader
    from policygraph.settings import settings

    monkeypatch.setenv("POLICYGRAPH_ZH_MODEL", pipeline)
    settings.cache_clear()
    _load.cache_clear()
    try:
        assert "zh_pipeline" in reader("zh-Hans").versions["model"]
    finally:
        monkeypatch.undo()
        settings.cache_clear()
        _load.cache_clear()


def test_one_that_is_not_there_is_an_error_with_a_remedy() -> None:
    with pytest.raises(PolicygraphError, match="POLICYGRAPH_ZH_MODEL"):
        ChineseReader("zh_core_web_that_nobody_has")
