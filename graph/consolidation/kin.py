"""To whom somebody belongs: the owner of a company, the ministry of an agency, the maker of a product, and so upwards.

Papers name the one or the other for one deed: Google or Alphabet buys, an office or its ministry bans, an app or its
maker is fined. Only what the gazetteer knows counts (graph ``background``): what one article says of owners would make
the merges of others depend on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.names import graph_name
from graph.store import Reader
from graph.tables import to_table
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE

_QUESTION = """SELECT ?type ?subject ?object WHERE {{ GRAPH <{graph}> {{
  ?relation a <{relation}> ; <{type}> ?type ; <{subject}> ?subject ; <{object}> ?object }} }}"""

Kin = Mapping[str, frozenset[str]]  # entity IRI -> the IRIs of all that it belongs to, at once or through others


def read_kin(reader: Reader, same: Mapping[str, str]) -> Kin:
    """What the graph ``background`` knows of who belongs to whom.

    Args:
        reader: of the store.
        same: entity IRI to the IRI of the entity that stays in its place.
    """
    question = _QUESTION.format(
        graph=graph_name("background"),
        relation=PG.BackgroundRelation,
        type=PG.reportsType,
        subject=PG.relationSubject,
        object=PG.relationObject,
    )
    rows = to_table(reader.query(question)).cells()
    pairs = (belongs(str(kind).removeprefix(NAMESPACE), str(ours), str(theirs)) for kind, ours, theirs in rows)
    return upwards((same.get(low, low), same.get(high, high)) for low, high in pairs)


def belongs(kind: str, subject: str, thing: str) -> tuple[str, str]:
    """Who belongs to whom by a relation of the gazetteer: what is made to its maker, else the subject to the object."""
    return (thing, subject) if kind == "Makes" else (subject, thing)


def upwards(pairs: Iterable[tuple[str, str]]) -> Kin:
    """All that each belongs to, from pairs of who belongs to whom."""
    direct: dict[str, set[str]] = defaultdict(set)
    for low, high in pairs:
        direct[low].add(high)
    return {low: frozenset(_above(low, direct)) for low in direct}


def _above(low: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [low]
    while waiting:
        fresh = direct.get(waiting.pop(), set()) - found - {low}
        found |= fresh
        waiting += fresh
    return found
