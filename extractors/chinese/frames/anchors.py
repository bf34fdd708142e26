"""Which literal strings a pattern cannot match without: it is tried only where one of them stands."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


def anchors(pattern: str) -> list[str]:
    """Literal strings of which at least one stands in whatever the pattern matches.

    Args:
        pattern: folded, as a frame file writes it.

    Raises:
        ValueError: there is no such string; the pattern must be written with a part that always stands.
    """
    found: list[str] = []
    for branch in _branches(pattern):
        best = max(_candidates(branch), key=lambda c: min(map(len, c)), default=())
        if not best:
            msg = f"a pattern needs a part that always stands: {pattern!r}"
            raise ValueError(msg)
        found += best
    return sorted(set(found))


def _branches(pattern: str) -> list[str]:
    """The alternatives at top level."""
    depth, parts, last = 0, [], 0
    for i, character in enumerate(pattern):
        depth += (character in "([{") - (character in ")]}")
        if character == "|" and depth == 0:
            parts.append(pattern[last:i])
            last = i + 1
    return [*parts, pattern[last:]]


def _candidates(branch: str) -> list[list[str]]:
    """Each mandatory part of a branch as its possible literals."""
    found: list[list[str]] = []
    literal = ""
    for part in _parts(branch):
        if len(part) == 1 and _HAN.fullmatch(part):
            literal += part
            continue
        if literal:
            found.append([literal])
            literal = ""
        if part.startswith("(") and not part.startswith(("(?!", "(?<", "(?=")) and part.endswith(")"):
            try:
                found.append(anchors(part[1:-1].removeprefix("?:")))
            except ValueError:
                continue
    return [*found, [literal]] if literal else found


def _parts(branch: str) -> list[str]:
    """Characters, classes and groups of a branch, each with the repetition sign after it."""
    parts: list[str] = []
    i = 0
    while i < len(branch):
        end = _closing(branch, i) if branch[i] in "([" else i + (2 if branch[i] == "\\" else 1)
        repeat = re.match(r"[*?+]|\{[^}]*\}", branch[end:])
        optional = bool(repeat) and not (repeat and repeat.group() == "+")
        parts.append(branch[i:end] + ("?" if optional else ""))
        i = end + (len(repeat.group()) if repeat else 0)
    return parts


def _closing(text: str, start: int) -> int:
    """Past the bracket that closes the one at a position."""
    if text[start] == "[":
        return text.index("]", start + 2) + 1
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i + 1
    return len(text)
