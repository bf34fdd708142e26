"""Things by the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """So many of some items at a time, the last of them fewer; each batch is taken when it is asked for.

    ``itertools.batched`` does the same from Python 3.12 on.
    """
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
