"""The ownership chart: owners above, what is owned below, a line for each stake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer.lists.ownership import Stake

WIDTH, HEIGHT = 168, 44  # of a box
_GAP, _LAYER = 20, 104
_MARGIN = 8
_MOST_IN_A_ROW = 6


@dataclass(frozen=True, slots=True)
class Box:
    """An entity in the chart."""

    iri: str
    x: int  # left edge
    y: int  # upper edge
    centre: bool = False

    @property
    def middle(self) -> int:
        """Where lines meet it."""
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A stake: from the lower edge of the owner to the upper edge of what is owned."""

    stake: Stake
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def label_at(self) -> tuple[int, int]:
        """Where the share is written: nearer to the end at which fewer lines meet, so that labels stand apart."""
        return (self.x1 + self.x2) // 2, (self.y1 + self.y2) // 2


@dataclass(frozen=True, slots=True)
class OwnershipChart:
    """Boxes and lines, and how large the whole is."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    left_out: int  # entities for which there was no room

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.lines)


def ownership_chart(centre: str, above: Iterable[Stake], below: Iterable[Stake]) -> OwnershipChart:
    """Lay out the stakes around an entity; each entity stands once, in the layer nearest to the centre."""
    above, below = tuple(above), tuple(below)
    layers: dict[int, list[str]] = {0: [centre]}
    seen = {centre}
    _fill(layers, seen, [(stake.owned, stake.owner) for stake in above], -1)
    _fill(layers, seen, [(stake.owner, stake.owned) for stake in below], 1)
    shown = {number: names[:_MOST_IN_A_ROW] for number, names in layers.items()}
    boxes = _boxes(centre, shown)
    lines = tuple(_line(stake, boxes) for stake in _once((*above, *below)) if {stake.owner, stake.owned} <= set(boxes))
    left_out = sum(len(names) for names in layers.values()) - len(boxes)
    rows = max(shown) - min(shown) + 1
    width = max(box.x for box in boxes.values()) + WIDTH + _MARGIN
    return OwnershipChart(tuple(boxes.values()), lines, width, 2 * _MARGIN + (rows - 1) * _LAYER + HEIGHT, left_out)


def _fill(layers: dict[int, list[str]], seen: set[str], links: Sequence[tuple[str, str]], step: int) -> None:
    """Put the far end of each link one layer beyond its near end."""
    place = {name: number for number, names in layers.items() for name in names}
    for near, far in links:
        if far not in seen and near in place:
            place[far] = place[near] + step
            layers.setdefault(place[far], []).append(far)
            seen.add(far)


def _boxes(centre: str, layers: dict[int, list[str]]) -> dict[str, Box]:
    widest = max(len(names) for names in layers.values())
    whole = widest * WIDTH + (widest - 1) * _GAP
    first = min(layers)
    made = {}
    for number, names in sorted(layers.items()):
        left = _MARGIN + (whole - len(names) * WIDTH - (len(names) - 1) * _GAP) // 2
        for column, name in enumerate(names):
            x, y = left + column * (WIDTH + _GAP), _MARGIN + (number - first) * _LAYER
            made[name] = Box(name, x, y, name == centre)
    return made


def _line(stake: Stake, boxes: dict[str, Box]) -> Line:
    upper, lower = boxes[stake.owner], boxes[stake.owned]
    if upper.y < lower.y:
        return Line(stake, upper.middle, upper.y + HEIGHT, lower.middle, lower.y)
    return Line(stake, upper.middle, upper.y, lower.middle, lower.y + HEIGHT)  # somebody owns a part of an owner


def _once(stakes: Iterable[Stake]) -> list[Stake]:
    return list({(stake.owner, stake.owned): stake for stake in stakes}.values())
