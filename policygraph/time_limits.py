"""An end to work that cannot be told to stop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def ends_process_after(seconds: int, message: str) -> Iterator[None]:
    """End the whole process with exit code 1 when the block takes longer.

    Oxigraph cannot be told to stop a query, so only ending the process frees its processor and memory. It lets other
    threads run meanwhile, so that one of them can do this. Only for a process that has nothing to put in order.

    Args:
        seconds: how long the block may take.
        message: for standard error.
    """
    from threading import Timer

    timer = Timer(seconds, _end, [message])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(message: str) -> None:
    click.echo(f"policygraph: {message}", err=True)
    os._exit(1)
