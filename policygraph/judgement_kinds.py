"""What can be judged, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

POSITIVE, NEGATIVE, UNSURE, NONE = "positive", "negative", "unsure", "none"
VERDICTS = (POSITIVE, NEGATIVE, UNSURE, NONE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be asked of an analyst."""

    meaning: str  # of the verdict "positive"
    other: Literal["", "iri", "text", "iri or text"]  # what is named beside the subject
    verdicts: tuple[str, ...] = VERDICTS
    has_role: bool = False


KINDS = {
    "same_entity": Kind("two entities are one", "iri"),
    "same_event": Kind("two events are one", "iri"),
    "report": Kind("a report says what its article says", ""),
    "event": Kind("an event is as it was put together", ""),
    "role": Kind("somebody stands in a role of a report", "iri or text", (POSITIVE, NEGATIVE, NONE), has_role=True),
    "alias": Kind("an entity has this other name", "text", (POSITIVE, NEGATIVE, NONE)),
}
