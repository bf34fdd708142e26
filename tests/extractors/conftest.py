"""What the tests of the extractors share: one reader a language for all, since a model takes seconds to load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extractors.chinese.reader import ChineseReader
from extractors.english.reader import EnglishReader
from extractors.extraction import assemble, to_json
from policygraph.records import Article
from policygraph.settings import settings


@pytest.fixture(scope="session")
def english_reader() -> EnglishReader:
    """The reader with the model and the gazetteer that ship."""
    return EnglishReader(settings().en_model)


@pytest.fixture(scope="session")
def read_english(english_reader: EnglishReader) -> Callable[..., dict]:
    """Read one text; the extraction as JSON."""

    def read(text: str, title: str = "", published: str = "2025-06-12") -> dict:
        article = Article("test", text, title, published=date.fromisoformat(published))
        return to_json(assemble(next(iter(english_reader.read([article])))))

    return read


@pytest.fixture(scope="session")
def read_chinese() -> Callable[..., dict]:
    """Read one text; the extraction as JSON."""
    reader = ChineseReader()

    def read(text: str, published: str = "2025-06-12") -> dict:
        article = Article("test", text, lang="zh-Hans", published=date.fromisoformat(published))
        return to_json(assemble(next(iter(reader.read([article])))))

    return read
