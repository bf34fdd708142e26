"""A text cut where its marks begin and end, so that a template can show it without knowing of offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be shown on a stretch of text; offsets in code points."""

    begin: int
    end: int
    kind: str  # "entity", "evidence", "trigger", "argument", "amount", "date"
    target: str = ""  # IRI of what it is about
    label: str = ""  # e.g. the role that the words fill


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same marks lie throughout."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()  # those that begin here

    def mark(self, kind: str) -> Mark | None:
        """The innermost mark of a kind on this piece."""
        found = [mark for mark in self.marks if mark.kind == kind]
        return min(found, key=lambda mark: mark.end - mark.begin, default=None)

    def about(self, kind: str) -> tuple[str, ...]:
        """What the marks of a kind on this piece are about."""
        return tuple(mark.target for mark in self.marks if mark.kind == kind)


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text in pieces; put together again they are the text. Marks beyond its ends are cut off."""
    inside = [mark for mark in marks if 0 <= mark.begin < mark.end and mark.begin < len(text)]
    bounds = sorted({0, len(text), *(b for mark in inside for b in (mark.begin, min(mark.end, len(text))))})
    waiting = sorted(inside, key=lambda mark: (-mark.begin, mark.end, mark.kind, mark.target))
    over: list[Mark] = []
    pieces = []
    for begin, end in pairwise(bounds):
        over = [mark for mark in over if mark.end > begin]
        starts = []
        while waiting and waiting[-1].begin == begin:
            starts.append(waiting.pop())
        over += starts
        pieces.append(Piece(text[begin:end], tuple(over), tuple(starts)))
    return tuple(pieces)


def paragraphs(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """The pieces in paragraphs, which end where a line does; empty lines are left out."""
    made: list[list[Piece]] = [[]]
    for piece in pieces:
        lines = piece.text.split("\n")
        for place, line in enumerate(lines):
            if place:
                made.append([])
            if line:
                made[-1].append(Piece(line, piece.marks, piece.starts if place == 0 else ()))
    return tuple(tuple(line) for line in made if any(piece.text.strip() for piece in line))


def around(text: str, begin: int, end: int, width: int = 240) -> tuple[int, int]:
    """The bounds of a stretch with what stands around it, widened to whole words or sentences where there are some."""
    first, last = max(0, begin - width), min(len(text), end + width)
    stops = ".。!?！？\n"
    while first > 0 and text[first - 1] not in stops and first > begin - 2 * width:
        first -= 1
    while last < len(text) and text[last - 1] not in stops and last < end + 2 * width:
        last += 1
    return max(0, first), last
