"""How a Chinese text is laid out: sentences, headlines, clauses, bracketed and quoted stretches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_CLOSERS = '”」』）)》〉"’'
_SENTENCE_END = re.compile(rf"[。！？!?；;]+[{_CLOSERS}]*|\n+")
_HEADLINE_END = re.compile(r"[；;]|\n+")
_CJK = "\u3400-\u9fff"
_CLAUSE_END = re.compile(r"[，,：:]|——+|--+|…+|\.{3,}")
_HEADLINE_CLAUSE_END = re.compile(rf"[！？!?]+[{_CLOSERS}]*|{_CLAUSE_END.pattern}")
_HEADLINE_SPACE = re.compile(rf"(?<=[{_CJK}」』》）)？！?!%])[ \u3000]+(?=[{_CJK}「『《（])")
# Where numbers stand between blanks, those divide nothing: 加征 25% 关税; nor do those around “…”.
_SPACED = rf"[{_CJK}] \d[\d.,]*\s?[%％][ \u3000][{_CJK}]"
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_TITLES = re.compile(
    r"《[^《》]{1,60}》|〈[^〈〉]{1,60}〉|「[^「」，。！？；]{1,24}」|“[^“”，。！？；]{1,24}”|『[^『』，。！？；]{1,24}』"
)
_ENCLOSED = re.compile(f"{_BRACKETS.pattern}|{_TITLES.pattern}")
_WHOLE = re.compile(f"{_ENCLOSED.pattern}|{_SPACED}")
_ENDED = re.compile(rf"[。！？!?；;：:，,][{_CLOSERS}]*\s*$")
_HEADLINE_LENGTH = 120  # a line without a full stop may be longer only where it is running text cut badly


class Clause(NamedTuple):
    """A stretch between commas; ``bracketed`` ones stand in brackets and depend on what is before them."""

    start: int
    end: int
    bracketed: bool = False


class Sentence(NamedTuple):
    """A sentence or a headline: nothing is carried from or to a headline."""

    start: int
    end: int
    headline: bool
    clauses: tuple[Clause, ...]
    first_of_paragraph: bool = False


def sentences(text: str, ignored: Sequence[tuple[int, int]] = ()) -> list[Sentence]:
    """Divide a text.

    Args:
        text: folded text.
        ignored: spans that are no part of the article; sentences that lie in them are left out.

    Returns:
        The sentences in order. A line that ends without punctuation is a headline.
    """
    found: list[Sentence] = []
    for line_start, line_end in _lines(text):
        headline = _is_headline(text[line_start:line_end])
        ends = _HEADLINE_END if headline else _SENTENCE_END
        spans = _split(text, line_start, line_end, ends, guard=_TITLES)
        for i, (start, end) in enumerate(spans):
            if not _inside(start, end, ignored):
                clauses = _clauses(text, start, end, headline)
                found.append(Sentence(start, end, headline, clauses, first_of_paragraph=i == 0))
    return found


def _lines(text: str) -> Iterable[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.start(), match.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def _is_headline(line: str) -> bool:
    return not _ENDED.search(line) and "。" not in line and len(line) <= _HEADLINE_LENGTH


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _split(text: str, start: int, end: int, pattern: re.Pattern[str], guard: re.Pattern[str]) -> list[tuple[int, int]]:
    """Split where the pattern matches outside what the guard matches; the separator stays with what it ends."""
    kept: list[tuple[int, int]] | None = None
    parts, last = [], start
    for match in pattern.finditer(text, start, end):
        if kept is None:
            kept = [enclosed.span() for enclosed in guard.finditer(text, start, end)]
        if any(first < match.start() < final for first, final in kept) or _within_number(text, match):
            continue
        parts.append((last, match.end()))
        last = match.end()
    if last < end:
        parts.append((last, end))
    return [(a, b) for a, b in (_stripped(text, a, b) for a, b in parts) if a < b]


def _within_number(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return match.group() in (",", "，", ":", "：", ".") and before.isdigit() and after.isdigit()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    return start, end


_DATELINE = re.compile(  # 某某社某地1日电: who reports, from where and when
    r"【[^【】\n]{2,10}(?:新闻|讯|报|社|网)】|[（(〔][^（）()〔〕\n]{2,20}(?:讯|报[道导]|电)[）)〕]"
    r"|[^，。；！？：\n]{2,24}?(?:讯|报[道导]|电)(?:[（(][^（）()\n]{2,16}[）)])?(?:[ \u3000，,:：]|(?<=[）)]))"
)


def _clauses(text: str, start: int, end: int, headline: bool) -> tuple[Clause, ...]:
    brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
    pieces = _split(text, start, end, _HEADLINE_CLAUSE_END if headline else _CLAUSE_END, _ENCLOSED)
    if headline:
        pieces = [piece for a, b in pieces for piece in _split(text, a, b, _HEADLINE_SPACE, _WHOLE)]
    if dateline := None if headline else _DATELINE.match(text, start, end):
        pieces = [p for a, b in pieces for p in _cut_at(a, b, dateline.end())]
    clauses = [Clause(a, b, bracketed=dateline is not None and b <= dateline.end()) for a, b in pieces]
    clauses += [Clause(a + 1, b - 1, bracketed=True) for a, b in brackets if b - a > 4]
    return tuple(clauses)


def _cut_at(start: int, end: int, position: int) -> tuple[tuple[int, int], ...]:
    """A stretch in two where a position lies in it."""
    return ((start, position), (position, end)) if start < position < end else ((start, end),)


def leaves_clause(start: int, end: int, sentence: Sentence) -> bool:
    """Whether a stretch begins in one clause and ends in another: 取消收费 持续封锁 says two things."""
    begun = (c for c in sentence.clauses if not c.bracketed and c.start <= start < c.end)
    return any(end > c.end for c in begun)
