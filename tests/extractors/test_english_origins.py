"""Which country an unknown company is from, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Qiyuan Holding, a Chinese investment group, owns 49% of Borealis Cloud.", "CN"),
        ("Qiyuan Holding is a state-backed Chinese company.", "CN"),
        ("The lender met the South Korean chip maker Qiyuan Holding.", "KR"),
        ("Hangzhou-based Qiyuan Holding declined to comment.", "CN"),
        ("Qiyuan Holding of Hong Kong declined to comment.", "HK"),
        ("Qiyuan Holding, which is headquartered in Munich, declined to comment.", "DE"),
        ("Qiyuan Holding sued a Chinese company.", ""),
        ("Qiyuan Holding, a rival of Chinese companies, declined to comment.", ""),
        ("Regulators in China met Qiyuan Holding.", ""),
        ("Qiyuan Holding, a European investment group, owns 49% of Borealis Cloud.", ""),  # no country
    ],
)
def test_the_words_beside_a_name_say_where_a_company_is_from(text: str, country: str, read_english: Read) -> None:
    told = {entity["name"]: entity.get("country", "") for entity in read_english(text)["entities"]}
    assert told["Qiyuan Holding"] == country
