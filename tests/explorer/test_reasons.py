from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.languages import language
from explorer.reasons import in_words

MATCHING = Path(__file__).parents[2] / "graph" / "consolidation" / "matching.py"


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        ("same participants; they do so once", "same participants; they do so once", "参与方相同；此类事件只发生一次"),
        ("same day: 2025-09-05", "same day: 5 Sep 2025", "同日：2025年9月5日"),
        ("same kind: export_control", "same kind: export control", "种类相同：出口管制"),
        ("amount differs: $4bn against 40亿", "amount differs: $4bn against 40亿", "金额不同：$4bn 与 40亿"),
        ("same amount: $1bn for 70亿元", "same amount: $1bn for 70亿元", "金额相同：$1bn 即 70亿元"),
        ("published within 3 days of it", "published within 3 days of it", "在其前后 3 天内发表"),
        ("2 more in both", "2 more in both", "另有 2 个共同参与方"),
        ("a reason of tomorrow", "a reason of tomorrow", "a reason of tomorrow"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(reason: str, english: str, chinese: str) -> None:
    assert in_words(reason, language("en")) == english
    assert in_words(reason, language("zh")) == chinese


def test_every_reason_that_matching_gives_has_words_in_chinese() -> None:
    given = re.findall(r'(?:add\([^"\n]+|append\()f?"([^"]+)"', MATCHING.read_text())
    assert len(given) > 12
    for form in given:
        example = re.sub(r"\{[^}]*NEAR\}|\{len[^}]*\}", "3", form)
        example = re.sub(r"\{min[^}]*edtf\)\}", "2025-09-05", example)
        example = re.sub(r"\{name\}", "kind", example).split(": {")[0] + (": ban" if ": {" in example else "")
        if " differs" in example:
            example = "kind differs: ban against tariff"
        assert not re.search("[a-z]", in_words(example, language("zh"))), form
