"""What a name that no list has looks like: words that no dictionary has, or a known ending after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.components import dictionary_tags
from extractors.chinese.words import words as words_of_lists

_UNKNOWN_TAGS = frozenset({"unk", "nz", "nr", "nrt", "nrfg", "eng"})
_ENDINGS = frozenset(words_of_lists().endings)
_NOT_PEOPLE = frozenset(words_of_lists().not_people)
NO_GIVEN = re.compile(
    r"[的了在是有和与及被将把对向由从就这那其该每们到可不没未无给又还要等称讲说提去续今]"
)  # in no given name
_COMMON = frozenset(words_of_lists().common)
_BAD = re.compile(
    r"[“”「」（）()]|^(?:SZ|SH|SS|HK|BJ)$|^[拟其曾已仅另该此]|^以(?!色列)|^[A-Z]{2}\d{4,}|现金|轮$|资产|服务器|[的了是在有和与被将对向及、，。]|\d[年月日]|第\d|^[一二两三四五六七八九十百数]+[人名位]$|^\d+$|[%元]$"
)
_BAD_LOOSE = re.compile(r"轮|笔|史无|多家|数家|知名|未披露|机构$|[的了，、。；：]|^\d+$|[%元]$")


def name_at_end(words: Sequence[Word]) -> tuple[int, int] | None:
    """Find a name at the end of a noun phrase.

    Args:
        words: of the phrase, in order.

    Returns:
        Start and end of the name, or None where the phrase ends in common words alone.
    """
    if not words or len(words) > 8:
        return None
    first = len(words)
    while first and _fits(words[first - 1]) and (first == len(words) or words[first - 1].end == words[first].start):
        first -= 1
    part = words[first:]
    while part and part[0].text in _COMMON:
        part = part[1:]
    text = "".join(word.text for word in part)
    if not 2 <= len(text) <= 12 or _BAD.search(text) or part[-1].text in _COMMON:
        return None
    if text.endswith(words_of_lists().product_nouns):
        return None
    proper = any(word.tag in _UNKNOWN_TAGS and word.text not in _COMMON and len(word.text) > 1 for word in part)
    named = part[-1].text in _ENDINGS and len(part) > 1 and len(text) >= 4
    end = part[-1].end - (len(text) > 2 and text.endswith("等"))
    return (part[0].start, end) if proper or named else None


def may_be_name(text: str, words: Sequence[Word]) -> bool:
    """Whether a whole phrase may be a name where its place in the sentence asks for one."""
    if not words or not 2 <= len(text) <= 16 or _BAD_LOOSE.search(text) or words[-1].text in _COMMON:
        return False
    return not all(word.text in _COMMON or word.tag[:1] in "mqtrfdpcu" for word in words)


def _fits(word: Word) -> bool:
    if word.tag in _UNKNOWN_TAGS or word.text in _ENDINGS:
        return word.text not in _COMMON
    return (
        word.tag in ("n", "ns", "a", "b", "v", "vn", "j", "l", "i") and len(word.text) <= 2 and word.text not in _COMMON
    )


def is_no_word(name: str) -> bool:
    """Whether a string is no common word of the dictionary."""
    tag = dictionary_tags().get(name, "")
    return not tag or tag.startswith("nr") or tag == "nz"


def may_be_person(name: str) -> bool:
    """Whether what stands where a person's name does can be one."""
    return is_no_word(name) and name not in _NOT_PEOPLE and not NO_GIVEN.search(name[1:])


def plausible_organisation(name: str, words: Sequence[Word]) -> bool:
    """Whether what a model takes for an organisation's name can be one."""
    if (
        re.fullmatch(r"[中美日韩英法德俄欧台港印澳加朝乌以伊]{2,4}(?:两国|三国|科技|双方|贸易|等国)?", name)
        or "多地" in name
        or "及" in name
    ):
        return False
    if not 2 <= len(name) <= 24 or re.search(
        r"[的了被起要这那每并但就都也还只，。、：“”「」（）()\d]|^[向对由自与和在该这本其]|[将是说称表]$", name
    ):
        return False
    if name.endswith(words_of_lists().product_nouns):
        return False
    inside = [word for word in words if word.text in name]
    if any(word.tag in ("v", "d", "p", "c", "r", "m") and word.text not in _ENDINGS for word in inside):
        return False
    return any(word.tag in _UNKNOWN_TAGS or word.tag in ("nt", "ns", "j") for word in inside) and not (
        len(inside) == 1 and inside[0].tag not in ("nt", "nz", "unk", "eng")
    )
