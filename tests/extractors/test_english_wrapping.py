"""Text of a fixed width is read as if its lines did not break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extractors.english.wrapping import unwrapped

WRAPPED = """Harrow Widgets Inc said it has agreed to
acquire Bramble Software Ltd for about
11.5 mln dlrs in cash.
    Bramble, which is based in Leeds, makes
tools for designers."""


@given(st.text(alphabet="ab ,.\n", max_size=200))
def test_every_character_stays_where_it_was(text: str) -> None:
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(one == other or (one == "\n" and other == " ") for one, other in zip(text, joined, strict=True))


def test_a_name_may_run_over_the_end_of_a_line_and_its_characters_are_those_of_the_text(
    read_english: Callable[..., dict[str, Any]],
) -> None:
    found = read_english(WRAPPED.replace("Bramble Software", "Bramble\nSoftware"))
    [event] = [one for one in found["events"] if one["type"] == "Acquisition"]
    assert event["args"] == {"acquirer": ["Harrow Widgets Inc"], "acquired": ["Bramble Software Ltd"]}
    assert event["amount"] == {"value": 11_500_000, "currency": "USD"}
    for entity in found["entities"]:
        assert all(found["text"][m["start"] : m["end"]] == m["text"] for m in entity["mentions"])


def test_a_paragraph_that_is_indented_begins_a_sentence(read_english: Callable[..., dict[str, Any]]) -> None:
    assert "\n    Bramble" in unwrapped(WRAPPED)


def test_lines_that_are_paragraphs_stay() -> None:
    text = "Apple sued Samsung.\nThe court heard both.\nIt will rule in May."
    assert unwrapped(text) == text


def test_a_figure_over_the_end_of_a_line_keeps_its_characters(read_english: Callable[..., dict[str, Any]]) -> None:
    text = (
        "Harrow Widgets Inc said on Monday that\nits revenue was 11.5\nmillion dollars in 2024, "
        "and that it\nemploys many people in Leeds."
    )
    [fact] = [one for one in read_english(text)["facts"] if one["type"] == "Metric"]
    assert fact["value"] == 11_500_000
