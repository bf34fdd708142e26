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
            "Cisco is buying Splunk for $157 a share in cash, or about $28 billion.",
            "Acquisition",
            {"acquirer": ["Cisco"], "acquired": ["Splunk"]},
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


def test_the_price_of_a_share_is_not_what_an_offering_raises(read_english: Read) -> None:
    found = read_english("Klarna sold 34 million shares at $40 each in its IPO, raising $1.37 billion.")["events"]
    assert [one["amount"]["value"] for one in found] == [1_370_000_000]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Apple was forced to halt production.", []),
        ("Washington has told Nvidia to stop shipping H20 chips.", ["Restriction"]),
        ("Anthropic has closed a $13 billion funding round.", ["FundingRound"]),
        ("Anthropic will pay authors $1.5 billion to settle a copyright case.", ["Settlement"]),
    ],
)
def test_what_is_told_and_nothing_besides(text: str, types: list[str], read_english: Read) -> None:
    assert [one["type"] for one in read_english(text)["events"]] == types


def test_what_sets_in_in_the_present_does_so_ahead(read_english: Read) -> None:
    text = "Australia's ban on social media takes effect on December 10."
    [ban] = read_english(text, published="2025-11-20")["events"]
    assert (ban["date"], ban["status"]) == ("2025-12-10", "planned")


def test_the_largest_shareholder_in_a_company_owns_it(read_english: Read) -> None:
    [fact] = read_english("ASML became the largest shareholder in Mistral.")["facts"]
    assert (fact["type"], fact["subject"], fact["object"]) == ("Ownership", "Mistral AI", "ASML")


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("A judge refused to block Meta's acquisition of Within.", "Acquisition", "planned"),
        ("Alphabet declined to comment on whether it would buy Wiz.", "Acquisition", "hypothetical"),
        ("The US lifted no restrictions on chips.", "Restriction", "denied"),
        ("President Trump threatened to impose a 50% tariff on Brazil.", "Restriction", "hypothetical"),
    ],
)
def test_how_it_stands(text: str, kind: str, status: str, read_english: Read) -> None:
    assert [one["status"] for one in read_english(text)["events"] if one["type"] == kind] == [status]
