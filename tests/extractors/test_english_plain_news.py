"""Ordinary constructions of ordinary news, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


@pytest.mark.parametrize(
    ("text", "kind", "arguments"),
    [
        (
            "Philips agreed to sell its sleep and respiratory care business to ResMed for $3 billion.",
            "Acquisition",
            {"seller": ["Philips"], "acquirer": ["ResMed"], "acquired": ["sleep and respiratory care business"]},
        ),
        (
            "Canada will give the start-up Cohere up to C$240 million to help it pay for computing power.",
            "Investment",
            {"investor": ["Canada"], "recipient": ["Cohere"]},
        ),
        (
            "Brazil's Senate has postponed a vote on the Digital Markets Bill.",
            "Legislation",
            {"law": ["Digital Markets Bill"]},
        ),
        (
            "In January, Robinhood paid $45 million to settle charges by the Securities and Exchange Commission.",
            "Settlement",
            {"party": ["Robinhood", "Securities and Exchange Commission"]},
        ),
    ],
)
def test_who_does_what_to_whom(text: str, kind: str, arguments: dict[str, list[str]], read_english: Read) -> None:
    found = next(one["args"] for one in read_english(text)["events"] if one["type"] == kind)
    assert {role: found.get(role) for role in arguments} == arguments
