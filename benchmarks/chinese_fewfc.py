"""How well suits and takeovers of FewFC (CC BY-SA 4.0) are read: type found, and who stands in which role.

    python benchmarks/chinese_fewfc.py dev_base.json [--limit N]

FewFC's 起诉 answers to Lawsuit and Ruling (it counts verdicts), 投资 and 股份股权转让 to Acquisition, Investment and
FundingRound; share pledges and sell-downs have no counterpart and are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from extractors.chinese.fold import fold
from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from policygraph.records import Article, Extraction

_TYPES = {"起诉": ("Lawsuit", "Ruling"), "投资": ("Acquisition", "Investment", "FundingRound")}
_ROLES = {
    "sub-org": "first",
    "sub-per": "first",
    "sub": "first",
    "obj-org": "second",
    "obj-per": "second",
    "obj": "second",
}
_SIDES = {
    "plaintiff": "first",
    "acquirer": "first",
    "investor": "first",
    "defendant": "second",
    "acquired": "second",
    "recipient": "second",
}


def _same(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W", "", fold(name)).casefold() for name in (one, other))
    return bool(a and b) and (a in b or b in a)


def _judge(row: dict[str, Any], extraction: Extraction, tally: Counter[str]) -> None:
    names = {e.iri: {e.name, *(n for _, n in e.names)} for e in extraction.entities}
    for kind, types in _TYPES.items():
        gold = [event for event in row["events"] if event["type"] == kind]
        found = [event for event in extraction.events if event.type in types]
        tally[f"{kind}: sentences with"] += bool(gold)
        tally[f"{kind}: found"] += bool(gold and found)
        tally[f"{kind}: found where none is"] += bool(found and not gold and not row["events"])
        wanted = {(m["word"], _ROLES[m["role"]]) for e in gold for m in e["mentions"] if m["role"] in _ROLES}
        given = [(a, _SIDES[a.role]) for e in found for a in e.arguments if a.role in _SIDES] if gold else []
        said = [({a.mention.text, *names.get(a.filler, ())}, side) for a, side in given]
        tally[f"{kind}: arguments"] += len(wanted)
        tally[f"{kind}: arguments found"] += sum(
            any(s == side and any(_same(w, n) for n in ns) for ns, s in said) for w, side in wanted
        )
        tally[f"{kind}: arguments given"] += len(said)
        tally[f"{kind}: arguments right"] += sum(
            any(s == side and any(_same(w, n) for n in ns) for w, s in wanted) for ns, side in said
        )


def main() -> None:
    """Read the file and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()][: options.limit]
    articles = [Article(id=row["id"], text=row["content"], lang="zh-Hans") for row in rows]
    tally: Counter[str] = Counter()
    for row, reading in zip(rows, ChineseReader().read(articles), strict=True):
        _judge(row, assemble(reading), tally)
    for name, count in tally.items():
        print(f"{name:30} {count}")


if __name__ == "__main__":
    main()
