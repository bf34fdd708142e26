"""What 该公司, 该法案 and the like stand for: the last fitting name before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygraph.records import Entity

_KINDS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(r"(?:该|这家|此|本|你|贵)(?:公司|企业|集团|银行|初创公司|网站|机构|厂商|巨头|车企|券商)|(?<![\u4e00-\u9fffA-Za-z0-9])(?:公司|集团)(?=[与和对将已于在宣表称计拟积也还则正曾未并因、，](?!法))|(?<=对)公司(?=展开|进行|启动|作出)"),
        frozenset({"Company"}),
    ),
    (re.compile(r"(?:该|这项|此|上述|这部|这份)(?:法案|法律|法|条例|行政令|行政命令|草案|规定|办法|新规|法规|协定)(?!院|庭|官)"), frozenset({"Law"})),  # noqa: E501
    (re.compile(r"(?:该|此|这款[^，。；]{0,8}|这一|这个)(?:产品|平台|应用|软件|模型|系统|芯片|晶片|服务|工具|程式|程序|App|APP|手机|钱包|游戏)"), frozenset({"Product"})),  # noqa: E501
    (re.compile(r"(?<![\u4e00-\u9fff其])(?:他|她)(?![们人国]|的)"), frozenset({"Person"})),
)  # fmt: skip
_REACH = 400


@dataclass(frozen=True, slots=True)
class Anaphor:
    """An expression and the entity that it stands for."""

    start: int
    end: int
    entity: Entity


def anaphora(
    text: str, names: Sequence[tuple[int, int, Entity]], breaks: Sequence[int], media: frozenset[str]
) -> Iterator[Anaphor]:
    """Resolve the anaphors of a text.

    Args:
        text: folded.
        names: where entities are named, in order.
        breaks: positions that nothing is carried over (headlines).
        media: IRIs of news media, which an article's 该公司 does not mean.

    Yields:
        One for each anaphor that a fitting name precedes within reach; names that head a clause before others.
    """
    for pattern, types in _KINDS:
        for match in pattern.finditer(text):
            floor = max([0, match.start() - _REACH, *(b for b in breaks if b <= match.start())])
            before = [
                n
                for n in names
                if floor <= n[0] and n[1] <= match.start() and n[2].type in types and n[2].iri not in media
            ]
            if before:
                yield Anaphor(match.start(), match.end(), _chosen(text, before))


def _chosen(text: str, before: Sequence[tuple[int, int, Entity]]) -> Entity:
    heading = [name for name in before[-6:] if _heads_clause(text, name[0])]
    return (heading or before)[-1][2]


def _heads_clause(text: str, start: int) -> bool:
    return not text[:start].rstrip(" 「“《")[-1:].isalnum()
