"""Who acts for which state: places and bodies by the country that they are of."""

from __future__ import annotations

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
    endings, names = _governments(data_dir() / "governments.yml")
    folded = fold_name(name)
    return Organ(country, kind != "Person" and (folded in names or folded.endswith(endings)))


@lru_cache(maxsize=2)
def _governments(path: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(map(fold_name, data["endings"])), frozenset(map(fold_name, data["names"]))
    except (yaml.YAMLError, KeyError, TypeError) as error:
        remedy = "Write: endings (of names of governments), names (of states and governments)."
        raise DataFileError(path, None, f"it is not understood ({error})", remedy) from error
