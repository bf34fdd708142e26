"""Who acts for which state: places and bodies by the country that they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from graph.consolidation.reports import Organ
from graph.names import graph_name
from graph.store import Reader
from graph.tables import to_table
from ontology.vocabulary import NAMESPACE
from policygraph.errors import DataFileError
from policygraph.identifiers import fold_name
from policygraph.resources import data_dir

_KINDS = ("Place", "GovernmentBody", "Person")
_QUESTION = """SELECT ?e ?type ?country ?name WHERE {{ GRAPH <{graph}> {{ VALUES ?type {{ {types} }}
  ?e a ?type ; <{ns}country> ?country ; <http://www.w3.org/2000/01/rdf-schema#label> ?name }} }}"""


def read_organs(reader: Reader) -> dict[str, tuple[str, Organ]]:
    """Entity IRI to its type and what it is of a state, for all that have a country and can act for it."""
    types = " ".join(f"<{NAMESPACE}{kind}>" for kind in _KINDS)
    question = _QUESTION.format(graph=graph_name("entities"), types=types, ns=NAMESPACE)
    return {
        str(entity): (kind, organ(kind, str(name), str(country)))
        for entity, iri, country, name in to_table(reader.query(question)).cells()
        for kind in [str(iri).removeprefix(NAMESPACE)]
    }


def organ(kind: str, name: str, country: str) -> Organ:
    """What somebody is of a state, by type, name and country."""
    known = _governments(data_dir() / "governments.yml")
    folded = fold_name(name)
    if kind == "Person":
        return Organ(known.serving.get(folded, country), folded in known.heads)
    return Organ(country, folded in known.names or folded.endswith(known.endings))


@dataclass(frozen=True, slots=True)
class _Governments:
    """The names of the list, folded."""

    endings: tuple[str, ...]  # of names of governments
    names: frozenset[str]  # of states and governments
    heads: frozenset[str]  # of people who lead a government
    serving: Mapping[str, str]  # name of a person -> the state or union that they act for


@lru_cache(maxsize=2)
def _governments(path: Path) -> _Governments:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _Governments(
            tuple(map(fold_name, data["endings"])),
            frozenset(map(fold_name, data["names"])),
            frozenset(map(fold_name, data["heads"])),
            {fold_name(name): code for code, names in data["serving"].items() for name in names},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        remedy = "Write: endings (of names of governments), names, heads (of people), serving (code to people)."
        raise DataFileError(path, None, f"it is not understood ({error})", remedy) from error
