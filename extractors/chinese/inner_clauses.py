"""Who acts in a clause that a preposition takes: 随着|欧盟|调查苹果, 在|美国|封杀华为后, 就|美国|把华为列入清单."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import DISPOSAL, IN, PASSIVE, TO
from extractors.chinese.frames import Trigger
from extractors.chinese.layout import Clause
from extractors.chinese.noun_phrases import NounPhrase

_TAKES_CLAUSE = frozenset({"在", "于", "随着", "因", "因为", "由于", "就", "自", "自从"})
_ANSWERED = frozenset({"对", "对于", "针对", "就"})
_REACTS = re.compile(
    r"表示|谴责|反对|回应|不满|抗议|展开|进行|作出|做出|予以|提出|感到|担忧|质疑|批评|评论|关切|遗憾|欢迎|震惊|支持|采取|报复|反制"
)  # 对|美国|制裁华为|表示不满
_OVER = re.compile(r"(?:之?后|之际|时|以来|期间|之?前|的?同时|情况下|背景下|当[下中])[，,：:]?\s*$")


def actor_in_inner_clause(text: str, left: Sequence[NounPhrase], trigger: Trigger, clause: Clause) -> NounPhrase | None:
    """Find the noun phrase that a preposition governs only in looks, because its clause is what it governs.

    Args:
        text: folded.
        left: the noun phrases of the clause before the trigger.
        trigger: the verb of the inner clause.
        clause: that both stand in.
    """
    if left and _is_answered(text, left[-1], trigger, clause):
        return left[-1]
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


def _is_answered(text: str, phrase: NounPhrase, trigger: Trigger, clause: Clause) -> bool:
    """Whether somebody reacts to what the phrase did, which has an object of its own."""
    beside = phrase.marker in _ANSWERED and phrase.conjuncts[-1].is_name and phrase.end >= trigger.start - 1
    has_object = text[trigger.end : trigger.end + 1].isalnum() or text.startswith("《", trigger.end)
    reaction = _REACTS.search(text, trigger.end, clause.end)
    return bool(beside and has_object and reaction and reaction.start() > trigger.end + 1)


def _may_act(phrase: NounPhrase) -> bool:
    return phrase.marker in _TAKES_CLAUSE and phrase.conjuncts[-1].is_name


def _acts(phrase: NounPhrase) -> bool:
    return not phrase.marker and not phrase.governor


def _is_actor(phrase: NounPhrase, trigger: Trigger) -> bool:
    """A country bans and sues; what is sold or founded "in" one is only there."""
    entity = phrase.conjuncts[-1].entity
    return "authority" in trigger.frame.roles or (entity is not None and entity.type != "Place")
