"""Names found in third parties' Chinese gold: Universal NER (people, organisations, places) and CLUENER (research use).

    python benchmarks/chinese_names.py UNER-dev.iob2 CLUENER-dev.json

Counts spans whose edges and kind are right, of people, organisations (with companies and public bodies) and places,
as the shipped pipeline alone finds them (it was trained on the sister file of the first) and as the whole reader does.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extractors.chinese.fold import fold
from extractors.chinese.pipeline import load_pipeline
from extractors.chinese.reader import ChineseReader
from policygraph.records import Article

Spans = set[tuple[int, int, str]]
_CLUENER = {"company": "ORG", "organization": "ORG", "government": "ORG", "name": "PER", "address": "LOC"}
_OURS = {"Company": "ORG", "Organization": "ORG", "GovernmentBody": "ORG", "Person": "PER", "Place": "LOC"}


def uner(path: Path) -> Iterable[tuple[str, Spans]]:
    """Sentences of a CoNLL file with their names."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        match = re.search(r"^# text = (.*)$", block, re.M)
        if not match:
            continue
        text, position, spans = match[1], 0, []
        for row in (line.split("\t") for line in block.splitlines() if line and line[0] != "#"):
            start = text.find(row[1], position)
            if start < 0:
                break
            position = start + len(row[1])
            if row[2].startswith("B-"):
                spans.append((start, position, row[2][2:]))
            elif row[2].startswith("I-") and spans:
                spans[-1] = (spans[-1][0], position, spans[-1][2])
        yield text, set(spans)


def cluener(path: Path) -> Iterable[tuple[str, Spans]]:
    """Sentences of CLUENER with the names of the kinds that we have too."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked = [
            (a, b + 1, _CLUENER[k])
            for k, names in row["label"].items()
            if k in _CLUENER
            for s in names.values()
            for a, b in s
        ]
        yield row["text"], set(marked)


def report(name: str, pairs: Iterable[tuple[Spans, Spans]]) -> None:
    """Print precision, recall and F1."""
    tally: Counter[str] = Counter()
    for gold, found in pairs:
        for kind in ("PER", "ORG", "LOC"):
            g, f = ({s for s in spans if s[2] == kind} for spans in (gold, found))
            tally[f"{kind} right"] += len(g & f)
            tally[f"{kind} gold"] += len(g)
            tally[f"{kind} found"] += len(f)
    for kind in ("PER", "ORG", "LOC"):
        right, gold, found = (tally[f"{kind} {what}"] for what in ("right", "gold", "found"))
        if gold:
            print(
                f"{name} {kind}: P {right / max(found, 1):.3f} R {right / gold:.3f} F1 {2 * right / (gold + found):.3f}"
            )


def main() -> None:
    """Read the files and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uner", type=Path)
    parser.add_argument("cluener", type=Path)
    options = parser.parse_args()
    for name, rows in (("UNER", list(uner(options.uner))), ("CLUENER", list(cluener(options.cluener)))):
        texts, gold = [text for text, _ in rows], [spans for _, spans in rows]
        report(f"{name}, model alone", zip(gold, by_model(texts), strict=True))
        report(f"{name}, whole reader", zip(gold, by_reader(texts), strict=True))


def by_model(texts: Iterable[str]) -> Iterable[Spans]:
    """What the shipped pipeline finds by itself."""
    for doc in load_pipeline("").pipe(map(fold, texts)):
        yield {(e.start_char, e.end_char, e.label_) for e in doc.ents}


def by_reader(texts: Iterable[str]) -> Iterable[Spans]:
    """What gazetteer, rules and model find together."""
    articles = (Article(id=str(i), text=text, lang="zh-Hans") for i, text in enumerate(texts))
    for reading in ChineseReader().read(articles):
        yield {(m.start, m.end, _OURS[e.type]) for e in reading.entities for m in e.mentions if e.type in _OURS}


if __name__ == "__main__":
    main()
