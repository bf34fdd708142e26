"""Named queries as tests ask them."""

from __future__ import annotations

from graph.queries import named_query, run
from graph.store import Store


def ask(store: Store, name: str, **given: str) -> list[dict[str, object]]:
    """The rows of a named query, each by the names of its columns."""
    table = run(store, named_query(name), given)
    return [dict(zip(table.columns, row, strict=True)) for row in table.cells()]
