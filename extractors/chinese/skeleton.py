"""A sentence with each name as one character: what stands between names is then what a pattern sees."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.chinese.chunks import Chunk

NAME = "[\ue000-\uf8ff]"  # any name; characters of private use stand in no text
_FIRST = 0xE000
_ROOM = 0xF8FF - _FIRST
_UNSURE = re.compile(  # what is planned, would be, or was and is no more
    r"(?<!仍)将(?!继续|仍)|拟|计划|有望|预计|若|如果|倘若|假如|曾(?:经|是)?|原(?:本|来)?(?!股东)|目标|不得|禁止|不再|未|没有|并非|不是|要求|假设|传|或将"
    r"|(?:实际|合计|最终|共同|间接)控制|相加"
    r"|(?:完成|交易|收购|发行|增资|重组|合并|转让|实施|认购|融资|交割|变更)之?后[，,]?"
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A stretch of text in which names are single characters, with the way back."""

    text: str
    start: int  # of the stretch
    found: tuple[Chunk, ...]
    _places: tuple[int, ...]  # position in the stretch for each position in the skeleton, and one past its end

    @classmethod
    def of(cls, text: str, start: int, end: int, names: Sequence[Chunk]) -> Skeleton:
        """Put names aside.

        Args:
            text: folded text of the article.
            start: of the stretch.
            end: of the stretch.
            names: inside it, in order; of two that overlap the first counts.
        """
        pieces: list[str] = []
        places: list[int] = []
        kept: list[Chunk] = []
        at = start
        for name in names[:_ROOM]:
            if name.start < at:
                continue
            pieces.append(text[at : name.start] + chr(_FIRST + len(kept)))
            places += [*range(at, name.start), name.start]
            kept.append(name)
            at = name.end
        pieces.append(text[at:end])
        return cls("".join(pieces), start, tuple(kept), (*places, *range(at, end + 1)))

    @property
    def first(self) -> Chunk | None:
        """The first name, where it heads the stretch."""
        return self.found[0] if self.found and self.text[:1] and ord(self.text[0]) == _FIRST else None

    def names(self, match: re.Match[str], group: str) -> list[Chunk]:
        """Who is named in a group of a match, in order, each once though a bracket gives another name."""
        named = [self.found[ord(c) - _FIRST] for c in match[group] or "" if re.match(NAME, c)]
        return list({name.entity.iri: name for name in reversed(named) if name.entity}.values())[::-1]

    def before(self, position: int) -> list[Chunk]:
        """The names before a position of the skeleton, the nearest first."""
        at = self._places[position]
        return list(reversed(self.found[: bisect_right([c.start for c in self.found], at - 1)]))

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where a match stands in the text."""
        return self._places[match.start()], self._places[match.end()]

    def unsure(self, match: re.Match[str]) -> bool:
        """Whether the clause of a match says that it is not so, not yet or no more."""
        head = max(self.text.rfind(mark, 0, match.start()) for mark in "；;。：:") + 1
        near = max(self.text.rfind(mark, head, match.start()) for mark in "，,") + 1
        head = near if near and not self.text[head:near].rstrip("，,").endswith("后") else head
        return bool(_UNSURE.search(self.text, head, match.end()))
