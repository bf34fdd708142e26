"""Clauses that a comma divides though they are one: 物流平台甲和乙，以及招聘平台丙|都要下架."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.chinese.chunks import Chunker, Kind
from extractors.chinese.layout import Clause, Sentence

_GOES_ON = re.compile("以及|及其|暨|还有")
_NOMINAL = frozenset({Kind.NAME, Kind.NOUN, Kind.DE, Kind.AND, Kind.POINT, Kind.MONEY})


@dataclass(frozen=True, slots=True)
class ClauseJoiner:
    """Joins the clauses of one text."""

    chunker: Chunker

    def joined(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences, a list of names and what goes on with it as one clause."""
        return [self._in(sentence) for sentence in sentences]

    def _in(self, sentence: Sentence) -> Sentence:
        if not _GOES_ON.search(self.chunker.text, sentence.start, sentence.end):
            return sentence
        return sentence._replace(clauses=tuple(self._clauses(sentence.clauses)))

    def _clauses(self, clauses: Sequence[Clause]) -> Iterator[Clause]:
        last: Clause | None = None
        for clause in clauses:
            if last and not clause.bracketed and self._go_together(last, clause):
                last = last._replace(end=clause.end)
                continue
            if last:
                yield last
            last = clause
        if last:
            yield last

    def _go_together(self, first: Clause, second: Clause) -> bool:
        if first.bracketed or not _GOES_ON.match(self.chunker.text, second.start):
            return False
        chunks = self.chunker.chunks(first.start, first.end)
        return any(c.kind is Kind.NAME for c in chunks) and all(c.kind in _NOMINAL for c in chunks)
