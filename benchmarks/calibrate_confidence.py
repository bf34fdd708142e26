"""Fit the weights of an event's confidence on gold articles, and say how well they are calibrated.

    python -m benchmarks.calibrate_confidence GOLD.jsonl ... [--corpus CORPUS] [--fit]

A gold file whose rows name their articles instead of giving the text (those of ``benchmarks/gold``) is joined with the
articles in CORPUS; ``judged-*.jsonl`` there holds events that were read one by one and judged. An event is right where
gold tells it too, by the rules of ``policygraph evaluate``. Prints how well the weights that ship are calibrated on
each file and on all (ten bins), how many of ten are right from several thresholds on, and whether the arguments of
right events are as often right as they say. With ``--fit`` also the weights for data/confidence.yml fitted on all, and
how they do on each file when fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.fresh import joined
from extractors import pipeline
from extractors.confidence import FEATURES, Weights, features
from extractors.data_files import load_words
from extractors.evaluate import _names, _Pair, same
from extractors.events import merge_events
from extractors.extraction import article_from_json, to_json
from policygraph.records import Event, Extraction
from policygraph.resources import data_dir

Numbers = NDArray[np.float64]
_FALLING = frozenset(
    {"noun_alone", "in_title", "not_actual"}
)  # what never raises a confidence; the others never lower it


@dataclass
class Examples:
    """Events of a file: their features, whether each is right, and of each argument of the right ones both."""

    name: str
    lang: str
    rows: list[tuple[float, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    arguments: list[tuple[float, bool]] = field(default_factory=list)


def examples(path: Path, corpus: Path | None) -> Examples:
    """What a file of gold says of the events that are read from its articles."""
    rows = list(_articles(path, corpus))
    found = Examples(path.name, rows[0]["lang"][:2])
    for gold in rows:
        reading = next(iter(pipeline.reader(gold["lang"]).read([article_from_json(gold)])))
        events = merge_events(reading.events)
        if "judged" in gold:
            _add_judged(found, gold["judged"], events)
        else:
            _add(found, gold, events, to_json(Extraction(reading.article, reading.entities, events)))
    return found


def _articles(path: Path, corpus: Path | None) -> Iterator[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if "text" in rows[0]:
        yield from rows
    elif corpus is None:
        raise SystemExit(f"{path.name} names articles without their text; say where they are with --corpus")
    else:
        yield from joined(path, corpus)


def _add(found: Examples, gold: dict[str, Any], events: tuple[Event, ...], predicted: dict[str, Any]) -> None:
    pair = _Pair.of(gold, predicted)
    matched = {j: i for i, j in pair.matches()}
    for j, event in enumerate(events):
        found.rows.append(features(event))
        found.right.append(j in matched)
        if j in matched:
            wanted = [
                (role, _names(value, pair.gold_names))
                for role, values in (gold["events"][matched[j]].get("args") or {}).items()
                for value in (values if isinstance(values, list) else [values])
            ]
            for argument, told in zip(event.arguments, predicted["events"][j]["arguments"], strict=True):
                names = _names(told["filler"], pair.predicted_names)
                fits = any(role == argument.role and same(other, names) for role, other in wanted)
                found.arguments.append((argument.confidence, fits))


def _add_judged(found: Examples, judged: list[dict[str, Any]], events: tuple[Event, ...]) -> None:
    """Those of the judged events that are still read: the same type at the same sentence."""
    for one in judged:
        span = (one["start"], one["end"], one["field"])
        places = ((e.evidence.start, e.evidence.end, e.evidence.field) for e in events)
        still = next((e for e, at in zip(events, places, strict=True) if e.type == one["type"] and at == span), None)
        if still is not None:
            found.rows.append(features(still))
            found.right.append(one["told"])


def fit(rows: Numbers, right: Numbers, penalty: float = 1.0) -> Numbers:
    """Weights of a logistic regression, the bias first; a weight with the wrong sign is left out."""
    signs = np.array([-1.0 if name in _FALLING else 1.0 for name in FEATURES])
    used = np.ones(len(FEATURES), bool)
    while True:
        weights = np.zeros(len(FEATURES) + 1)
        weights[np.r_[True, used]] = _newton(rows[:, used], right, penalty)
        wrong = used & (weights[1:] * signs < 0)
        if not wrong.any():
            return weights
        used &= ~wrong


def _newton(rows: Numbers, right: Numbers, penalty: float) -> Numbers:
    design = np.c_[np.ones(len(rows)), rows]
    weights = np.zeros(design.shape[1])
    ridge = penalty * np.diag([0.0] + [1.0] * rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chance - right) + ridge @ weights
        curvature = design.T @ (design * (chance * (1 - chance))[:, None]) + ridge + 1e-9 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def chances(weights: Numbers, rows: Numbers) -> Numbers:
    """The confidence of each row."""
    return np.asarray(1 / (1 + np.exp(-np.c_[np.ones(len(rows)), rows] @ weights)))


def calibration_error(chance: Numbers, right: Numbers, bins: int = 10) -> float:
    """The mean distance between stated and true share over bins, weighted by how many fall in each."""
    number = np.minimum((chance * bins).astype(int), bins - 1)
    used = [number == k for k in range(bins) if (number == k).any()]
    return float(sum(abs(chance[one].mean() - right[one].mean()) * one.mean() for one in used))


def shipped() -> Numbers:
    """The weights that ship, the bias first."""
    weights = load_words(data_dir() / "confidence.yml", Weights)
    return np.array([weights.bias, *(weights.weights[name] for name in FEATURES)])


def report(name: str, chance: Numbers, right: Numbers) -> None:
    """Print a line of the table: how many, how many right, the error, and what two thresholds keep."""
    cells = [f"{len(right)}", f"{right.mean():.3f}", f"{calibration_error(chance, right):.3f}"]
    for threshold in (0.75, 0.8, 0.85):
        kept = chance >= threshold
        cells.append(f"{right[kept].mean():.2f} of {int(kept.sum())}" if kept.any() else "none")
    print(f"| {name} | {' | '.join(cells)} |")


def _tables(files: list[Examples], stated: list[Numbers]) -> None:
    print(
        "| articles | events | right | calibration error | right from 0.75 | from 0.80 | from 0.85 |\n|" + " --- |" * 7
    )
    truths = [np.array(one.right, float) for one in files]
    for one, chance, truth in zip(files, stated, truths, strict=True):
        report(one.name, chance, truth)
    for lang in sorted({one.lang for one in files}):
        chosen = [i for i, one in enumerate(files) if one.lang == lang]
        report(f"all, {lang}", np.concatenate([stated[i] for i in chosen]), np.concatenate([truths[i] for i in chosen]))
    report("all", np.concatenate(stated), np.concatenate(truths))


def _arguments(files: list[Examples]) -> None:
    for lang in sorted({one.lang for one in files}):
        pairs = np.array([pair for one in files if one.lang == lang for pair in one.arguments], float)
        error = calibration_error(pairs[:, 0], pairs[:, 1])
        print(f"arguments of right events, {lang}: {len(pairs)}, stated {pairs[:, 0].mean():.3f}, ", end="")
        print(f"right {pairs[:, 1].mean():.3f}, calibration error {error:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    files = [examples(path, options.corpus) for path in options.gold]
    rows = [np.array(one.rows, float) for one in files]
    _tables(files, [chances(shipped(), one) for one in rows])
    _arguments(files)
    if options.fit:
        every, truth = np.vstack(rows), np.concatenate([np.array(one.right, float) for one in files])
        weights = fit(every, truth)
        print({name: round(float(value), 3) for name, value in zip(("bias", *FEATURES), weights, strict=True)})
        print("\nfitted on all:")
        _tables(files, [chances(weights, one) for one in rows])
        print("\neach file by weights fitted on the others:")
        _tables(files, [_held_out(files, rows, i) for i in range(len(files))])


def _held_out(files: list[Examples], rows: list[Numbers], left_out: int) -> Numbers:
    others = [i for i in range(len(files)) if i != left_out]
    truth = np.concatenate([np.array(files[i].right, float) for i in others])
    return chances(fit(np.vstack([rows[i] for i in others]), truth), rows[left_out])


if __name__ == "__main__":
    main()
