"""How well funding headlines are read: the 1,000 of FinancialDatasets (not openly licensed: measure only).

    python benchmarks/chinese_funding.py FILE.jsonl

Each line has 事件资讯 (headline), 融资方, 投资方 (separated by spaces), 轮次 and 金额.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.chinese.fold import fold
from extractors.chinese.money import find_sums
from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from policygraph.records import Article, Event, Extraction

_NOBODY = ("未披露机构", "个人投资者", "无")  # what the list writes where nobody is named
_NO_ROUND = ("", "未披露", "新三板", "定向增发", "股权转让", "私有化", "未知")  # markets and ways of selling, no rounds


def _same(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W", "", fold(name)).casefold() for name in (one, other))
    return bool(a and b) and (a == b or (min(len(a), len(b)) > 1 and (a in b or b in a)))


def _named(extraction: Extraction, event: Event, role: str) -> list[set[str]]:
    names = {e.iri: {e.name, *(n for _, n in e.names), *(m.text for m in e.mentions)} for e in extraction.entities}
    return [names.get(a.filler, {a.filler}) | {a.mention.text} for a in event.arguments if a.role == role]


def _judge(row: Mapping[str, str], extraction: Extraction, tally: Counter[str]) -> None:
    events = [
        event for event in extraction.events if event.type in ("FundingRound", "Investment", "Acquisition", "Offering")
    ]
    rounds = [event for event in events if event.type == "FundingRound"]
    event = rounds[0] if rounds else None
    tally["headlines"] += 1
    _judge_any_amount(row, events, tally)
    # the list counts takeovers and listings too: there the company is who is bought or listed
    roles = {
        "FundingRound": "recipient",
        "Acquisition": "acquired",
        "Investment": "recipient",
        "Offering": "organization",
    }
    recipients = [names for e in events for names in _named(extraction, e, roles[e.type])]
    tally["recipient given"] += bool(recipients)
    tally["recipient right"] += any(_same(row["融资方"], name) for names in recipients for name in names)
    tally["with a round"] += event is not None
    if event is None:
        return
    wanted = [name for name in row["投资方"].split() if name in row["事件资讯"] and name not in _NOBODY]
    found = _named(extraction, event, "investor")
    tally["investors wanted"] += len(wanted)
    tally["investors found"] += sum(any(_same(w, n) for names in found for n in names) for w in wanted)
    tally["investors given"] += len(found)
    tally["investors right"] += sum(any(_same(w, n) for n in names for w in row["投资方"].split()) for names in found)
    _judge_amount(row, event, tally)


def _judge_any_amount(row: Mapping[str, str], events: Sequence[Event], tally: Counter[str]) -> None:
    """The sum of a headline, whatever kind of event it was read as."""
    gold = [item for item in find_sums(row["金额"]) if item.value]
    if gold and row["金额"].strip("约超近逾") in row["事件资讯"]:
        tally["amounts of all headlines"] += 1
        tally["of them right"] += any(e.amount is not None and e.amount.value == gold[0].value for e in events)


def _judge_amount(row: Mapping[str, str], event: Event, tally: Counter[str]) -> None:
    gold = [item for item in find_sums(row["金额"]) if item.value]
    if gold and row["金额"].strip("约超近逾") in row["事件资讯"]:
        tally["amounts wanted"] += 1
        tally["amounts right"] += event.amount is not None and event.amount.value == gold[0].value
    said = dict(event.attributes).get("round", "")
    if row["轮次"] not in _NO_ROUND and row["轮次"] in row["事件资讯"]:
        tally["rounds wanted"] += 1
        tally["rounds right"] += bool(said)


def main() -> None:
    """Read the file and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=str(i), text=row["事件资讯"], lang="zh-Hans") for i, row in enumerate(rows)]
    tally: Counter[str] = Counter()
    for row, reading in zip(rows, ChineseReader().read(articles), strict=True):
        before = tally["recipient right"]
        _judge(row, assemble(reading), tally)
        if options.errors and tally["recipient right"] == before:
            options.errors -= 1
            print("not right:", row["事件资讯"], "|", row["融资方"])
    for name, count in tally.items():
        print(f"{name:20} {count}")


if __name__ == "__main__":
    main()
