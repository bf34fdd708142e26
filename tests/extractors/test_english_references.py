"""Whom pronouns, descriptions and seats mean, and what an unknown name is; small sentences written for this project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]

MEANT = [
    (
        "Nokia sued Apple. The Espoo-based company wants damages. Cupertino, California-based Apple sued Intel.",
        "Lawsuit",
        {"plaintiff": ["Apple"], "defendant": ["Intel"]},
    ),
    (
        "Meta and Oakley have worked together. The tech giant and the eyewear maker unveiled their new glasses.",
        "ProductLaunch",
        {"organization": ["Meta", "Oakley"], "product": ["glasses"]},
    ),
    (
        "The EPA praised the European Commission for imposing a fine on Google.",
        "Penalty",
        {"authority": ["European Commission"], "target": ["Google"]},
    ),
    (
        "Netflix signed a decree with the Justice Department. But it will pay no fine, the Justice Department said.",
        "Penalty",
        {"target": ["Netflix"]},
    ),
    (
        "The FTC cleared Germany’s Siemens and US toolmaker Nvidia. The companies were fined by Texas.",
        "Penalty",
        {"authority": ["Texas"], "target": ["Siemens"]},
    ),
]


@pytest.mark.parametrize(("text", "kind", "args"), MEANT)
def test_a_reference_finds_whom_it_means(text: str, kind: str, args: dict[str, list[str]], read_english: Read) -> None:
    found = [event["args"] for event in read_english(text)["events"] if event["type"] == kind]
    assert any(args.items() <= event.items() for event in found), found


NAMED = [
    ("Joh Sung-wook, who chairs the agency, told lawmakers so.", "Joh Sung-wook", "Person"),
    (
        "Apple sued Vandelay Telephone Co and Globexia Communications Inc on Monday.",
        "Globexia Communications Inc",
        "Company",
    ),
    ("The Barnetville, Ohio-based company sued Apple.", "Barnetville", "Place"),
    ("The Court of Fair Dealing (CFD) fined Apple.", "Court of Fair Dealing", "GovernmentBody"),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMED)
def test_an_unknown_name_is_whole_and_of_its_type(text: str, name: str, kind: str, read_english: Read) -> None:
    assert (name, kind) in {(entity["name"], entity["type"]) for entity in read_english(text)["entities"]}


def test_a_short_form_in_brackets_is_the_known_name_before_it(read_english: Read) -> None:
    found = read_english("The Open Markets Institute (OMI) sued Apple. OMI was founded in Washington.")
    [institute] = [entity for entity in found["entities"] if entity["name"].startswith("Open Markets")]
    assert "OMI" in institute["aliases"]
    assert all(entity["name"] != "OMI" for entity in found["entities"])


def test_a_blocked_deal_that_was_proposed_is_told_as_done(read_english: Read) -> None:
    found = read_english("Microsoft’s proposed acquisition of GitHub has been blocked by the FTC.")
    [deal] = [event for event in found["events"] if event["type"] == "Acquisition"]
    assert (deal["status"], deal["attrs"]["stage"]) == ("actual", "blocked")


def test_the_day_of_an_answer_is_not_that_of_the_lawsuit(read_english: Read) -> None:
    text = "A judge on Monday dismissed a lawsuit brought against Apple by Texas. Texas sued Apple in May 2019."
    found = read_english(text, published="2020-06-17")
    [lawsuit] = [event for event in found["events"] if event["type"] == "Lawsuit"]
    assert lawsuit["date"] == "2019-05"


def test_only_who_was_called_a_judge_is_the_judge(read_english: Read) -> None:
    found = read_english("Philip Jansen will leave BT. The judge fined Apple.")
    assert not any("Jansen" in str(event["args"]) for event in found["events"] if event["type"] != "PersonnelChange")


def test_who_backs_a_fund_is_not_the_fund(read_english: Read) -> None:
    found = read_english("Texas sued a Saudi Aramco-backed investment firm.")
    [lawsuit] = found["events"]
    assert lawsuit["args"]["defendant"] == ["Saudi Aramco-backed investment firm"]


def test_whose_part_is_bought_sells_it(read_english: Read) -> None:
    found = read_english("Nokia bought Siemens' network division for $2 billion.")
    [deal] = [event for event in found["events"] if event["type"] == "Acquisition"]
    assert deal["args"]["seller"] == ["Siemens"]


def test_a_fine_that_is_to_be_appealed_is_imposed(read_english: Read) -> None:
    found = read_english("Google said it would appeal the fine that the European Commission imposed on it.")
    [fine] = [event for event in found["events"] if event["type"] == "Penalty"]
    assert fine["status"] == "actual"


def test_who_rules_on_a_deal_does_not_buy(read_english: Read) -> None:
    found = read_english("The FTC gave its approval. Its acquisition of GitHub was delayed.")
    assert not any("FTC" in str(event["args"].get("acquirer")) for event in found["events"])


def test_a_seat_before_company_is_a_place_and_no_surname_ends_in_cloud(read_english: Read) -> None:
    text = "Corvane must license the Cambridge company's patents. Borealis Cloud could lose its customers."
    found = read_english(text)
    kinds = {entity["name"]: entity["type"] for entity in found["entities"]}
    assert kinds["Cambridge"] == "Place"
    assert kinds["Borealis Cloud"] == "Company"


def test_who_is_blamed_is_meant_by_what_it_is_blamed_for(read_english: Read) -> None:
    found = read_english("Samsung struck back at Apple over its accusation that the phone maker was copying it.")
    [event] = [event for event in found["events"] if event["type"] == "Accusation"]
    assert event["args"] == {"accuser": ["Apple"], "accused": ["Samsung"]}
