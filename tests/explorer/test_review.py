"""The review queue: what is most doubtful first, and what was decided no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_explorer import TestClient, client_of, publish_extractions, small_samples
from sample_extractions import Writer, article, unknown
from test_judgements import send

from graph.listing import build_listing, listing_of
from graph.opening import open_store
from graph.snapshot import open_current
from policygraph.records import Extraction, Language


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Over a consolidated graph, in which two reports of a lawsuit are one event that they disagree about."""
    from graph.consolidate import consolidate

    publish_extractions(tmp_path, small_samples())
    with open_store("oxigraph:", tmp_path) as store:
        consolidate(store)
        store.publish()
    with open_current(tmp_path) as snapshot:
        build_listing(snapshot, listing_of(snapshot.folder))
    with client_of(tmp_path) as made:
        yield made


def question(client: TestClient, **parameters: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/review.json", params=parameters).json()
    return found


def answer(client: TestClient, verdict: str, **parameters: str) -> dict[str, Any]:
    """Decide the question at the head of the queue; the question."""
    asked = question(client, **parameters)
    kind, subject, other, role = asked["doubt"]["question"]
    page = "/review" + ("?about=" + parameters["about"] if "about" in parameters else "")
    fields = {"kind": kind, "subject": subject, "other": other, "role": role, "verdict": verdict}
    assert send(client, page, **{name: value for name, value in fields.items() if value}).status_code == 303
    return asked


def test_the_greatest_doubt_comes_first(client: TestClient) -> None:
    total = question(client)["total"]
    assert total > 5
    doubts = [question(client, place=str(place))["doubt"]["doubt"] for place in range(total)]
    assert doubts == sorted(doubts, reverse=True)
    assert question(client, place=str(total))["doubt"] is None
    assert question(client, place="nonsense")["place"] == 0


def test_what_was_decided_is_asked_no_more(client: TestClient) -> None:
    before = question(client, about="event")
    asked = answer(client, "positive", about="event")
    after = question(client, about="event")
    assert after["total"] == before["total"] - 1
    assert after["doubt"]["question"] != asked["doubt"]["question"]
    assert client.get("/judgements.json").json()["entries"][0]["judgement"]["verdict"] == "positive"


def test_what_was_left_undecided_comes_first_again(client: TestClient) -> None:
    asked = answer(client, "unsure", about="event")
    first = question(client)
    assert (first["doubt"]["about"], first["doubt"]["question"]) == ("undecided", asked["doubt"]["question"])
    assert question(client)["counts"]["undecided"] == 1
    answer(client, "negative")
    assert question(client)["counts"]["undecided"] == 0


def test_contradictions_ask_whether_the_reports_are_of_one_event(client: TestClient) -> None:
    found = question(client, about="conflict")
    assert found["total"] >= 1
    assert found["doubt"]["question"][0] == "same_event"
    assert len(found["versions"]) == 2
    assert "amount" in found["doubt"]["words"]
    shown = client.get("/review?about=conflict").text
    assert "Is this one event?" in shown
    assert 'class="ev' in shown


def test_entities_that_were_left_undecided_are_shown_side_by_side(client: TestClient) -> None:
    iri = client.get("/entity/openai.json").json()["entity"]["iri"]
    send(client, "/entity/openai", kind="same_entity", verdict="unsure", subject=iri, other="Anthropic")
    found = question(client)
    assert {one["entity"]["name"] for one in found["compared"]} == {"OpenAI", "Anthropic"}
    assert "Is this one entity?" in client.get("/review").text


def test_an_event_that_was_judged_asks_nothing_of_its_parts(client: TestClient) -> None:
    conflict = question(client, about="conflict")
    event = conflict["doubt"]["event"]
    send(client, "/review", kind="event", verdict="positive", subject=event)
    assert all(
        question(client, place=str(place))["doubt"]["event"] != event for place in range(question(client)["total"])
    )


def purchase(identifier: str, buyer: str, text: str, language: Language) -> Extraction:
    """An article that tells of the purchase of one start-up, by its own name for the buyer."""
    writer = Writer(article(identifier, text, lang=language, published="2025-09-07", publisher=identifier))
    who, whom = unknown("Company", buyer, language), unknown("Company", "Lumenfold")
    arguments = [("acquirer", who, buyer), ("acquired", whom, "Lumenfold")]
    return writer.event("Acquisition", "actual", arguments, "Lumenfold", text).done()


def test_entities_that_may_be_one_are_asked_about_and_judged_with_one_answer(tmp_path: Path) -> None:
    in_english = purchase("en8", "Corvane Systems", "Corvane Systems bought Lumenfold.", "en")
    in_chinese = purchase("zh8", "科凡系统", "科凡系统（Corvane Systems）收购Lumenfold。", "zh-Hans")
    publish_extractions(tmp_path, [in_english, in_chinese])
    with client_of(tmp_path) as client:
        found = question(client, about="entity")
        assert (found["total"], found["counts"]["entity"]) == (1, 1)
        assert {one["entity"]["name"] for one in found["compared"]} == {"Corvane Systems", "科凡系统"}
        assert all(one["events"] and one["articles"] for one in found["compared"])
        page = client.get("/review?about=entity").text
        assert "Is this one entity?" in page
        assert "科凡系统（Corvane Systems）" in page
        assert "Two events are alike but for them" in page
        answer(client, "positive", about="entity")
        assert question(client, about="entity")["total"] == 0
        said = client.get("/judgements.json").json()["entries"][0]["judgement"]
        assert (said["kind"], said["verdict"]) == ("same_entity", "positive")
