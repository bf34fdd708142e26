"""The graph in a notebook: ``from policygraph import Graph``."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graph.queries import NamedQuery, Table, named_queries, named_query, run, run_sparql, to_dataframe
from graph.reader import open_reader
from policygraph.settings import settings

if TYPE_CHECKING:
    import pandas as pd


class Graph:
    """The published graph, open for questions; close it, or use it in a ``with`` block.

    >>> graph = Graph()                                     # doctest: +SKIP
    >>> graph.ask("exposure", entity="ByteDance")           # doctest: +SKIP
    >>> graph.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 5")  # doctest: +SKIP
    """

    def __init__(self, home: Path | str | None = None) -> None:
        """Open the newest snapshot.

        Args:
            home: the folder that holds everything a run writes; ``POLICYGRAPH_HOME`` where it is not given.

        Raises:
            StoreError: nothing was published yet.
        """
        self._open = ExitStack()
        folder = Path(home) if home is not None else settings().home
        self._reader = self._open.enter_context(open_reader(settings().store, folder))

    @property
    def questions(self) -> tuple[NamedQuery, ...]:
        """The questions that have a name."""
        return named_queries()

    def ask(self, name: str, **parameters: str) -> pd.DataFrame:
        """Ask a named question; needs the extra ``dataframe``.

        Raises:
            InputError: there is no such question, or a parameter is unknown, missing or not of its type.
        """
        return to_dataframe(self.table(name, **parameters))

    def table(self, name: str, **parameters: str) -> Table:
        """Ask a named question; the answer as RDF terms."""
        return run(self._reader, named_query(name), parameters)

    def query(self, sparql: str) -> pd.DataFrame:
        """Ask in SPARQL; needs the extra ``dataframe``.

        Raises:
            InputError: the query is not SPARQL 1.1.
        """
        return to_dataframe(run_sparql(self._reader, sparql))

    def close(self) -> None:
        """Let go of the snapshot."""
        self._open.close()

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()
