"""How much of a company is owned from a country: four ways of counting, each with bounds.

"49% + 2%" has no single answer, so none is given: each method has its own bounds and its own verdict. The lower bound
counts what is known to be owned from there; the upper bound adds what nobody is known to own.

- single owner: the largest direct owner from there;
- aggregate: the sum of the direct owners from there;
- control chain: an owner that passes the test counts whole for the next layer, and shares add up (the reading of the
  50 Percent Rule in OFAC's FAQ 401);
- look-through: shares multiply along each path, and paths add up (economic interest).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

_WHOLE = Decimal(100)
_NONE = Decimal(0)
# "More than 50": the bound itself is not reached. Smaller than any share that a text gives.
JUST_ABOVE = Decimal("0.000001")
_ROUNDS = 200  # of the look-through iteration: cross-holdings converge long before
_CLOSE = Decimal("1e-9")


class Method(Enum):
    """A way of counting; the value is the local name in the ontology."""

    SINGLE_OWNER = "SingleOwner"
    AGGREGATE_DIRECT = "AggregateDirect"
    CONTROL_CHAIN = "ControlChain"
    LOOK_THROUGH = "LookThrough"


class Verdict(Enum):
    """Whether a test is passed."""

    IN_SCOPE = "InScope"
    POSSIBLY = "PossiblyInScope"
    OUT_OF_SCOPE = "OutOfScope"


@dataclass(frozen=True, slots=True, order=True)
class Stake:
    """That somebody owns a share of a company."""

    owner: str
    owned: str
    low: Decimal  # percent
    high: Decimal
    relation: str = ""  # IRI of what says so


@dataclass(frozen=True, slots=True, order=True)
class Threshold:
    """A share that a test asks for."""

    percent: Decimal = Decimal(50)
    exclusive: bool = True  # more than the threshold, not just the threshold

    def passes(self, share: Decimal) -> bool:
        """Whether a share is enough."""
        return share > self.percent if self.exclusive else share >= self.percent


@dataclass(frozen=True, slots=True)
class Bounds:
    """A share that is known within bounds, in percent."""

    low: Decimal
    high: Decimal

    def verdict(self, threshold: Threshold) -> Verdict:
        """In scope where even the lower bound passes, out of scope where not even the upper one does."""
        if threshold.passes(self.low):
            return Verdict.IN_SCOPE
        return Verdict.POSSIBLY if threshold.passes(self.high) else Verdict.OUT_OF_SCOPE


def effective_ownership(
    stakes: Iterable[Stake], from_there: frozenset[str], threshold: Threshold
) -> dict[str, dict[Method, Bounds]]:
    """How much of each company that has a known owner is owned from a country.

    Args:
        stakes: who owns what.
        from_there: the owners that are from the country.
        threshold: decides who passes along the control chain.
    """
    found: dict[str, dict[Method, Bounds]] = {}
    for together in components(stakes):
        found |= _of_component(together, from_there, threshold)
    return dict(sorted(found.items()))


def components(stakes: Iterable[Stake]) -> Iterator[tuple[Stake, ...]]:
    """The stakes in groups that have no owner and no company in common, so that each can be counted by itself."""
    touching: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        touching[stake.owner].append(stake)
        touching[stake.owned].append(stake)
    seen: set[str] = set()
    for start in sorted(touching):
        if start not in seen:
            together = _component(touching, start)
            seen |= {end for stake in together for end in (stake.owner, stake.owned)}
            yield tuple(sorted(together))


def _component(touching: Mapping[str, Sequence[Stake]], start: str) -> set[Stake]:
    found: set[Stake] = set()
    waiting = [start]
    while waiting:
        fresh = set(touching[waiting.pop()]) - found
        found |= fresh
        waiting += [end for stake in fresh for end in (stake.owner, stake.owned)]
    return found


def _of_component(
    stakes: Iterable[Stake], from_there: frozenset[str], threshold: Threshold
) -> dict[str, dict[Method, Bounds]]:
    owners = _by_company(stakes)
    chain_low, chain_high = _control_chain(owners, from_there, threshold)
    through_low, through_high = _look_through(owners, from_there)
    return {
        company: {
            Method.SINGLE_OWNER: _single(held, from_there),
            Method.AGGREGATE_DIRECT: _aggregate(held, from_there),
            Method.CONTROL_CHAIN: Bounds(chain_low[company], chain_high[company]),
            Method.LOOK_THROUGH: Bounds(through_low[company], through_high[company]),
        }
        for company, held in owners.items()
    }


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict for several: in or out of scope where all agree, else possibly."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.POSSIBLY


def _by_company(stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    owners: dict[str, list[Stake]] = defaultdict(list)
    for stake in sorted(stakes):
        owners[stake.owned].append(stake)
    return dict(owners)


def _unknown(held: Sequence[Stake]) -> Decimal:
    return max(_NONE, _WHOLE - sum((stake.low for stake in held), _NONE))


def _single(held: Sequence[Stake], from_there: frozenset[str]) -> Bounds:
    mine = [stake for stake in held if stake.owner in from_there]
    low = max((stake.low for stake in mine), default=_NONE)
    high = max((stake.high for stake in mine), default=_NONE)
    return Bounds(low, min(_WHOLE, max(high, _unknown(held))))


def _aggregate(held: Sequence[Stake], from_there: frozenset[str]) -> Bounds:
    low = sum((stake.low for stake in held if stake.owner in from_there), _NONE)
    others = sum((stake.low for stake in held if stake.owner not in from_there), _NONE)
    return Bounds(min(low, _WHOLE), max(min(low, _WHOLE), _WHOLE - others))


def _control_chain(
    owners: Mapping[str, Sequence[Stake]], from_there: frozenset[str], threshold: Threshold
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    def least(company: str, control: set[str]) -> Decimal:
        return sum((stake.low for stake in owners[company] if stake.owner in control), _NONE)

    def most(company: str, control: set[str]) -> Decimal:
        return _WHOLE - sum((stake.low for stake in owners[company] if stake.owner not in control), _NONE)

    low = _fixed_point(owners, from_there, threshold, least)
    high = _fixed_point(owners, from_there, threshold, most)
    return low, {company: max(low[company], high[company]) for company in owners}


def _fixed_point(
    owners: Mapping[str, Sequence[Stake]],
    from_there: frozenset[str],
    threshold: Threshold,
    share: Callable[[str, set[str]], Decimal],
) -> dict[str, Decimal]:
    """Companies join those in control until none does; each joining only raises shares, so it ends."""
    control = set(from_there)
    while joining := {c for c in owners if c not in control and threshold.passes(share(c, control))}:
        control |= joining
    return {company: max(_NONE, min(_WHOLE, share(company, control))) for company in owners}


def _look_through(
    owners: Mapping[str, Sequence[Stake]], from_there: frozenset[str]
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    def known(company: str, shares: Mapping[str, Decimal]) -> Decimal:
        return sum((stake.low * _part(stake.owner, shares, from_there) for stake in owners[company]), _NONE)

    def possible(company: str, shares: Mapping[str, Decimal]) -> Decimal:
        return min(_WHOLE, known(company, shares) + _unknown(owners[company]))

    return _iterate(owners, known), _iterate(owners, possible)


def _part(owner: str, shares: Mapping[str, Decimal], from_there: frozenset[str]) -> Decimal:
    return Decimal(1) if owner in from_there else shares.get(owner, _NONE) / 100


def _iterate(
    owners: Mapping[str, Sequence[Stake]], step: Callable[[str, Mapping[str, Decimal]], Decimal]
) -> dict[str, Decimal]:
    """Jacobi iteration of shares = direct + through owners; handles companies that own each other."""
    shares = dict.fromkeys(owners, _NONE)
    for _ in range(_ROUNDS):
        fresh = {company: step(company, shares) for company in owners}
        if all(abs(fresh[company] - shares[company]) < _CLOSE for company in owners):
            return fresh
        shares = fresh
    return shares
