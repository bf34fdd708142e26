"""Named queries: the questions that an analyst asks, each a ``.rq`` file whose header says what it takes.

A header is comment lines at the top of the file::

    # question: Which products and companies does a restriction reach?
    # question@zh: 某项限制波及哪些产品和企业？
    # parameter: entity entity = "" | only what this entity is exposed to
    # column: exposed | the product or company

and a line ``# parameters here`` in the pattern that the parameters bind. A line ``# with entity: PATTERN`` is a pattern
that counts only where that parameter is given: so the search begins with what is given, and nothing is filtered else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from graph.named_query import Column, NamedQuery, Parameter
from graph.names import base
from graph.parameters import bind
from graph.query_files import read_query_file
from graph.sparql_text import reaches_out
from graph.store import Reader
from graph.tables import Format, Table, to_dataframe, to_table, write
from policygraph.errors import InputError

__all__ = [
    "Column",
    "Format",
    "NamedQuery",
    "Parameter",
    "Table",
    "named_queries",
    "named_query",
    "run",
    "run_sparql",
    "to_dataframe",
    "write",
]

QUERIES = Path(__file__).parent.parent / "ontology" / "queries"


def named_queries() -> tuple[NamedQuery, ...]:
    """All named queries, in the order of their names.

    Raises:
        DataFileError: a file's header is not understood.
    """
    return _read_all(base())


@lru_cache(maxsize=4)
def _read_all(_base: str) -> tuple[NamedQuery, ...]:
    return tuple(read_query_file(path) for path in sorted(QUERIES.glob("*.rq")))


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        InputError: there is none.
    """
    for query in named_queries():
        if query.name == name:
            return query
    raise InputError(f"No query is named {name!r}. `policygraph query --list` shows them all.")


def run(reader: Reader, query: NamedQuery, parameters: Mapping[str, str] | None = None) -> Table:
    """Ask a named query.

    Args:
        reader: a snapshot or a store.
        query: the query.
        parameters: name to value as a user writes it; an entity by its IRI, its id or any of its names.

    Raises:
        InputError: a parameter is unknown, missing or not of its type.
    """
    return to_table(reader.query(bind(reader, query, parameters or {})))


def run_sparql(reader: Reader, sparql: str) -> Table:
    """Ask a query that the user wrote.

    Raises:
        InputError: it is not SPARQL 1.1 (the message says where), or would fetch from another server.
    """
    if keyword := reaches_out(sparql):
        raise InputError(f"{keyword} is not allowed: the query would fetch from another server. Leave it out.")
    try:
        return to_table(reader.query(sparql))
    except SyntaxError as error:
        raise InputError(f"The query is not SPARQL 1.1: {error}") from error
