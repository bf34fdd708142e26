"""What the English reader leaves alone or states with restraint: a wrong edge costs more than a missing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]

STATUSES = [
    ("Tim Cook is to step down as chief executive of Apple.", "planned"),
    ("Sam Altman is to be dismissed as chief executive of OpenAI.", "planned"),
    ("Lawmakers called on Meta to fire Mark Zuckerberg.", "hypothetical"),
    ("Investors called for Meta to fire Mark Zuckerberg.", "hypothetical"),
    ("Investors urged Microsoft to acquire GitHub.", "hypothetical"),
    ("Microsoft could grow by acquiring GitHub.", "hypothetical"),
    ("Microsoft is considering options such as acquiring GitHub.", "hypothetical"),
    ("Acquiring GitHub would be a mistake for Microsoft.", "hypothetical"),
    ("The deal was cleared on condition that Microsoft sell GitHub to Oracle.", "planned"),
    ("Microsoft grew by acquiring GitHub.", "actual"),
    ("Microsoft has asked the European Commission to approve its takeover of GitHub.", "planned"),
    ("Microsoft wants to raise funds to buy GitHub.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_what_is_asked_for_or_due_is_not_told_as_done(text: str, status: str, read_english: Read) -> None:
    events = [e for e in read_english(text)["events"] if e["type"] in ("PersonnelChange", "Acquisition")]
    assert {event["status"] for event in events} <= {status}
    assert events or "would be" in text


SILENT = [
    "She broke her leg in a car crash with Microsoft staff.",
    "Merchants who are working with Google will benefit.",
    "He collaborated with Paul McCartney on a record.",
    "Amazon will refuse to supply electricity to users under the contract.",
    "The script can download Netflix licensed videos.",
    "The study combined it with a chemical model of Apple batteries.",
    "The pipeline merges with the Poseidon line at Apple Park.",
    "Boris Johnson plans on leaving the European Union.",
    "Intel is dismissing thousands of workers.",
    "SpaceX launched the Starlink satellite into orbit.",
    "Gunmen targeted Microsoft with a truck.",
    "A Polish chef named Lukas Brandt fled over London Bridge.",
    "The Russian government dismissed the claim from Germany as groundless.",
    "Meta follows a strategy of buying out potential competitors.",
    "The regulator looked at acquisitions by Google and Meta.",
    "You could publish Windows under a second name.",
    "Ginger Bakewell joined Oracle as a drummer of the band.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_sounds_like_an_event_tells_none(text: str, read_english: Read) -> None:
    assert read_english(text)["events"] == []


def test_a_final_rule_is_passed_and_no_proposal(read_english: Read) -> None:
    [event] = read_english("The Federal Trade Commission issued a final rule on fake reviews.")["events"]
    assert (event["type"], event["status"], event["attrs"]["action"]) == ("Legislation", "actual", "pass")


def test_a_family_name_means_whom_the_article_names_first(read_english: Read) -> None:
    found = read_english(
        "Elmar Tresk was born in Boston. His mother, Dorothea Anna Tresk, taught. Tresk joined Microsoft in 1999."
    )
    assert [event["args"]["person"] for event in found["events"]] == [["Elmar Tresk"]]


ROLES = [
    (
        "Apple bought GitHub, and it had completed the purchase of Figma, CNBC reported.",
        "Acquisition",
        "acquirer",
        {"Apple"},
    ),
    ("Nvidia grew. Texas sued the Silicon Valley company.", "Lawsuit", "defendant", {"Nvidia"}),
    ("A court rejected a ruling by the European Court of Justice against Google.", "Ruling", "plaintiff", set()),
    (
        "The SEC is proposing rules under the Clayton Act.",
        "Legislation",
        "law",
        {"rules"},
    ),
    ("The FTC led an investigation into Microsoft's monopolization of PCs.", "Investigation", "target", {"Microsoft"}),
    ("Tim Cook, a critic, rejects the measure that bans the iPhone in China.", "Restriction", "authority", {"China"}),
]


@pytest.mark.parametrize(("text", "kind", "role", "names"), ROLES)
def test_nobody_fills_a_role_that_is_not_his(
    text: str, kind: str, role: str, names: set[str], read_english: Read
) -> None:
    found = [event for event in read_english(text)["events"] if event["type"] == kind]
    assert {name for event in found for name in event["args"].get(role, ())} <= names


def test_he_is_who_was_spoken_of_last(read_english: Read) -> None:
    found = read_english(
        "Donald Trump met voters. Donald Trump spoke of jobs. Donald Trump pardoned Ariel Fridman. "
        "Ariel Fridman pled guilty. He was convicted in 2014."
    )
    assert [event["args"]["defendant"] for event in found["events"]] == [["Ariel Fridman"]]


def test_who_loses_a_challenge_has_brought_it(read_english: Read) -> None:
    [event] = read_english("Epic Games lost its appeal against Apple in court.")["events"]
    assert (event["args"]["plaintiff"], event["args"]["defendant"]) == (["Epic Games"], ["Apple"])


def test_the_year_in_the_name_of_a_law_is_no_date(read_english: Read) -> None:
    found = read_english("The SEC adopted rules under the Securities Exchange Act of 1934.")
    assert [event.get("date") for event in found["events"]] == [None]


def test_a_count_of_events_tells_of_none(read_english: Read) -> None:
    assert read_english("The regulators have concluded 48 investigations.")["events"] == []
