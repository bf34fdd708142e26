"""What a clause describes after its number: 开除了|四名参与抗议的|员工, 推出|一款由甲公司开发的|应用."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import Chunk, Kind

_LONGEST = 30  # characters from the number to 的
_NUMBER = re.compile(
    r"(?:[约近逾超]|至少|超过)?[一两二三四五六七八九十百千数多\d]+[余多]?[个名位家款项种套部台座只枚支批份起宗间]"
)
_BEGINS = frozenset({Kind.VERB, Kind.MARKER, Kind.ADVERB})


def with_counted_nouns(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """Take a number and the clause that follows it, up to its 的, as part of the noun that they describe.

    Args:
        chunks: of a stretch.

    Returns:
        The chunks, each such number and clause as one; who acts in the clause is not who is spoken of.
    """
    if not any(chunk.kind is Kind.DE for chunk in chunks):
        return chunks
    made: list[Chunk] = []
    i = 0
    while i < len(chunks):
        end = _end(chunks, i)
        last = i if end is None else end
        text = "".join(chunk.text for chunk in chunks[i : last + 1])
        made.append(chunks[i] if end is None else Chunk(Kind.NOUN, chunks[i].start, chunks[last].end, text))
        i = last + 1
    return made


def _end(chunks: Sequence[Chunk], start: int) -> int | None:
    """Where the 的 stands that ends the clause behind a number, if one does."""
    counted = chunks[start].kind is Kind.NOUN and _NUMBER.fullmatch(chunks[start].text)
    if not counted or start + 1 >= len(chunks) or chunks[start + 1].kind not in _BEGINS:
        return None
    for i in range(start + 1, len(chunks) - 1):
        chunk = chunks[i]
        if chunk.kind is Kind.POINT or chunk.end - chunks[start].start > _LONGEST:
            return None
        if chunk.kind is Kind.DE:
            described = chunks[i + 1].kind in (Kind.NOUN, Kind.NAME)
            return i if described and any(c.kind is Kind.VERB for c in chunks[start:i]) else None
    return None
