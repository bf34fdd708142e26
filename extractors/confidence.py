"""What a stated confidence means: the share of events told like this one that are right.

A logistic function of what the merged event shows (how complete and how certain its arguments are, how many of them are
names and known ones, whether it is bound to values), with weights fitted on annotated articles by
``benchmarks/calibrate_confidence.py`` and kept in ``data/confidence.yml``. Nothing here knows a language.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from ontology.vocabulary import load_vocabulary
from policygraph.errors import DataFileError
from policygraph.records import Event
from policygraph.resources import data_dir

FEATURES = (
    "key_roles_named",
    "key_roles_filled",
    "certainty",
    "noun_alone",
    "in_title",
    "not_actual",
    "valued",
    "several_named",
    "known",
)
_UNKNOWN = re.compile(r"/[a-z]+-[0-9a-f]{16}$")  # identifiers.unknown_entity_iri


class Weights(BaseModel):
    """The file of weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    path = data_dir() / "confidence.yml"
    read = load_words(path, Weights)
    if set(read.weights) != set(FEATURES):
        raise DataFileError(path, None, "weights do not fit the features", f"Give one each to {', '.join(FEATURES)}")
    return read.bias, tuple(read.weights[name] for name in FEATURES)


def features(event: Event) -> tuple[float, ...]:
    """What the confidence hangs on, each between 0 and 1, in the order of ``FEATURES``.

    Args:
        event: merged.
    """
    groups = load_vocabulary().event_types[event.type].key_roles
    named = {argument.role for argument in event.arguments if argument.is_entity}
    filled = {argument.role for argument in event.arguments}
    entities = [argument.filler for argument in event.arguments if argument.is_entity]
    known = sum(not _UNKNOWN.search(filler) for filler in entities)
    certainty = sum(argument.confidence for argument in event.arguments) / max(len(event.arguments), 1)
    return (
        sum(bool(group & named) for group in groups) / max(len(groups), 1),
        sum(bool(group & filled) for group in groups) / max(len(groups), 1),
        certainty,
        float(event.frame.endswith(".n")),
        float(event.trigger.field == "title"),
        float(event.status != "actual"),
        float(event.amount is not None or event.when is not None),
        float(len(set(entities)) > 1),
        known / max(len(entities), 1),
    )


def with_confidence(event: Event) -> Event:
    """The event with its confidence, between 0 and 1."""
    bias, weights = _weights()
    total = bias + sum(weight * value for weight, value in zip(weights, features(event), strict=True))
    return replace(event, confidence=1 / (1 + math.exp(-total)))
