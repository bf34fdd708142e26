"""What reading English costs against the bare spaCy model, and what a second process brings.

    python -m benchmarks.english_speed ARTICLES.jsonl... [--count 200] [--workers 2] [--repeats 3]

How it is measured stands in ``benchmarks/speed.py``.
"""

from __future__ import annotations

from benchmarks.speed import Comparison, compare
from extractors.english.model import load_model
from policygraph.records import Article
from policygraph.settings import settings


def _passages(article: Article) -> list[str]:
    return [article.title, article.text]


def _words(text: str) -> int:
    return len(text.split())


def main() -> None:
    what = Comparison("benchmarks.english_speed", lambda: load_model(settings().en_model), _passages, "words", _words)
    compare(what, __doc__)


if __name__ == "__main__":
    main()
