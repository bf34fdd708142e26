from __future__ import annotations

import pytest

from policygraph.languages import detect, script, writes_only

ENGLISH = "The company said on Monday that it would appeal against the decision of the regulator."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        ("Nvidia to invest $5 billion in Intel", "en"),
        ("美国商务部宣布，凡被实体清单上的企业合计持股一半的公司，将受到同样的管制。", "zh-Hans"),
        ("美國商務部宣布，凡被實體清單上的企業合計持股一半的公司，將受到同樣的管制。", "zh-Hant"),
        ("Anthropic完成130億美元F輪募資，估值達1830億美元", "zh-Hant"),
        ("OpenAI发布GPT-5 API，Claude Code、Codex和Gemini CLI开发者讨论热烈", "zh-Hans"),
        ("距離Anthropic全麵封鎖中資企業已經有一周的時間了，产品", "zh-Hant"),
        ("セキュリティとAI進化の両立はなるか、アップルの発表を読む", None),
        ("정부는 월요일 새로운 반도체 규제를 발표했다", None),
        (
            "Der Ausschuss hat am Montag beschlossen, die Frist nicht zu verlängern, und die Länder warten auf Geld.",
            None,
        ),
        ("Le gouvernement a annoncé lundi que la loi sera appliquée dès le mois prochain dans tout le pays.", None),
        ("12345 --- 67", None),
        ("", None),
    ],
)
def test_the_text_decides(text: str, expected: str | None) -> None:
    assert detect(text) == expected


def test_the_declaration_decides_what_both_scripts_write() -> None:
    assert script("大中小", "zh-TW") == "zh-Hant"
    assert script("大中小", "zh-HK") == "zh-Hant"
    assert script("大中小", "zh-CN") == script("大中小") == "zh-Hans"
    assert script("美國", "zh-CN") == "zh-Hant"


def test_characters_that_give_a_script_away() -> None:
    assert writes_only("國") == "zh-Hant"
    assert writes_only("国") == "zh-Hans"
    assert writes_only("大") is None
