"""Names that nobody knows, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


@pytest.mark.parametrize("name", ["Wei Jun Tan", "Chen Wei", "Kim Min Su"])
def test_a_name_of_which_each_word_is_another_ones_family_name_is_one(name: str, read_english: Read) -> None:
    found = read_english(f"The chief executive, {name}, was arrested on Tuesday.")
    assert [(one["name"], one["type"]) for one in found["entities"]] == [(name, "Person")]


def test_an_executive_is_of_the_company_whose_name_stands_before_it(read_english: Read) -> None:
    found = read_english("She was a Corvex executive until May.")
    assert [(one["name"], one["type"]) for one in found["entities"]] == [("Corvex", "Company")]
