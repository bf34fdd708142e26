"""Who holds how much of whom: 甲持有乙51%的股权, 乙由甲全资拥有, 乙51%的股权归甲所有, 甲、乙分别持股60%、40%.

A sentence is read as a skeleton in which each name is one character, so that a pattern sees the construction alone. The
words are data (``data/chinese_ownership.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import chain

from extractors.chinese.chunks import Chunk
from extractors.chinese.noun_phrases import Conjunct
from extractors.chinese.scene import Scene
from extractors.chinese.skeleton import Skeleton
from extractors.chinese.stake_patterns import stake_patterns
from extractors.chinese.values import mention
from policygraph.records import Entity, Fact

_OWNABLE = frozenset({"Company", "Product", "Organization"})
_OWNERS = frozenset({"Company", "Person", "GovernmentBody", "Organization"})
_WHOLE = Decimal(100)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s?[%％]")


SpokenOf = Callable[[Sequence[Chunk]], list[Chunk]]  # whom the text speaks of, given those that a clause names


@dataclass(frozen=True, slots=True)
class Stake:
    """One holding as a sentence tells it."""

    owner: Chunk
    thing: Chunk
    percent: Decimal | None
    start: int
    end: int


def stakes_in(scene: Scene) -> Iterator[Fact]:
    """Yield the holdings that a sentence tells; where it leaves one side out, that is whom the text speaks of.

    Args:
        scene: any clause of the sentence, with what was spoken of before it.
    """
    sentence = scene.sentence
    if not stake_patterns().sign.search(scene.text, sentence.start, sentence.end):
        return
    names = [c for c in scene.reader.names(sentence.start, sentence.end) if c.entity]
    skeleton = Skeleton.of(scene.text, sentence.start, sentence.end, names)
    seen: set[tuple[str, str]] = set()
    spoken_of = partial(_spoken_of, scene)
    told = chain(
        _held(skeleton, spoken_of), _held_by(skeleton), _shares_each(skeleton, spoken_of), _described(skeleton)
    )
    for stake in told:
        owner, thing = stake.owner.entity, stake.thing.entity
        if owner and thing and _may_own(owner, thing) and (owner.iri, thing.iri) not in seen:
            seen.add((owner.iri, thing.iri))
            yield _fact(scene, thing, owner, stake)


def _spoken_of(scene: Scene, others: Sequence[Chunk]) -> list[Chunk]:
    """Whom the text speaks of, other than those that a clause names."""
    beside = scene.discourse.topic_beside(Conjunct(c.start, c.end, c.entity) for c in others)
    return [c for conjunct in beside for c in conjunct.names if c.entity][:1]


def _may_own(owner: Entity, thing: Entity) -> bool:
    return owner.iri != thing.iri and owner.type in _OWNERS and thing.type in _OWNABLE


def _fact(scene: Scene, thing: Entity, owner: Entity, stake: Stake) -> Fact:
    span = mention(scene.original, stake.start, stake.end)
    return Fact(
        "Ownership",
        thing.iri,
        True,
        span,
        owner.iri,
        True,
        percent=stake.percent,
        confidence=0.8,
        frame="Ownership/stake",
    )


def _percents(told: str | None) -> list[Decimal]:
    return [Decimal(number) for number in _NUMBER.findall(told or "")]


def _pairs(
    owners: Sequence[Chunk], things: Sequence[Chunk], shares: Sequence[Decimal]
) -> Iterator[tuple[Chunk, Chunk, Decimal | None]]:
    """Each holder with each thing held; where there are as many shares as of either, they are told in its order."""
    for i, owner in enumerate(owners):
        for j, thing in enumerate(things):
            if len(shares) == len(things) and len(owners) == 1:
                yield owner, thing, shares[j]
            else:
                yield owner, thing, shares[i] if len(shares) == len(owners) and len(things) == 1 else None


def _held(skeleton: Skeleton, spoken_of: SpokenOf) -> Iterator[Stake]:
    """甲持有乙51%的股权; 通过甲持有乙51%股权; 持有乙51%股权 of whom the text speaks of."""
    for match in stake_patterns().holds.finditer(skeleton.text):
        group = next((g for g in ("thing", "thing2", "thing3") if match[g]), "")
        things = skeleton.names(match, group)
        owners = skeleton.names(match, "owner") or skeleton.names(match, "via")
        if not owners and match["none"] is not None:
            head = [skeleton.first] if skeleton.first and match.start() and skeleton.first not in things else []
            owners = head or spoken_of(things)
        shares = _percents(match["share"] or match["share2"]) or [_WHOLE]
        yield from _stakes(skeleton, match, owners, things, shares)


def _held_by(skeleton: Skeleton) -> Iterator[Stake]:
    """乙51%的股权归甲所有; 乙由甲全资拥有."""
    for match in stake_patterns().held.finditer(skeleton.text):
        yield from _stakes(skeleton, match, skeleton.names(match, "owner"), skeleton.names(match, "thing"))
    for match in stake_patterns().by.finditer(skeleton.text):
        shares = [_WHOLE] if match["whole"] else _percents(match["share"]) or _percents(match["owner"])
        yield from _stakes(skeleton, match, skeleton.names(match, "owner"), skeleton.names(match, "thing"), shares)


def _shares_each(skeleton: Skeleton, spoken_of: SpokenOf) -> Iterator[Stake]:
    """合资公司乙由甲与丙设立，甲持股51%，丙持股49%: of the company named before them that is none of them."""
    patterns = (stake_patterns().each, stake_patterns().bracket)
    matches = [match for pattern in patterns for match in pattern.finditer(skeleton.text)]
    holding = {c.entity.iri for m in matches for c in skeleton.names(m, "owner") if c.entity}
    for match in matches:
        before = [c for c in skeleton.before(match.start()) if c.entity and c.entity.iri not in holding]
        ownable = [c for c in before if c.entity and c.entity.type in _OWNABLE]
        companies = [c for c in ownable if c.entity and c.entity.type != "Product"] or ownable
        owners = skeleton.names(match, "owner")
        yield from _stakes(skeleton, match, owners, companies[:1] or spoken_of(owners))


def _described(skeleton: Skeleton) -> Iterator[Stake]:
    """乙的控股股东甲，持股51%."""
    patterns = (stake_patterns().inside, stake_patterns().belongs, stake_patterns().holder)
    for match in (match for pattern in patterns for match in pattern.finditer(skeleton.text)):
        yield from _stakes(skeleton, match, skeleton.names(match, "owner"), skeleton.names(match, "thing"))


def _stakes(
    skeleton: Skeleton,
    match: re.Match[str],
    owners: Sequence[Chunk],
    things: Sequence[Chunk],
    shares: Sequence[Decimal] | None = None,
) -> Iterator[Stake]:
    if not owners or not things or skeleton.unsure(match):
        return
    start, end = skeleton.span(match)
    start = min([start, *(c.start for c in (*owners, *things) if c.start >= skeleton.start)])
    for owner, thing, percent in _pairs(owners, things, _percents(match["share"]) if shares is None else shares):
        yield Stake(owner, thing, percent if percent is None or percent <= _WHOLE else None, start, end)
