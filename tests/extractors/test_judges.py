"""Who is a judge: whose title says so, not whoever stands behind a judge's deed."""

from __future__ import annotations

from collections.abc import Callable

Read = Callable[..., dict]


def test_whose_suit_a_judge_dismissed_is_no_judge(read_english: Read) -> None:
    events = read_english("A judge dismissed Musk's lawsuit against OpenAI.")["events"]
    assert all("Elon Musk" not in event["args"].get("court", []) for event in events)


def test_a_judge_is_named_with_the_title(read_english: Read) -> None:
    found = read_english("Judge Lucy Koh dismissed a lawsuit by Epic Games against Apple.")["events"]
    [ruling] = [event for event in found if event["type"] == "Ruling"]
    assert ruling["args"]["court"] == ["Lucy Koh"]
