"""Who acts on whom in Chinese beyond one clause: topics, plurals, embedded clauses, announcements, references."""

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
    article = Article(id="x", text=text, lang="zh-Hans", published=date(2025, 9, 12))
    return assemble(next(iter(reader().read([article]))))


def told(text: str, kind: str) -> list[Event]:
    return [event for event in read(text).events if event.type == kind]


def names(extraction: Extraction, event: Event, role: str) -> list[str]:
    known = {entity.iri: entity.name for entity in extraction.entities}
    return [known.get(a.filler, a.filler) for a in event.arguments if a.role == role]


def first(text: str, kind: str, role: str) -> list[str]:
    extraction = read(text)
    return names(extraction, next(e for e in extraction.events if e.type == kind), role)


@pytest.mark.parametrize(
    ("text", "kind", "role", "expected"),
    [
        # nobody bans himself: the topic is the one before
        ("美国商务部发表声明。华为隐瞒事实，决定封杀华为。", "Restriction", "authority", ["Department of Commerce"]),
        # who stands right before a trigger acts in an embedded clause
        ("为报复美国开征钢铁关税，中国保持强硬。", "Restriction", "authority", ["United States"]),
        # at whose request something is done is not who does it
        ("加拿大警方应美国要求拘捕孟晚舟。", "Investigation", "authority", ["加拿大警方"]),
        # companies of a country are not the country
        ("苹果禁止中国企业使用Siri。", "Restriction", "target", ["中国企业"]),
        # who must not do something is no part of what must not be done
        ("苹果禁止平台商家在其他市场开店。", "Restriction", "object", ["在其他市场开店"]),
        # what is acted on stands after the passive and 的
        ("被美国封杀的中兴重获生机。", "Restriction", "target", ["ZTE"]),
        # whom the rumour is about denies it
        ("传将赴美上市 三星否认", "Offering", "organization", ["Samsung"]),
        # the name follows in the next clause
        ("苹果推出了一款浏览器，名为Safari。", "ProductLaunch", "product", ["Safari"]),
        # 等 ends the names; what follows says what they are
        ("苹果指责华为等中国企业抄袭。", "Accusation", "accused", ["Huawei"]),
        # a verb behind the trigger is in what describes the object
        ("检察官起诉任职三星的张一鸣。", "Lawsuit", "defendant", ["Zhang Yiming"]),
        # so many of a thing are no party
        ("富士康遭黑客攻击，勒索1200枚比特币。", "SecurityIncident", "victim", ["Foxconn"]),
        # a deal is told by what is sold in it
        ("英特尔向软银出售网络业务的交易出现变数。", "Acquisition", "acquired", ["网络业务"]),
        # the sum in another currency does not part the fine from who faces it
        ("苹果面临欧盟委员会开出逾10亿美元（约78亿港元）的巨额罚款。", "Penalty", "target", ["Apple"]),
    ],
)
def test_roles(text: str, kind: str, role: str, expected: list[str]) -> None:
    assert first(text, kind, role) == expected


def test_both_sides_are_the_last_two_bodies() -> None:
    text = "英伟达入股英特尔。双方将联合开发芯片。"
    assert sorted(first(text, "Partnership", "party")) == ["Intel", "Nvidia"]


def test_these_products_are_all_that_were_named_together() -> None:
    extraction = read("阿里巴巴推广Qoder，腾讯推广CodeBuddy。这些产品都使用了Claude模型。")
    known = {entity.iri: entity.name for entity in extraction.entities}
    pairs = {(known[f.subject], known[f.object]) for f in extraction.facts if f.type == "DependsOn"}
    assert {("Qoder", "Claude"), ("CodeBuddy", "Claude")} <= pairs


def test_a_body_acts_in_its_country_where_the_text_names_it() -> None:
    text = "网信办禁止应用商店上架滴滴。中国市场震动。"
    assert first(text, "Restriction", "place") == ["China"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("微软宣布收购暴雪。", "Acquisition", "planned"),
        ("微软宣布完成收购暴雪。", "Acquisition", "actual"),
        ("自12月1日起，欧盟对中国加征关税。", "Restriction", "planned"),
        ("特朗普威胁对中国加征100%关税。", "Restriction", "hypothetical"),
        ("苹果对法院承诺，撤换管理层。", "PersonnelChange", "planned"),
        ("欧盟宣布对若干中国商品加征关税。", "Restriction", "actual"),
        ("和解之后，苹果仍要缴付欧盟委员会开出的罚款。", "Penalty", "planned"),
        ("苹果恐面临欧盟委员会今年开出的逾10亿美元巨额罚款。", "Penalty", "hypothetical"),
    ],
)
def test_statuses(text: str, kind: str, status: str) -> None:
    assert [event.status for event in told(text, kind)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "这种封禁令人担忧。",
        "美国不该封杀华为。",
        "华为没有违反美国的禁令。",
        "他说，特朗普宣布加征关税后股市下跌。",
        "与美国对华为的制裁不同，这是一家公司的决定。",
        "和当年谷歌断供华为相比，情况更糟。",
    ],
)
def test_what_is_only_mentioned_is_no_event(text: str) -> None:
    assert not told(text, "Restriction")


def test_who_follows_invests_in_the_round_told_last() -> None:
    text = "Anthropic宣布完成130亿美元F轮融资。本轮由ICONIQ领投，富达投资也参与投资。"
    extraction = read(text)
    (event,) = [event for event in extraction.events if event.type == "FundingRound"]
    assert names(extraction, event, "recipient") == ["Anthropic"]
    assert sorted(names(extraction, event, "investor")) == ["Fidelity", "ICONIQ"]


def test_a_company_is_introduced_by_what_it_is_and_its_foreign_name() -> None:
    text = "美国设备商远帆系统（Farsail Systems）宣布，将收购英国设计公司青石光（Bluestone）。"
    assert first(text, "Acquisition", "acquirer") == ["远帆系统"]
    assert first(text, "Acquisition", "acquired") == ["青石光"]


def test_a_date_of_speech_is_not_the_date_of_what_is_told() -> None:
    (event,) = told("路透社周四报道称，苹果收购了暴雪。", "Acquisition")
    assert event.when is None


def test_a_sum_of_the_clause_before_stays_there() -> None:
    (event,) = told("英伟达50亿美元入股英特尔，双方还将联合开发芯片。", "Partnership")
    assert event.amount is None


def test_the_items_of_a_headline_list_are_of_the_actor_at_its_head() -> None:
    events = told("中方反制美关税：对美国商品加征 34% 关税；将 16 家美国实体列入出口管制管控名单", "Restriction")
    assert [any(a.role == "authority" for a in event.arguments) for event in events] == [True, True]


def test_a_word_that_only_looks_like_the_beginning_of_an_expression_hides_none() -> None:
    assert first("商务部对原产于美国的模拟芯片发起反倾销调查。", "Investigation", "target") == ["United States"]


def test_countries_in_a_row_act_together() -> None:
    assert first("美日韩意澳印等国禁止使用 DeepSeek。", "Restriction", "authority")[:3] == [
        "United States",
        "Japan",
        "South Korea",
    ]


def test_what_a_probe_asks_leaves_the_probe_a_fact() -> None:
    [event] = told("欧盟对苹果公司是否存在反竞争行为展开调查。", "Investigation")
    assert event.status == "actual"


def test_a_group_with_its_number() -> None:
    assert first("7 家美国企业被列入不可靠实体清单", "Restriction", "target") == ["7 家美国企业"]


def test_products_in_a_row_that_bar_somebody_are_each_their_maker_s_act() -> None:
    events = told("OpenAI的ChatGPT、谷歌的Gemini，很早就封禁了中国IP。", "Restriction")
    assert [[a.mention.text for a in event.arguments] for event in events] == [
        ["OpenAI", "ChatGPT", "中国IP"],
        ["谷歌", "Gemini", "中国IP"],
    ]


def test_a_product_that_is_barred_itself_is_not_what_its_maker_bars() -> None:
    [event] = told("腾讯的微信在印度遭到封禁。", "Restriction")
    assert {a.role: a.mention.text for a in event.arguments} == {"target": "微信", "place": "印度"}


def test_who_is_kept_out_is_described_by_a_clause() -> None:
    text = "Anthropic宣布停止向中资持股超过一半的公司提供Claude。"
    assert first(text, "Restriction", "target") == ["中资持股超过一半的公司"]
    assert first(text, "Restriction", "authority") == ["Anthropic"]


def test_whom_a_clause_describes_acts() -> None:
    assert first("开发聊天机器人Claude的美国公司Anthropic公开指控DeepSeek窃取能力。", "Accusation", "accuser") == [
        "Anthropic"
    ]


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
