"""How web news tells it: lists set off by dashes, officers by their office, acts that follow others; own sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]

TOLD = [
    (
        "A trio of writers — novelist Mary Major, Bob Minor and Ann Other — sued Anthropic in May.",
        "Lawsuit",
        {"plaintiff": ["Mary Major", "Bob Minor", "Ann Other"], "defendant": ["Anthropic"]},
    ),
    (
        "Tim Cook, the CEO of Apple, was ill. The CEO of Apple has resigned from his post, Axios reports.",
        "PersonnelChange",
        {"organization": ["Apple"], "person": ["Tim Cook"]},
    ),
    (
        "A group of former Twitter executives sued Elon Musk on Monday.",
        "Lawsuit",
        {"plaintiff": ["group of former Twitter executives"], "defendant": ["Elon Musk"]},
    ),
    (
        "Texas fined Meta and ordered it to stop collecting faces by October.",
        "Restriction",
        {"authority": ["Texas"], "target": ["Meta"]},
    ),
    (
        "Meta is big. Apple makes phones. In a statement, the iPhone maker accused the European Commission of theft.",
        "Accusation",
        {"accuser": ["Apple"], "accused": ["European Commission"]},
    ),
    (
        "The European Commission is busy. The EU fined Apple in April.",
        "Penalty",
        {"authority": ["European Commission"], "target": ["Apple"]},
    ),
]


@pytest.mark.parametrize(("text", "event_type", "args"), TOLD)
def test_the_parties_are_those_that_are_meant(
    read_english: Read, text: str, event_type: str, args: dict[str, list[str]]
) -> None:
    found = [event for event in read_english(text)["events"] if event["type"] == event_type]
    assert len(found) == 1, found
    assert {role: found[0]["args"].get(role, []) for role in args} == args


def test_who_follows_suit_restricts_the_same(read_english: Read) -> None:
    found = read_english("Germany banned TikTok in May. France followed suit. Spain issued a ban on official phones.")
    bans = [event["args"] for event in found["events"] if event["type"] == "Restriction"]
    assert [ban["authority"] for ban in bans] == [["Germany"], ["France"], ["Spain"]]
    assert all(ban["object"] == ["TikTok"] for ban in bans)


def test_a_headline_tells_of_a_partner_that_the_text_does_not(read_english: Read) -> None:
    title = "OpenAI strikes a deal with Microsoft on cloud services"
    found = read_english("OpenAI signed a cloud deal with Oracle in May.", title=title)
    assert [event["args"]["party"] for event in found["events"]] == [["OpenAI", "Oracle"], ["OpenAI", "Microsoft"]]


def test_what_stops_short_is_not_done(read_english: Read) -> None:
    found = read_english("The judge stopped short of banning Google from paying Apple.")["events"]
    assert [(event["type"], event["status"]) for event in found] == [("Restriction", "denied")]


def test_a_name_written_like_a_host_ends_no_sentence(read_english: Read) -> None:
    found = read_english("Google and the startup Character.AI have settled lawsuits that Texas filed in May.")
    [settled] = [event for event in found["events"] if event["type"] == "Settlement"]
    assert "Character.AI" in settled["args"]["party"]


def test_a_name_that_opens_a_text_stands_before_its_noun_too(read_english: Read) -> None:
    [launch] = read_english("Grok chatbot was launched by xAI on Monday.")["events"]
    assert launch["args"] == {"organization": ["xAI"], "product": ["Grok"]}
