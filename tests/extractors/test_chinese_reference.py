"""Who is meant in Chinese where no name stands right there, and what two names make one company."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from policygraph.records import Article, Event, Extraction


@lru_cache(maxsize=1)
def reader() -> ChineseReader:
    return ChineseReader()


def read(text: str) -> Extraction:
    return assemble(
        next(iter(reader().read([Article(id="x", text=text, lang="zh-Hans", published=date(2025, 9, 12))])))
    )


def told(text: str, kind: str) -> Event:
    return next(event for event in read(text).events if event.type == kind)


def names(text: str, kind: str, role: str) -> list[str]:
    extraction = read(text)
    known = {entity.iri: entity.name for entity in extraction.entities}
    events = [event for event in extraction.events if event.type == kind]
    return [known.get(a.filler, a.filler) for event in events for a in event.arguments if a.role == role]


@pytest.mark.parametrize(
    ("text", "kind", "role", "who"),
    [
        ("随着欧盟对苹果展开调查，微软也调整了条款。", "Investigation", "authority", "European Union"),
        ("在美国商务部将华为列入实体清单后，谷歌调整了业务。", "Restriction", "authority", "Department of Commerce"),
        ("中国将就美国把华为列入实体清单，作出回应。", "Restriction", "authority", "United States"),
    ],
)
def test_who_acts_in_a_clause_that_a_preposition_takes(text: str, kind: str, role: str, who: str) -> None:
    assert names(text, kind, role) == [who]


def test_what_was_done_in_a_place_is_not_done_by_it() -> None:
    assert names("苹果在英国推出新手机后，股价上涨。", "ProductLaunch", "organization") == ["Apple"]


@pytest.mark.parametrize(
    ("text", "kind", "role", "who"),
    [
        ("三星与英特尔竞争多年。这家韩国巨头周二起诉了苹果。", "Lawsuit", "plaintiff", "Samsung"),
        ("美国联邦贸易委员会约谈了Meta。监管机构起诉了谷歌。", "Lawsuit", "plaintiff", "Federal Trade Commission"),
        ("兆易创新发布公告，公司拟收购北辰云。", "Acquisition", "acquirer", "GigaDevice"),
    ],
)
def test_a_description_stands_for_the_last_name_that_fits(text: str, kind: str, role: str, who: str) -> None:
    assert names(text, kind, role) == [who]


def test_who_is_introduced_without_a_name_is_none_of_those_named_before() -> None:
    text = "腾讯收购了一家芯片公司。该公司此前获得红杉资本1亿元A轮融资。"
    assert "Tencent" not in names(text, "FundingRound", "recipient")


def test_a_condition_makes_an_event_hypothetical() -> None:
    assert told("如欧盟对苹果处以罚款，美国将提出抗议。", "Penalty").status == "hypothetical"
    assert told("苹果在计划发布新手机的前一天遭欧盟罚款。", "Penalty").status == "actual"


def test_a_company_with_its_foreign_name_in_brackets_is_one() -> None:
    extraction = read("科凡系统（Corvane Systems）宣布完成5000万美元B轮融资。")
    [company] = [entity for entity in extraction.entities if entity.type == "Company"]
    assert company.name == "科凡系统"
    assert {"科凡系统", "Corvane Systems"} <= {name for _, name in company.names}


def test_what_a_company_is_does_not_belong_to_its_name() -> None:
    assert "北辰云" in {entity.name for entity in read("公司北辰云宣布与腾讯达成合作。").entities}


def test_the_end_of_a_longer_name_is_nobody_known() -> None:
    assert "Theresa May" not in {entity.name for entity in read("菲尔博梅伊表示，英国将禁止华为。").entities}
    assert "Theresa May" in {entity.name for entity in read("英国首相梅伊表示，英国将禁止华为。").entities}


def test_a_common_word_names_a_magazine_only_as_a_title() -> None:
    assert [entity.name for entity in read("《财富》报道了这一消息。").entities] == ["Fortune magazine"]
    assert not read("他的财富来自投资。").entities


def test_what_must_not_be_done_to_whom_has_a_target_and_an_object() -> None:
    text = "美国宣布禁止向乌克兰分享情报。"
    assert names(text, "Restriction", "target") == ["Ukraine"]
    assert names(text, "Restriction", "object") == ["情报"]


def test_a_list_that_ends_in_what_it_lists_is_one_thing() -> None:
    text = "中国宣布对美国大豆、汽车及飞机等106项商品加征25%关税。"
    assert names(text, "Restriction", "object") == ["美国大豆、汽车及飞机等106项商品"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("广州拟规定：禁止在地铁使用外放设备。", "Restriction", "planned"),
        ("英国将封杀华为，并禁止中兴设备。", "Restriction", "planned"),
        ("中国商务部对超硬材料实施出口管制。", "Restriction", "actual"),
        ("涉嫌酒驾，前总统尹锡悦被检方起诉。", "Lawsuit", "actual"),
    ],
)
def test_status_is_carried_on_and_no_further(text: str, kind: str, status: str) -> None:
    assert {event.status for event in read(text).events if event.type == kind} == {status}


def test_a_measure_is_of_the_day_that_it_takes_effect() -> None:
    event = told("美国商务部将华为列入实体清单，将于9月28日生效。", "Restriction")
    assert event.when is not None
    assert (event.when.edtf, event.status) == ("2025-09-28", "actual")


def test_a_sum_at_the_end_of_a_line_is_of_that_line() -> None:
    event = told("谷歌遭法国罚款 3.25 亿欧元\n华为发布新手机", "Penalty")
    assert event.amount is not None
    assert event.amount.currency == "EUR"


def test_who_did_what_somebody_reacts_to() -> None:
    assert names("中方对美国制裁华为表示强烈不满。", "Restriction", "authority") == ["United States"]
    assert names("欧盟对谷歌收购Fitbit展开调查。", "Acquisition", "acquirer") == ["Google"]


def test_goods_are_of_the_country_that_they_come_from() -> None:
    text = "特朗普：打算对中国出口到美国商品加征25%关税。"
    assert names(text, "Restriction", "target") == ["China"]
    text = "墨西哥宣布对进口自中国的商品加征关税。"
    assert names(text, "Restriction", "authority") == ["Mexico"]
