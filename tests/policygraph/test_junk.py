from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygraph import junk
from policygraph.errors import DataFileError
from policygraph.junk_rules import JunkRules
from policygraph.yaml_files import read_yaml

BODY = "The company said on Monday that it will sell the unit to a rival for $3 billion in cash and shares."
CHINESE = "公司周一表示，将以三十亿美元把该业务出售给竞争对手，交易须经监管机构批准。"


def kinds(text: str, lang: str = "en", title: str = "") -> list[str]:
    return [each.kind for each in junk.find(text, lang, title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Warning: mkdir(): No space left on device in /srv/func.php on line 127", "server_warning"),
        ("PHP Fatal error: Uncaught Error: x in C:\\www\\index.php on line 9", "server_warning"),
        ("Error establishing a database connection", "server_warning"),
        ("Share on Facebook", "share_widget"),
        ("Facebook Twitter LinkedIn", "share_widget"),
        ("Sign up for our daily newsletter and never miss a story", "newsletter_prompt"),
        ("Read more: Rival denies plan to sell", "read_more"),
        ("Advertisement", "read_more"),
        ("© 2026 Example Media. All rights reserved.", "reprint_notice"),
        ("This material may not be published, broadcast, rewritten or redistributed.", "reprint_notice"),
    ],
)
def test_lines_of_page_furniture_are_junk(line: str, kind: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}") == [kind]
    assert junk.remove(f"{BODY}\n\n{line}\n\n{BODY}", "en")[0] == f"{BODY}\n\n{BODY}"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("分享到：", "share_widget"),
        ("讚(1009)", "share_widget"),
        ("微信扫一扫，分享给朋友", "share_widget"),
        ("未經允許不得轉載:>某某網»某公司出售業務", "reprint_notice"),
        ("版权声明：本文版权归某某网所有。", "reprint_notice"),
        ("延伸閱讀：另一家公司否認出售", "read_more"),
        ("（原标题：某公司出售业务）", "credit_line"),
        ("责任编辑：王某某", "credit_line"),
    ],
)
def test_chinese_lines_of_page_furniture_are_junk_in_both_scripts(line: str, kind: str) -> None:
    assert kinds(f"{CHINESE}\n\n{line}", "zh-Hans") == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices on Facebook's parent rose after the company said it would print more money from advertising.",
        "Read more than one source before you believe it, the minister told reporters in Berlin.",
        "The court ruled that unauthorised copying of the code was prohibited by the licence of 2019.",
        "Subscribers can sign up for the service in March, and the company will deliver phones to your door.",
        "Warning: the agency said that the chips in question may fail.",
    ],
)
def test_sentences_that_speak_of_such_things_stay(sentence: str) -> None:
    assert kinds(f"{BODY}\n\n{sentence}\n\n{BODY}") == []


def test_chinese_sentences_that_speak_of_such_things_stay() -> None:
    for sentence in ("未经许可不得出口的物项包括稀土磁材，商务部周四表示，将严格审查，并公布申请的具体办法。" * 6,
                     "微博和微信等平台周二表示，将配合监管部门清理违规账号。",
                     "该公司的版权诉讼仍在审理，法院将于下月开庭。"):  # fmt: skip
        assert kinds(f"{CHINESE}\n{sentence}\n{CHINESE}", "zh-Hans") == []


def test_the_title_said_again_is_junk_and_the_first_time_is_not() -> None:
    text = f"Company sells unit\n\nCompany sells unit\n\n{BODY}"
    assert kinds(text, title="Company sells unit") == ["repeated_title"]
    assert junk.remove(text, "en", "Company sells unit")[0] == BODY
    assert kinds("Company sells unit", title="Company sells unit") == []


def test_after_a_heading_of_related_links_nothing_is_the_article() -> None:
    text = "\n\n".join([BODY] * 5 + ["You may also like", "Rival denies plan to sell", "Five chips to watch"])
    assert junk.remove(text, "en")[0] == "\n\n".join([BODY] * 5)


SPEECH = "该公司负责人说：“{}正在核对客户名册。”另一位经理表示：“{}已经暂停订单。”专家认为，这对{}的影响有限。"


@pytest.mark.parametrize("phrase", ["真人博彩棋牌网站", "国产精品成人视频", "亚洲某某信息门户"])
def test_spam_in_place_of_a_pronoun_is_found(phrase: str) -> None:
    text = CHINESE * 3 + SPEECH.format(phrase, phrase, phrase)
    assert [each.text for each in junk.find(text, "zh-Hans")] == [phrase] * 3


def test_spam_in_the_other_script_is_found_whole() -> None:
    text = (
        "距離封鎖中國企業已經有一周時間，國產網絡公司的產品將無法繼續使用該模型，業務與團隊將面臨風險，開發者擔憂損失。"
        * 2
    )
    phrase = "国产AV蜜桃网站"
    told = text + f"一位創始人表示：“{phrase}公司在新加坡註冊。”工程師透露：“{phrase}原本計劃開發助手。”"
    assert [each.text for each in junk.find(told, "zh-Hant")] == [phrase] * 2


def test_companies_that_speak_often_are_no_spam() -> None:
    for name in ("华为技术公司", "北辰云计算集团"):
        text = CHINESE * 3 + SPEECH.format(name, name, name) + f"{name}总部设在深圳。"
        assert junk.find(text, "zh-Hans") == ()
    titled = CHINESE * 3 + SPEECH.format("亚洲某某信息门户", "亚洲某某信息门户", "亚洲某某信息门户")
    assert junk.find(titled, "zh-Hans", "亚洲某某信息门户收购对手") == ()


def test_an_article_about_gambling_is_no_spam() -> None:
    text = (
        "澳门博彩监察协调局周一公布，上月博彩毛收入同比增长一成，赌场客流回升，投注额增加，真人荷官的培训将继续。" * 3
    )
    assert junk.find(text, "zh-Hans") == ()
    english = (
        "The casino operator said betting revenue rose. Online casino firms pay a bonus, and betting shops closed. " * 3
    )
    assert junk.find(english, "en") == ()


FURNITURE = (
    "Share on Facebook",
    "分享到：",
    "",
    "讚(3)",
    "Read more: x",
    "责任编辑：某",
    "Comments",
    "相关阅读",
    "\u3000",
)
OTHER = (BODY, CHINESE, "Title of it", "Warning: a() in /x/y.php on line 3")
LINES = st.lists(st.sampled_from(FURNITURE + OTHER) | st.text(max_size=40), max_size=12)


@given(LINES, st.sampled_from(["en", "zh-Hans", "zh-Hant"]), st.booleans())
@example(["Share on Facebook", "Comments", "\r0"], "en", False)
def test_spans_are_exact_ordered_and_apart(lines: list[str], lang: str, apart: bool) -> None:
    text = "\n".join(lines)
    found = junk.find(text, lang, "Title of it", title_apart=apart)
    assert all(text[each.start : each.end] == each.text and each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(LINES)
def test_removal_leaves_exactly_the_rest(lines: list[str]) -> None:
    text = "\n".join(lines)
    rest, found = junk.remove(text, "en")
    assert len(rest) == len(text) - sum(each.end - each.start for each in found)


def test_a_bad_rule_names_file_line_and_remedy(tmp_path: Path) -> None:
    file = tmp_path / "junk.yml"
    file.write_text(
        "lines:\n- kind: a\n  where: anywhere\n  max_length: 9\n  patterns: ['(']\ntails: []\nspam: {zh: [], en: []}\n"
    )
    with pytest.raises(DataFileError, match=r"junk\.yml:\d+: .*no regular expression"):
        read_yaml(file, JunkRules)


@pytest.mark.shared
def test_real_news_has_next_to_none(shared: Path) -> None:
    removed = characters = 0
    for file in ("en/wikinews", "en/technology-wire", "zh/hong-kong-news", "zh/daily-sentences"):
        for line in (shared / f"corpus/{file}.jsonl").read_text(encoding="utf-8").splitlines()[:150]:
            article = json.loads(line)
            spans = junk.find(article["text"], article["lang"], article.get("title", ""))
            assert not [each for each in spans if each.kind in ("spam_word", "server_warning")]
            removed += sum(each.end - each.start for each in spans)
            characters += len(article["text"])
    assert removed < characters / 1000
