"""Who is meant where a phrase, a pronoun or a title stands for somebody, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


def arguments(found: dict, kind: str) -> dict[str, list[str]]:
    return next(one["args"] for one in found["events"] if one["type"] == kind)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("微软8月开除了四名参与罢工的员工。", "PersonnelChange", {"person": ["四名参与罢工的员工"]}),
        ("百度推出一个由腾讯云托管的翻译平台。", "ProductLaunch", {"organization": ["Baidu"]}),
        ("数据外泄后，该名高层已于上月离职。数码港表示遗憾。", "PersonnelChange", {"person": ["该名高层"]}),
    ],
)
def test_what_a_clause_describes_after_its_number_is_one_phrase(
    text: str, kind: str, expected: dict[str, list[str]], read_chinese: Read
) -> None:
    found = arguments(read_chinese(text), kind)
    assert {role: found[role] for role in expected} == expected


def test_whoever_is_fined_may_be_a_pronoun(read_chinese: Read) -> None:
    found = arguments(read_chinese("因苹果公司拒绝整改，意大利反垄断机构22日对其罚款900万欧元。"), "Penalty")
    assert found["target"] == ["Apple"]


def test_what_the_head_of_a_company_announces_the_company_does(read_chinese: Read) -> None:
    text = "微软总裁史密斯宣布，已停止向俄罗斯政府提供云服务。"
    assert arguments(read_chinese(text), "Restriction")["authority"] == ["Microsoft"]


def test_a_list_that_a_comma_divides_is_one_subject(read_chinese: Read) -> None:
    found = read_chinese("打车平台滴滴和快手，以及短视频平台抖音统统遭到下架。")
    reached = {name for one in found["events"] for name in one["args"].get("target", [])}
    assert reached == {"Didi", "Kuaishou", "Douyin"}


def test_the_first_word_of_a_known_name_stands_for_it(read_chinese: Read) -> None:
    found = read_chinese("软银收购芯片设计公司Ampere Computing。交易中，甲骨文将出售所持的Ampere股份。")
    assert {name for one in found["events"] for name in one["args"].get("acquired", [])} == {"Ampere Computing"}


def test_a_suit_is_against_whom_the_next_clause_accuses(read_chinese: Read) -> None:
    found = read_chinese("索尼26日向东京地方法院提告，指控Perplexity盗用其内容。")
    assert arguments(found, "Lawsuit")["defendant"] == ["Perplexity"]
    assert [one["type"] for one in found["events"]] == ["Lawsuit"]


def test_whose_suit_a_court_dismisses_and_against_whom(read_chinese: Read) -> None:
    found = arguments(read_chinese("北京知识产权法院驳回小米对华为的专利诉讼。"), "Ruling")
    assert (found["plaintiff"], found["defendant"]) == (["Xiaomi"], ["Huawei"])


def test_a_purchase_that_is_forbidden_is_no_ban_besides(read_chinese: Read) -> None:
    found = read_chinese("公平会去年12月禁止优步收购foodpanda的台湾业务。")
    assert [one["type"] for one in found["events"]] == ["Acquisition"]


def test_an_inquiry_into_nobody_in_particular_is_told_all_the_same(read_chinese: Read) -> None:
    found = read_chinese("腾讯的服务器遭黑客入侵。日本警方已介入调查。")
    assert arguments(found, "Investigation")["authority"] == ["日本警方"]


def test_who_hopes_to_work_together_does_not_yet(read_chinese: Read) -> None:
    found = read_chinese("英伟达希望与中国移动合作。")
    assert [one["status"] for one in found["events"]] == ["hypothetical"]


def test_money_raised_on_an_exchange_is_no_round(read_chinese: Read) -> None:
    found = read_chinese("壁仞科技昨日在港挂牌，集资55.8亿港元。")
    assert {one["type"] for one in found["events"]} == {"Offering"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("尼泊尔解除了对TikTok的禁令。", "Restriction", {"authority": ["Nepal"], "object": ["TikTok"]}),
        ("北京收紧了稀土出口管制。", "Restriction", {"authority": ["Chinese government"]}),
        ("司法部起诉两名中国公民走私英伟达芯片。", "Lawsuit", {"defendant": ["两名中国公民"]}),
        (
            "派拉蒙对华纳兄弟探索发起敌意收购。",
            "Acquisition",
            {"acquirer": ["Paramount"], "acquired": ["Warner Bros. Discovery"]},
        ),
        (
            "TikTok美国业务将出售给甲骨文牵头的财团。",
            "Acquisition",
            {"acquirer": ["甲骨文牵头的财团"], "acquired": ["TikTok美国业务"]},
        ),
        ("丹麦计划禁止15岁以下儿童使用社交媒体。", "Restriction", {"target": ["15岁以下儿童"], "object": ["社交媒体"]}),
    ],
)
def test_who_does_what_to_whom_in_ordinary_news(
    text: str, kind: str, expected: dict[str, list[str]], read_chinese: Read
) -> None:
    found = arguments(read_chinese(text), kind)
    assert {role: found.get(role) for role in expected} == expected


def test_a_capital_where_something_happens_is_a_place(read_chinese: Read) -> None:
    found = read_chinese("会议在北京举行。小米在北京发布了新手机。")
    assert {one["type"] for one in found["entities"] if one["name"] == "Beijing"} == {"Place"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("法官拒绝阻止Meta收购Within。", "Acquisition", "planned"),
        ("法官拒绝阻止Meta收购Within。", "Ruling", "actual"),
        ("谷歌拒绝就是否收购Wiz置评。", "Acquisition", "hypothetical"),
        ("英伟达曾试图收购Arm。", "Acquisition", "planned"),
    ],
)
def test_how_it_stands(text: str, kind: str, status: str, read_chinese: Read) -> None:
    assert [one["status"] for one in read_chinese(text)["events"] if one["type"] == kind] == [status]


def test_whoever_suffers_what_somebody_denies_accuses_nobody(read_chinese: Read) -> None:
    assert not any(
        "Microsoft" in one["args"].get("accuser", []) for one in read_chinese("中国驳斥了入侵微软的指控。")["events"]
    )
