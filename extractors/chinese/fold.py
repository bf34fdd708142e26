"""Folding of Chinese text for matching: Traditional to Simplified, full width to half, never changing a length.

The folded text has one code point for each of the original's, so an offset into one is an offset into the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

# Characters that converters and typists put for another one; OpenCC leaves them alone.
_SLIPS = {
    "巿": "市",  # U+5DFF, a different character that looks the same (上巿)
    "衹": "只",
    "祇": "只",
    "麽": "么",
    "臺": "台",
    "峯": "峰",
    "裡": "里",
    "纔": "才",
    "隻": "只",
    "麵": "面",
    "曆": "历",
    "矽": "硅",  # 矽谷 and 硅谷; 矽 has no other use in the news
    "註": "注",
    "佈": "布",
    "讚": "赞",
    "噹": "当",
    "週": "周",
    "晩": "晚",
    "彙": "汇",
    "乾": "干",
    "\u3000": " ",
    "\u00a0": " ",
    "﹑": "、",
}
_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF = re.compile(r"[,:;?!](?:(?<=[\u4e00-\u9fff”」』）》].)|(?=[\u4e00-\u9fff「『“《]))")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """Return what stands for one character when names and words are compared: one character, always."""
    if character < "\u0080":
        return character
    if character in _SLIPS:
        return _SLIPS[character]
    if "\uff01" <= character <= "\uff5e" and character not in "！，：；？（）":
        return unicodedata.normalize("NFKC", character)
    folded = _converter().convert(character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Fold a text for matching.

    Args:
        text: any text; other scripts than Chinese pass through.

    Returns:
        A text of the same length in which Traditional characters, their variants and full-width letters and digits
        are replaced by the Simplified and half-width ones. Case is kept.
    """
    return "".join(map(fold_character, text))


def fold_prose(text: str) -> str:
    """Fold running text: as ``fold``, and half-width marks beside Chinese characters become the full-width ones."""
    return _HALF.sub(lambda mark: _MARKS[mark.group()], fold(text))
