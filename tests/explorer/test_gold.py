"""What was judged in the explorer serves to measure the extraction that it was judged of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_explorer import TestClient, client_of, publish_extractions, small_samples
from test_judgements import send

from extractors.evaluate import evaluate
from extractors.extraction import to_json
from policygraph.cli import main
from policygraph.records import Extraction
from policygraph.settings import settings

SAMPLES = {extraction.article.id: extraction for extraction in small_samples()}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    publish_extractions(tmp_path, SAMPLES.values())
    with client_of(tmp_path) as made:
        yield made


def events_in(client: TestClient, article: str) -> list[str]:
    return [event["iri"] for _, event in client.get(f"/article/{article}.json").json()["events"]]


def judge(client: TestClient, verdict: str, *iris: str) -> None:
    for iri in iris:
        assert send(client, "/entity/openai", kind="event", verdict=verdict, subject=iri).status_code == 303


def gold(client: TestClient) -> list[dict[str, Any]]:
    return [json.loads(line) for line in client.get("/judgements/gold.jsonl").text.splitlines()]


def scores(truth: list[dict[str, Any]], samples: dict[str, Extraction] = SAMPLES) -> dict[str, Any]:
    return evaluate(truth, [to_json(samples[article["id"]]) for article in truth]).to_json()


def articles_with_events() -> list[str]:
    return [name for name, extraction in SAMPLES.items() if extraction.events]


def test_an_article_that_was_found_right_throughout_scores_full_marks(client: TestClient) -> None:
    assert gold(client) == []
    for article in articles_with_events():
        judge(client, "positive", *events_in(client, article))
    truth = gold(client)
    assert sorted(article["id"] for article in truth) == sorted(articles_with_events())
    found = scores(truth)
    for name in ("event", "role"):
        assert (found[name]["p"], found[name]["r"]) == (1.0, 1.0), name
    assert found["date_accuracy"] == found["status_accuracy"] == found["amount_accuracy"] == 1.0
    assert truth[0]["text"] == SAMPLES[truth[0]["id"]].article.text


def test_what_was_found_wrong_is_a_mistake(client: TestClient) -> None:
    article = max(articles_with_events(), key=lambda name: len(SAMPLES[name].events))
    iris = events_in(client, article)
    assert len(iris) > 1
    judge(client, "negative", iris[0])
    judge(client, "positive", *iris[1:])
    found = scores(gold(client))
    assert found["event"]["fp"] == 1
    assert found["event"]["r"] == 1.0


def test_an_article_that_was_not_looked_at_throughout_is_left_out(client: TestClient) -> None:
    article = max(articles_with_events(), key=lambda name: len(SAMPLES[name].events))
    first, second, *others = events_in(client, article)
    judge(client, "positive", first)
    assert gold(client) == []
    judge(client, "unsure", second)
    judge(client, "positive", *others)
    assert gold(client) == []
    judge(client, "negative", second)
    assert len(gold(client)) == 1
    judge(client, "none", second)
    assert gold(client) == []


def test_corrected_roles_are_the_truth(client: TestClient) -> None:
    page = "/event/" + events_in(client, "en3")[0].split("/policygraph/")[1].removeprefix("event/")
    report = client.get(page + ".json").json()["versions"][0]["report"]
    plaintiff = next(argument for argument in report["arguments"] if argument["role"] == "plaintiff")
    fields = {"kind": "role", "subject": report["iri"], "role": "plaintiff", "verdict": "positive"}
    send(client, page, **fields, old=plaintiff["entity"], other="Anthropic")
    send(client, page, **fields, choice="a group of authors")
    send(
        client,
        page,
        kind="alias",
        verdict="positive",
        subject=plaintiff["entity"].replace("elon-musk", "openai"),
        other="Oh Pen",
    )
    truth = gold(client)
    assert [article["id"] for article in truth] == ["en3"]
    assert truth[0]["events"][0]["args"]["plaintiff"] == ["Anthropic", "a group of authors"]
    names = {entity["name"]: entity["aliases"] for entity in truth[0]["entities"]}
    assert "Oh Pen" in names["OpenAI"]
    assert "Anthropic" in names
    found = scores(truth)
    assert (found["role"]["tp"], found["role"]["fp"], found["role"]["fn"]) == (1, 1, 2)


def test_the_command_writes_the_same_gold(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_HOME", str(tmp_path))
    settings.cache_clear()
    judge(client, "positive", *events_in(client, "en3"))
    with pytest.raises(SystemExit) as ended:
        main(["gold", "-o", str(tmp_path / "gold.jsonl")])
    settings.cache_clear()
    assert ended.value.code == 0
    assert [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text().splitlines()] == gold(client) != []


def test_a_report_is_judged_before_its_event(client: TestClient) -> None:
    page = "/event/" + events_in(client, "en3")[0].split("/policygraph/")[1].removeprefix("event/")
    found = client.get(page + ".json").json()
    judge(client, "negative", found["event"]["iri"])
    send(client, page, kind="report", verdict="positive", subject=found["versions"][0]["report"]["iri"])
    assert len(gold(client)[0]["events"]) == 1
