"""How well a grouping agrees with the true one: B-cubed (Bagga and Baldwin 1998) and CEAF (Luo 2005)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

Group = frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """One line."""
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"


def b_cubed(true: Collection[Group], found: Collection[Group]) -> Agreement:
    """Over the items: how much of the group that each was put into belongs with it; how much of its own is there."""
    ours, theirs = _groups_of(true), _groups_of(found)
    shares = [(len(ours[item] & theirs[item]), len(theirs[item]), len(ours[item])) for item in ours]
    return Agreement(_mean([n / size for n, size, _ in shares]), _mean([n / size for n, _, size in shares]))


def ceaf_items(true: Collection[Group], found: Collection[Group]) -> Agreement:
    """Items in groups that are aligned one to one, the best way (CEAF with the likeness phi 3)."""
    likeness = _aligned(true, found, lambda ours, theirs: float(len(ours & theirs)))
    return Agreement(likeness / sum(map(len, found)), likeness / sum(map(len, true)))


def ceaf_groups(true: Collection[Group], found: Collection[Group]) -> Agreement:
    """Groups that are aligned one to one, the best way, each counting once (CEAF with the likeness phi 4)."""
    likeness = _aligned(true, found, lambda ours, theirs: 2 * len(ours & theirs) / (len(ours) + len(theirs)))
    return Agreement(likeness / len(found), likeness / len(true))


def _groups_of(groups: Collection[Group]) -> Mapping[str, Group]:
    return {item: group for group in groups for item in group}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _aligned(true: Collection[Group], found: Collection[Group], likeness: Callable[[Group, Group], float]) -> float:
    rows = sorted(true, key=sorted)
    columns = sorted(found, key=sorted)
    if len(rows) > len(columns):
        rows, columns = columns, rows
    return best_assignment([[likeness(row, column) for column in columns] for row in rows])


def best_assignment(worth: Sequence[Sequence[float]]) -> float:
    """The most that can be had by giving each row a column of its own; there are no more rows than columns.

    The Hungarian method with potentials (Kuhn 1955, in the form of Jonker and Volgenant): O(rows² · columns).
    """
    rows, columns = len(worth), len(worth[0]) if worth else 0
    height, depth = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # of each column, the row that has it; column 0 stands for none
    for row in range(1, rows + 1):
        owner[0] = row
        last, came_from = _path(worth, owner, height, depth)
        while last:
            owner[last], last = owner[came_from[last]], came_from[last]
    return sum(worth[row - 1][column - 1] for column, row in enumerate(owner) if column and row)


def _path(
    worth: Sequence[Sequence[float]], owner: list[int], height: list[float], depth: list[float]
) -> tuple[int, list[int]]:
    """The cheapest way from the row without a column to a column without a row; adjusts the potentials."""
    columns = len(depth)
    slack, came_from, seen = [float("inf")] * columns, [0] * columns, [False] * columns
    column = 0
    while owner[column] or not column:
        seen[column] = True
        row = owner[column]
        for other in range(1, columns):
            if not seen[other] and (cost := -worth[row - 1][other - 1] - height[row] - depth[other]) < slack[other]:
                slack[other], came_from[other] = cost, column
        nearest = min((other for other in range(1, columns) if not seen[other]), key=lambda other: slack[other])
        step = slack[nearest]
        for other in range(columns):
            if seen[other]:
                height[owner[other]] += step
                depth[other] -= step
            else:
                slack[other] -= step
        column = nearest
    return column, came_from
