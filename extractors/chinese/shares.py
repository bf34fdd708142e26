"""Whose shares change hands and who held them: 收购|甲公司持有的|乙公司|51%股权."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.chinese.chunks import Chunker
from extractors.chinese.noun_phrases import Conjunct
from extractors.chinese.slots import names_of

_SHARES = r"(?:已发行|控股|普通)?(?:股权|股份|股票|权益|控股权|控制权|出资额|流通股)"
_PART = (
    r"(?:剩余|余下|其余|全部|额外|部分|少数|多数|绝大部分|大部分|合计|约为?|共|共计|近|超过?|逾"
    r"|不低于|不超过|至少|股东|\s)*"
)
_SHARE = r"\d+(?:\.\d+)?\s?[%％]"
_HELD = re.compile(
    rf"^(?:了|的|以[^，。；]{{1,14}}?(?:元|价格|对价|代价|现金))*(?:(?P<holder>[^，。；：]{{2,40}}?)(?:分别|合计|共同|直接|间接|目前|仍|现)*)?"
    rf"(?:所?(?:持有|拥有|持)|手中|名下)的?(?:其)?(?P<thing>[^，。；：]{{2,60}}?)的?{_PART}(?:(?:{_SHARE}[、和及]?)+(?:的|之)?{_PART}{_SHARES}?|{_SHARES})"
)
_OF = re.compile(
    rf"^(?:了|的)?(?P<thing>[^，。；：]{{2,60}}?)的?{_PART}(?:(?:{_SHARE}[、和及]?)+(?:的|之)?{_PART}{_SHARES}?|{_SHARES})"
)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_HIDDEN = "\u25cb"
_LEAD = re.compile(
    r"^(?:了|其|旗下|控股股东|原控股股东|实控人|第一大股东|大股东|股东|关联方|全资|控股|参股|间接|直接|子公司|孙公司|上市公司|A股|港股|目标公司|标的公司|标的|公司|拟|将|的|所|由)+(?=.{2})"
)
_VAGUE = re.compile(
    r"^(?:其|它|他|她|公司|本公司|该公司|子公司|孙公司|标的|标的公司|目标公司|项目公司|合营公司|联营公司|参股公司|控股公司|全资子公司|控股子公司|上市公司|上述|部分|前者|后者|双方|对方|现有|新增|自身|自有)$"
    r"|^(?:该|此|这|上述|多家|[一二两三四五六七八九十\d]+家|\d+位|[一二两三四五六七八九十]+名)|[%％元亿万]|(?:增持|减持|收购|计划|方式|协议|发行|事宜)|^(?:优质|相关|有关|少数|部分|合资|二级市场)"
)
_ONE_BODY = re.compile(r"(?:学院|大学|研究院|研究所|中心|协会|基金会|医院|委员会)[\u25cb」”]*$")
_AND = re.compile(r"[、及和与]|以及")


@dataclass(frozen=True, slots=True)
class ShareDeal:
    """The companies whose shares a phrase speaks of, and who is said to hold them."""

    companies: tuple[Conjunct, ...]
    holders: tuple[Conjunct, ...]


def share_deal(chunker: Chunker, start: int, end: int) -> ShareDeal | None:
    """Read the shares that a stretch begins with.

    Args:
        chunker: of the text.
        start: right after the verb, or after 将 or 把.
        end: where its clause ends.

    Returns:
        None where the stretch does not begin with shares of somebody.
    """
    text = _BRACKET.sub(lambda m: _HIDDEN * len(m.group()), chunker.text[start:end])
    match = _HELD.match(text) or _OF.match(text)
    if match is None:
        return None
    companies = tuple(_named(chunker, start + match.start("thing"), start + match.end("thing"), text, start))
    held = match.re is _HELD and match["holder"]
    span = (start + match.start("holder"), start + match.end("holder")) if held else (start, start)
    holders = tuple(_named(chunker, *span, text, start)) if held else ()
    return ShareDeal(companies, holders) if companies or holders else None


def _named(chunker: Chunker, start: int, end: int, text: str, offset: int) -> Iterator[Conjunct]:
    """The members of a list, by their names or as names that nothing else knows."""
    for first, last in _parts(text, start - offset, end - offset):
        names = chunker.names(offset + first, offset + last)
        whole = [name for name in names if name.end == offset + last and name.entity and name.entity.type != "Place"]
        if whole:
            yield names_of(Conjunct(whole[-1].start, whole[-1].end, whole[-1].entity, None, "", (whole[-1],)))[0]
            continue
        lead = _LEAD.match(text[first:last])
        first += lead.end() if lead else 0
        said = text[first:last]
        if 2 <= len(said) <= 24 and not _VAGUE.search(said) and _HIDDEN not in said:
            yield Conjunct(offset + first, offset + last, None, None, "", (), named=True)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in [*_AND.finditer(text, start, end), None]:
        if match and (match.start() < at + 2 or (match.group() != "、" and _ONE_BODY.search(text, at, end))):
            continue  # 和 is a part of the name
        stop = match.start() if match else end
        first, last = at, stop
        while last > first and text[last - 1] in _HIDDEN + ' 等的“”「」《》"':
            last -= 1
        while first < last and text[first] in _HIDDEN + ' 的“”「」《》"':
            first += 1
        if first < last:
            yield first, last
        at = match.end() if match else end
