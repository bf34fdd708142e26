"""The rows of a query as bars, or as things with lines between them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_MOST_BARS = 40
_MOST_NODES = 60
_LONGEST = 80  # characters of a value that can be a name
_DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d(T.*)?)?)?(/.*)?")
_NUMBERS = ("integer", "decimal", "double", "float", "long", "int", "nonNegativeInteger")
WIDTH, ROW = 760, 26
_LEFT, _RIGHT = 300, 90


class Cell(Protocol):
    """One cell of a result."""

    @property
    def text(self) -> str:
        """What stands in it."""
        ...

    @property
    def kind(self) -> str:
        """The kind of term: "uri", "literal" or another."""
        ...

    @property
    def datatype(self) -> str:
        """IRI of a literal's datatype; may be empty."""
        ...


Rows = Sequence[Sequence[Cell | None]]


@dataclass(frozen=True, slots=True)
class ResultBar:
    """A row's number."""

    label: str
    value: float
    y: int
    length: float


@dataclass(frozen=True, slots=True)
class ResultChart:
    """A number of each row as bars."""

    number: str  # name of the column
    bars: tuple[ResultBar, ...]
    left_out: int
    left: int = _LEFT
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Of the drawing."""
        return len(self.bars) * ROW + 8


@dataclass(frozen=True, slots=True)
class ResultNode:
    """A thing that rows speak of."""

    name: str
    x: float
    y: float
    anchor: str  # which end of its name stands at the node


@dataclass(frozen=True, slots=True)
class ResultLine:
    """That a row joins two things."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True, slots=True)
class ResultGraph:
    """Two columns as things on a circle, with a line for each row."""

    columns: tuple[str, str]
    nodes: tuple[ResultNode, ...]
    lines: tuple[ResultLine, ...]
    left_out: int
    width: int = 900
    height: int = 640


def result_chart(columns: Sequence[str], rows: Rows) -> ResultChart | None:
    """The last column of numbers as bars, named by the first columns of names; None where there is none of either."""
    numbers = [place for place in range(len(columns)) if _share(rows, place, _is_number) == 1]
    names = [place for place in range(len(columns)) if place not in numbers and _share(rows, place, _is_label) > 0]
    if not rows or not numbers or not names:
        return None
    number = numbers[-1]
    shown = rows[:_MOST_BARS]
    values = [float(cell.text) if (cell := row[number]) else 0.0 for row in shown]
    scale = (WIDTH - _LEFT - _RIGHT) / (max(map(abs, values)) or 1.0)
    bars = (
        ResultBar(_label(row, names), value, 4 + place * ROW, round(abs(value) * scale, 1))
        for place, (row, value) in enumerate(zip(shown, values, strict=True))
    )
    return ResultChart(columns[number], tuple(bars), len(rows) - len(shown))


def result_graph(columns: Sequence[str], rows: Rows) -> ResultGraph | None:
    """The first two columns of names, joined; None where there are not two of them."""
    ends = [place for place in range(len(columns)) if _share(rows, place, _is_name) >= 0.5][:2]
    if len(ends) < 2:
        return None
    pairs = [(row[ends[0]], row[ends[1]], row) for row in rows if row[ends[0]] and row[ends[1]]]
    names = list(dict.fromkeys(cell.text for first, second, _ in pairs for cell in (first, second) if cell))
    kept = {name: place for place, name in enumerate(names[:_MOST_NODES])}
    nodes = {name: _node(name, place, len(kept)) for name, place in kept.items()}
    between = columns[ends[1] - 1] if ends[1] - ends[0] == 2 else ""
    lines = {}
    for first, second, row in pairs:
        if first and second and first.text in nodes and second.text in nodes:
            middle = row[ends[1] - 1] if between else None
            key = (first.text, second.text, middle.text if middle else "")
            lines[key] = _line(nodes[first.text], nodes[second.text], local_name(key[2]))
    return ResultGraph(
        (columns[ends[0]], columns[ends[1]]), tuple(nodes.values()), tuple(lines.values()), len(names) - len(kept)
    )


def local_name(text: str) -> str:
    """The end of an IRI, by which people know it; any other text as it is."""
    return re.split(r"[/#]", text.rstrip("/#"))[-1] if text.startswith(("http://", "https://")) else text


def _share(rows: Rows, place: int, test: object) -> float:
    """The share of the cells of a column, of those that are bound, that pass a test."""
    cells = [cell for row in rows if (cell := row[place]) is not None]
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells and callable(test) else 0.0


def _is_number(cell: Cell) -> bool:
    return cell.datatype.rpartition("#")[2] in _NUMBERS


def _is_label(cell: Cell) -> bool:
    return not _is_number(cell) and len(cell.text) <= 2 * _LONGEST


def _is_name(cell: Cell) -> bool:
    return (
        not _is_number(cell)
        and len(cell.text) <= _LONGEST * 2
        and not _DATE.fullmatch(cell.text)
        and (cell.kind == "uri" or len(cell.text) <= _LONGEST)
    )


def _label(row: Sequence[Cell | None], names: Sequence[int]) -> str:
    found = [local_name(cell.text) for place in names[:2] if (cell := row[place]) is not None]
    return " · ".join(found)


def _node(name: str, place: int, count: int) -> ResultNode:
    angle = 2 * math.pi * place / max(count, 1) - math.pi / 2
    x, y = 450 + 230 * math.cos(angle), 320 + 280 * math.sin(angle)
    anchor = "middle" if abs(math.cos(angle)) < 0.1 else "start" if math.cos(angle) > 0 else "end"
    return ResultNode(name, round(x, 1), round(y, 1), anchor)


def _line(first: ResultNode, second: ResultNode, label: str) -> ResultLine:
    return ResultLine(first.x, first.y, second.x, second.y, label)
