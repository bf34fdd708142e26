"""Which of the names that a model sees are names, and how far they go: a model of this size sees many too many."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from extractors.chinese.chunks import Word
from extractors.chinese.components import dictionary_tags
from extractors.chinese.name_shapes import NO_GIVEN, plausible_organisation
from extractors.chinese.pipeline import Analysis
from extractors.chinese.words import words as words_of_lists
from extractors.linking import NamedSpan

_SURNAMES = frozenset("".join(words_of_lists().surnames))
_TWO_CHARACTER_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "端木")
_SOUNDS = frozenset("".join(words_of_lists().transliteration))
_TITLE_BEFORE = re.compile(rf"(?:{'|'.join(words_of_lists().titles)})$")
_LATIN_AFTER = re.compile(r"\s?[（(]\s?[A-Z]")
_NO_PEOPLE = frozenset(words_of_lists().not_people)
_VERB_TAIL = "续则指称说批揭曝示仅只也都又已曾被将把对向与及或率获吁促轰酸呛推案宣赞驳斥谈"  # ends no given name
_COMPANY_END = re.compile(rf"(?:{'|'.join(map(re.escape, words_of_lists().company_ends))})$")
_DEALS = (
    "收购|入股|并购|控股|参股|认购|增资|增持|减持|购买|买下|持有|持股|转让|起诉|股权|股份|重组"  # what companies do
)
_TELLS = "公告|披露|公布|发布公告|董事会|股东大会|拟|曾"
_BESIDE_COMPANY = re.compile(
    rf"^[」”』》]?\s?(?:[（(]|{_TELLS}|{'|'.join(words_of_lists().after_company)}"
    rf"|(?:的|已|将|以|\d[\d.]*\s?%的?)?(?:{_DEALS}))"
)
_BEFORE_COMPANY = re.compile(
    r"(?:公司|企业|厂商|开发商|制造商|巨头|创企|初创|独角兽|业者|机构|集团|运营商|供应商|服务商|券商|银行|基金|大厂|旗下|车企|药企"
    rf"|{_DEALS})[了「“《]?$"
)
_PLACE_END = re.compile(
    r"[省市县区镇乡村州郡道府山河江湖海岛湾港路街站桥峡洋屿角坡城洲国]$|(?:半岛|海峡|高原|平原|盆地|西岸|地区|特区|群岛)$"
)


def kept(span: NamedSpan, text: str, analysis: Analysis, *, trusted: bool = False) -> NamedSpan | None:
    """Judge a name that the model saw.

    Args:
        span: where it saw one, and its type.
        text: folded.
        analysis: the words of the text.
        trusted: the model is one that the user chose: what it sees is cut back, but needs nothing beside it.

    Returns:
        The span, cut back to the name where it goes too far; None where it looks like no name of its type. Latin
        names are read by their form, never taken from the model.
    """
    name = text[span.start : span.end]
    if any(character.isascii() and character.isalpha() for character in name):
        return None
    if trusted and span.type in ("Law", "Product", "Place"):
        return span
    if span.type == "Person":
        length = _person(name, text, span.start)
        length = length or (len(name) if trusted else 0)
        return replace(span, end=span.start + length) if length else None
    words = analysis.words[bisect_right(analysis.word_ends, span.start) : bisect_left(analysis.word_starts, span.end)]
    if span.type == "Place":
        return span if _is_place(name, words) else None
    shown = trusted or _is_organisation(span, text, words)
    return span if shown and plausible_organisation(name, words) else None


def _person(name: str, text: str, start: int) -> int:
    """How many characters of what may be a person are the name; 0 where none is."""
    if not all("\u4e00" <= character <= "\u9fff" or character in "·・‧•" for character in name):
        return 0
    if re.search("[·・‧•]", name):
        return len(name) if name[0] not in "·・‧•" and text[start - 1 : start] not in "·・‧•" else 0
    if _joined_before(name, text, start):
        return 0
    if _is_foreign(name, text, start):
        return len(name)
    return _chinese_person(name)


def _joined_before(name: str, text: str, start: int) -> bool:
    """Whether the first character makes a word with the one before it (文|章提到)."""
    joined = text[start - 1 : start + 1] if start else ""
    tag = dictionary_tags().get(joined, "") if len(joined) == 2 else ""
    return bool(tag) and not tag.startswith("nr") and name[:2] not in _TWO_CHARACTER_SURNAMES


def _is_foreign(name: str, text: str, start: int) -> bool:
    """A foreign name gives itself away by its sounds, with a title before it or Latin letters after it."""
    if not 2 <= len(name) <= 7 or not all(character in _SOUNDS for character in name):
        return False
    titled = _TITLE_BEFORE.search(text[max(0, start - 8) : start])
    return bool(titled or _LATIN_AFTER.match(text, start + len(name)))


def _chinese_person(name: str) -> int:
    family = 2 if name.startswith(_TWO_CHARACTER_SURNAMES) else 1 if name[:1] in _SURNAMES else 0
    if not family:
        return 0
    short = name[: family + 2].rstrip(_VERB_TAIL)
    if len(short) < family + 1 or len(name) > family + 4 or short in _NO_PEOPLE:
        return 0
    return 0 if NO_GIVEN.search(short[family:]) else len(short)


def _is_place(name: str, words: tuple[Word, ...]) -> bool:
    """Known to the dictionary as a place, or ending like one, or written by its sounds."""
    if re.fullmatch(r"[中美日韩英法德俄欧台港印澳加朝乌以伊]{2,4}(?:两国|三国|等国|双方)?", name):
        return False
    if len(words) == 1 and words[0].tag == "ns":
        return True
    if any(word.tag[:1] in "vdcrmpu" for word in words) or not words:
        return False
    return bool(_PLACE_END.search(name)) or all(character in _SOUNDS for character in name)


def _is_organisation(span: NamedSpan, text: str, words: tuple[Word, ...]) -> bool:
    """A company that no list has shows it by its last word or by a word beside it."""
    name = text[span.start : span.end]
    if span.type != "Company" or _COMPANY_END.search(name):
        return len(words) > 1 or span.type != "Company"
    after, before = text[span.end : span.end + 14], text[max(0, span.start - 8) : span.start]
    return bool(_BESIDE_COMPANY.match(after) or _BEFORE_COMPANY.search(before))
