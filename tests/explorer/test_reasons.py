from __future__ import annotations

import re

import pytest

from explorer.languages import language
from explorer.reasons import in_words
from graph.consolidation.reasons import MESSAGES, Reason, in_english, reason, reasons_from_json, reasons_to_json

EXAMPLES = {"day": "2025-09-05", "country": "CN", "n": "3", "unit": "day", "sum": "amount", "name": "kind"}


@pytest.mark.parametrize(
    ("reasons", "english", "chinese"),
    [
        (
            [reason("same_participants"), reason("once")],
            "same participants; they do so once",
            "参与方相同；此类事件只发生一次",
        ),
        ([reason("same_date", unit="day", day="2025-09-05")], "same day: 5 Sep 2025", "同日：2025年9月5日"),
        (
            [reason("same_value", name="kind", value="export_control")],
            "same kind: export control",
            "种类相同：出口管制",
        ),
        (
            [reason("differs", name="amount", one="$4bn", other="40亿")],
            "amount differs: $4bn against 40亿",
            "金额不同：$4bn 与 40亿",
        ),
        (
            [reason("same_converted_sum", sum="amount", one="$1bn", other="70亿元")],
            "same amount: $1bn for 70亿元",
            "金额相同：$1bn 即 70亿元",
        ),
        ([reason("near_date", n=3)], "published within 3 days of it", "在其前后 3 天内发表"),
        ([reason("more_in_both", n=2)], "2 more in both", "另有 2 个共同参与方"),
        ([reason("same_country", country="CN")], "both speak of somebody from China", "均涉及来自中国的未具名者"),
        ([reason("of_tomorrow")], "of_tomorrow", "of_tomorrow"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(reasons: list[Reason], english: str, chinese: str) -> None:
    assert in_words(reasons, language("en")) == english
    assert in_words(reasons, language("zh")) == chinese


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_reason_has_words_in_chinese(code: str) -> None:
    places = re.findall(r"%\((\w+)\)s", MESSAGES[code])
    example = reason(code, **{place: EXAMPLES.get(place, "40亿") for place in places})
    assert not re.search("[a-z]", in_words([example], language("zh")))


def test_reasons_come_back_from_json_as_they_were() -> None:
    told = (reason("same_date", unit="day", day="2025-09-05"), reason("once"))
    assert reasons_from_json(reasons_to_json(told)) == told
    assert in_english(told) == "same day: 2025-09-05; they do so once"
