"""What a stated confidence means: the share of events told like this one that are right."""

from __future__ import annotations

from dataclasses import replace

from policygraph.records import Event


def with_confidence(event: Event) -> Event:
    """The event with its confidence, between 0 and 1."""
    return replace(event, confidence=event.confidence)
