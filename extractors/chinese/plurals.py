"""What 双方, 这些产品, 上述公司 and the like stand for: the last names of the kind that were told together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygraph.records import Entity

_BODIES = frozenset({"Company", "Organization", "GovernmentBody"})
_EXPRESSIONS: tuple[tuple[re.Pattern[str], frozenset[str], int], ...] = (
    (re.compile(r"双方|二者|两者|(?:这|上述|该)?两(?:家|间)(?:公司|企业|巨头|厂商|机构)"), _BODIES, 2),
    (re.compile(r"(?:这些|这几(?:款|个)|上述|以上)(?:产品|平台|模型|工具|应用|软件|服务)"), frozenset({"Product"}), 0),
    (re.compile(r"(?:这些|这几家|上述|以上)(?:公司|企业|厂商|巨头|平台)"), frozenset({"Company"}), 0),
    (re.compile(r"(?:这些|上述|以上)(?:部门|机构|机关)"), frozenset({"GovernmentBody"}), 0),
)
_REACH = 200
_END = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Plural:
    """An expression and the entities that it stands for."""

    start: int
    end: int
    entities: tuple[Entity, ...]


def plurals(text: str, names: Sequence[tuple[int, int, Entity]]) -> Iterator[Plural]:
    """Resolve the plural expressions of a text.

    Args:
        text: folded.
        names: where entities are named, in order.

    Yields:
        One for each expression before which at least two names of the kind stand in one sentence, the nearest within
        reach; 双方 needs exactly two, lest it join strangers.
    """
    for pattern, types, number in _EXPRESSIONS:
        for match in pattern.finditer(text):
            found = _together(text, names, match.start(), types)
            if len(found) >= 2 and number in (0, len(found)):
                yield Plural(match.start(), match.end(), found)


def _together(
    text: str, names: Sequence[tuple[int, int, Entity]], position: int, types: frozenset[str]
) -> tuple[Entity, ...]:
    """The entities of the nearest sentence before a position that names at least two of the types."""
    end = position
    for start in _sentence_starts(text, position):
        inside = {e.iri: e for s, _, e in names if start <= s < end and e.type in types}
        if len(inside) >= 2:
            return tuple(inside.values())
        end = start if inside == {} else end
    return ()


def _sentence_starts(text: str, position: int) -> list[int]:
    """Where the sentences before a position start, the nearest first, within reach."""
    floor = max(0, position - _REACH)
    return [*(m.end() for m in reversed(list(_END.finditer(text, floor, position)))), floor]
