"""Stock tickers in brackets ("Apple Inc ( AAPL.O ) said"), cut out before a passage is parsed: the parser stumbles."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_EXCHANGE = r"(?:NYSE|NASDAQ|Nasdaq|LSE|TSX|HKEX?|SEHK|TYO|TSE|KRX|ASX|OTC|AMEX)\s?:\s?"
# Before a full stop it stays: cut out there, the stop would become part of the name ("Inc.").
_TICKER = re.compile(
    rf"\s?\(\s?(?:(?:{_EXCHANGE})?[A-Z0-9]{{1,6}}\.[A-Z]{{1,3}}|{_EXCHANGE}[A-Z0-9.]{{1,7}})\s?\)(?!\s?\.)"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without its tickers, and where its characters stood in the whole one."""

    text: str
    places: tuple[int, ...] = ()  # in the text that is left: where something was cut out
    shifts: tuple[int, ...] = ()  # how much had been cut out up to and including each place

    def offset(self, position: int) -> int:
        """Where a character of the text that is left stands in the whole text."""
        found = bisect_right(self.places, position)
        return position + (self.shifts[found - 1] if found else 0)


def without_tickers(text: str) -> Cut:
    """The text with the stock tickers in brackets cut out."""
    if "(" not in text:
        return Cut(text)
    kept: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    start = total = 0
    for found in _TICKER.finditer(text):
        kept.append(text[start : found.start()])
        places.append(found.start() - total)
        total += found.end() - found.start()
        shifts.append(total)
        start = found.end()
    return Cut("".join(kept) + text[start:], tuple(places), tuple(shifts))
