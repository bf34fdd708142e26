from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from sample_extractions import article

from graph.consolidate import consolidate
from graph.consolidation.article_reading import LEAD
from graph.consolidation.stories import Told, group
from graph.consolidation.stories import told as told_by
from graph.load import load
from graph.store_embedded import MemoryStore
from graph.tables import to_table
from ontology.terms import PG
from policygraph.records import Extraction

CRASH = "A small plane crashed in Costa Rica on Sunday; ten Americans and two pilots died, San Jose said."
AGAIN = "Ten Americans were among twelve who died when a plane crashed in Costa Rica, San Jose said."
RACE = "Lewis Hamilton won the Brazilian Grand Prix at Interlagos in the rain, ahead of Max Verstappen."
RAIN = "Max Verstappen stormed through the rain at Interlagos as Lewis Hamilton won the Brazilian Grand Prix again."


def told(**texts: str) -> list[Told]:
    return [told_by(name, date(2025, 1, 1), text, "en") for name, text in texts.items()]


def test_articles_on_one_happening_come_together() -> None:
    assert group(told(a=CRASH, b=RACE, c=AGAIN, d=RAIN)) == [("a", "c"), ("b", "d")]


def test_the_order_of_articles_makes_no_difference() -> None:
    many = told(a=CRASH, b=RACE, c=AGAIN, d=RAIN, e=CRASH + RACE)
    expected = group(many)
    for seed in range(5):
        random.Random(seed).shuffle(many)
        assert group(many) == expected


def test_the_same_words_half_a_year_later_are_another_story() -> None:
    crash, race, again, rain = told(a=CRASH, b=RACE, c=AGAIN, d=RAIN)
    late = Told(again.article, date(2025, 7, 1), again.words)
    assert group([crash, race, late, rain]) == [("b", "d")]


def test_an_article_follows_the_earlier_one_and_a_copy_follows_none() -> None:
    store = MemoryStore()
    load(store, [*(Extraction(article(name, text)) for name, text in {"a": CRASH, "b": RACE, "d": RAIN}.items())])
    load(store, [Extraction(article("c", CRASH, copy_of="a"))])
    consolidate(store)
    found = to_table(store.query(f"SELECT ?late ?early WHERE {{ ?late <{PG.follows}> ?early }}")).cells()
    assert [tuple(str(iri).rpartition("/")[2] for iri in row) for row in found] == [("d", "b")]


@pytest.mark.shared
def test_stories_on_real_news_are_right_before_they_are_complete(shared: Path) -> None:
    """B-cubed over 183 articles of 35 happenings; the figures stand in docs/quality.md."""
    gold: dict[str, str] = {}
    read = []
    for line in (shared / "eval/coref/news-clusters.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        gold[each["id"]] = each["cluster"]
        text = f"{each['title']} {each['title']} {each['text'][:LEAD]}"
        read.append(told_by(each["id"], date.fromisoformat(each["published"][:10]), text, each["lang"]))
    precision, recall = b_cubed(gold, group(read))
    assert precision >= 0.95
    assert 2 * precision * recall / (precision + recall) >= 0.90


def b_cubed(gold: dict[str, str], stories: list[tuple[str, ...]]) -> tuple[float, float]:
    found = {each: each for each in gold} | {each: story[0] for story in stories for each in story}
    wanted, made = defaultdict(set), defaultdict(set)
    for each in gold:
        wanted[gold[each]].add(each)
        made[found[each]].add(each)
    shared_by = {each: len(wanted[gold[each]] & made[found[each]]) for each in gold}
    precision = sum(shared_by[each] / len(made[found[each]]) for each in gold) / len(gold)
    recall = sum(shared_by[each] / len(wanted[gold[each]]) for each in gold) / len(gold)
    print(f"B-cubed: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201 (shown by pytest -s)
    return precision, recall
