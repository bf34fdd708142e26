"""A progress bar with counts, for work that takes longer than a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], None]  # tells how many more are done


@contextmanager
def progress(what: str, total: int) -> Iterator[Advance]:
    """Show a bar on standard error while the block runs; nothing where it is not a terminal, or there is no work.

    Args:
        what: is being done, e.g. "fetching pages".
        total: of the things to be done.

    Yields:
        What to call with the number of things that were done since the last call.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not total or not console.is_terminal:
        yield unseen
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)


def unseen(_done: int) -> None:
    """Where nobody looks, nothing is shown."""
