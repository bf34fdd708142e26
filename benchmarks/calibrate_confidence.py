"""Fit the weights of an event's confidence on gold articles, and say how well they are calibrated.

    python benchmarks/calibrate_confidence.py GOLD.jsonl [GOLD.jsonl ...]

Prints how well the weights that ship are calibrated on each file and on all, then the weights for data/confidence.yml
fitted on all, their calibration error (ten bins; in sample and in five-fold cross-validation) and the precision at
several thresholds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors import pipeline
from extractors.confidence import FEATURES, Weights, features
from extractors.data_files import load_words
from extractors.evaluate import _Pair
from extractors.events import merge_events
from extractors.extraction import article_from_json, to_json
from policygraph.records import Extraction
from policygraph.resources import data_dir

Numbers = NDArray[np.float64]


def examples(paths: list[Path]) -> tuple[Numbers, Numbers]:
    """Features of every event that is read from the articles, and whether gold has it."""
    rows, right = [], []
    for gold in (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        reader = pipeline.reader(gold["lang"])
        reading = next(iter(reader.read([article_from_json(gold)])))
        events = merge_events(reading.events)
        pair = _Pair.of(gold, to_json(Extraction(reading.article, reading.entities, events)))
        found = {j for _, j in pair.matches()}
        rows += [features(event) for event in events]
        right += [j in found for j in range(len(events))]
    return np.array(rows, float), np.array(right, float)


def fit(rows: Numbers, right: Numbers, penalty: float = 1.0) -> Numbers:
    """Weights of a logistic regression by Newton's method; the first is the bias."""
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


def main(paths: list[Path]) -> None:
    files = [examples([path]) for path in paths]
    rows, right = np.vstack([rows for rows, _ in files]), np.concatenate([right for _, right in files])
    for name, (one, truth) in [*zip([path.name for path in paths], files, strict=True), ("all", (rows, right))]:
        stated = chances(shipped(), one)
        error = calibration_error(stated, truth)
        print(f"shipped weights, {name}: {len(truth)} events, right {truth.mean():.3f}, calibration error {error:.3f}")
    weights = fit(rows, right)
    chance = chances(weights, rows)
    print({name: round(float(value), 3) for name, value in zip(("bias", *FEATURES), weights, strict=True)})
    order = np.random.default_rng(0).permutation(len(right))
    held = np.zeros(len(right))
    for k in range(5):
        test = order[k::5]
        train = np.setdiff1d(order, test)
        held[test] = chances(fit(rows[train], right[train]), rows[test])
    print(f"events {len(right)}, right {right.mean():.3f}")
    print(f"calibration error {calibration_error(chance, right):.3f}, held out {calibration_error(held, right):.3f}")
    for threshold in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = chance >= threshold
        print(f"{threshold:.2f}: {int(kept.sum())} events, precision {right[kept].mean() if kept.any() else 0:.3f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
