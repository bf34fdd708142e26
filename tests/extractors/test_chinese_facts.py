"""Who owns, makes and uses what, and how large it is, in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.chinese.metric_words import metric_words
from extractors.chinese.ownership_words import ownership_words
from extractors.extraction import article_from_json, to_json
from extractors.pipeline import extract
from policygraph.errors import DataFileError


def facts(text: str, kind: str, published: str = "2025-06-01") -> set[tuple[object, ...]]:
    """Subject, object and share of the facts of a kind; of a figure its subject, what it is and the value."""
    article = article_from_json({"id": "a", "text": text, "lang": "zh-Hans", "published": published})
    told = [fact for fact in to_json(next(iter(extract([article]))))["facts"] if fact["type"] == kind]
    if kind == "Metric":
        return {(f["subject"], f["attrs"]["metric"], f["value"]) for f in told}
    return {(f["subject"], f["object"], f.get("percent")) for f in told}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("腾讯持有京东18%的股权。", {("JD.com", "Tencent", 18)}),
        ("蔚来51%的股权归国轩高科所有。", {("NIO", "Gotion", 51)}),
        ("小鹏汽车80%股份由阿里巴巴持有。", {("XPeng", "Alibaba", 80)}),
        ("安世半导体由闻泰科技全资拥有。", {("Nexperia", "Wingtech", 100)}),
        ("阿里巴巴、腾讯分别持有滴滴10%、8%的股权。", {("Didi", "Alibaba", 10), ("Didi", "Tencent", 8)}),
        ("腾讯持有喜马拉雅5%股权，并持有京东3%股权。", {("Ximalaya", "Tencent", 5), ("JD.com", "Tencent", 3)}),
        ("OpenAI的最大股东微软持股约27%。", {("OpenAI", "Microsoft", 27)}),
        ("微软是OpenAI的最大股东，持股27%。", {("OpenAI", "Microsoft", 27)}),
        ("腾讯在美团的持股比例由17%降至2%。", {("Meituan", "Tencent", 2)}),
        ("软银集团持有Arm公司股份900,000股，占总股本的90%。", {("Arm", "SoftBank", 90)}),
        ("阿里巴巴全资子公司阿里云发布公告。", {("Alibaba Cloud", "Alibaba", 100)}),
    ],
)
def test_a_stake_is_read_with_its_share(text: str, held: set[tuple[object, ...]]) -> None:
    assert facts(text, "Ownership") == held


def test_one_share_of_two_holders_is_of_neither() -> None:
    told = facts("贝莱德和先锋集团合计持有苹果15%的股份。", "Ownership")
    assert told == {("Apple", "BlackRock", None), ("Apple", "Vanguard", None)}


@pytest.mark.parametrize(
    "text",
    [
        "交易完成后，腾讯将持有喜马拉雅100%股权。",
        "腾讯拟持有京东18%的股权。",
        "美团通过子公司收购快手。",
        "腾讯曾持有京东18%的股权。",
    ],
)
def test_what_is_planned_or_past_is_no_stake(text: str) -> None:
    assert facts(text, "Ownership") == set()


def test_a_company_calls_itself_the_company_in_its_announcement() -> None:
    text = "长电科技5月20日公告，拟收购长电先进的少数股权。其中长电先进营业收入14亿元。公司直接持有长电先进76.92%股权。"
    assert ("长电先进", "JCET", 76.92) in facts(text, "Ownership")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("美团在第三季度实现了936亿元的营收。", ("Meituan", "revenue", 93_600_000_000)),
        ("美团净利润跃升至129亿元，相较于2023年同期的36亿元显著提升。", ("Meituan", "profit", 3_600_000_000)),
        ("百度的文心一言已覆盖多种设备，月活跃用户数突破3000万。", ("Ernie Bot", "users", 30_000_000)),
    ],
)
def test_a_figure_is_found_with_whom_it_is_of(text: str, figure: tuple[object, ...]) -> None:
    assert figure in facts(text, "Metric")


def test_revenue_of_a_part_is_not_the_companys() -> None:
    assert facts("美团的配送服务收入为230亿元。", "Metric") == set()


def test_a_product_called_by_its_maker_and_a_number_is_a_product() -> None:
    made = facts("小米8、小米17 Pro和蔚来ET7同日亮相。", "Makes")
    assert {thing for _, thing, _ in made} >= {"小米8", "小米17 Pro", "蔚来ET7"}


@pytest.mark.parametrize("text", ["小米3月裁员。", "百度5位高管离职。", "京东2604亿元的营收。", "腾讯10%的员工。"])
def test_a_number_that_counts_or_dates_makes_no_product(text: str) -> None:
    assert facts(text, "Makes") == set()


def test_a_sentence_that_names_product_and_maker_tells_who_makes_it() -> None:
    told = facts("法官要求谷歌不得将浏览器Chrome设为默认。", "Makes")
    assert {subject for subject, _, _ in told} == {"Google"}


def test_word_lists_that_are_not_what_they_should_be_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "lists.yml"
    file.write_text("holds: 持有\n", encoding="utf-8")
    for read in (ownership_words, metric_words):
        with pytest.raises(DataFileError):
            read(file)
