"""Which of the formats on offer a client wants, by its ``Accept`` header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an ``Accept`` header."""

    kind: str  # "text", or "*"
    subtype: str  # "turtle", or "*"
    quality: float

    def covers(self, media_type: str) -> int:
        """How closely the range fits a media type: 0 not at all, 1 by ``*/*``, 2 by ``text/*``, 3 by name."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == ("*", "*"):
            return 1
        if self.kind != kind or self.subtype not in {"*", subtype}:
            return 0
        return 2 if self.subtype == "*" else 3


def parse_accept(header: str) -> list[Range]:
    """The media ranges of a header in the order given; what cannot be read is left out."""
    found = []
    for part in header.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media.partition("/")
        if slash and kind and subtype:
            found.append(Range(kind, subtype, _quality(parameters)))
    return found


def quality(header: str, media_type: str) -> float:
    """How much a client wants a media type, from 0 to 1: what the range that fits it most closely says."""
    if not header.strip():
        return 1.0
    fitting = [(found.covers(media_type), found.quality) for found in parse_accept(header)]
    return max(((fit, value) for fit, value in fitting if fit), default=(0, 0.0))[1]


def choose(header: str, offers: Sequence[tuple[str, ...]]) -> int | None:
    """The place in ``offers`` of what the client wants most, the earlier of equals; None where it takes none.

    Args:
        header: the ``Accept`` header, all of its lines joined with commas; empty takes anything.
        offers: for each format its media type and the others that ask for it.
    """
    wanted = [max(quality(header, name) for name in names) for names in offers]
    best = max(wanted, default=0.0)
    return wanted.index(best) if best > 0 else None


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
