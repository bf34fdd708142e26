"""Where the parser hangs names wrongly, the events are still read right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., dict]


@pytest.mark.parametrize(
    ("text", "acquirer", "acquired"),
    [
        ("Brussels looked at the tie-up between Germany's Siemens and French group Alstom.", "Siemens", "Alstom"),
        ("Regulators halted a probe into shipbuilder Siemens' $1.8 billion merger with Alstom.", "Siemens", "Alstom"),
        ("A judge heard of Google's $2.1 billion Fitbit deal.", "Google", "Fitbit"),
        ("The government is suing to block Microsoft from buying Zoom.", "Microsoft", "Zoom"),
    ],
)
def test_both_parties_of_a_deal_are_found(text: str, acquirer: str, acquired: str, read_english: Read) -> None:
    [deal] = [event for event in read_english(text)["events"] if event["type"] == "Acquisition"]
    assert deal["args"] == {"acquirer": [acquirer], "acquired": [acquired]}


def test_who_is_suing_to_block_a_deal_has_not_blocked_it(read_english: Read) -> None:
    found = read_english("The government is suing to block Microsoft from buying Zoom.")["events"]
    [deal] = [event for event in found if event["type"] == "Acquisition"]
    assert (deal["status"], deal["attrs"]["stage"]) == ("planned", "announced")


def test_a_firm_speaks_for_itself_not_its_town(read_english: Read) -> None:
    found = read_english("Waterloo, Ontario-based Shopify unveiled a new chatbot on Monday.")["events"]
    [launch] = [event for event in found if event["type"] == "ProductLaunch"]
    assert launch["args"]["organization"] == ["Shopify"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Britain's CMA announced on Thursday, June 27, it would open a probe into Intel.", "Intel"),
        ("According to a report from Reuters, Visa and Mastercard have settled an EU antitrust probe.", "Visa"),
    ],
)
def test_who_announces_and_who_reports_are_told_apart(text: str, target: str, read_english: Read) -> None:
    [probe] = [event for event in read_english(text)["events"] if event["type"] == "Investigation"]
    assert "Reuters" not in str(probe["args"])
    assert probe["args"]["target"][0] == target
    assert len(probe["args"]["authority"]) == 1


def test_a_sentence_has_a_verb(read_english: Read) -> None:
    found = read_english("A U.S. jury found during the trial that Samsung had copied features of the iPhone.")["events"]
    assert [event["args"].get("defendant") for event in found if event["type"] == "Ruling"] == [["Samsung"]]


def test_what_hangs_on_a_time_hangs_on_the_deed(read_english: Read) -> None:
    [event] = read_english("Intel has won settlements in the past from Apple and Samsung Electronics.")["events"]
    assert event["args"]["party"] == ["Intel", "Apple", "Samsung Electronics"]


def test_a_firm_sues_not_the_town_where_it_sits(read_english: Read) -> None:
    [event] = read_english("Santa Clara, Calif.-based Intel sued Nvidia.")["events"]
    assert event["args"] == {"plaintiff": ["Intel"], "defendant": ["Nvidia"]}


@pytest.mark.parametrize(
    ("headline", "kind", "role", "suffers"),
    [
        ("Apple sued by Epic Games over iPhone fees", "Lawsuit", "defendant", "Apple"),
        ("TikTok hit with $530 million EU fine", "Penalty", "target", "TikTok"),
        ("Meta slapped with lawsuit by 41 states", "Lawsuit", "defendant", "Meta"),
        ("Figma acquired by Adobe for $20 billion", "Acquisition", "acquired", "Figma"),
    ],
)
def test_who_stands_first_in_a_short_passive_suffers(
    headline: str, kind: str, role: str, suffers: str, read_english: Read
) -> None:
    [event] = [event for event in read_english(headline)["events"] if event["type"] == kind]
    assert event["args"][role] == [suffers]


def test_who_strikes_is_no_victim(read_english: Read) -> None:
    [event] = [e for e in read_english("The EU hit Google with a record fine.")["events"] if e["type"] == "Penalty"]
    assert event["args"] == {"authority": ["European Union"], "target": ["Google"]}


def test_what_is_invested_up_to_a_bound_goes_to_somebody(read_english: Read) -> None:
    [event] = read_english("Nvidia will invest up to $100 billion in OpenAI.")["events"]
    assert event["args"] == {"investor": ["Nvidia"], "recipient": ["OpenAI"]}
