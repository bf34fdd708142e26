"""When and how an event stands whose sentence also tells another, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]
WEDNESDAY = "2025-09-10"


def event(found: dict, kind: str) -> dict:
    return next(one for one in found["events"] if one["type"] == kind)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The EU fined Apple in April, a month after France fined Meta.", "Penalty", "2025-04"),
        ("In March Acer sued HP, two years after it had settled with Dell.", "Settlement", "2023"),
        ("In March Acer sued HP, two years after it had settled with Dell.", "Lawsuit", "2025-03"),
        ("Nvidia reported results on Monday, two weeks after Intel agreed to buy Altera.", "Acquisition", "2025-08"),
        ("The suit comes a week after Nvidia agreed to buy Wayve.", "Acquisition", "2025-09"),
        ("Nvidia agreed to buy Wayve days ago, two weeks after Intel dropped its offer.", "Acquisition", None),
    ],
)
def test_what_counts_from_another_date_is_dated_by_it(text: str, kind: str, day: str, read_english: Read) -> None:
    assert event(read_english(text, published=WEDNESDAY), kind).get("date") == day


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Russia imposed its ban on LinkedIn after lawmakers passed new rules last year.", "Restriction", None),
        ("The deal resolves claims over breaches that AT&T announced in May.", "SecurityIncident", None),
        ("Meta bought the site, then called Lumenfold, for $40 million in October 2022.", "Acquisition", "2022-10"),
        (
            "Last week Qualcomm won a round as a trade court tossed out a lawsuit by Nokia.",
            "Ruling",
            "2025-09",
        ),
    ],
)
def test_a_day_belongs_to_one_clause(text: str, kind: str, day: str | None, read_english: Read) -> None:
    assert event(read_english(text, published=WEDNESDAY), kind).get("date") == day


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Meta bought Manus in May, a month after Wayve raised $75 million.", "Acquisition", None),
        (
            "Meta bought Manus in May, a month after Wayve raised $75 million.",
            "FundingRound",
            75_000_000,
        ),
        ("Equifax agreed to a settlement with payments of up to $20,000 to victims.", "Settlement", None),
    ],
)
def test_a_sum_belongs_to_one_clause(text: str, kind: str, value: int | None, read_english: Read) -> None:
    assert event(read_english(text), kind).get("amount", {}).get("value") == value


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("It comes after what officials said was a hack of Microsoft by Russia.", "SecurityIncident", "alleged"),
        ("It would be the first time that SpaceX sells shares to the public.", "Offering", "planned"),
        ("It was the first time that the EU fined Meta.", "Penalty", "actual"),
        ("It was the biggest round since Figma sought some $500 million in 1995.", "FundingRound", "planned"),
    ],
)
def test_how_it_stands_is_said_further_up(text: str, kind: str, status: str, read_english: Read) -> None:
    assert event(read_english(text), kind)["status"] == status
