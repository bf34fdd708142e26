"""Stretches of a text that are not the article: server messages, spam words, widgets, notices, repeated titles.

Each is recognised by what it is, not by the site that it stood on, and precision goes first: what is not surely junk
stays. Offsets are code points of the text that is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from policygraph import spam_words
from policygraph.junk_rules import LineRule, TailRule, compiled, rules
from policygraph.records import Removed
from policygraph.scripts import simplified

EDGE_LINES = 6  # how many of the first and last lines count as start and end
MAX_TAIL_SHARE = 0.4  # of the text: a tail longer than this is more likely to be the article
RUNNING_TEXT = 60  # characters of a line, Chinese counted twice, from which it is text and no heading

# PHP: Zend/zend_errors.h names the levels, main/main.c prints "%s: %s in %s on line %d".
# Each is looked for only where a literal part of it stands.
_SERVER_MESSAGES = (
    (
        " on line",
        re.compile(
            r"(?:PHP )?(?:<b>)?(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards"
            r"|Catchable fatal error|Recoverable fatal error)(?:</b>)?: [^\n]{1,600}?"
            r" in (?:<b>)?(?:/|[A-Za-z]:\\|phar://)[^\n]{1,300}?(?:</b>)? on line"
            r" (?:<b>)?\d+(?:</b>)?\.?(?:<br ?/?>)?"
        ),
    ),
    (
        "Stack trace:",
        re.compile(r"(?:PHP )?Stack trace:(?:\s*#\d+ [^\n]*)+(?:\s*thrown in [^\n]* on line \d+)?"),
    ),
    (
        "Traceback",
        re.compile(
            r"Traceback \(most recent call last\):\n(?:[ \t]+[^\n]*\n)+[A-Za-z_.]+(?:Error|Exception|Exit)[^\n]*"
        ),
    ),
    ("SQL syntax", re.compile(r"You have an error in your SQL syntax; check the manual [^\n]*")),
    ("mysql", re.compile(r"(?:Warning: )?mysqli?_\w+\(\)[: ][^\n]*")),
    (
        "Error ",
        re.compile(
            r"^(?:Error establishing a database connection|Server Error in '/[^'\n]*' Application\.?)$", re.MULTILINE
        ),
    ),
    ("[an error", re.compile(r"^\[an error occurred while processing this directive\]$", re.MULTILINE)),
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # without surrounding white space
    folded: str  # the same in simplified characters


def find(text: str, lang: str, title: str = "", *, title_apart: bool = False) -> tuple[Removed, ...]:
    """What in a text is not the article; the text itself is not changed.

    Args:
        text: plain text, a line a paragraph; blank lines between them do not matter.
        lang: ``en``, ``zh-Hans`` or ``zh-Hant``.
        title: the headline, where it is known.
        title_apart: the headline is kept apart from the text, so that its first line in the text repeats it already;
            otherwise only a second one does.

    Returns:
        The stretches in order and without overlap. One that fills a line takes its line break with it.
    """
    messages = list(_server_messages(text))
    lines = [
        line for line in _lines(text) if not any(line.start < each.end and each.start < line.end for each in messages)
    ]
    tail = list(_tail(lines, len(text)))
    body = lines[: len(lines) - len(tail)]
    spans = (*messages, *_furniture(body), *_repeated(body, title if title_apart else ""), *tail)
    chosen = _with_breaks(_disjoint(spans), text)
    words = (each for each in spam_words.find(text, lang, title) if not _covered(each, chosen))
    return tuple(sorted((*chosen, *words), key=lambda span: span.start))


def remove(text: str, lang: str, title: str = "") -> tuple[str, tuple[Removed, ...]]:
    """The text without junk and without its title, and what was taken away with its place in the text before."""
    found = find(text, lang, title, title_apart=True)
    kept, position = [], 0
    for each in found:
        kept.append(text[position : each.start])
        position = each.end
    return "".join((*kept, text[position:])), found


def _lines(text: str) -> list[_Line]:
    lines, folded = [], simplified(text)
    for match in re.finditer(r"[^\n]+", text):
        bare = match[0].strip()
        if bare:
            start = match.start() + match[0].index(bare)
            end = start + len(bare)
            lines.append(_Line(start, end, bare, folded[start:end]))
    return lines


def _server_messages(text: str) -> Iterator[Removed]:
    for literal, expression in _SERVER_MESSAGES:
        for match in expression.finditer(text) if literal in text else ():
            yield Removed("server_warning", match[0], match.start(), match.end())


@lru_cache(maxsize=1)
def _line_expressions() -> tuple[tuple[LineRule, re.Pattern[str]], ...]:
    return tuple((rule, compiled(rule.patterns)) for rule in rules().lines)


@lru_cache(maxsize=1)
def _tail_expressions() -> tuple[tuple[TailRule, re.Pattern[str]], ...]:
    return tuple((rule, compiled(rule.patterns)) for rule in rules().tails)


def _furniture(lines: list[_Line]) -> Iterator[Removed]:
    for number, line in enumerate(lines):
        for rule, expression in _line_expressions():
            fits = len(line.text) <= rule.max_length and _stands(rule, number, len(lines))
            if fits and expression.fullmatch(line.folded):
                yield _removed(rule.kind, line)
                break


def _stands(rule: LineRule, number: int, count: int) -> bool:
    if rule.where == "start":
        return number < EDGE_LINES
    return rule.where == "anywhere" or number >= count - EDGE_LINES


def _repeated(lines: list[_Line], title: str) -> Iterator[Removed]:
    """Lines before the running text that say the title again, and names of the site set twice in a row."""
    seen = {_bare(title)} - {""} if len(lines) > 1 else set()
    for number, line in enumerate(lines[:EDGE_LINES]):
        if re.fullmatch(r"(.{3,24}?)\s*[|\-–]?\s*\1", line.text):
            yield _removed("repeated_name", line)
        elif _bare(line.text) in seen:
            yield _removed("repeated_title", line)
        elif _weight(line.text) >= RUNNING_TEXT and number > 0:
            return
        elif len(line.text) >= 6 and not line.text.endswith((".", "。")):
            seen.add(_bare(line.text))


def _tail(lines: list[_Line], length: int) -> Iterator[Removed]:
    """The first line that opens a tail, and all after it."""
    for number, line in enumerate(lines):
        kind = _opens_tail(line) if length - line.start <= MAX_TAIL_SHARE * length and number else ""
        if kind:
            yield from (_removed(kind, each) for each in lines[number:])
            return


def _opens_tail(line: _Line) -> str:
    if len(line.text) > 80:
        return ""
    return next((rule.kind for rule, expression in _tail_expressions() if expression.fullmatch(line.folded)), "")


def _removed(kind: str, line: _Line) -> Removed:
    return Removed(kind, line.text, line.start, line.end)


def _with_breaks(spans: list[Removed], text: str) -> list[Removed]:
    """Spans that fill their lines, with the line break that would be left over."""
    wider: list[Removed] = []
    for span in spans:
        wider.append(_with_break(span, text, wider[-1].end if wider else 0))
    first = len(wider)
    while first and wider[first - 1].end == (wider[first].start if first < len(wider) else len(text)):
        first -= 1
    if first < len(wider) and wider[first].start:  # the text ends with junk: the break before it goes as well
        last = wider[first]
        start = len(text[: last.start].rstrip())
        wider[first] = Removed(last.kind, text[start : last.end], start, last.end)
    return wider


def _with_break(span: Removed, text: str, floor: int) -> Removed:
    """A span with its line; what is before the floor belongs to the span before it."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    after = re.compile(r"[ \t\u3000]*(?:\n\s*|$)").match(text, span.end)
    if before.strip() or after is None:
        return span
    start = max(floor, span.start - len(before))
    return Removed(span.kind, text[start : after.end()], start, after.end())


def _disjoint(spans: Iterable[Removed]) -> list[Removed]:
    """The spans in order; of two that overlap the longer, then the earlier one."""
    chosen: list[Removed] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start, each.kind)):
        if not _covered(span, chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda each: each.start)


def _covered(span: Removed, others: Iterable[Removed]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", simplified(text)).casefold()


def _weight(text: str) -> int:
    return len(text) + len(re.findall(r"[\u3400-\u9fff]", text))
