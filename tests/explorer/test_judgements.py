"""What an analyst decides in the explorer: recorded, shown, undone, published."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_explorer import TestClient, client_of, publish_extractions, small_samples

from explorer.judgements.publishing import Publisher
from explorer.judgements.resolving import resolved_entity, resolved_event
from policygraph.archive import Archive, Judgement
from policygraph.errors import InputError
from policygraph.settings import Settings


@pytest.fixture
def here(tmp_path: Path) -> Path:
    publish_extractions(tmp_path, small_samples())
    return tmp_path


@pytest.fixture
def client(here: Path) -> Iterator[TestClient]:
    with client_of(here) as made:
        yield made


def path_of(iri: str) -> str:
    return "/event/" + iri.split("/policygraph/")[1].removeprefix("event/")


def an_event(client: TestClient, kind: str = "Lawsuit") -> dict[str, Any]:
    found: dict[str, Any] = client.get("/events.json", params={"type": kind}).json()["events"][0]
    return found


def send(client: TestClient, page: str, **fields: str) -> Any:
    """Send a form as the page has it."""
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(page).text)
    assert found
    return client.post("/judgements", data={"form_token": found[1], "back": page, **fields}, follow_redirects=False)


def journal(home: Path) -> tuple[Judgement, ...]:
    with Archive(Settings(home=home).archive_url) as archive:
        return archive.judgements()


def test_an_event_is_rejected_and_that_undone(here: Path, client: TestClient) -> None:
    event = an_event(client)
    page = path_of(event["iri"])
    done = send(client, page, kind="event", verdict="negative", subject=event["iri"], note="A <b>rumour</b>")
    assert (done.status_code, done.headers["location"]) == (303, f"{page}#judgements")
    shown = client.get(page).text
    assert "A &lt;b&gt;rumour&lt;/b&gt;" in shown
    assert "waits to be published" in shown
    entry = client.get("/judgements.json").json()["entries"][0]
    assert (entry["judgement"]["verdict"], entry["counts"], entry["pending"]) == ("negative", True, True)
    assert entry["subject"]["text"].startswith("Lawsuit: ")
    assert entry["judgement"]["who"]
    send(client, page, kind="event", verdict="none", subject=event["iri"])
    assert [each["counts"] for each in client.get("/judgements.json").json()["entries"]] == [False, False]
    assert [judgement.verdict for judgement in journal(here)] == ["negative", "none"]


def test_entities_are_compared_by_name_in_any_script_or_by_address(here: Path, client: TestClient) -> None:
    base = client.get("/entity/openai.json").json()["entity"]["iri"].removesuffix("openai")
    for other in ("anthropic", f"{base}anthropic", "http://127.0.0.1:8000/entity/anthropic", "/entity/anthropic"):
        done = send(
            client, "/entity/openai", kind="same_entity", verdict="negative", subject=f"{base}openai", other=other
        )
        assert done.status_code == 303
    assert {(j.subject, j.object) for j in journal(here)} == {(f"{base}anthropic", f"{base}openai")}
    assert "two entities" in client.get("/entity/anthropic").text


def test_a_name_that_several_have_is_asked_back(here: Path, client: TestClient) -> None:
    iri = client.get("/entity/openai.json").json()["entity"]["iri"]
    asked = send(client, "/entity/openai", kind="same_entity", verdict="positive", subject=iri, other="a")
    assert asked.status_code == 200
    assert "Whom do you mean?" in asked.text
    choices = re.findall(r'type="radio" name="choice" value="([^"]+)"', asked.text)
    assert len(choices) > 1
    token = re.search(r'name="form_token" value="([^"]+)"', asked.text)
    assert token
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
    target = next(choice for choice in choices if choice != iri)
    done = client.post("/judgements", data={**again, "choice": target}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/entity/openai#judgements")
    made = journal(here)[0]
    assert {made.subject, made.object} == {iri, target}
    nobody = send(client, "/entity/openai", kind="same_entity", verdict="positive", subject=iri, other="Qqxx")
    assert nobody.status_code == 400
    assert "copy the address of its page" in nobody.text


def test_roles_are_replaced_removed_and_added(here: Path, client: TestClient) -> None:
    page = path_of(an_event(client)["iri"])
    report = client.get(page + ".json").json()["versions"][0]["report"]
    argument = report["arguments"][0]
    filler = argument["entity"] or argument["text"]
    common = {"kind": "role", "subject": report["iri"], "role": argument["role"]}
    send(client, page, **common, verdict="positive", old=filler, other="Anthropic")
    send(client, page, **common, verdict="negative", other="a phrase of the text", **{"as": "phrase"})
    send(client, page, **common, verdict="positive", choice="a group of authors")
    send(client, page, **common, verdict="positive", other="a group of authors")
    kept = [(j.verdict, j.object.rpartition("/")[2], j.role) for j in journal(here)]
    short = filler.rpartition("/")[2]
    assert kept[:4] == [
        ("negative", short, argument["role"]),
        ("positive", "anthropic", argument["role"]),
        ("negative", "a phrase of the text", argument["role"]),
        ("positive", "a group of authors", argument["role"]),
    ]
    assert len(kept) == 4  # the last one was asked back: an entity, or the words?


def test_a_name_is_added(here: Path, client: TestClient) -> None:
    iri = client.get("/entity/openai.json").json()["entity"]["iri"]
    send(client, "/entity/openai", kind="alias", verdict="positive", subject=iri, other="Open AI Global")
    assert journal(here)[0].object == "Open AI Global"
    assert "Open AI Global" in client.get("/entity/openai").text


def test_events_are_compared_by_the_address_of_their_page(here: Path, client: TestClient) -> None:
    events = client.get("/events.json", params={"type": "Lawsuit"}).json()["events"]
    first, second = path_of(events[0]["iri"]), path_of(events[1]["iri"])
    fields = {"kind": "same_event", "verdict": "positive", "subject": events[0]["iri"]}
    assert send(client, first, **fields, other=f"http://127.0.0.1:8000{second}").status_code == 303
    made = journal(here)[0]
    assert {made.subject, made.object} == {events[0]["iri"], events[1]["iri"]}
    refused = send(client, first, **fields, other="/event/no-such")
    assert refused.status_code == 400
    assert "copy the address of its page" in refused.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "event", "verdict": "negative", "subject": "https://x.example/event/1"}, "not in this snapshot"),
        ({"kind": "alias", "verdict": "positive", "subject": "%openai", "other": ""}, "takes"),
        ({"kind": "alias", "verdict": "unsure", "subject": "%openai", "other": "x"}, "not &#39;unsure&#39;"),
        ({"kind": "nonsense", "verdict": "positive", "subject": "%openai"}, "not in this snapshot"),
        (
            {"kind": "same_entity", "verdict": "positive", "subject": "%openai", "other": "%openai"},
            "both IRIs are the same",
        ),
        ({"kind": "alias", "verdict": "positive", "subject": "%openai", "other": "x" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_words(
    here: Path, client: TestClient, fields: dict[str, str], message: str
) -> None:
    iri = client.get("/entity/openai.json").json()["entity"]["iri"]
    filled = {name: value.replace("%openai", iri) for name, value in fields.items()}
    refused = send(client, "/entity/openai", **filled)
    assert refused.status_code == 400
    assert message in refused.text
    assert journal(here) == ()


def test_the_history_is_chosen_from_by_kind_and_person(here: Path) -> None:
    with client_of(here, login_header="X-User") as client:
        client.headers["X-User"] = "ada"
        iri = client.get("/entity/openai.json").json()["entity"]["iri"]
        send(client, "/entity/openai", kind="alias", verdict="positive", subject=iri, other="One")
        client.headers["X-User"] = "grace"
        send(client, "/entity/openai", kind="alias", verdict="positive", subject=iri, other="Two")
        send(client, "/entity/openai", kind="same_entity", verdict="unsure", subject=iri, other="Anthropic")
        found = client.get("/judgements.json", params={"who": "grace", "kind": "alias"}).json()
        assert [entry["judgement"]["object"] for entry in found["entries"]] == ["Two"]
        assert found["people"] == ["ada", "grace"]
        assert found["pending"] == 3


def test_whoever_may_not_judge_sees_no_form(here: Path) -> None:
    with client_of(here, login_header="X-User") as client:
        shown = client.get("/entity/openai").text
        assert 'name="form_token"' not in shown
        assert "must set the header" in shown
        assert client.post("/judgements", data={}).status_code == 403
        assert client.post("/judgements/publish", data={}).status_code == 403
    assert not (here / "archive.sqlite").exists()


def test_programs_judge_in_json(here: Path) -> None:
    from explorer.login.tokens import add_token

    secret = add_token(here / "tokens", "robot")
    with client_of(here, token_file=here / "tokens") as client:
        iri = client.get("/entity/openai.json").json()["entity"]["iri"]
        headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json"}
        body = {"kind": "alias", "verdict": "positive", "subject": iri, "other": "Open AI"}
        said = client.post("/judgements", json=body, headers=headers).json()["judgements"]
        assert [(each["who"], each["object"]) for each in said] == [("robot", "Open AI")]
        assert client.post("/judgements", json={**body, "verdict": "maybe"}, headers=headers).status_code == 400


def test_a_name_is_an_entity_only_where_it_is_clear(here: Path, client: TestClient) -> None:
    from explorer.dataset import Dataset

    dataset = Dataset(here)
    with dataset.open() as data:
        assert resolved_entity(data.listing, "字節跳動")[0].endswith("/entity/bytedance")
        assert resolved_entity(data.listing, "bytedance")[0].endswith("/entity/bytedance")
        assert resolved_entity(data.listing, "byte")[0] == ""
        with pytest.raises(InputError):
            resolved_event(data.listing, "http://[broken/event/x")
    dataset.close()


def test_publishing_runs_the_commands_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$3" >> {told}\necho done "$3"\n[ "$3" != bad ]\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    publisher = Publisher({}, (("consolidate",), ("infer",)))
    assert publisher.publication().state == "none"
    publisher.start()
    publisher.start()
    publisher.wait()
    assert publisher.publication().state == "done"
    assert publisher.publication().said == "done consolidate\ndone infer"
    assert told.read_text(encoding="utf-8").split() == ["consolidate", "infer"] * 2
    failing = Publisher({}, (("bad",), ("infer",)))
    failing.start()
    failing.wait()
    assert failing.publication().state == "failed"


def published(client: TestClient) -> dict[str, Any]:
    """Have the judgements take effect, by the button; how that ended."""
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/judgements").text)
    assert found
    client.post("/judgements/publish", data={"form_token": found[1]})
    for _ in range(600):
        state: dict[str, Any] = client.get("/judgements.json").json()
        if state["publication"]["state"] != "running":
            return state
        time.sleep(0.1)
    raise AssertionError("it never ended")


def test_judgements_take_effect_when_they_are_published(here: Path, client: TestClient) -> None:
    """By the real commands, in processes of their own, as an analyst has it done."""
    wrong = an_event(client, "Restriction")
    lawsuit_page = path_of(an_event(client)["iri"])
    report = client.get(lawsuit_page + ".json").json()["versions"][0]["report"]
    base = client.get("/entity/openai.json").json()["entity"]["iri"].removesuffix("openai")
    send(client, "/review", kind="event", verdict="negative", subject=wrong["iri"])
    fields = {"kind": "role", "subject": report["iri"], "role": "plaintiff", "verdict": "positive"}
    send(client, "/review", **fields, old=f"{base}elon-musk", other="ByteDance")
    send(client, "/review", kind="alias", verdict="positive", subject=f"{base}openai", other="Zweckform")
    before = client.get("/events.json").json()["total"]
    state = published(client)
    assert (state["publication"]["state"], state["pending"]) == ("done", 0), state["publication"]["said"]
    events = client.get("/events.json").json()
    assert events["total"] < before
    assert wrong["iri"] not in {event["iri"] for event in events["events"]}
    gone = client.get(path_of(wrong["iri"]))
    assert (gone.status_code, "judged to be wrong" in gone.text) == (404, True)
    lawsuit = client.get(lawsuit_page + ".json").json()["event"]
    names = [one["entity"]["name"] for one in lawsuit["participants"] if one["role"] == "plaintiff"]
    assert "ByteDance" in names
    assert [found["name"] for found in client.get("/search.json?q=zweckform").json()["found"]["entities"]] == ["OpenAI"]
    send(client, "/review", kind="event", verdict="none", subject=wrong["iri"])
    published(client)
    assert client.get(path_of(wrong["iri"])).status_code == 200


def test_entities_that_are_one_are_listed_as_one(here: Path, client: TestClient) -> None:
    base = client.get("/entity/openai.json").json()["entity"]["iri"].removesuffix("openai")
    alone = client.get("/entity/openai.json").json()["event_total"]
    send(client, "/entity/openai", kind="same_entity", verdict="positive", subject=f"{base}openai", other="Anthropic")
    assert published(client)["publication"]["state"] == "done"
    one = client.get("/entity/openai.json").json()
    assert one["entity"]["iri"] == client.get("/entity/anthropic.json").json()["entity"]["iri"]
    assert one["event_total"] > alone
    listed = {entity["iri"] for entity in client.get("/entities.json").json()["entities"]}
    assert len(listed & {f"{base}openai", f"{base}anthropic"}) == 1
    for path in ("/events", "/articles", "/", "/network?entity=anthropic", "/exposure"):
        assert client.get(path).status_code == 200, path
    for article in client.get("/articles.json").json()["articles"]:
        assert client.get(f"/article/{article['id']}").status_code == 200, article["id"]
