"""How well articles are read that no rule was tuned on: our annotations, joined with articles that lie elsewhere.

    python benchmarks/fresh.py CORPUS

``benchmarks/gold`` holds annotations without the text (entities, events with offsets, facts; otherwise in the format of
``policygraph evaluate``), since the publishers keep their rights in it. CORPUS is the folder that holds the articles:
each annotation names the file in it and the articles there whose texts, joined by line breaks, it speaks of.

Who reads the errors of these articles and mends them has spent them: annotate new ones. ``benchmarks/gold/README.md``
says which of the files are spent, which were learned from and which are sealed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).with_name("gold")
ARTICLES = ("en*.jsonl", "zh*.jsonl")  # the other files there are not annotated articles
SHOWN = ("entity", "event", "key", "role", "fact")


def joined(gold: Path, corpus: Path) -> Iterator[dict[str, Any]]:
    """The annotated articles of a file, each with its text.

    Raises:
        KeyError: the corpus lacks an article.
    """
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = {file: _articles(corpus / file) for file in {row["file"] for row in rows}}
    for row in rows:
        parts = [texts[row["file"]][identifier] for identifier in row["articles"]]
        first = parts[0]
        published = first.get("published") or first.get("date") or ""
        text = "\n".join(part["text"] for part in parts)
        yield row | {"text": text, "published": published, "title": first["title"] if len(parts) == 1 else ""}


def _articles(file: Path) -> dict[str, dict[str, Any]]:
    articles = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {article["id"]: article for article in articles}


def main() -> None:
    from extractors.evaluate import evaluate
    from extractors.extraction import article_from_json, to_json
    from extractors.pipeline import extract

    for gold in sorted(file for pattern in ARTICLES for file in GOLD.glob(pattern)):
        articles = list(joined(gold, Path(sys.argv[1])))
        predicted = [to_json(extraction) for extraction in extract(map(article_from_json, articles))]
        scores = evaluate(articles, predicted).to_json()
        print(gold.name, f"{len(articles)} articles", {name: scores[name]["f1"] for name in SHOWN})


if __name__ == "__main__":
    main()
