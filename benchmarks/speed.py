"""What the benchmarks of speed share: the bare model against extraction by turns, one process against several.

The same articles go through the bare model (``nlp.pipe``) and through ``extract``, by turns, in one process, and the
best of the repeats counts. Processor seconds are what the ratio to the model is taken from, as they hardly hang on what
else the machine does. The gain from a second process can only be told in elapsed seconds, and only on a machine that
has nothing else to do; both sides of it start with nothing loaded and are timed once.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from spacy.language import Language

from extractors.extraction import article_from_json
from extractors.pipeline import extract
from policygraph.records import Article


@dataclass(frozen=True)
class Comparison:
    """What a language is measured by."""

    module: str  # to run again for each number of processes
    load: Callable[[], Language]
    passages: Callable[[Article], list[str]]  # of an article, as the bare model gets them
    unit: str  # what its length is counted in
    length: Callable[[str], int]


def articles(files: list[Path], count: int) -> list[Article]:
    """The first articles of the files, by turns."""
    rows = [map(json.loads, file.read_text(encoding="utf-8").splitlines()) for file in files]
    mixed = (row for turn in zip_longest(*rows) for row in turn if row is not None)
    return [article_from_json(row) for row in islice(mixed, count)]


def used(work: Callable[[], object]) -> tuple[float, float]:
    """Elapsed and processor seconds of some work in this process."""
    started, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - processor


def against_model(read: list[Article], what: Comparison, repeats: int) -> None:
    """Print the speed of the model and of the whole extraction, and their ratio."""
    list(extract(read[:1]))  # loads the reader, and what it loads beside the model
    nlp = what.load()
    passages = [passage for article in read for passage in what.passages(article)]

    def bare() -> None:
        with nlp.memory_zone():
            for _ in nlp.pipe(passages):
                pass

    def whole() -> None:
        for _ in extract(read):
            pass

    runs = [(used(bare), used(whole)) for _ in range(repeats)]
    size = sum(map(what.length, passages))
    print(f"{len(read)} articles, {size} {what.unit}; best of {repeats}, by turns")
    for name, side in (("bare model", 0), ("extract", 1)):
        elapsed, processor = (min(run[side][k] for run in runs) for k in (0, 1))
        print(f"{name:12} {processor:6.1f} s processor, {elapsed:6.1f} s elapsed; ", end="")
        print(f"{len(read) / processor:6.1f} articles and {size / processor:7.0f} {what.unit} a processor second")
    bare_best, whole_best = (min(run[side][1] for run in runs) for side in (0, 1))
    print(f"extract / bare model: {whole_best / bare_best:.2f} in processor seconds")


def against_one_process(module: str, files: list[Path], count: int, workers: int) -> None:
    """Print the elapsed seconds of one process and of several, each from a fresh start."""
    seconds: dict[int, float] = {}
    for number in (1, workers):
        command = [sys.executable, "-m", module, *map(str, files)]
        started = time.perf_counter()
        subprocess.run([*command, "--count", str(count), "--only", str(number)], check=True)
        seconds[number] = time.perf_counter() - started
    print(f"{count} articles: one process {seconds[1]:.1f} s, {workers} processes {seconds[workers]:.1f} s; ", end="")
    print(f"{seconds[1] / seconds[workers]:.2f} times as fast")


def compare(what: Comparison, description: str | None) -> None:
    """Measure a language as the command line asks."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="1 to leave that comparison out")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)  # read with so many processes, print nothing
    options = parser.parse_args()
    if options.only:
        for _ in extract(articles(options.files, options.count), options.only):
            pass
        return
    against_model(articles(options.files, options.count), what, options.repeats)
    if options.workers > 1:
        against_one_process(what.module, options.files, 5 * options.count, options.workers)
