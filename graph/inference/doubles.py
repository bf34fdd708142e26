"""Stakes that may be one stake, told under two names of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from graph.inference.ownership import Stake


def counted_once(
    stakes: Iterable[Stake], articles: Mapping[str, frozenset[str]], countries: Mapping[str, str]
) -> tuple[Stake, ...]:
    """The stakes, where of two that may be one only one counts towards what is owned at least: whose country is known.

    "Qiyuan owns 49%" in one article and 启元控股持有49% in another, not known to be one owner: together they own
    49% at least and 98% at most. Two that some article tells together are two, and so are those from two countries.

    Args:
        stakes: one for each owner and company.
        articles: IRI of a relation -> the articles that say so.
        countries: IRI of an owner -> ISO code, where it is known.
    """
    counted: list[Stake] = []
    kept: dict[tuple[str, Decimal, Decimal], list[Stake]] = {}
    for stake in sorted(stakes, key=lambda each: (each.owner not in countries, each)):
        alike = kept.setdefault((stake.owned, stake.low, stake.high), [])
        if any(_may_be_one(stake, other, articles, countries) for other in alike):
            counted.append(replace(stake, low=Decimal(0)))
        else:
            alike.append(stake)
            counted.append(stake)
    return tuple(sorted(counted))


def _may_be_one(one: Stake, other: Stake, articles: Mapping[str, frozenset[str]], countries: Mapping[str, str]) -> bool:
    told, elsewhere = articles.get(one.relation, frozenset()), articles.get(other.relation, frozenset())
    homes = {code for owner in (one.owner, other.owner) if (code := countries.get(owner, ""))}
    return bool(told and elsewhere) and not told & elsewhere and len(homes) < 2
