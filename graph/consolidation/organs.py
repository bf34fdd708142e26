"""Who acts for which state: places and bodies by the country that they are of."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from graph.consolidation.index import Index, packed
from graph.consolidation.reports import Organ
from graph.names import graph_name
from graph.store import Reader
from graph.tables import to_table
from ontology.vocabulary import NAMESPACE
from policygraph.batches import batches
from policygraph.errors import DataFileError
from policygraph.identifiers import fold_name
from policygraph.resources import data_dir

_KINDS = ("Place", "GovernmentBody", "Person")
_ABOUT = "organ"  # the heading of the index under which they are remembered
_QUESTION = """SELECT ?e ?type ?country ?name WHERE {{ GRAPH <{graph}> {{ {which}
  ?e a ?type ; <{ns}country> ?country ; <http://www.w3.org/2000/01/rdf-schema#label> ?name }} }}"""
_AT_ONCE = 400  # IRIs in one query


class Organs:
    """What entities are of a state, as the index remembers it: each is looked up when it is asked for."""

    def __init__(self, index: Index) -> None:
        """Of what the index remembers.

        Args:
            index: is brought up to date by ``learn``.
        """
        self._index = index
        self._at_hand: dict[str, tuple[str, Organ] | None] = {}

    def learn(self, reader: Reader, entities: Collection[str] | None) -> set[str]:
        """Bring what is remembered up to date; gives the entities that are something else now.

        Args:
            reader: the store.
            entities: the only ones that may be something else than before; None for all.
        """
        found = _all(reader) if entities is None else _of(reader, entities)
        now = {entity: packed([kind, of.country, of.is_whole]) for entity, (kind, of) in found.items()}
        self._at_hand.clear()
        return self._index.learn(_ABOUT, now, entities)

    def get(self, entity: str) -> tuple[str, Organ] | None:
        """The type of an entity and what it is of a state; None where it is of none."""
        if entity not in self._at_hand:
            kept = self._index.value("SELECT value FROM known WHERE about = ? AND key = ?", _ABOUT, entity)
            kind, country, is_whole = json.loads(str(kept)) if kept else ("", "", False)
            self._at_hand[entity] = (kind, Organ(country, is_whole)) if kept else None
        return self._at_hand[entity]


def _all(reader: Reader) -> dict[str, tuple[str, Organ]]:
    return _asked(reader, f"VALUES ?type {{ {' '.join(f'<{NAMESPACE}{kind}>' for kind in _KINDS)} }}")


def _of(reader: Reader, entities: Collection[str]) -> dict[str, tuple[str, Organ]]:
    found: dict[str, tuple[str, Organ]] = {}
    for batch in batches(sorted(entities), _AT_ONCE):
        found |= _asked(reader, f"VALUES ?e {{ {' '.join(f'<{entity}>' for entity in batch)} }}")
    return found


def _asked(reader: Reader, which: str) -> dict[str, tuple[str, Organ]]:
    """Entity IRI to its type and what it is of a state, for those that have a country and can act for it."""
    question = _QUESTION.format(graph=graph_name("entities"), which=which, ns=NAMESPACE)
    return {
        str(entity): (kind, organ(kind, str(name), str(country)))
        for entity, iri, country, name in to_table(reader.query(question)).cells()
        if (kind := str(iri).removeprefix(NAMESPACE)) in _KINDS
    }


def organ(kind: str, name: str, country: str) -> Organ:
    """What somebody is of a state, by type, name and country."""
    known = _governments(data_dir() / "governments.yml")
    folded = fold_name(name)
    if kind == "Person":
        return Organ(known.serving.get(folded, country), folded in known.heads, is_person=folded not in known.heads)
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
