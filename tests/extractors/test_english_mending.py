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
