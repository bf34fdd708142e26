"""Errors that a user can do something about."""

from __future__ import annotations


class PolicygraphError(Exception):
    """Something that the user must know: what happened, where, and what to do.

    The command line prints the message without a traceback and exits with 1.
    """


class DataFileError(PolicygraphError):
    """A data file (feeds, frames, gazetteer, queries) that cannot be used."""

    def __init__(self, file: object, line: int | None, problem: str, remedy: str) -> None:
        """Say which file and line is wrong, what is wrong, and what to write instead."""
        where = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{where}: {problem}. {remedy}")


class InputError(PolicygraphError):
    """An argument or input file of a command that cannot be used."""
