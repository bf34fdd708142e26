"""Which country an unknown company is from, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("中国投资集团启元控股持有北辰云49%的股份。", "CN"),
        ("香港的启元控股周三宣布收购北辰云。", "HK"),
        ("总部位于杭州的启元控股否认了这一说法。", "CN"),
        ("启元控股是一家中国投资公司，周一宣布裁员。", "CN"),
        ("启元控股（总部设在新加坡）宣布融资1亿美元。", "SG"),
        ("启元控股起诉一家中国公司。", ""),
        ("德国监管机构会见了启元控股。", ""),
        ("启元控股在德国起诉了北辰云。", ""),
    ],
)
def test_the_words_beside_a_name_say_where_a_company_is_from(text: str, country: str, read_chinese: Read) -> None:
    told = {entity["name"]: entity.get("country", "") for entity in read_chinese(text)["entities"]}
    assert told["启元控股"] == country
