"""No way up a tree is endless, however it was mended, and no sentence stops the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.english.circles import in_circles

Read = Callable[..., dict]


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_in_circles_are_the_tokens_that_reach_no_root(heads: list[int]) -> None:
    heads = [head % len(heads) for head in heads]

    def reaches_root(token: int) -> bool:
        for _ in heads:
            token = heads[token]
        return heads[token] == token

    assert in_circles(heads) == [token for token in range(len(heads)) if not reaches_root(token)]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Apple's late co-owner and technology legend Steve Jobs was fined.", {"Apple", "Steve Jobs"}),
        ("Acer sued by.", {"Acer"}),
    ],
)
def test_sentences_that_the_parser_hangs_oddly_are_read(text: str, entities: set[str], read_english: Read) -> None:
    assert {one["name"] for one in read_english(text)["entities"]} == entities
