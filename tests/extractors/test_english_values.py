"""Which date and which sum belong to which event, on sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extractors.english.dates import find_dates
from extractors.english.money import find_money

Read = Callable[..., dict]
WEDNESDAY = "2025-09-10"


def event(found: dict, kind: str) -> dict:
    return next(one for one in found["events"] if one["type"] == kind)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("In April, Microsoft agreed to buy Activision Blizzard.", "Acquisition", "2025-04"),
        (
            "In June, Cisco agreed to pay $13 million to settle a lawsuit by Oracle over a leak in January 2023.",
            "Settlement",
            "2025-06",
        ),
        ("Meta was fined in 2019, and Apple sued Samsung.", "Lawsuit", None),
        ("Shares of Apple fell on Monday after the ban on the iPhone in China.", "Restriction", None),
        (
            "Russia is blocking LinkedIn after a court ruled on Wednesday that it broke the law.",
            "Restriction",
            WEDNESDAY,
        ),
        ("Russia is blocking LinkedIn after a court ruled on Monday that it broke the law.", "Restriction", None),
        ("Apple sued Samsung on Friday, accusing it of copying the iPhone.", "Lawsuit", "2025-09-05"),
        ("Twitter said hackers breached Twitter in May and July last year.", "SecurityIncident", "2024-05"),
        ("Sunday, August 31, 2025\n\nOn Thursday, Apple sued Samsung.", "Lawsuit", "2025-09-04"),
        ("Wed Sep 10, 2025 12:55pm EDT\n\nApple sued Samsung.", "Lawsuit", None),
    ],
)
def test_the_date_of_an_event(text: str, kind: str, day: str | None, read_english: Read) -> None:
    assert event(read_english(text, published=WEDNESDAY), kind).get("date") == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In May and July last year", ["2024-05", "2024-07"]),
        ("between June and August 2023", ["2023-06", "2023-08"]),
        ("May 27, 2026, 11:48 a.m. ET\nIt opened on May 3, 2020.", ["2020-05-03"]),
    ],
)
def test_date_expressions(text: str, days: list[str]) -> None:
    assert [span.when.edtf for span in find_dates(text, date(2025, 9, 10))] == days


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("OpenAI raised more than $6 billion at a valuation of $157 billion.", "FundingRound", 6_000_000_000),
        ("Google sued to cancel a 207.4 billion won ($173 million) penalty that the FTC imposed.", "Lawsuit", None),
        ("France fined Google 50 million euros in May, and fined Amazon €35 million in June.", "Penalty", 50_000_000),
        ("Regulators blocked the $15 billion merger of Vodafone and TPG Telecom.", "Acquisition", 15_000_000_000),
    ],
)
def test_the_amount_of_an_event(text: str, kind: str, value: int | None, read_english: Read) -> None:
    assert event(read_english(text), kind).get("amount", {}).get("value") == value


def test_a_merger_told_both_ways_is_one_event_with_its_amount(read_english: Read) -> None:
    once = "Regulators blocked the merger between Vodafone and TPG Telecom."
    again = "The $15 billion merger of TPG Telecom and Vodafone was old."
    (merger,) = [one for one in read_english(f"{once} {again}")["events"] if one["type"] == "Acquisition"]
    assert merger["amount"]["value"] == 15_000_000_000
    assert len(merger["args"]["acquirer"]) == len(merger["args"]["acquired"]) == 1


def test_a_sum_before_a_valuation_is_none(read_english: Read) -> None:
    told = read_english("OpenAI raised $6 billion at a valuation of $157 billion.")["facts"]
    assert [fact["value"] for fact in told if fact["type"] == "Metric"] == [157_000_000_000]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Apple will ban WhatsApp on Friday.", "2025-09-12"),
        ("Texas could sue Apple, its attorney general said on Monday.", None),
        ("Apple denied on Monday that it had acquired Perplexity.", None),
        ("On Monday the company denied Apple had sued Samsung.", None),
        ("Google appealed on Tuesday as a court fined Apple.", "2025-09-09"),
    ],
)
def test_only_what_happens_has_a_day(text: str, day: str | None, read_english: Read) -> None:
    found = [one.get("date") for one in read_english(text, published=WEDNESDAY)["events"]]
    assert set(found) <= {day}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "China has given unconditional approval to Disney’s US$71.3 billion planned takeover of parts of Fox News.",
            "Acquisition",
            71_300_000_000,
        ),
        ("Apple paid $3 billion to acquire Beats.", "Acquisition", 3_000_000_000),
        (
            "Vodafone’s purchase of Orange may hurt rivals, they said as they opened a probe into the $9 billion deal.",
            "Acquisition",
            9_000_000_000,
        ),
    ],
)
def test_a_sum_belongs_to_what_it_pays_for(text: str, kind: str, value: int | None, read_english: Read) -> None:
    amounts = {one.get("amount", {}).get("value") for one in read_english(text)["events"] if one["type"] == kind}
    assert amounts <= {value}


def test_a_ticker_is_no_sum() -> None:
    assert find_money("Nokia ( NOK1V.HE ) rose") == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Google received a €2.95 billion ($3.45 billion) antitrust fine in May.", "Penalty", 2_950_000_000),
        ("The FTC opened a probe into the $9 million fine that Google paid.", "Investigation", None),
    ],
)
def test_a_sum_before_its_noun(text: str, kind: str, value: int | None, read_english: Read) -> None:
    assert event(read_english(text), kind).get("amount", {}).get("value") == value


def test_what_one_company_is_worth_is_not_told_of_another(read_english: Read) -> None:
    found = read_english("Sonos raised $5 million in May, and Okta is raising $90 million at a $900 million valuation.")
    worth = {one["args"]["recipient"][0]: one.get("attrs", {}).get("valuation") for one in found["events"]}
    assert worth["Sonos"] is None
    assert worth["Okta"]["value"] == 900_000_000


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The records were not stolen directly from AT&T's systems.", "SecurityIncident", "actual"),
        ("In May, the EU fined Google; in June the FTC opened an investigation into Apple.", "Penalty", "actual"),
        ("Brussels is threatening Google with a fine.", "Penalty", "hypothetical"),
        ("AT&T is opposed to selling CNN to Comcast.", "Acquisition", "hypothetical"),
    ],
)
def test_how_it_stands(text: str, kind: str, status: str, read_english: Read) -> None:
    assert event(read_english(text), kind)["status"] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Apple is interested in acquiring Peloton.", "hypothetical"),
        ("Apple is not interested in acquiring Peloton.", "denied"),
        ("Nokia denied that it was in talks to sell Withings to Microsoft.", "denied"),
        ("Cisco is close to buying Splunk.", "planned"),
        ("CVS has closed its deal to buy Aetna.", "actual"),
        ("A judge spoke of not approving CVS Health's deal to buy Aetna.", "planned"),
    ],
)
def test_how_a_purchase_stands(text: str, status: str, read_english: Read) -> None:
    assert event(read_english(text), "Acquisition")["status"] == status


def test_a_weekday_says_which_year() -> None:
    [span] = find_dates("It closed on Wednesday, November 28.", date(2018, 12, 3))
    assert span.when.edtf == "2018-11-28"
    assert span.forward is None
    [span] = find_dates("It will close on Thursday, November 28.", date(2024, 12, 3))
    assert span.when.edtf == "2024-11-28"


def test_a_currency_in_the_singular() -> None:
    assert [span.amount.currency for span in find_money("a 1.3 billion pound bid by a 200 pound man")] == ["GBP"]


def test_the_company_of_who_is_said_to_buy(read_english: Read) -> None:
    text = (
        "Microsoft offered to buy Yahoo. Microsoft CEO Steve Ballmer is leaving. Ballmer's attempt to buy Yahoo failed."
    )
    buyers = {one["args"]["acquirer"][0] for one in read_english(text)["events"] if one["type"] == "Acquisition"}
    assert buyers == {"Microsoft"}


def test_who_won_in_the_case_of_another_was_sued(read_english: Read) -> None:
    ruling = event(read_english("The judge sided with Meta in the FTC's antitrust case."), "Ruling")
    assert ruling["args"]["defendant"] == ["Meta"]


def test_a_body_known_by_its_letters_is_what_its_name_says(read_english: Read) -> None:
    told = event(read_english("The FTC ordered Amazon to refund $10 million to parents."), "Penalty")
    assert told["args"]["target"] == ["Amazon"]


def test_the_one_regulator_of_an_article_fined(read_english: Read) -> None:
    found = read_english(
        "Telenor is challenging a $91 million fine. The Norwegian Competition Authority says that it blocked rivals."
    )
    assert event(found, "Penalty")["args"]["authority"] == ["Norwegian Competition Authority"]


def test_whom_a_suit_targets(read_english: Read) -> None:
    suit = event(read_english("A federal antitrust case targeting Google, with Texas joining, goes on."), "Lawsuit")
    assert suit["args"]["defendant"] == ["Google"]


def test_what_was_given_up_is_over(read_english: Read) -> None:
    told = event(read_english("Cisco will not revive its abandoned acquisition of Splunk."), "Acquisition")
    assert told["status"] == "actual"
    told = event(read_english("Cisco walked away from its agreement to buy Splunk in October."), "Acquisition")
    assert told["date"] == "2024-10"
