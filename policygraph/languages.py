"""Which of the languages that are read a text is in: English, Chinese simplified, Chinese traditional, or none.

Chinese is told from the rest by its characters, and the script by counting the characters that only one of the two
writes; a declared language (``<html lang>``, the feed) decides only where the text itself does not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policygraph.records import Language

SAMPLE = 20_000  # code points that are looked at: enough to be sure, bounded for hostile input
HAN_WEIGHT = 3  # a Chinese character says as much as three letters
MIN_HAN_SHARE = 0.4  # so weighted: Chinese tech news carries many Latin names
MIN_HANGUL_SHARE = 0.25  # of letters
MIN_KANA_SHARE = 0.05  # of Han and kana: a Chinese text quotes a Japanese word at most
MIN_FUNCTION_WORDS = 0.16  # English running text has 0.3 to 0.45; other European languages under 0.1
MAX_FOREIGN_FUNCTION_WORDS = 0.08

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the of to and a in is that for on with as it was by are from at be this has have its an not will which
        said or but were their they would been who more about than had he his after also one new up could over we you i
        our can her she into if other some when what all there out no so do under against may between""",
    )
)


def detect(text: str, declared: str = "") -> Language | None:
    """The language of a text, or None where it is one that is not read.

    Args:
        text: running text or a headline.
        declared: BCP 47 tag that the page or feed gives; decides where the text does not.

    Returns:
        ``en``, ``zh-Hans`` or ``zh-Hant``; None for any other language and for text without letters.
    """
    sample = text[:SAMPLE]
    letters = len(_LETTER.findall(sample))
    han, kana, hangul = (len(pattern.findall(sample)) for pattern in (_HAN, _KANA, _HANGUL))
    if not letters or hangul > MIN_HANGUL_SHARE * letters or (kana and kana > MIN_KANA_SHARE * (han + kana)):
        return None
    if HAN_WEIGHT * han >= MIN_HAN_SHARE * (letters - han + HAN_WEIGHT * han):
        return script(sample, declared)
    return "en" if _is_english(sample, declared) else None


def script(text: str, declared: str = "") -> Language:
    """Simplified or traditional: the script of most of the characters that only one of the two writes."""
    traditional = simplified = 0
    for character in _HAN.findall(text):
        side = _side(character)
        traditional += side > 0
        simplified += side < 0
    if traditional == simplified:
        return "zh-Hant" if _declares_traditional(declared) else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@lru_cache(maxsize=8192)
def writes_only(character: str) -> Language | None:
    """The script that a Chinese character gives away; None where both write it."""
    side = _side(character)
    return None if side == 0 else "zh-Hant" if side > 0 else "zh-Hans"


def _declares_traditional(declared: str) -> bool:
    tag = declared.casefold().replace("_", "-")
    return any(part in tag.split("-") for part in ("hant", "tw", "hk", "mo"))


@lru_cache(maxsize=8192)
def _side(character: str) -> int:
    """1 for a character that only traditional Chinese writes, -1 for simplified, 0 for both."""
    to_simplified, to_traditional = _converters()
    if to_simplified.convert(character) != character:
        return 1
    return -1 if to_traditional.convert(character) != character else 0


@lru_cache(maxsize=1)
def _converters():  # type: ignore[no-untyped-def]  # opencc ships no types
    import opencc

    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")


def _is_english(text: str, declared: str) -> bool:
    """Whether text in Latin letters is English: by its function words, and by a model where those leave it open."""
    words = [word.casefold() for word in _WORD.findall(text)]
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if share >= MIN_FUNCTION_WORDS:
        return True
    if len(words) >= 40 and share < MAX_FOREIGN_FUNCTION_WORDS:
        return False
    if declared.casefold().startswith("en"):
        return True
    return _model_says_english(text)


def _model_says_english(text: str) -> bool:
    import py3langid

    return bool(py3langid.classify(text[:2000])[0] == "en")
