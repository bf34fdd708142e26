"""What was concluded from all that is said, as rows: relations, effective ownership, whom a restriction reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.listing import questions
from graph.listing.questions import ask
from graph.store import Reader
from graph.tables import Cell

Row = tuple[object, ...]

# Made after the rows are there: sorting once is faster than keeping the order all the while.
CONCLUDED_INDICES = """
UPDATE exposure SET steps = (SELECT COUNT(*) FROM exposure_step WHERE exposure = exposure.iri);
INSERT INTO reach SELECT restriction, COUNT(DISTINCT exposed) FROM exposure GROUP BY restriction;
CREATE INDEX exposure_restriction ON exposure (restriction, steps, exposed);
CREATE INDEX exposure_exposed ON exposure (exposed, restriction);
"""


def concluded_rows(reader: Reader) -> Iterator[tuple[str, Iterator[Row]]]:
    """The rows of each table, by its name."""
    for table, question, make in _TABLES:
        yield table, map(make, ask(reader, question))


def _relation(row: dict[str, Cell]) -> Row:
    ends = (row["subject"], row["object"])
    return (row["iri"], row["type"], *ends, _number(row["share_min"]), _number(row["share_max"]), row["background"])


def _proof(row: dict[str, Cell]) -> Row:
    return (row["relation"], row["article"])


def _share(row: dict[str, Cell]) -> Row:
    bounds = tuple(_number(row[name]) or 0.0 for name in ("low", "high", "threshold"))
    return (row["entity"], row["country"], row["method"], *bounds, row["verdict"])


def _scope(row: dict[str, Cell]) -> Row:
    threshold = _number(row["threshold"])
    return (row["restriction"], row["criterion"], row["country"], threshold, bool(row["exclusive"]))


def _exposure(row: dict[str, Cell]) -> Row:
    ends = (row["exposed"], row["restriction"], row["operator"])
    return (row["iri"], *ends, row["basis"], row["verdict"], 0)


def _step(row: dict[str, Cell]) -> Row:
    path = (row["source"], row["relation"], row["target"])
    return (row["exposure"], int(_number(row["number"]) or 0), *path, row["proof"])


def _number(cell: Cell) -> float | None:
    return None if cell is None else float(cell)


_TABLES: tuple[tuple[str, str, Callable[[dict[str, Cell]], Row]], ...] = (
    ("relation", questions.RELATIONS, _relation),
    ("proof", questions.PROOFS, _proof),
    ("effective_share", questions.SHARES, _share),
    ("scope", questions.SCOPES, _scope),
    ("exposure", questions.EXPOSURES, _exposure),
    ("exposure_step", questions.STEPS, _step),
)
