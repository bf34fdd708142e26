"""What must not be done to whom: 禁止|向乌克兰|分享|情报 has a target and an object."""

from __future__ import annotations

from dataclasses import replace

from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.chunks import TO, WITH
from extractors.chinese.slots import Filler


def with_target(reader: ArgumentReader, roles: dict[str, list[Filler]]) -> dict[str, list[Filler]]:
    """Divide an object that says what must not be done to somebody.

    Args:
        reader: of the text.
        roles: of a restriction.

    Returns:
        The roles; where the one object starts with 向, 对 or 与 and somebody named, what follows the verb is the
        object, and who is named a target where none is known.
    """
    objects = roles.get("object", [])
    if len(objects) != 1 or objects[0].entity:
        return roles
    phrases = reader.phrases(objects[0].start, objects[0].end)
    if len(phrases) < 2 or phrases[0].marker not in TO | WITH or not phrases[-1].governor:
        return roles
    named = [Filler(c.start, c.end, c.entity) for c in phrases[0].conjuncts if c.entity]
    last = phrases[-1].conjuncts
    if not named or phrases[0].start > objects[0].start + 2:
        return roles
    thing = replace(
        objects[0], start=last[0].start, end=last[-1].end, entity=last[0].entity if len(last) == 1 else None
    )
    return roles | {"object": [thing], "target": roles.get("target") or named}
