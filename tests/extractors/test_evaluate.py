"""The evaluation counts as the guidelines' scorer does, on gold spoilt in every way that an extraction can be."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from extractors.evaluate import evaluate, normalise, same

GOLD = {
    "id": "a",
    "text": "Acme sued Globex. Globex makes the Zap.",
    "entities": [
        {"name": "Acme", "type": "Company", "aliases": ["Acme Inc"]},
        {"name": "Globex", "type": "Company", "aliases": []},
    ],
    "events": [
        {
            "type": "Lawsuit",
            "status": "actual",
            "evidence": "Acme sued Globex",
            "args": {"plaintiff": ["Acme"], "defendant": ["Globex"]},
            "date": "2024-05",
            "amount": {"value": 5, "currency": "USD"},
        }
    ],
    "facts": [{"type": "Makes", "subject": "Globex", "object": "the Zap", "evidence": "Globex makes the Zap"}],
}


def test_gold_agrees_with_itself() -> None:
    scores = evaluate([GOLD], [GOLD])
    assert {name: scores.tally(name).f1 for name in ("entity", "event", "key", "role", "fact")} == dict.fromkeys(
        ("entity", "event", "key", "role", "fact"), 1.0
    )
    assert [scores.share(name).value for name in ("amount", "date", "status")] == [1.0, 1.0, 1.0]


def test_an_article_without_prediction_counts_as_missed() -> None:
    scores = evaluate([GOLD], [])
    assert (scores.tally("event").tp, scores.tally("event").fn, scores.tally("fact").fn) == (0, 1, 1)


def test_swapped_roles_are_no_identified_event() -> None:
    wrong = copy.deepcopy(GOLD)
    wrong["events"][0]["args"] = {"plaintiff": ["Globex"], "defendant": ["Acme"]}  # type: ignore[index]
    scores = evaluate([GOLD], [wrong])
    assert (scores.tally("event").tp, scores.tally("key").tp, scores.tally("role").tp) == (1, 0, 0)
    assert scores.errors


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Acme Inc.", "ACME", True),
        ("字節跳動", "字节跳动有限公司", True),
        ("the FTC", "FTC", True),
        ("Oscar", "Oscar Health", True),
        ("Meta", "Metaverse", False),
    ],
)
def test_names_compare_as_people_compare_them(one: str, other: str, expected: bool) -> None:
    assert same(frozenset({normalise(one)}), frozenset({normalise(other)})) is expected


def _spoilt(article: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """An extraction with what extractions get wrong: names, types, roles, values, and whole events."""
    wrong = copy.deepcopy(article)
    wrong["entities"] = [
        e | {"type": chance.choice([e["type"], "Company"])} for e in wrong["entities"] if chance.random() > 0.2
    ]
    wrong["events"] = [_spoilt_event(event, chance) for event in wrong["events"] if chance.random() > 0.2]
    wrong["facts"] = [fact for fact in wrong.get("facts", []) if chance.random() > 0.3]
    return wrong


def _spoilt_event(event: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    roles = list(event["args"])
    values = [fillers for fillers in event["args"].values() if chance.random() > 0.1]
    chance.shuffle(roles)
    wrong = event | {
        "args": dict(zip(roles, values, strict=False)),
        "status": chance.choice([event["status"], "planned"]),
    }
    if chance.random() < 0.3:
        wrong["date"] = "2001"
    if event.get("amount") and chance.random() < 0.5:
        wrong["amount"] = event["amount"] | {"value": event["amount"]["value"] * 2}
    return wrong


@pytest.mark.shared
@pytest.mark.parametrize("language", ["en", "zh"])
def test_agrees_with_the_guidelines_scorer(shared: Path, language: str) -> None:
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (shared / "eval" / "dev" / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    for seed in range(5):
        predicted = [_spoilt(article, random.Random(f"{seed}{article['id']}")) for article in gold]
        expected = scorer.score(gold, {article["id"]: article for article in predicted})
        assert evaluate(gold, predicted).to_json() == expected
