"""A table as people read it in a terminal: in columns where they fit, else row by row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table as RichTable


def readable(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    r"""A table as text.

    Args:
        columns: their names.
        rows: a text for each column.
        width: characters a line has; by default what the terminal has (80 where there is none).

    Returns:
        Columns with borders where no cell has to be broken for it. Otherwise a block for each row, as ``psql`` does
        with ``\x auto``.
    """
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(file=io.StringIO(), width=width)
    in_columns = _in_columns(columns, rows)
    boundless = console.options.update(width=sum(len(cell) + 3 for row in [columns, *rows] for cell in row))
    if Measurement.get(console, boundless, in_columns).maximum > console.width:
        return "".join(_blocks(columns, rows))
    with console.capture() as captured:
        console.print(in_columns)
    return captured.get()


def _in_columns(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RichTable:
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(*columns)
    for row in rows:
        shown.add_row(*map(Text, row))
    return shown


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    wide = max(map(len, columns))
    blocks = []
    for number, row in enumerate(rows, start=1):
        lines = [f"-- {number} of {len(rows)}"]
        for column, cell in zip(columns, row, strict=True):
            for at, text in enumerate(cell.splitlines()):
                lines.append(f"{'' if at else column:{wide}}  {text}")
        blocks.append("\n".join(lines) + "\n\n")
    return blocks
