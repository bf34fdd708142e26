"""What long Chinese articles tell in passing: described parties, names with a point, comparisons, suits."""

from __future__ import annotations

import pytest
from test_chinese_events import first, told

from extractors.chinese.chunks import Word
from extractors.chinese.foreign_names import foreign_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("此外丽贝卡·鲍尔在德州起诉", ["丽贝卡·鲍尔"]),
        ("尽管唐纳德·川普在会上", ["唐纳德·川普"]),
        ("由斯科特·维纳、雷·霍尔表示", ["斯科特·维纳", "雷·霍尔"]),
        ("没有点的名字", []),
        ("·开头的点", []),
    ],
)
def test_a_name_with_a_point_ends_where_its_sounds_do(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in foreign_names(text, [])] == expected


def test_a_name_with_a_point_cuts_no_word() -> None:
    words = [Word(0, 3, "乔·金", "unk", ""), Word(3, 5, "斯提", "unk", ""), Word(5, 7, "提出", "v", "")]
    assert list(foreign_names("乔·金斯提提出", words)) == [(0, 5)]


def test_who_is_kept_out_is_described_by_a_clause() -> None:
    text = "Anthropic宣布停止向中资持股超过一半的公司提供Claude。"
    assert first(text, "Restriction", "target") == ["中资持股超过一半的公司"]
    assert first(text, "Restriction", "authority") == ["Anthropic"]


def test_whom_a_clause_describes_acts() -> None:
    assert first("开发聊天机器人Claude的美国公司Anthropic公开指控DeepSeek窃取能力。", "Accusation", "accuser") == [
        "Anthropic"
    ]


@pytest.mark.parametrize(
    "text",
    ["与美国对华为的制裁不同，这是一家公司的决定。", "和当年谷歌断供华为相比，情况更糟。"],
)
def test_what_something_is_compared_with_is_not_told(text: str) -> None:
    assert not told(text, "Restriction")


def test_or_between_two_parties_makes_nothing_uncertain() -> None:
    [event] = told("谷歌停止向华为或中兴提供服务。", "Restriction")
    assert event.status == "actual"


def test_whoever_pays_in_a_case_was_sued_in_it() -> None:
    text = "Meta在伊利诺伊州的面部识别集体诉讼中被迫支付6.5亿美元。"
    assert first(text, "Lawsuit", "defendant") == ["Meta"]
    assert first(text, "Settlement", "party") == ["Meta"]


def test_a_chip_that_somebody_is_cut_off_from_is_not_his() -> None:
    text = "经历过华为芯片断供、OpenAI停服等事件后，企业学会了准备。"
    [event] = [e for e in told(text, "Restriction") if any(a.mention.text == "华为" for a in e.arguments)]
    assert {a.role: a.mention.text for a in event.arguments} == {"target": "华为", "object": "芯片"}


def test_the_owned_are_aimed_at_and_not_their_owners() -> None:
    text = "Anthropic宣布禁止中国企业持股过半的公司使用旗下模型。"
    assert first(text, "Restriction", "target") == ["中国企业持股过半的公司"]
