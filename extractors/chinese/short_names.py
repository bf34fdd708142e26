"""The first word of a known company's Latin name, where a text that gives the whole name goes on with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.gazetteer import Match
from extractors.linking import NamedSpan

_SHORTEST = 4  # characters of such a short form


def short_names(text: str, matches: Sequence[Match], spans: Sequence[NamedSpan]) -> Iterator[Match]:
    """Find them: Ampere, after Ampere Computing.

    Args:
        text: of the article.
        matches: the known names in it, in order.
        spans: other names in it.

    Yields:
        A match for each of those names with which exactly one known company's name begins that is given before it.
    """
    full = [(m.start, text[m.start : m.end], m) for m in matches if m.entries[0].type == "Company"]
    latin = [(start, name, match) for start, name, match in full if name.isascii() and " " in name]
    for span in spans if latin else ():
        short = text[span.start : span.end]
        before = [m for at, name, m in latin if at < span.start and name.startswith(f"{short} ")]
        one = len({m.entries[0].id for m in before}) == 1
        if one and len(short) >= _SHORTEST and span.type in ("", "Company"):
            yield Match(span.start, span.end, before[0].entries)
