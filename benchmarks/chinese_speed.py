"""How long reading takes against the bare spaCy pipeline on the same folded texts.

    python benchmarks/chinese_speed.py FILE.jsonl [--limit N]

Each line of the file is an article with ``text``, ``lang`` and ``published``.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from extractors.chinese.fold import fold
from extractors.chinese.pipeline import analyse, load_pipeline
from extractors.chinese.reader import ChineseReader
from extractors.extraction import article_from_json, assemble


def main() -> None:
    """Time both, three rounds each, and print the best and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=150)
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()[: options.limit]
    articles = [article_from_json(json.loads(line)) for line in lines]
    texts, reader, nlp = [fold(article.text) for article in articles], ChineseReader(), load_pipeline("")
    best = {"pipeline": 1e9, "reading": 1e9}
    for _ in range(4):
        start = time.process_time()
        list(analyse(nlp, texts))
        best["pipeline"] = min(best["pipeline"], time.process_time() - start)
        start = time.process_time()
        _ = [assemble(reading) for reading in reader.read(articles)]
        best["reading"] = min(best["reading"], time.process_time() - start)
    size = sum(map(len, texts))
    print(f"{len(articles)} articles, {size} characters")
    print(
        f"pipeline {best['pipeline']:.2f} s, reading {best['reading']:.2f} s, ratio {best['reading'] / best['pipeline']:.2f}"  # noqa: E501
    )


if __name__ == "__main__":
    main()
