"""Words of an event that tell none: 这种封禁, 违反…禁令, 不该封杀, 与当年的制裁不同."""

from __future__ import annotations

import re
from collections.abc import Container

from extractors.chinese.frames import Trigger
from extractors.chinese.layout import Clause

_BROKEN = re.compile(r"(?:违反|违背|规避|绕过|遵守|适用|无视|触犯)[^，。；：]{0,16}$")
_REFERS = re.compile(r"(?:这种|这次|此次|本次|类似的|所谓的?|该次|上述|的受|的被)[“「]?$")
_MAKES = frozenset({"Legislation", "ProductLaunch"})  # 此次|颁布的新规 is told with the name of what is made
_OUGHT_NOT = re.compile(r"(?:不该|不应该?|不宜|不可以|(?<![识辨鉴区分级类特个性派告差])别)$")
_COMPARES = re.compile(r"(?:^|[，。；])\s*(?:与|和|同|跟|相比|不同于|相较于?|比起)[^，。；]{0,30}$")
_COMPARED = re.compile(r"[^，。；]{0,8}?(?:不同|相比|一样|类似|相似|无关|相较|相仿|如出一辙)")


def only_mentioned(text: str, trigger: Trigger, clause: Clause, names_at: Container[int]) -> bool:
    """Whether the words of a trigger tell of no event of their own.

    Args:
        text: folded.
        trigger: what may tell of one.
        clause: of the trigger.
        names_at: the positions that lie in names.
    """
    before = text[clause.start : trigger.start]
    standing = trigger.frame.type in ("Restriction", "Legislation") and _BROKEN.search(before)
    named = trigger.unit.noun or trigger.frame.type in _MAKES or trigger.end in names_at
    refers = not named and _REFERS.search(before)
    compared = _COMPARED.match(text, trigger.end, clause.end) and _COMPARES.search(before)
    return bool(standing or _OUGHT_NOT.search(before) or refers or compared)
