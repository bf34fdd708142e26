"""What a change of the known reaches: whose exposure and whose owners may be other than before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.consolidation.index import Index, packed
from graph.inference.exposure import LAYERS, threshold_of
from graph.inference.facts import Known, Restriction
from graph.inference.ownership import Threshold, components


@dataclass(frozen=True, slots=True)
class Touched:
    """What is to be concluded anew."""

    restrictions: frozenset[str]  # IRIs; some may be gone
    companies: frozenset[str]  # whose owners are to be counted again


def asked(known: Known) -> set[tuple[str, Threshold]]:
    """The countries and thresholds that some restriction asks about."""
    return {(c.country, threshold_of(c)) for r in known.restrictions for _, c in r.criteria if c.owned}


def touched(index: Index, known: Known) -> Touched | None:
    """What changed since the index last learned what is known, and what that reaches.

    Args:
        index: is brought up to date.
        known: all that is known now.

    Returns:
        What is to be concluded anew; None where that is everything.
    """
    edges = {packed([e.source, e.target, e.relation, e.proof]): "" for es in known.edges.values() for e in es}
    stakes = {packed([s.owner, s.owned, s.relation]): f"{s.low} {s.high}" for s in known.stakes}
    ends = [end for about, now in (("edge", edges), ("stake", stakes)) for end in _ends(index.learn(about, now))]
    moved = index.learn("country", dict(known.countries))
    changed = index.learn("restriction", {r.iri: _packed(r) for r in known.restrictions})
    questions = {packed([country, str(t.percent), t.exclusive]): "" for country, t in asked(known)}
    if index.learn("asked", questions):
        return None
    companies = _with_their_owners(known, {*ends, *moved})
    reached = _reached(known, {*ends, *moved, *companies})
    near = (r.iri for r in known.restrictions if (r.objects | r.targets) & reached)
    return Touched(frozenset(changed).union(near), frozenset(companies))


def _packed(restriction: Restriction) -> str:
    named = (restriction.objects, restriction.targets, restriction.authorities)
    return packed([*map(sorted, named), repr(restriction.criteria)])


def _ends(keys: Iterable[str]) -> Iterator[str]:
    """Both ends of relations that came, went or changed."""
    for key in keys:
        yield from json.loads(key)[:2]


def _with_their_owners(known: Known, entities: set[str]) -> set[str]:
    """The entities, and all that a chain of stakes joins to one of them."""
    found = set(entities)
    for together in components(known.stakes):
        members = {end for stake in together for end in (stake.owner, stake.owned)}
        if members & entities:
            found |= members
    return found


def _reached(known: Known, entities: set[str]) -> set[str]:
    """What a restriction names where it may reach one of the entities: what these make, depend on and belong to.

    Of a path that is no more, the part beyond the last edge that went still stands; so looking along the edges of now
    finds the restrictions that it led to.
    """
    start = entities | {edge.source for entity in entities for edge in known.into(entity, "madeBy")}
    return start | _upwards(known, start, "dependsOn") | _upwards(known, start, "ownedBy")


def _upwards(known: Known, start: set[str], relation: str) -> set[str]:
    found, layer = set(start), start
    for _ in range(LAYERS):
        layer = {edge.target for entity in layer for edge in known.out(entity, relation)} - found
        found |= layer
    return found
