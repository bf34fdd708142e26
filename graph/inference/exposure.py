"""Whom a restriction reaches: by dependency on what is restricted, through who makes it and who owns the maker.

- A target that the restriction names is in scope.
- What depends on a restricted object is reached; whether it is in scope depends on who makes or runs it.
- A maker is in scope by its head office, or by its owners under every way of counting; where the ways differ, possibly.
- Whom somebody reached makes things for is reached as the operator.

Of several paths to one exposed by one operator under one criterion the shortest is kept; chains longer than ``LAYERS``
are not followed. Owners are counted over chains of any length, as shares are law, not likelihood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.consolidation.criteria import Criterion
from graph.inference.facts import Edge, Known, Restriction
from graph.inference.ownership import Bounds, Method, Threshold, Verdict, overall

# Of dependency, and of ownership below who is named: in 1,400 news articles read on 23 November 2026 the longest chain
# of owners had four, of dependencies two. Beyond, each step being likely, the whole hardly is: nobody could check it.
LAYERS = 4
ByCompany = Mapping[str, Mapping[Method, Bounds]]
Ownership = Mapping[tuple[str, Threshold], ByCompany]  # by country of the owners and threshold


@dataclass(frozen=True, slots=True)
class Exposure:
    """That a restriction reaches somebody, and the path that shows it."""

    exposed: str
    restriction: str
    operator: str  # whose scope decides; the exposed itself where it is a company
    basis: str  # local name of a basis of exposure
    verdict: Verdict
    path: tuple[Edge, ...]
    criterion: str = ""  # IRI

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two exposures one."""
        return (self.exposed, self.restriction, self.operator, self.criterion)


def exposures(known: Known, ownership: Ownership, restriction: Restriction) -> list[Exposure]:
    """Whom a restriction reaches: one for each exposed, operator and criterion, the one with the shortest path."""
    best: dict[tuple[str, ...], Exposure] = {}
    for exposure in (*_named(known, restriction), *_dependent(known, ownership, restriction)):
        if {exposure.exposed, exposure.operator} & restriction.authorities:
            continue
        other = best.get(exposure.key)
        if other is None or _length(exposure.path) < _length(other.path):
            best[exposure.key] = exposure
    return [best[key] for key in sorted(best)]


def _length(path: Sequence[Edge]) -> tuple[int, list[str]]:
    """How a path compares with others: the shorter first, and of equally long ones always the same."""
    return len(path), [edge.proof for edge in path]


def _named(known: Known, restriction: Restriction) -> Iterator[Exposure]:
    """The targets, and what they own."""
    for target in sorted(restriction.targets):
        yield Exposure(target, restriction.iri, target, "BasisTarget", Verdict.IN_SCOPE, ())
        for path in _chains(known, target, "ownedBy"):
            owned = path[0].source
            yield Exposure(owned, restriction.iri, target, "BasisOwnership", Verdict.POSSIBLY, path)


def _dependent(known: Known, ownership: Ownership, restriction: Restriction) -> Iterator[Exposure]:
    for thing in sorted(restriction.objects):
        for path in _chains(known, thing, "dependsOn"):
            yield from _of_operators(known, ownership, restriction, path)


def _chains(known: Known, end: str, relation: str) -> Iterator[tuple[Edge, ...]]:
    """The shortest path of each entity that leads to one over a relation, the nearest first.

    Breadth first: a longer way to an entity that was reached proves nothing more, so each edge is followed once. Of two
    that are equally short the one with the smaller proofs stands, so that the order of the edges makes no difference.
    """
    best: dict[str, tuple[Edge, ...]] = {end: ()}
    layer: Iterable[str] = (end,)
    for _ in range(LAYERS):
        fresh: dict[str, tuple[Edge, ...]] = {}
        for edge in (edge for near in layer for edge in known.into(near, relation)):
            if edge.source not in best:
                path = (edge, *best[edge.target])
                other = fresh.get(edge.source)
                fresh[edge.source] = path if other is None else min(path, other, key=_length)
        best |= fresh
        layer = tuple(fresh)
        yield from fresh.values()


def _of_operators(
    known: Known, ownership: Ownership, restriction: Restriction, path: tuple[Edge, ...]
) -> Iterator[Exposure]:
    exposed = path[0].source
    makers = known.out(exposed, "madeBy")
    if not makers:
        yield from _judged(known, ownership, restriction, exposed, exposed, path)
    for maker in makers:
        yield from _judged(known, ownership, restriction, exposed, maker.target, (*path, maker))


def _judged(
    known: Known,
    ownership: Ownership,
    restriction: Restriction,
    exposed: str,
    operator: str,
    path: tuple[Edge, ...],
) -> Iterator[Exposure]:
    if operator in restriction.targets:
        verdict, basis = Verdict.IN_SCOPE, "BasisTarget"
        yield from _both(exposed, restriction, operator, basis, verdict, path, "")
    elif not restriction.criteria:
        basis, verdict = "BasisDependency", Verdict.POSSIBLY
        yield from _both(exposed, restriction, operator, basis, verdict, path, "")
    for iri, criterion in restriction.criteria:
        judged = _scope(known, ownership, criterion, operator)
        if judged:
            verdict, basis, proof = judged
            yield from _both(exposed, restriction, operator, basis, verdict, (*path, *proof), iri)


def _both(  # noqa: PLR0913 (the fields of one record)
    exposed: str,
    restriction: Restriction,
    operator: str,
    basis: str,
    verdict: Verdict,
    path: tuple[Edge, ...],
    criterion: str,
) -> Iterator[Exposure]:
    """What depends on it, and who makes that."""
    yield Exposure(exposed, restriction.iri, operator, basis, verdict, path, criterion)
    if operator != exposed:
        yield Exposure(operator, restriction.iri, operator, "BasisOperator", verdict, path, criterion)


def _scope(
    known: Known, ownership: Ownership, criterion: Criterion, operator: str
) -> tuple[Verdict, str, Sequence[Edge]] | None:
    """Whether somebody meets a criterion, on what basis, by which owners; nothing where nothing is known."""
    country = known.countries.get(operator, "")
    if country == criterion.country:
        return Verdict.IN_SCOPE, "BasisHeadquarters", ()
    methods = ownership.get((criterion.country, threshold_of(criterion)), {}).get(operator)
    if criterion.owned and methods:
        verdict = overall(bounds.verdict(threshold_of(criterion)) for bounds in methods.values())
        return verdict, "BasisOwnership", _owners(known, operator)
    return None if country else (Verdict.POSSIBLY, "BasisDependency", ())


def _owners(known: Known, company: str) -> tuple[Edge, ...]:
    """The owners and their owners to the last, as the proof of who owns: all of them were counted."""
    proof: list[Edge] = []
    seen, layer = {company}, [company]
    while layer:
        edges = [edge for owned in layer for edge in known.out(owned, "ownedBy") if edge.target not in seen]
        proof += edges
        layer = sorted({edge.target for edge in edges})
        seen |= set(layer)
    return tuple(proof)


def threshold_of(criterion: Criterion) -> Threshold:
    """The threshold of a criterion."""
    return Threshold(criterion.threshold, criterion.exclusive)
