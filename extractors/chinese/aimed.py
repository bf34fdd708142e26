"""What must not be done to whom: 禁止|向乌克兰|分享|情报 has a target and an object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.chunks import TO, WITH
from extractors.chinese.noun_phrases import Conjunct
from extractors.chinese.slots import Filler

_ORIGIN = re.compile(
    r"(?:原产[于自]|产自|源自|进口自|采购自)(?P<who>[^，。；：]{1,60}?)的(?P<what>[^，。；：]{2,40}?)"
    r"(?=(?:继续|进行|实施|征收|加征|开征|课征|发起|启动|作出|展开|存在|予以|恢复|停止|终止|反倾销|反补贴|立案|[，。；：\s]|$))"
)


_OWNED = re.compile(r"(?:控股|持股|控制|占股|持有)[^，。；的]{0,10}的?(?:子公司|公司|企业|实体|机构)")


def with_owned(text: str, targets: Sequence[Filler]) -> list[Filler]:
    """Describe whoever is aimed at in full: 禁止|中国企业|持股过半的公司: not the owners, those they own.

    Args:
        text: folded.
        targets: of a restriction.
    """
    ends = ((target, None if target.entity else _OWNED.match(text, target.end)) for target in targets)
    return [replace(target, end=owned.end()) if owned else target for target, owned in ends]


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


def with_origin(reader: ArgumentReader, text: str, span: tuple[int, int], roles: dict[str, list[Filler]]) -> None:
    """Take goods by where they come from: 对|原产于欧盟和日本的|不锈钢|征收反倾销税 aims at both with what they sell.

    Args:
        reader: of the text.
        text: folded.
        span: of the clause.
        roles: of a restriction on goods; changed.
    """
    for match in _ORIGIN.finditer(text, *span):
        named = [Filler(name.start, name.end, name.entity) for name in reader.names(*match.span("who")) if name.entity]
        if named:
            roles["target"] = named
            roles["object"] = [Filler(*match.span("what"), None, certain=True)]


def from_product(roles: dict[str, list[Filler]], aimed_at: Sequence[Conjunct]) -> None:
    """A product that is kept from somebody is what it is about: 封杀|某芯片|对|某国|出口.

    Args:
        roles: of a restriction; changed.
        aimed_at: whom 对 or 向 mark.
    """
    targets = roles.get("target", [])
    first = [name for c in aimed_at for name in c.names[:1]]  # 对|华|出口: whose country it is
    places = [Filler(n.start, n.end, n.entity) for n in first if n.entity and n.entity.type == "Place"]
    if places and not targets:
        roles["target"] = places
    elif places and all(f.entity and f.entity.type == "Product" for f in targets):
        roles["object"], roles["target"] = targets, places
