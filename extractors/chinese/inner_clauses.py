"""Who acts in a clause that a preposition takes: 随着|欧盟|调查苹果, 在|美国|封杀华为后, 就|美国|把华为列入清单."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import DISPOSAL, IN, PASSIVE, TO
from extractors.chinese.frames import Trigger
from extractors.chinese.layout import Clause
from extractors.chinese.noun_phrases import NounPhrase

_TAKES_CLAUSE = frozenset({"在", "于", "随着", "因", "因为", "由于", "就", "自", "自从"})
_OVER = re.compile(r"(?:之?后|之际|时|以来|期间|之?前|的?同时|情况下|背景下|当[下中])[，,：:]?\s*$")


def actor_in_inner_clause(text: str, left: Sequence[NounPhrase], trigger: Trigger, clause: Clause) -> NounPhrase | None:
    """Find the noun phrase that a preposition governs only in looks, because its clause is what it governs.

    Args:
        text: folded.
        left: the noun phrases of the clause before the trigger.
        trigger: the verb of the inner clause.
        clause: that both stand in.
    """
    at = next((i for i in reversed(range(len(left))) if _may_act(left[i])), None)
    if at is None or any(_acts(phrase) for phrase in left[at + 1 :]):
        return None
    found, alone = left[at], not any(_acts(phrase) and phrase.conjuncts[-1].is_name for phrase in left[:at])
    if found.marker == "就":
        return found if any(phrase.marker in DISPOSAL | PASSIVE | TO for phrase in left[at + 1 :]) else None
    if found.marker in IN:
        named = any(_acts(phrase) or phrase.conjuncts[-1].is_name for phrase in left[:at])
        over = _OVER.search(text, trigger.end, clause.end)
        return found if over and not named and _is_actor(found, trigger) else None
    return found if alone else None


def _may_act(phrase: NounPhrase) -> bool:
    return phrase.marker in _TAKES_CLAUSE and phrase.conjuncts[-1].is_name


def _acts(phrase: NounPhrase) -> bool:
    return not phrase.marker and not phrase.governor


def _is_actor(phrase: NounPhrase, trigger: Trigger) -> bool:
    """A country bans and sues; what is sold or founded "in" one is only there."""
    entity = phrase.conjuncts[-1].entity
    return "authority" in trigger.frame.roles or (entity is not None and entity.type != "Place")
