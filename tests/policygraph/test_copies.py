from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.copies import Candidate, CopyIndex, Signature, originals, repeats, signature

VERBS = ("said", "bought", "sued", "sold", "cleared", "opened", "raised", "banned", "denied", "closed", "cut", "led")
NOUNS = (
    "chip",
    "cloud",
    "model",
    "court",
    "fund",
    "plant",
    "rule",
    "share",
    "phone",
    "grid",
    "server",
    "patent",
    "port",
)


def text(seed: int, sentences: int = 40) -> str:
    """Running text that shares no shingle to speak of with that of another seed."""
    words = [
        f"the {NOUNS[(i * 7 + seed * 5) % 13]}{seed} maker {VERBS[(i * 5 + seed) % 12]}"
        f" its {NOUNS[(i * 3 + seed) % 13]} unit"
        f" in year {i}{seed} after {VERBS[(i + seed) % 12]} talks."
        for i in range(sentences)
    ]
    return " ".join(words)


HANT = (
    "開發模型的美國公司宣布修改服務條款，禁止中國企業持股過半的公司使用旗下模型，"
    "海外註冊的子公司也不例外。這項禁令適用於直接或間接持有超過一半股權的公司。"
)
HANS = (
    "开发模型的美国公司宣布修改服务条款，禁止中国企业持股过半的公司使用旗下模型，"
    "海外注册的子公司也不例外。这项禁令适用于直接或间接持有超过一半股权的公司。"
)


def candidate(identifier: str, body: str, day: int | None = 1, lang: str = "en") -> Candidate:
    return Candidate(identifier, date(2025, 9, day) if day else None, signature(body, lang))


def test_a_copy_names_the_earliest_original() -> None:
    body = text(1)
    cut = "LONDON (Agency) - " + body[: len(body) * 6 // 10]
    found = originals(
        [candidate("c", cut, 3), candidate("b", body, 2), candidate("a", body, 4), candidate("x", text(2), 1)]
    )
    assert found == {"a": "b", "c": "b"}


def test_undated_articles_are_never_the_original_of_dated_ones() -> None:
    assert originals([candidate("a", text(1), None), candidate("b", text(1), 9)]) == {"a": "b"}


def test_equal_dates_are_decided_by_id() -> None:
    assert originals([candidate("b", text(1)), candidate("a", text(1))]) == {"b": "a"}


def test_a_version_in_the_other_script_is_a_copy() -> None:
    assert originals([candidate("t", HANT, 2, "zh-Hant"), candidate("s", HANS, 1, "zh-Hans")]) == {"t": "s"}


def test_an_article_that_quotes_another_and_adds_much_is_no_copy() -> None:
    assert originals([candidate("a", text(1, 10), 1), candidate("b", text(1, 10) + text(2, 60), 2)]) == {}


def test_two_notices_of_one_form_are_no_copies() -> None:
    form = (
        "The consent agreement in this matter settles alleged violations of federal law prohibiting unfair acts. "
        "The attached analysis describes both the allegations against {} and the terms of the order with {}."
    )
    one, other = form.format("Everalbum", "Everalbum"), form.format("Vitagene", "Vitagene")
    assert originals([candidate("a", one, 1), candidate("b", other, 2)]) == {}


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(8)), st.data())
def test_the_answer_does_not_depend_on_the_order(order: list[int], data: st.DataObject) -> None:
    half = text(1)[: len(text(1)) // 2]
    bodies = [
        text(1),
        "AGENCY - " + text(1),
        half,
        half + text(3, 6),
        text(2),
        text(2)[:1500],
        text(4),
        text(1) + text(4, 4),
    ]
    days = [3, 3, 1, 2, None, 2, 4, 5]
    everything = [candidate(f"id{i}", bodies[i], days[i]) for i in range(8)]
    expected = originals(everything)
    index = CopyIndex()
    for i in order:
        index.add(everything[i])
        if data.draw(st.booleans()):  # a re-run is harmless
            index.add(everything[i])
    assert index.copies() == expected
    assert not set(expected) & set(expected.values()), "no original is a copy"


def test_a_new_article_tells_what_changes() -> None:
    index = CopyIndex()
    assert index.add(candidate("late", text(1), 5)) == {"late": ""}
    assert index.add(candidate("other", text(2), 5)) == {"other": ""}
    assert index.add(candidate("early", text(1), 2)) == {"early": "", "late": "early"}
    assert index.remove("early") == {"late": ""}


@given(st.text(max_size=300), st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
def test_a_signature_survives_its_bytes(body: str, lang: str) -> None:
    one = signature(body, lang)
    assert Signature.from_bytes(one.to_bytes()) == one
    assert signature(body, lang).to_bytes() == one.to_bytes()


def test_the_bytes_of_a_signature_are_the_same_on_every_machine() -> None:
    expected = "0104000000d577bb5628e9647e86c468998bf9dceffe53d626"
    assert signature("The ban took effect in March.", "en").to_bytes().hex() == expected


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02\x00\x00\x00\x00", b"\x01\x00\x00"])
def test_bytes_that_are_no_signature_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no signature"):
        Signature.from_bytes(data)


def test_nothing_repeats_an_empty_text() -> None:
    assert not repeats(signature("", "en"), signature("", "en"))
    assert originals([candidate("a", ""), candidate("b", "")]) == {}
