"""Clauses that a comma divides though they are one: 物流平台甲和乙，以及招聘平台丙|都要下架."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.chinese.chunks import Chunker, Kind
from extractors.chinese.layout import Clause, Sentence

_GOES_ON = re.compile("以及|及其|暨|还有")
_NOMINAL = frozenset({Kind.NAME, Kind.NOUN, Kind.DE, Kind.AND, Kind.POINT, Kind.MONEY})


def joined(chunker: Chunker, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a text, with a list of names and what goes on with it as one clause."""
    return [
        sentence._replace(clauses=tuple(_clauses(chunker, sentence.clauses)))
        if _GOES_ON.search(chunker.text, sentence.start, sentence.end)
        else sentence
        for sentence in sentences
    ]


def _clauses(chunker: Chunker, clauses: Sequence[Clause]) -> Iterator[Clause]:
    last: Clause | None = None
    for clause in clauses:
        if last and not clause.bracketed and _go_together(chunker, last, clause):
            last = last._replace(end=clause.end)
            continue
        if last:
            yield last
        last = clause
    if last:
        yield last


def _go_together(chunker: Chunker, first: Clause, second: Clause) -> bool:
    if first.bracketed or not _GOES_ON.match(chunker.text, second.start):
        return False
    chunks = chunker.chunks(first.start, first.end)
    return any(c.kind is Kind.NAME for c in chunks) and all(c.kind in _NOMINAL for c in chunks)
