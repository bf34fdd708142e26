"""What a mention leaves to another sentence: parties told before, bodies of a state, suits behind rulings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[..., dict[str, Any]]


def _only(found: dict[str, Any], kind: str) -> dict[str, Any]:
    [event] = [event for event in found["events"] if event["type"] == kind]
    return event


def test_a_definite_mention_adds_to_what_was_told_before(read_english: Read) -> None:
    found = read_english("Nvidia sued Intel. The suit was filed on Monday by the chipmaker.", published="2025-06-12")
    event = _only(found, "Lawsuit")
    assert event["args"] == {"plaintiff": ["Nvidia"], "defendant": ["Intel"]}
    assert event["date"] == "2025-06-09"


def test_a_union_acts_through_its_body(read_english: Read) -> None:
    found = read_english("The European Commission fined Meta in May. The EU's fine on Meta was a surprise.")
    assert _only(found, "Penalty")["args"]["authority"] == ["European Commission"]


def test_a_ruling_is_between_the_parties_of_the_suit(read_english: Read) -> None:
    found = read_english("Intel sued Qualcomm in March. A federal judge dismissed the lawsuit on Tuesday.")
    assert _only(found, "Ruling")["args"] == {
        "court": ["federal judge"],
        "plaintiff": ["Intel"],
        "defendant": ["Qualcomm"],
    }


def test_who_merges_stands_on_both_sides(read_english: Read) -> None:
    event = _only(read_english("Intel and Qualcomm agreed to complete their $9 billion merger."), "Acquisition")
    assert (event["args"]["acquirer"], event["args"]["acquired"]) == (["Intel"], ["Qualcomm"])


def test_a_ticker_hides_no_name(read_english: Read) -> None:
    event = _only(read_english("Intel Corp ( INTC.O ) sued Qualcomm Inc (NASDAQ: QCOM) on Tuesday."), "Lawsuit")
    assert event["args"] == {"plaintiff": ["Intel"], "defendant": ["Qualcomm"]}


def test_what_a_court_is_asked_for_is_no_ban(read_english: Read) -> None:
    found = read_english("Intel asked a judge to bar Qualcomm from selling the chips.")
    assert [event for event in found["events"] if event["type"] == "Restriction"] == []


def test_a_ruling_finds_the_one_case_that_is_told_after_it(read_english: Read) -> None:
    found = read_english("A jury ruled on Monday that the design was copied. Intel had sued Qualcomm over the phone.")
    args = _only(found, "Ruling")["args"]
    assert (args["plaintiff"], args["defendant"]) == (["Intel"], ["Qualcomm"])


def test_the_one_company_of_an_article_is_the_one_that_is_probed(read_english: Read) -> None:
    text = "Hackers breached Globex Bank in May. Globex Bank is sorry. In its investigation, the ICO found failings."
    assert _only(read_english(text), "Investigation")["args"]["target"] == ["Globex Bank"]


def test_a_state_and_its_administration_sue_together(read_english: Read) -> None:
    found = read_english(
        "The United States sued Intel. The Trump administration argues in its complaint against Intel."
    )
    assert len([event for event in found["events"] if event["type"] == "Lawsuit"]) == 1
