"""Text as names are compared in it: one code point for one, so that offsets stay those of the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import opencc

_CODE_POINTS = 0x110000
_ASCII = {point: chr(point).lower() if chr(point).isalnum() else " " for point in range(0x80)}
_CJK_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20))
_SHORT = 200  # code points up to which a dictionary is faster than the table
# What the converter leaves alone, but writers use for one another.
_ALSO_ALIKE = {
    "着": "著",
    "麺": "面",
    "巿": "市",
    "祇": "只",
    "臺": "台",
    "佔": "占",
    "嶽": "岳",
    "鍊": "链",
    "甦": "苏",
    "晩": "晚",
}


def fold(text: str) -> str:
    """The text in lower case, Simplified script, half width and plain letters, all punctuation as spaces.

    Args:
        text: any text.

    Returns:
        A text of the same length in code points, each folded for itself: Traditional characters (and slips such as
        麵 for 面 or 裏 for 里) to Simplified, full width to half width, accents dropped, punctuation to a space.
    """
    if text.isascii():
        return text.translate(_ASCII)
    if len(text) < _SHORT:
        return text.translate(_changes())
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _table()[points].tobytes().decode("utf-32-le", "surrogatepass")


def is_cjk(character: str) -> bool:
    """Whether a character is a Han ideograph."""
    return (
        "\u3400" <= character < "\ua000" or "\uf900" <= character < "\ufb00" or "\U00020000" <= character < "\U0002fa20"
    )


@lru_cache(maxsize=1)
def _changes() -> dict[int, int]:
    """What folding changes, for short texts."""
    table = _table()
    changed = np.flatnonzero(table != np.arange(_CODE_POINTS, dtype=np.uint32))
    return dict(zip(changed.tolist(), table[changed].tolist(), strict=True))


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint32]:
    table = np.arange(_CODE_POINTS, dtype=np.uint32)
    for point in (*range(0x3000), *range(0xFE00, 0x10000)):
        table[point] = ord(_plain(chr(point)))
    table[0x3000:0x3400] = [ord(_plain(chr(point))) for point in range(0x3000, 0x3400)]
    for first, end in _CJK_BLOCKS:
        table[first:end] = _simplified(first, end)
    for variant, usual in _ALSO_ALIKE.items():
        table[ord(variant)] = ord(usual)
    return table


def _plain(character: str) -> str:
    """One code point for one: no case, width or accent; a space for what is neither letter nor digit."""
    decomposed = unicodedata.normalize("NFKD", character)
    base = decomposed[:1] if len(decomposed) == 1 or unicodedata.combining(decomposed[1]) else character
    lower = base.lower() if len(base.lower()) == 1 else base
    return lower if lower.isalnum() or unicodedata.combining(lower) else " "


def _simplified(first: int, end: int) -> list[int]:
    """The Simplified form of each code point of a block, converted one by one so that no phrase rule changes it."""
    characters = [chr(point) for point in range(first, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return [ord(new) if len(new) == 1 else ord(old) for old, new in zip(characters, converted, strict=True)]
