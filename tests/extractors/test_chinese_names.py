"""Which names are read from Chinese text by their form and by the model, and which are not."""

from __future__ import annotations

from functools import lru_cache

import pytest

from extractors.chinese.chunks import Word
from extractors.chinese.components import dictionary_tag
from extractors.chinese.foreign_names import foreign_names
from extractors.chinese.model_names import kept
from extractors.chinese.names import pattern_names
from extractors.chinese.pipeline import Analysis
from extractors.linking import NamedSpan


@lru_cache(maxsize=1)
def cut(text: str) -> tuple[Word, ...]:
    import jieba

    found, at = [], 0
    for word in jieba.cut(text):
        found.append(Word(at, at + len(word), word, dictionary_tag(word), ""))
        at += len(word)
    return tuple(found)


def seen(text: str, name: str, kind: str) -> str:
    """What is kept of a name that the model sees in a text."""
    start = text.index(name)
    span = kept(NamedSpan(start, start + len(name), kind, 0.5), text, Analysis(cut(text), ()))
    return text[span.start : span.end] if span else ""


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("议员周敏批新规不足", "周敏批", "周敏"),
        ("周敏续指公司违规", "周敏续", "周敏"),
        ("文章又称谈判将重启", "章又称", ""),
        ("政府发表白皮书", "白皮书", ""),
        ("外长加拉格表示", "加拉格", "加拉格"),
        ("街上的霸凌行为", "霸凌", ""),
        ("技术专家杰弗瑞·诺克尔", "·诺克尔", ""),
    ],
)
def test_a_person_has_a_family_name_or_foreign_sounds_after_a_title(text: str, name: str, left: str) -> None:
    assert seen(text, name, "Person") == left


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("立院重罚毒驾行为", "毒驾", ""),
        ("初创公司深云澜获得融资", "深云澜", "深云澜"),
        ("中美贸易战升温", "中美", ""),
    ],
)
def test_a_company_shows_by_its_end_or_its_neighbours(text: str, name: str, left: str) -> None:
    assert seen(text, name, "Company") == left


def test_a_place_is_no_moment_and_no_pair_of_countries() -> None:
    assert seen("市民随便罗列问题", "随便罗列", "Place") == ""
    assert seen("中美两国复谈", "中美两国", "Place") == ""
    assert seen("企业迁往青石湾", "青石湾", "Place") == "青石湾"


def names(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.type) for span in pattern_names(text, cut(text))]


def test_people_in_a_list_and_speakers_of_headlines_are_names() -> None:
    assert names("三名议员（周德明、李安然）出席") == [("周德明", "Person"), ("李安然", "Person")]
    assert ("周德明", "Person") in names("关税谈判破局 周德明：不意外")


def test_english_phrases_hold_no_names() -> None:
    assert names("（Declining Trust of the Public ）") == []
    assert names("这叫Great recession of trade") == []


def test_a_body_starts_with_its_name() -> None:
    assert names("他曾到华东理工大学任教") == [("华东理工大学", "Organization")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云澜设计A轮获得某基金3000万元投资", "云澜设计"),
        ("长和诊所天使轮获得500万元投资", "长和诊所"),
        ("澜起光学在上海证券交易所上市", "澜起光学"),
        ("深云集团收购小满动画", "小满动画"),
        ("LumenB轮获得2000万美元投资", "Lumen"),
    ],
)
def test_a_headline_names_a_company_by_its_place(text: str, name: str) -> None:
    assert (name, "Company") in names(text)


@pytest.mark.parametrize("text", ["该公司A轮融资获得通过", "深云集团完成收购案", "公司在香港上市"])
def test_a_headline_without_a_name_gives_none(text: str) -> None:
    assert [name for name, _ in names(text) if name != "深云集团"] == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("深圳市互联网信息办公室约谈甲公司", ["深圳市互联网信息办公室"]),
        ("荷兰消费者与市场管理局开出罚单", ["荷兰消费者与市场管理局"]),
        ("中国反对美国扩大制裁", []),
        ("美国企业管理委员会表示欢迎", []),
        ("昨日中国驻英国大使馆提出抗议", ["中国驻英国大使馆"]),
        ("中国商务部和外交部分别回应", []),
    ],
)
def test_a_place_a_field_and_an_office_are_a_public_body(text: str, bodies: list[str]) -> None:
    found = (span for span in pattern_names(text, cut(text)) if span.type == "GovernmentBody")
    assert [text[span.start : span.end] for span in found] == bodies


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


@pytest.mark.parametrize(
    ("text", "products"),
    [("甲公司发布首款AI芯片含光800。", ["含光800"]), ("该手机销量2000，模型参数671B。", [])],
)
def test_a_product_may_end_in_a_number_where_its_name_is_no_word(text: str, products: list[str]) -> None:
    found = (span for span in pattern_names(text, cut(text)) if span.type == "Product")
    assert [text[span.start : span.end] for span in found] == products


@pytest.mark.parametrize(
    ("text", "laws"),
    [("国会通过AI促进法。", ["AI促进法"]), ("国会通过一项安全法。", []), ("国会通过乙党提出的管理法。", [])],
)
def test_a_law_that_is_passed_has_a_name_of_its_own(text: str, laws: list[str]) -> None:
    found = (span for span in pattern_names(text, cut(text)) if span.type == "Law")
    assert [text[span.start : span.end] for span in found] == laws
