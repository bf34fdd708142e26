"""What reading Chinese costs against the bare pipeline on the same folded texts, and what a second process brings.

    python -m benchmarks.chinese_speed ARTICLES.jsonl... [--count 200] [--workers 2] [--repeats 3]

How it is measured stands in ``benchmarks/speed.py``. The pipeline gets no titles here: reading does not ask it for any.
"""

from __future__ import annotations

from benchmarks.speed import Comparison, compare
from extractors.chinese.fold import fold_prose
from extractors.chinese.pipeline import load_pipeline
from policygraph.records import Article
from policygraph.settings import settings


def _passages(article: Article) -> list[str]:
    return [fold_prose(article.text)]


def main() -> None:
    what = Comparison(
        "benchmarks.chinese_speed", lambda: load_pipeline(settings().zh_model), _passages, "characters", len
    )
    compare(what, __doc__)


if __name__ == "__main__":
    main()
