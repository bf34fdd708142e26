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
