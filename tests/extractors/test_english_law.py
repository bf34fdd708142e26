"""How the English reader tells acts of law and state, one small sentence a case, written for this project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[..., dict[str, Any]]


def _types(found: dict[str, Any]) -> list[str]:
    return sorted(event["type"] for event in found["events"])


def test_who_did_it_to_whom_is_told_without_a_name(read_english: Read) -> None:
    [event] = read_english("Regulators fined the retailer.")["events"]
    assert event["type"] == "Penalty"
    assert read_english("The retailer was fined.")["events"] == []


def test_two_laws_are_two_events(read_english: Read) -> None:
    found = read_english("Nebraska passed LB 504 and LB 383.")["events"]
    assert sorted(event["args"]["law"][0] for event in found) == ["LB 383", "LB 504"]


def test_a_ban_by_a_law_that_would_come_is_both(read_english: Read) -> None:
    assert _types(read_english("The Digital Markets Act would ban TikTok.")) == ["Legislation", "Restriction"]


def test_what_can_be_done_is_no_event(read_english: Read) -> None:
    assert read_english("The European Commission can fine Google.")["events"] == []


def test_what_would_come_of_a_suit_leaves_it_open(read_english: Read) -> None:
    [event] = read_english("A lawsuit by the FTC against Meta would mark an escalation.")["events"]
    assert event["status"] == "hypothetical"


def test_a_suit_that_is_not_dismissed_stands(read_english: Read) -> None:
    found = read_english("Judge Lucy Koh refused to dismiss the lawsuit against Uber.")["events"]
    assert [event["status"] for event in found if event["type"] == "Lawsuit"] == ["actual"]


def test_a_suit_in_preparation_is_planned(read_english: Read) -> None:
    [event] = read_english("The Justice Department is reportedly preparing a lawsuit against Google.")["events"]
    assert (event["type"], event["status"]) == ("Lawsuit", "planned")


def test_a_judge_is_no_party(read_english: Read) -> None:
    found = read_english("Judge Lucy Koh dismissed his lawsuit against Apple.")
    [ruling] = [event for event in found["events"] if event["type"] == "Ruling"]
    assert ruling["args"] == {"court": ["Lucy Koh"], "defendant": ["Apple"]}


def test_whose_suit_a_judge_dismissed_is_no_judge(read_english: Read) -> None:
    events = read_english("A judge dismissed Musk's lawsuit against OpenAI.")["events"]
    assert all("Elon Musk" not in event["args"].get("court", []) for event in events)


def test_a_judge_is_named_with_the_title(read_english: Read) -> None:
    found = read_english("Judge Lucy Koh dismissed a lawsuit by Epic Games against Apple.")["events"]
    [ruling] = [event for event in found if event["type"] == "Ruling"]
    assert ruling["args"]["court"] == ["Lucy Koh"]


def test_who_buys_is_probed_where_the_deal_is(read_english: Read) -> None:
    found = read_english("Intel has agreed to buy Arm. The European Commission opened a probe into the deal.")
    [probe] = [event for event in found["events"] if event["type"] == "Investigation"]
    assert probe["args"] == {"authority": ["European Commission"], "target": ["Intel"]}


def test_a_bill_has_the_name_that_the_text_gives_it_later(read_english: Read) -> None:
    found = read_english("The Senate passed a bill on Monday. The legislation, known as SB 1047, awaits a signature.")
    [law] = [event for event in found["events"] if event["type"] == "Legislation"]
    assert law["args"]["law"] == ["SB 1047"]


def test_a_ruling_for_the_defendant_is_no_ruling_for_a_plaintiff(read_english: Read) -> None:
    found = read_english("Nvidia had sued Intel over a patent. The Supreme Court ruled for Intel on Monday.")
    [ruling] = [event for event in found["events"] if event["type"] == "Ruling"]
    assert ruling["args"]["defendant"] == ["Intel"]
    assert ruling["attrs"]["outcome"] == "for_defendant"


def test_the_price_of_a_deal_is_no_claim(read_english: Read) -> None:
    found = read_english("The FTC sued to block Microsoft from buying Zoom for $69 billion.")
    [suit] = [event for event in found["events"] if event["type"] == "Lawsuit"]
    assert suit["args"]["defendant"] == ["Microsoft", "Zoom"]
    assert suit.get("amount") is None


def test_a_title_of_an_act_holds_small_words(read_english: Read) -> None:
    found = read_english("The Senate passed the bill, known as the No Oil Producing and Exporting Cartels Act, in May.")
    [law] = [event for event in found["events"] if event["type"] == "Legislation"]
    assert law["args"]["law"] == ["No Oil Producing and Exporting Cartels Act"]


def test_what_is_looked_at_is_open(read_english: Read) -> None:
    [event] = read_english("The Commerce Department is looking at scaling back restrictions on Huawei.")["events"]
    assert event["status"] == "hypothetical"
