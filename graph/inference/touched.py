"""What a change of the known reaches: whose exposure and whose owners may be other than before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
    moved = _Moved.of(index.learn("edge", edges), index.learn("stake", stakes))
    moved.owning |= index.learn("country", dict(known.countries))
    changed = index.learn("restriction", {r.iri: _packed(r) for r in known.restrictions})
    questions = {packed([country, str(t.percent), t.exclusive]): "" for country, t in asked(known)}
    if index.learn("asked", questions):
        return None
    companies = _with_their_owners(known, moved.owning)
    near = _near(known, moved, companies)
    return Touched(frozenset(changed).union(near), frozenset(companies))


@dataclass(slots=True)
class _Moved:
    """Ends of relations that came, went or changed."""

    needed: set[str] = field(default_factory=set)  # what is depended on, and what is made
    owners: set[str] = field(default_factory=set)  # who owns
    owning: set[str] = field(default_factory=set)  # both who owns and who is owned

    @classmethod
    def of(cls, edges: Iterable[str], stakes: Iterable[str]) -> _Moved:
        moved = cls()
        for source, target, relation, _ in map(json.loads, edges):
            if relation == "ownedBy":
                moved.owners.add(target)
                moved.owning |= {source, target}
            else:
                moved.needed.add(target if relation == "dependsOn" else source)
        moved.owning |= {end for key in stakes for end in json.loads(key)[:2]}
        return moved


def _near(known: Known, moved: _Moved, companies: set[str]) -> Iterator[str]:
    """The restrictions whose exposure may be other than before.

    A path leads from the exposed over dependencies to an object, or over owners to a target. Beyond its last edge that
    came or went it leads along edges of now. Who owns an operator, and where that is, counts only for a criterion.
    """
    objects = _upwards(known, moved.needed, "dependsOn")
    targets = _upwards(known, moved.owners, "ownedBy")
    theirs = {edge.source for company in companies for edge in known.into(company, "madeBy")}
    judged = _upwards(known, companies | theirs, "dependsOn")
    for each in known.restrictions:
        if each.objects & objects or each.targets & targets or (each.criteria and each.objects & judged):
            yield each.iri


def _packed(restriction: Restriction) -> str:
    named = (restriction.objects, restriction.targets, restriction.authorities)
    return packed([*map(sorted, named), repr(restriction.criteria)])


def _with_their_owners(known: Known, entities: set[str]) -> set[str]:
    """The entities, and all that a chain of stakes joins to one of them."""
    found = set(entities)
    for together in components(known.stakes):
        members = {end for stake in together for end in (stake.owner, stake.owned)}
        if members & entities:
            found |= members
    return found


def _upwards(known: Known, start: set[str], relation: str) -> set[str]:
    """These entities, and what a chain leads to from them."""
    found, layer = set(start), start
    for _ in range(LAYERS):
        layer = {edge.target for entity in layer for edge in known.out(entity, relation)} - found
        found |= layer
    return found
