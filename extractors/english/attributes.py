"""The attributes of an event: what its unit says, or the verb that its noun leans on, or else the nearest word."""

from __future__ import annotations

from extractors.english.candidates import Candidate
from extractors.english.scene import Passage


def attributes_of(passage: Passage, candidate: Candidate, status: str) -> tuple[tuple[str, str], ...]:
    """The attributes of an event with their values, by name.

    Args:
        passage: where it is told.
        candidate: the unit that tells it.
        status: how it stands: what is only planned has not been blocked.
    """
    found: dict[str, str] = {}
    for _, support in candidate.supports:
        if support.status in ("", status):  # "sued to block the deal" has blocked nothing yet
            found.update(support.attributes)
    for attribute, value in candidate.entry.unit.attributes.items():
        found.setdefault(attribute, value)
    for attribute in candidate.entry.frame.attributes:
        if attribute not in found and (value := _cue(passage, candidate, attribute, status)):
            found[attribute] = value
    return tuple(sorted(found.items()))


def _cue(passage: Passage, candidate: Candidate, attribute: str, status: str) -> str:
    """The value whose words stand nearest to the trigger in its sentence."""
    parse, main = passage.parse, candidate.anchor.main
    first, last = parse.sentences[parse.sentence[main]]
    lowered = " " + " ".join(parse.lower[first:last]) + " "
    best: tuple[int, str] | None = None
    for cue in candidate.entry.frame.attributes[attribute]:
        for word in cue.words if not cue.status or status in cue.status else ():
            position = lowered.find(f" {word} ")
            if position >= 0:
                distance = abs(lowered[:position].count(" ") + first - main)
                if best is None or distance < best[0]:
                    best = distance, cue.value
    return best[1] if best else ""
