"""Chinese and Arabic numerals as numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def read_number(text: str) -> Decimal | None:
    """Read a number written in Arabic digits, in Chinese numerals or in both ("6.5亿", "三千万", "1万2千").

    Args:
        text: folded text without spaces.

    Returns:
        The number, or None where the text is not one.
    """
    total, section, current, digits = Decimal(0), Decimal(0), Decimal(0), ""
    for character in text.replace(",", "").replace("，", "") + "\0":
        if character.isascii() and (character.isdigit() or character == "."):
            digits += character
            continue
        if digits:
            try:
                current, digits = Decimal(digits), ""
            except InvalidOperation:
                return None
        if character in DIGITS:
            current = current * 10 + DIGITS[character] if current else Decimal(DIGITS[character])
        elif character in _SMALL:
            section, current = section + (current or 1) * _SMALL[character], Decimal(0)
        elif character in _LARGE:
            part = section + current or Decimal(1)
            total = (
                (total + part) * _LARGE[character]
                if total and part < _LARGE[character] and character == "亿"
                else (total + part * _LARGE[character])
            )
            section, current = Decimal(0), Decimal(0)
        elif character != "\0":
            return None
    return total + section + current


def multiplier(text: str) -> Decimal:
    """Return what a run of units such as "万亿" or "千万" multiplies by.

    Args:
        text: characters of 十百千万亿兆, or nothing.
    """
    result = Decimal(1)
    for character in text:
        result *= _SMALL.get(character) or _LARGE[character]
    return result
