"""The ownership chart: owners above, what is owned below, a line for each stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.lists.ownership import Stake

WIDTH, HEIGHT = 168, 44  # of a box
_GAP, _LAYER = 20, 104
_MARGIN = 8
_MOST_IN_A_ROW = 6
_LANE = 72  # width that a line takes where it passes a layer: its share stands there
_BOW = 40  # how far a line between two boxes of one layer hangs below them
Point = tuple[int, int]
Row = list[tuple[str, int]]  # boxes by IRI and lanes by a name of their own, each with its left edge


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
    """A stake: from the owner, past the layers between, to what is owned."""

    stake: Stake
    points: tuple[Point, ...]  # from the edge of the owner's box to that of the other one

    @property
    def path(self) -> str:
        """The line as SVG draws it: it leaves and reaches each point upright."""
        drawn = "M{} {}".format(*self.points[0])
        for (x1, y1), (x2, y2) in zip(self.points, self.points[1:], strict=False):
            half = (y1 + y2) // 2
            drawn += f" C{x1} {half} {x2} {half} {x2} {y2}"
        return drawn

    @property
    def label_at(self) -> Point:
        """Where the share is written: in the middle of the way, where no box stands."""
        (x1, y1), (x2, y2) = self.points[(len(self.points) - 1) // 2], self.points[len(self.points) // 2]
        return (x1 + x2) // 2, (y1 + y2) // 2


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
    """Lay out the stakes around an entity; each entity stands once, above all that it owns there."""
    above, below = tuple(above), tuple(below)
    up = _depths(centre, [(stake.owned, stake.owner) for stake in above])
    down = _depths(centre, [(stake.owner, stake.owned) for stake in below if stake.owned not in up])
    layers: dict[int, list[str]] = {}
    for name, layer in {**down, **{name: -depth for name, depth in up.items()}}.items():
        layers.setdefault(layer, []).append(name)
    shown = {name: layer for layer, names in layers.items() for name in names[:_MOST_IN_A_ROW]}
    stakes = [stake for stake in _once((*above, *below)) if stake.owner in shown and stake.owned in shown]
    rows = _rows(shown, stakes)
    boxes = {
        name: Box(name, x, _MARGIN + number * _LAYER, name == centre)
        for number, row in enumerate(rows)
        for name, x in row
        if name in shown
    }
    lines = tuple(_line(stake, boxes, _lanes(stake, shown, rows)) for stake in stakes)
    width = max(x + _width(name, shown) for row in rows for name, x in row) + _MARGIN
    lowest = max([box.y + HEIGHT for box in boxes.values()] + [y for line in lines for _, y in line.points])
    left_out = sum(map(len, layers.values())) - len(shown)
    return OwnershipChart(tuple(boxes.values()), lines, width, lowest + _MARGIN, left_out)


def _depths(centre: str, links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many links the longest way from the centre to each entity has; a circle is not gone round."""
    ways: dict[str, tuple[str, ...]] = {centre: ()}
    for _ in range(len(links)):
        before = dict(ways)
        for near, far in links:
            way = (*ways[near], near) if near in ways else ()
            if way and far not in way and len(way) > len(ways.get(far, ())):
                ways[far] = way
        if ways == before:
            break
    return {name: len(way) for name, way in ways.items()}


def _rows(shown: Mapping[str, int], stakes: Sequence[Stake]) -> list[Row]:
    """The boxes of each layer, and beside them a lane for each line that passes it."""
    names: dict[int, list[str]] = {number: [] for number in range(min(shown.values()), max(shown.values()) + 1)}
    for name, layer in shown.items():
        names[layer].append(name)
    for stake in stakes:
        for layer in range(shown[stake.owner] + 1, shown[stake.owned]):
            names[layer].append(_lane(stake))
    wholes = {layer: sum(_width(name, shown) + _GAP for name in row) for layer, row in names.items()}
    made = []
    for layer, row in names.items():
        x = _MARGIN + (max(wholes.values()) - wholes[layer]) // 2
        placed: Row = []
        for name in row:
            placed.append((name, x))
            x += _width(name, shown) + _GAP
        made.append(placed)
    return made


def _lane(stake: Stake) -> str:
    return f"{stake.owner} > {stake.owned}"


def _width(name: str, shown: Mapping[str, int]) -> int:
    return WIDTH if name in shown else _LANE


def _lanes(stake: Stake, shown: Mapping[str, int], rows: Sequence[Row]) -> list[Point]:
    """Where a line enters and leaves each layer that it passes."""
    first = min(shown.values())
    points = []
    for layer in range(shown[stake.owner] + 1, shown[stake.owned]):
        x = dict(rows[layer - first])[_lane(stake)] + _LANE // 2
        top = _MARGIN + (layer - first) * _LAYER
        points += [(x, top), (x, top + HEIGHT)]
    return points


def _line(stake: Stake, boxes: Mapping[str, Box], lanes: Sequence[Point]) -> Line:
    owner, owned = boxes[stake.owner], boxes[stake.owned]
    if owner.y < owned.y:
        return Line(stake, ((owner.middle, owner.y + HEIGHT), *lanes, (owned.middle, owned.y)))
    if owner.y > owned.y:  # a circle: what is owned stands above as an owner of its owner
        return Line(stake, ((owner.middle, owner.y), (owned.middle, owned.y + HEIGHT)))
    edge = owner.y + HEIGHT
    return Line(stake, ((owner.middle, edge), ((owner.middle + owned.middle) // 2, edge + _BOW), (owned.middle, edge)))


def _once(stakes: Iterable[Stake]) -> list[Stake]:
    return list({(stake.owner, stake.owned): stake for stake in stakes if stake.owner != stake.owned}.values())
