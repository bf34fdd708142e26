"""Whether two reports are of one occurrence, and why. Precision first: what is not shown to be one stays two.

The evidence adds up to a score; a veto ends the comparison. The weights were set by hand for precision and are
measured in docs/quality.md; nothing here names an event type: which roles identify an event is in the ontology.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.consolidation.evidence import THRESHOLD, Evidence, Match
from graph.consolidation.participants import compare_key_participants, compare_others
from graph.consolidation.reports import EventReport
from graph.consolidation.times import LIKELY, compare_times
from graph.consolidation.values import compare_all_sums, compare_attributes

STORY = 0.1  # what it adds to the score that the articles are alike


def match(first: EventReport, second: EventReport, *, alike: bool = False) -> Match:
    """Compare two reports; it does not matter which comes first.

    Args:
        first: one of them.
        second: the other.
        alike: whether their articles tell of one happening in like words.
    """
    evidence = Evidence(first, second)
    for compare in _PARTS:
        compare(evidence)
        if evidence.veto:
            return Match(0.0, (), evidence.veto, evidence.is_firm)
    if alike:
        evidence.add(STORY, "one_story")
    vague = evidence.is_vague and round(evidence.score - LIKELY, 4) < THRESHOLD
    return Match(min(round(evidence.score, 4), 1.0), tuple(evidence.reasons), shared=evidence.in_both, is_vague=vague)


def _compare_types(evidence: Evidence) -> None:
    if evidence.first.type != evidence.second.type:
        evidence.veto = "different types"
    elif evidence.first.article == evidence.second.article:
        evidence.veto = "one article tells them apart"


_PARTS: tuple[Callable[[Evidence], None], ...] = (
    _compare_types,
    compare_key_participants,
    compare_all_sums,
    compare_times,
    compare_attributes,
    compare_others,
)
