"""What is read from Chinese sentences: offsets, scripts, scope, topics, facts."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.chinese.fold import fold
from extractors.chinese.layout import sentences
from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from policygraph.records import Article, Event, Extraction

_PARTS = [*["華為", "起訴", "美國政府", "，", "。", "「X」", "13億美元", "去年", "的", "收購", "（", "）"], "\n"]


@lru_cache(maxsize=1)
def reader() -> ChineseReader:
    return ChineseReader()


def read(text: str, lang: str = "zh-Hans") -> Extraction:
    article = Article(id="x", text=text, lang=lang, published=date(2025, 9, 12))  # type: ignore[arg-type]
    return assemble(next(iter(reader().read([article]))))


def one(text: str, kind: str, lang: str = "zh-Hans") -> Event:
    return next(event for event in read(text, lang).events if event.type == kind)


def fillers(event: Event, role: str) -> list[str]:
    return [argument.mention.text for argument in event.arguments if argument.role == role]


@given(st.text(max_size=200))
def test_folding_keeps_every_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="國際機構對華為麵裏隻臺灣巿ＡＢ１２a1，。", max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("全麵禁止", "全面禁止"), ("阿裏巴巴", "阿里巴巴"), ("上巿", "上市"), ("隻能", "只能"), ("１０％", "10%")],
)
def test_conversion_slips_are_folded(written: str, meant: str) -> None:
    assert fold(written) == meant


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(_PARTS), max_size=30))
def test_every_span_is_of_the_original_text(parts: list[str]) -> None:
    extraction = read("".join(parts), "zh-Hant")
    text = extraction.article.text
    mentions = [m for entity in extraction.entities for m in entity.mentions]
    for event in extraction.events:
        mentions += [event.trigger, event.evidence, *(a.mention for a in event.arguments)]
        mentions += [value.mention for value in (event.amount, event.when, event.valuation) if value]
    mentions += [fact.evidence for fact in extraction.facts]
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_both_scripts_say_the_same() -> None:
    simplified, traditional = one("华为起诉美国政府。", "Lawsuit"), one("華為起訴美國政府。", "Lawsuit", "zh-Hant")
    assert [a.filler for a in simplified.arguments] == [a.filler for a in traditional.arguments]
    assert fillers(traditional, "plaintiff") == ["華為"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("百度收购快手。", "actual"),
        ("百度拟收购快手。", "planned"),
        ("百度否认收购快手。", "denied"),
        ("百度可能收购快手。", "hypothetical"),
        ("知情人士称，百度已收购快手。", "alleged"),
        ("百度未收购快手。", "denied"),
        ("百度将于明年收购快手。", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert one(text, "Acquisition").status == status


def test_a_dropped_subject_is_carried_over() -> None:
    event = one("百度9月1日发布公告，收购快手。", "Acquisition")
    assert fillers(event, "acquirer") == ["百度"]


def test_nothing_is_carried_from_a_headline() -> None:
    events = read("百度发布财报\n快手被收购").events
    assert all("百度" not in fillers(event, "acquirer") for event in events)


def test_passive_and_disposal_turn_the_roles() -> None:
    assert fillers(one("快手被百度收购。", "Acquisition"), "acquirer") == ["百度"]
    assert fillers(one("美国把华为列入实体清单。", "Restriction"), "target") == ["华为"]


def test_a_list_fills_a_role() -> None:
    event = one("三星、苹果和华为在美国遭集体诉讼。", "Lawsuit")
    assert fillers(event, "defendant") == ["三星", "苹果", "华为"]


def test_an_unknown_name_is_known_by_its_place() -> None:
    extraction = read("星澜科技完成3亿元B轮融资。")
    assert any(m.text == "星澜科技" for e in extraction.entities for m in e.mentions)


def test_a_fine_has_one_target() -> None:
    events = [e for e in read("市场监管总局对美团、阿里巴巴开出罚单。").events if e.type == "Penalty"]
    assert sorted(fillers(e, "target") for e in events) == [["美团"], ["阿里巴巴"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("滴滴是优步中国的母公司。", "Ownership"),
        ("字节跳动旗下的抖音", "Ownership"),
        ("小米汽车使用Android。", "DependsOn"),
        ("百度第二季度营收300亿元。", "Metric"),
    ],
)
def test_facts(text: str, kind: str) -> None:
    assert kind in {fact.type for fact in read(text).facts}


def test_sentences_of_a_digest_are_headlines() -> None:
    text = "苹果发布手机\n百度收购快手：金额未披露\n这是一个句子。第二句。"
    assert [s.headline for s in sentences(text)] == [True, True, False, False]


def test_an_empty_article_gives_an_empty_reading() -> None:
    assert read("").events == ()
    assert read("\n\n").entities == ()
