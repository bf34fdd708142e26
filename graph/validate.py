"""Invariants: questions over the whole graph that must have no answer, each a file in ``ontology/invariants``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.names import rebase
from graph.store import Reader
from graph.tables import Table, to_table
from policygraph.errors import DataFileError

INVARIANTS = Path(__file__).parent.parent / "ontology" / "invariants"
_HEADER = "# invariant: "


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold."""

    name: str  # of its file
    meaning: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold."""

    invariant: Invariant
    found: Table  # up to a hundred cases


def invariants() -> tuple[Invariant, ...]:
    """All invariants, in the order of their names.

    Raises:
        DataFileError: a file does not say what it means.
    """
    return tuple(_read(path) for path in sorted(INVARIANTS.glob("*.rq")))


def validate(reader: Reader) -> Iterator[Broken]:
    """Check a graph; what is broken comes as it is found."""
    for invariant in invariants():
        found = to_table(reader.query(invariant.sparql))
        if found.rows:
            yield Broken(invariant, found)


def _read(path: Path) -> Invariant:
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    if not first.startswith(_HEADER):
        raise DataFileError(path, 1, "the file does not say what it means", f"Begin it with '{_HEADER}…'.")
    return Invariant(path.stem, first.removeprefix(_HEADER), rebase(text))
