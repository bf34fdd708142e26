"""Every English frame reads its own examples, and reads nothing from its counterexamples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.evaluate import normalise, same
from extractors.frames import EnglishFrame, Example, english_frames
from ontology.vocabulary import load_vocabulary

FRAMES = english_frames()
EXAMPLES = [pytest.param(f, e, id=f"{f.type}-{i}") for f in FRAMES for i, e in enumerate(f.examples)]
COUNTEREXAMPLES = [pytest.param(f, t, id=f"{f.type}-{i}") for f in FRAMES for i, t in enumerate(f.counterexamples)]


def test_there_is_a_frame_with_examples_for_every_event_type() -> None:
    assert {frame.type for frame in FRAMES} == set(load_vocabulary().event_types)
    assert all(frame.examples and frame.counterexamples for frame in FRAMES)


@pytest.mark.parametrize(("frame", "example"), EXAMPLES)
def test_an_example_is_read(frame: EnglishFrame, example: Example, read_english: Callable[..., dict]) -> None:
    found = read_english(example.text, published=example.published or "2025-06-12")
    events = [event for event in found["events"] if event["type"] == frame.type]
    assert len(events) == 1, found["events"]
    _check(events[0], example, found)


def _check(event: dict, example: Example, found: dict) -> None:
    for role, fillers in example.args.items():
        assert len(event["args"].get(role, [])) == len(fillers), (role, event["args"])
        for filler in fillers:
            assert any(_names_same(filler, got, found) for got in event["args"][role]), (role, filler, event["args"])
    assert not example.status or event["status"] == example.status
    assert not example.amount or event["amount"]["value"] == example.amount
    assert not example.date or event.get("date") == example.date
    assert example.attrs.items() <= event.get("attrs", {}).items()


def _names_same(wanted: str, got: str, found: dict) -> bool:
    forms = {got} | {alias for e in found["entities"] if e["name"] == got for alias in e["aliases"]}
    return same(frozenset({normalise(wanted)}), frozenset(normalise(form) for form in forms))


@pytest.mark.parametrize(("frame", "text"), COUNTEREXAMPLES)
def test_a_counterexample_is_not(frame: EnglishFrame, text: str, read_english: Callable[..., dict]) -> None:
    assert [event for event in read_english(text)["events"] if event["type"] == frame.type] == []
