"""What the English reader makes of the constructions of news, one small sentence a case, written for this project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]

CONSTRUCTIONS = [
    ("Nvidia was sued by Texas.", "Lawsuit", {"plaintiff": "Texas", "defendant": "Nvidia"}),
    ("Texas, which sued Nvidia last week, is a state.", "Lawsuit", {"plaintiff": "Texas", "defendant": "Nvidia"}),
    ("The lawsuit that Texas filed against Nvidia is new.", "Lawsuit", {"plaintiff": "Texas", "defendant": "Nvidia"}),
    (
        "The penalty that the European Commission imposed on Meta was large.",
        "Penalty",
        {"authority": "European Commission", "target": "Meta"},
    ),
    ("Microsoft agreed to acquire GitHub.", "Acquisition", {"acquirer": "Microsoft", "acquired": "GitHub"}),
    ("Microsoft's acquisition of GitHub closed.", "Acquisition", {"acquirer": "Microsoft", "acquired": "GitHub"}),
    ("After acquiring GitHub, Microsoft grew.", "Acquisition", {"acquirer": "Microsoft", "acquired": "GitHub"}),
    ("Microsoft is close to a deal to buy GitHub.", "Acquisition", {"acquirer": "Microsoft", "acquired": "GitHub"}),
    ("The European Union banned Huawei.", "Restriction", {"authority": "European Union", "target": "Huawei"}),
    ("Nvidia is under investigation by the FTC.", "Investigation", {"target": "Nvidia"}),
    ("Nvidia bought Run:ai for $700 million.", "Acquisition", {"acquirer": "Nvidia", "acquired": "Run:ai"}),
    ("Apple bought Bramble Software.", "Acquisition", {"acquirer": "Apple", "acquired": "Bramble Software"}),
]


@pytest.mark.parametrize(("text", "kind", "args"), CONSTRUCTIONS)
def test_a_construction_gives_its_arguments(text: str, kind: str, args: dict[str, str], read_english: Read) -> None:
    [event] = [event for event in read_english(text)["events"] if event["type"] == kind]
    assert {role: event["args"][role][0] for role in args} == args


STATUSES = [
    ("Microsoft acquired GitHub.", "actual"),
    ("Microsoft plans to acquire GitHub.", "planned"),
    ("Microsoft does not expect to acquire GitHub before May.", "planned"),
    ("Microsoft did not acquire GitHub until May.", "actual"),
    ("Microsoft will acquire GitHub.", "planned"),
    ("Microsoft is considering acquiring GitHub.", "hypothetical"),
    ("Microsoft could acquire GitHub.", "hypothetical"),
    ("Microsoft did not acquire GitHub.", "denied"),
    ("Microsoft has no plans to acquire GitHub.", "denied"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_what_governs_an_event_gives_its_status(text: str, status: str, read_english: Read) -> None:
    [event] = read_english(text)["events"]
    assert event["status"] == status
    assert status == "actual" or event["status_reason"]


def test_a_pronoun_and_a_description_find_whom_they_mean(read_english: Read) -> None:
    found = read_english("Meta is large. The company was sued by Texas. It also bought GitHub.")
    assert [e["args"].get("defendant") or e["args"].get("acquirer") for e in found["events"]] == [["Meta"], ["Meta"]]


def test_a_question_and_generic_talk_tell_nothing(read_english: Read) -> None:
    assert read_english("Will Microsoft buy GitHub? Companies often sue each other.")["events"] == []


def test_every_span_is_the_text_that_it_names(read_english: Read) -> None:
    title = "EU fines Meta €200 million"
    text = (
        "BRUSSELS (Reuters) - The European Commission fined Meta 200 million euros on Wednesday. The company, which "
        "owns Instagram, said it would appeal.\n\nIn March, Italy’s antitrust authority opened a probe into Meta."
    )
    found = read_english(text, title)
    mentions = [m for e in found["entities"] for m in e["mentions"]]
    mentions += [span for e in found["events"] for span in (e["evidence"], e["trigger"], *e["arguments"])]
    mentions += [fact["evidence"] for fact in found["facts"]]
    assert found["events"]
    assert mentions
    for mention in mentions:
        source = title if mention.get("field") == "title" else text
        assert source[mention["start"] : mention["end"]] == mention["text"]


def test_reading_twice_gives_the_same(read_english: Read) -> None:
    text = "Nvidia was sued by Texas, Florida and Ohio. Microsoft will acquire GitHub for $7.5 billion."
    assert read_english(text) == read_english(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "a" * 5000, "“”’—…", "$", "((((", "Meta " * 300])
def test_odd_texts_are_read_without_a_fuss(text: str, read_english: Read) -> None:
    assert read_english(text, title=text[:50])["text"] == text
