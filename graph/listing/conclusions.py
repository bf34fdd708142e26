"""What was concluded from all that is said, as rows: relations, effective ownership, whom a restriction reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection

from graph.changes import of_kind
from graph.listing import questions
from graph.listing.writing import Row, Writing
from graph.names import base
from graph.tables import Cell

# Made after the rows are there: sorting once is faster than keeping the order all the while.
CONCLUDED_INDICES = """
CREATE INDEX exposure_restriction ON exposure (restriction, steps, exposed);
CREATE INDEX exposure_exposed ON exposure (exposed, restriction);
"""
_STEPS = "UPDATE exposure SET steps = (SELECT COUNT(*) FROM exposure_step WHERE exposure = exposure.iri) WHERE {which}"
_REACH = "INSERT INTO reach SELECT restriction, COUNT(DISTINCT exposed) FROM exposure WHERE {which} GROUP BY 1"


def write_conclusions(writing: Writing) -> None:
    """Write the rows of everything that was concluded."""
    for table, question, make in _TABLES:
        writing.insert(table, map(make, writing.ask(question)))
    for statement in (_STEPS, _REACH):
        writing.database.execute(statement.format(which="TRUE"))


def rewrite_conclusions(writing: Writing, touched: Collection[str]) -> None:
    """Write anew what was concluded of some relations and exposures; what there is little of is all written anew."""
    background = f"{base()}background/"
    writing.database.execute("DELETE FROM relation WHERE substr(iri, 1, ?) = ?", (len(background), background))
    relations, exposures = of_kind(touched, "relation"), of_kind(touched, "inference")
    restrictions = {
        str(iri)
        for each in exposures
        for (iri,) in writing.rows("SELECT restriction FROM exposure WHERE iri = ?", each)
    }
    for table, column, iris in (
        ("relation", "iri", relations),
        ("proof", "relation", relations),
        ("exposure", "iri", exposures),
        ("exposure_step", "exposure", exposures),
    ):
        writing.delete(table, column, iris)
    for table in ("effective_share", "scope"):
        writing.database.execute(f"DELETE FROM {table}")  # noqa: S608  # table is ours
    among = {"relation": relations, "proof": relations, "exposure": exposures, "exposure_step": exposures}
    for table, question, make in _TABLES:
        writing.insert(table, map(make, writing.ask(question, among.get(table))))
    writing.insert("relation", map(_relation, writing.ask(questions.BACKGROUND)))
    _sum_up(writing, exposures, restrictions)


def _sum_up(writing: Writing, exposures: Collection[str], restrictions: set[str]) -> None:
    """How long the paths of some exposures are, and how far the restrictions reach that they are or were of."""
    for iri in exposures:
        writing.database.execute(_STEPS.format(which="iri = ?"), (iri,))
        restrictions |= {str(row[0]) for row in writing.rows("SELECT restriction FROM exposure WHERE iri = ?", iri)}
    writing.delete("reach", "restriction", restrictions)
    for iri in restrictions:
        writing.database.execute(_REACH.format(which="restriction = ?"), (iri,))


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
