"""A text cut where its marks begin and end, so that a template can show it without knowing of offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_STOPS = ".。!?！？"


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


def around(text: str, begin: int, end: int, width: int = 260) -> tuple[int, int]:
    """The bounds of a stretch with the rest of its paragraph, of which no more than so many characters on each side.

    Where a paragraph is cut, it is cut between sentences if there is a place.
    """
    first = text.rfind("\n", 0, begin) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if begin - first > width:
        stops = [place for place in range(begin - width, begin) if text[place - 1] in _STOPS]
        first = stops[0] if stops else begin - width
    if last - end > width:
        stops = [place for place in range(end, end + width) if text[place] in _STOPS]
        last = stops[-1] + 1 if stops else end + width
    return first, last
