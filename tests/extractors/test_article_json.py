"""Articles as people write them, one JSON object each."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.extraction import article_from_json
from policygraph.errors import InputError


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"text": "x"}, "no 'id'"),
        ({"id": None, "text": "x"}, "no 'id'"),
        ({"id": "a"}, "no 'text'"),
        ({}, "no 'id' and no 'text'"),
        ({"id": "a", "text": 3}, "'text' is of the kind int"),
        ({"id": "a", "text": "x", "lang": "xx"}, "unknown language 'xx'"),
        ({"id": "a", "text": "x", "published": "yesterday"}, "write it as YYYY-MM-DD"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(value: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        article_from_json(value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("The regulator said on Monday that it will fine the company.", "en"),
        ("美国商务部将华为列入实体清单。", "zh-Hans"),
        ("美國商務部將華為列入實體清單。", "zh-Hant"),
    ],
)
def test_the_language_is_told_where_it_is_not_given(text: str, language: str) -> None:
    assert article_from_json({"id": "a", "text": text}).lang == language
