"""Whether memory stays flat over a stream of English articles, with names in them that were never seen before.

    python benchmarks/english_memory.py ARTICLES.jsonl [--count 20000] [--words 80] [--every 1000]

The articles are cut to so many words and repeated; each time, half of the capitalised words that open no sentence are
replaced by invented ones, so that the vocabulary would grow without end if nothing let go of it. Prints the resident
memory after every so many articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from extractors.extraction import article_from_json
from extractors.pipeline import extract
from policygraph.records import Article

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fin",
    "gra",
    "hel",
    "jun",
    "kal",
    "lor",
    "mir",
    "nex",
    "pol",
    "quo",
    "ras",
    "tev",
    "vul",
)


def resident() -> float:
    """MiB of this process in memory (Linux)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def renamed(text: str, chance: random.Random) -> str:
    """The text with half of its names replaced by invented ones."""
    return _NAME.sub(lambda found: _invented(chance) if chance.random() < 0.5 else found[0], text)


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()


def articles(files: list[Path], words: int) -> Iterator[Article]:
    """Articles without end, no two alike."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(0)
    for number, row in enumerate(cycle(rows)):
        text = renamed(" ".join(row["text"].split()[:words]), chance)
        yield article_from_json({**row, "id": str(number), "text": text})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=80)
    parser.add_argument("--every", type=int, default=1_000)
    options = parser.parse_args()
    start = time.perf_counter()
    for number, _ in enumerate(extract(islice(articles(options.files, options.words), options.count)), 1):
        if number % options.every == 0:
            print(f"{number:6} articles {resident():7.0f} MiB {time.perf_counter() - start:6.0f} s", flush=True)


if __name__ == "__main__":
    main()
