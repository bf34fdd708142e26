"""A stretch of Chinese text as a row of chunks: names, sums, dates, nouns, verbs, markers, conjunctions.

Words come from the pipeline's segmentation; names, sums and dates lie over them and win where they overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from extractors.chinese.dates import Moment
from extractors.chinese.money import Sum
from extractors.chinese.words import words
from policygraph.records import Entity

PASSIVE = frozenset({"被", "遭", "遭到", "遭受", "受", "受到", "获", "挨"})
AGENT = frozenset({"由"})
TO = frozenset({"对", "向", "给", "对于", "针对", "给予", "予", "朝", "为", "替"})
WITH = frozenset({"与", "和", "跟", "同", "偕", "及"})
DISPOSAL = frozenset({"将", "把"})
IN = frozenset({"在", "于", "至", "到"})
FROM = frozenset({"从", "来自"})
ABOUT = frozenset(
    {"就", "因涉嫌", "因涉", "因", "因为", "由于", "随着", "自", "自从"}
)  # what follows can be a whole clause
BY = frozenset(
    {
        "以",
        "用",
        "因",
        "因为",
        "由于",
        "按",
        "据",
        "根据",
        "依据",
        "依",
        "通过",
        "透过",
        "随着",
        "除",
        "除了",
        "比",
        "较",
    }
)
MARKERS = PASSIVE | AGENT | TO | DISPOSAL | IN | FROM | BY | ABOUT
AND = frozenset({"会同", "、", "与", "和", "跟", "同", "及", "以及", "及其", "暨", "或", "并", "&", "/"})
_VERB_TAGS = ("v", "vd", "vi", "vg", "vq", "df")
_NOUN_TAGS = ("n", "s", "b", "j", "i", "l", "q", "m", "eng", "unk", "a", "an", "r", "g", "k", "h", "t", "f", "x", "z")
_ADVERBS = frozenset(words().adverbs)
_PRONOUNS = frozenset(words().pronouns)
_VERBS = frozenset(words().verbs)
_NOT_VERBS = frozenset(words().not_verbs)


class Kind(Enum):
    """What a chunk is."""

    NAME = auto()
    MONEY = auto()
    DATE = auto()
    NOUN = auto()
    VERB = auto()
    MARKER = auto()
    AND = auto()
    DE = auto()
    ADVERB = auto()
    POINT = auto()


class Chunk(NamedTuple):
    """A piece of a clause: a word, or a span that is one thing whatever words it is made of."""

    kind: Kind
    start: int
    end: int
    text: str  # folded
    entity: Entity | None = None


class Word(NamedTuple):
    """A word of the pipeline's segmentation."""

    start: int
    end: int
    text: str  # folded
    tag: str  # of the dictionary
    pos: str  # of the model; empty where it says nothing


class Chunker:
    """Cuts stretches of one text into chunks."""

    def __init__(self, text: str, words: Sequence[Word], overlays: Sequence[Chunk]) -> None:
        """Keep the folded text, its words and what lies over them, each in order and without overlaps."""
        self.text = text
        self._words = words
        self._word_ends = [word.end for word in words]
        self._overlays = overlays
        self._cut: dict[tuple[int, int], list[Chunk]] = {}
        self._overlay_ends = [overlay.end for overlay in overlays]
        self._of_word: dict[int, Chunk | None] = {}  # index of a word -> its chunk; None for a blank one

    def chunks(self, start: int, end: int) -> list[Chunk]:
        """The chunks of a stretch; names that cross its edges are left out, words are cut; each is cut once."""
        if (start, end) not in self._cut:
            self._cut[start, end] = self._chunks(start, end)
        return self._cut[start, end]

    def _chunks(self, start: int, end: int) -> list[Chunk]:
        found: list[Chunk] = []
        position = start
        first = bisect_left(self._overlay_ends, start + 1)
        for index in range(first, len(self._overlays)):
            overlay = self._overlays[index]
            if overlay.start >= end:
                break
            if overlay.start < start or overlay.end > end:
                continue
            found += self._plain(position, overlay.start)
            found.append(overlay)
            position = overlay.end
        return found + self._plain(position, end)

    def names(self, start: int, end: int) -> list[Chunk]:
        """The names of entities that lie wholly in a stretch, as chunks."""
        found: list[Chunk] = []
        for index in range(bisect_left(self._overlay_ends, start + 1), len(self._overlays)):
            overlay = self._overlays[index]
            if overlay.start >= end:
                break
            if overlay.kind is Kind.NAME and overlay.start >= start and overlay.end <= end:
                found.append(overlay)
        return found

    def cuts_word(self, position: int) -> bool:
        """Whether a position lies inside a word of the dictionary."""
        index = bisect_left(self._word_ends, position + 1)
        if index >= len(self._words):
            return False
        word = self._words[index]
        if word.text.endswith("了") and position == word.end - 1:
            return False  # 解|除了|对甲的禁令: the particle is of the verb before it
        return word.start < position < word.end and word.tag != "unk" and len(word.text) <= 3

    def ends_in_noun(self, start: int, end: int) -> bool:
        """Whether the last word of a stretch can be a noun, by the dictionary."""
        words = self.words(start, end)
        return (
            not words
            or words[-1].tag.startswith(("n", "vn", "unk", "eng", "j", "s", "b", "q", "k", "i", "l", "an", "x", "g"))
            or (
                words[-1].text in _NOT_VERBS
                or (len(words) > 1 and not words[-1].tag.startswith(("f", "t", "m", "d", "u", "p", "c")))
            )
        )

    def words(self, start: int, end: int) -> list[Word]:
        """The words that lie wholly in a stretch."""
        first = bisect_left(self._word_ends, start + 1)
        found: list[Word] = []
        for index in range(first, len(self._words)):
            word = self._words[index]
            if word.start >= end:
                break
            if word.start >= start and word.end <= end:
                found.append(word)
        return found

    def _plain(self, start: int, end: int) -> list[Chunk]:
        found: list[Chunk] = []
        if start >= end:
            return found
        for index in range(bisect_left(self._word_ends, start + 1), len(self._words)):
            word = self._words[index]
            if word.start >= end:
                break
            chunk = self._whole(index) if start <= word.start and word.end <= end else self._cut_word(word, start, end)
            if chunk:
                found.append(chunk)
        return found

    def _whole(self, index: int) -> Chunk | None:
        if index not in self._of_word:
            word = self._words[index]
            self._of_word[index] = self._cut_word(word, word.start, word.end)
        return self._of_word[index]

    def _cut_word(self, word: Word, start: int, end: int) -> Chunk | None:
        """The part of a word that lies in a stretch, unless it is blank."""
        first, last = max(word.start, start), min(word.end, end)
        text = self.text[first:last]
        if len(text) == 2 and _JOINED_MARKER.fullmatch(text):
            first, text = first + 1, text[1:]  # 拟以|现金: what marks the phrase that follows
        return Chunk(_kind(text, word.tag, word.pos, len(word.text)), first, last, text) if text.strip() else None


_JOINED_MARKER = re.compile(r"[拟将曾已均仍称昨今][以依向对由与从把于遭被获]|称将|指[其该]")


# What segmentation joins to 称, or calls a noun: 特朗普|称|与普京会晤, 欧盟|称若|谈判失败.
_SAYS = re.compile(r"[又再并还亦]?称(?:若|如|已|其|正|拟|会|不|要|可|有|因|或|该|在|无)?")


@lru_cache(maxsize=65536)
def _kind(text: str, tag: str, pos: str, length: int) -> Kind:
    """What a word, or the part of it that lies in a stretch, is.

    Args:
        text: of the part.
        tag: of the word, by the dictionary.
        pos: of the word, by the model.
        length: of the word.
    """
    if text in ("的", "之"):
        return Kind.DE
    if text in _VERBS or _SAYS.fullmatch(text):
        return Kind.VERB
    if text in AND and text not in _ADVERBS:
        return Kind.AND
    if text in MARKERS:
        return Kind.MARKER
    if text in _ADVERBS:
        return Kind.ADVERB
    if not any(character.isalnum() for character in text):
        return Kind.POINT
    if text in ("等", "等等") or text in _PRONOUNS or text in _NOT_VERBS:
        return Kind.NOUN
    return _kind_by_tag(tag, pos, length)


def _kind_by_tag(tag: str, pos: str, length: int) -> Kind:
    if tag == "vn":
        return Kind.VERB if pos in ("VERB", "AUX") and length <= 2 else Kind.NOUN
    if tag in _VERB_TAGS:
        return Kind.NOUN if pos in ("NOUN", "PROPN", "ADJ") else Kind.VERB
    if tag in ("ad", "d", "z"):
        return Kind.ADVERB
    if tag == "t":
        return Kind.DATE
    if tag.startswith(_NOUN_TAGS):
        return Kind.NOUN
    return Kind.ADVERB


FUNDING_ROUND = re.compile(
    r"(?:Pre-?)?[A-H]\d?\s?\+*轮|种子轮|天使\+?轮|战略融资(?=获)|Pre-?IPO|新三板(?=获)|未披露(?=获)|股权融资(?=获)"
)
_ROLE_NOUN = re.compile("|".join(words().role_nouns))
_AT_REQUEST = re.compile(
    r"(?<![供相适反响效回对呼答感策接照理该本])应[^，。；]{1,8}(?:要求|请求|邀请)(?!的)|(?<=[是方局警])应[^，。；]{1,8}(?:要求|请求|邀请)(?!的)"
)
_SHARE = re.compile(r"\d+(?:\.\d+)?\s?[%％](?:[-~至到]\d+(?:\.\d+)?\s?[%％])?(?!的?(?:股|控股|权益|-|~))")
_HEADING = re.compile(r"〈[^〈〉\n]{2,60}〉")  # an article's heading: nobody in it acts in the sentence around it
_INCLUDING = re.compile(r"(?<=[对向与由])包括(?=[^，。；]{2,60}在内)")  # 对包括甲、乙在内的企业: 对 governs the names
_ORIGIN = re.compile(
    r"(?:原产[于自]|产自|源自|产于|进口自|采购自|购自|出口自|输自)(?=[^，。；]{1,12}的)"
    r"|(?:出口到|出口至|出口往|输往|输入|销往|运往)(?=[\u4e00-\u9fff]{1,6}?的?(?:商品|产品|货物|货品|汽车|钢|铝|芯片|设备|物资))"
)  # 原产于美国的商品 is one noun phrase


def _with_conversion(text: str, end: int) -> int:
    """Where a sum ends with the bracket that gives it in another currency: 10亿美元（约78亿港元）."""
    match = _CONVERSION.match(text, end)
    return match.end() if match else end


_CONVERSION = re.compile(r"\s?[（(][^（）()\n]{0,12}\d[^（）()\n]{0,12}[元圆镑币][）)]")


_OVER_NAMES = ((_HEADING, Kind.ADVERB), (_AT_REQUEST, Kind.ADVERB))
_UNDER_NAMES = (
    (_SHARE, Kind.MONEY),
    (FUNDING_ROUND, Kind.ADVERB),
    (_ROLE_NOUN, Kind.NOUN),
    (_INCLUDING, Kind.ADVERB),
    (_ORIGIN, Kind.NOUN),
)


def overlays(
    text: str, names: Sequence[tuple[int, int, Entity]], sums: Sequence[Sum], moments: Sequence[Moment]
) -> list[Chunk]:
    """Lay names, sums and dates over a text; a name wins over a sum, a sum over a date.

    Returns:
        What lies over the text, by start, none overlapping another.
    """
    wanted: list[tuple[int, int, Kind, Entity | None]] = _spans(text, _OVER_NAMES)
    wanted += [(start, end, Kind.NAME, entity) for start, end, entity in names]
    wanted += [(item.start, _with_conversion(text, item.end), Kind.MONEY, None) for item in sums]
    wanted += [(item.start, item.end, Kind.DATE, None) for item in moments]
    wanted += _spans(text, _UNDER_NAMES)
    busy: set[int] = set()
    kept: list[Chunk] = []
    for start, end, kind, entity in wanted:
        span = range(start, end)
        if busy.isdisjoint(span):
            busy.update(span)
            kept.append(Chunk(kind, start, end, text[start:end], entity))
    return sorted(kept, key=lambda chunk: chunk.start)


def _spans(text: str, patterns: Sequence[tuple[re.Pattern[str], Kind]]) -> list[tuple[int, int, Kind, Entity | None]]:
    return [(*match.span(), kind, None) for pattern, kind in patterns for match in pattern.finditer(text)]
