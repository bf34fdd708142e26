"""One fact once: what an article says several times of a standing relation or a figure is said once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from policygraph.records import Fact


def merge_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Merge the facts of one article.

    Args:
        facts: as a reader saw them, in the order of the text.

    Returns:
        Each fact once, with the evidence of the mention that says most; nothing stands in a relation to itself.
    """
    kept: dict[tuple[str, str, str, str, Decimal | None], Fact] = {}
    for fact in facts:
        if fact.object and fact.object == fact.subject:
            continue
        key = fact.type, fact.subject, fact.object, fact.metric, fact.amount.value if fact.amount else None
        if key not in kept or _says_more(fact, kept[key]):
            kept[key] = fact
    return tuple(kept.values())


def _says_more(fact: Fact, other: Fact) -> bool:
    return (fact.percent is not None, bool(fact.period)) > (other.percent is not None, bool(other.period))
