"""A stretch of Chinese text as a row of chunks: names, sums, dates, nouns, verbs, markers, conjunctions.

Words come from the pipeline's segmentation; names, sums and dates lie over them and win where they overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from extractors.chinese.dates import Moment
from extractors.chinese.money import Sum
from policygraph.records import Entity

PASSIVE = frozenset({"被", "遭", "遭到", "遭受", "受", "受到", "获", "挨"})
AGENT = frozenset({"由"})
TO = frozenset({"对", "向", "给", "对于", "针对", "给予", "予", "朝", "为", "替"})
WITH = frozenset({"与", "和", "跟", "同", "偕", "及"})
DISPOSAL = frozenset({"将", "把"})
IN = frozenset({"在", "于", "至", "到"})
FROM = frozenset({"从", "来自"})
ABOUT = frozenset({"就", "因涉嫌", "因涉", "因", "因为", "由于", "随着", "自", "自从"})  # what follows can be a whole clause
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
AND = frozenset({"、", "与", "和", "跟", "同", "及", "以及", "暨", "或", "并", "&", "/"})
_VERB_TAGS = ("v", "vd", "vi", "vg", "vq", "df")
_NOUN_TAGS = ("n", "s", "b", "j", "i", "l", "q", "m", "eng", "unk", "a", "an", "r", "g", "k", "h", "t", "f", "x", "z")
_ADVERBS = frozenset({
    "已", "已经", "正", "正在", "曾", "曾经", "将", "也", "亦", "均", "皆", "都", "又", "再", "还", "就", "仍", "仍然", "即将", "拟",
    "刚", "刚刚", "才", "分别", "共同", "正式", "首次", "全面", "一度", "突然", "率先", "成功", "同时", "随后", "此前", "早前", "近日", "日前",
    "最终", "终于", "最近", "目前", "现已", "陆续", "先后", "一直", "不", "未", "没", "没有", "并未", "未有", "可能", "或", "或将", "必须", "应",
    "应当", "须", "可", "可以", "能", "能够", "会", "要", "想", "欲", "须要", "也许", "恐", "或许", "疑", "疑似", "涉嫌", "涉", "了", "过", "着",
    "所", "而", "则", "便", "却", "并", "且", "以", "来", "去", "统统", "一律", "双双", "宣布", "宣佈", "官宣", "正式宣布",
    "相继", "联合", "携手", "联手", "继续", "依法", "单方面", "直接", "主动", "自愿", "被迫",
})  # fmt: skip
_PRONOUNS = frozenset(
    {"其", "该", "这", "此", "本", "他", "她", "它", "他们", "它们", "我们", "双方", "自己", "两者", "前者", "后者"}
)
_NOT_VERBS = frozenset({"投资", "合作", "服务", "研究", "管理", "设计", "开发", "技术", "监管", "交易", "运营", "业务", "生产", "制造", "销售", "协议",
                        "发展", "竞争", "保护", "教育", "应用", "数据", "融资", "科技", "网络", "安全", "控股", "互动", "娱乐", "传媒", "电子",
                        "计划", "规定", "报告", "报道", "报导", "调查", "决定", "命令", "建议", "发言", "领导", "代表", "编辑", "编程", "支付",
                        "出口", "进口", "制裁", "限制", "建设", "搜索", "打车", "出行", "直播", "通讯", "通信", "存储", "计算", "显示", "处理",
                        "训练", "推理", "感知", "驾驶", "自动驾驶", "总裁", "主席", "有关", "相关", "涉及", "设置"})  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a clause."""

    kind: Kind
    start: int
    end: int
    text: str  # folded
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the pipeline's segmentation."""

    start: int
    end: int
    text: str  # folded
    tag: str  # of the dictionary
    pos: str  # of the model; empty where it says nothing


@dataclass(frozen=True, slots=True)
class Overlay:
    """A span that is one thing whatever words it is made of."""

    start: int
    end: int
    kind: Kind
    entity: Entity | None = None


class Chunker:
    """Cuts stretches of one text into chunks."""

    def __init__(self, text: str, words: Sequence[Word], overlays: Sequence[Overlay]) -> None:
        """Keep the folded text, its words and what lies over them, each in order and without overlaps."""
        self.text = text
        self._words = words
        self._word_ends = [word.end for word in words]
        self._overlays = overlays
        self._overlay_ends = [overlay.end for overlay in overlays]

    def chunks(self, start: int, end: int) -> list[Chunk]:
        """The chunks of a stretch; names that cross its edges are left out, words are cut."""
        found: list[Chunk] = []
        position = start
        first = bisect_left(self._overlay_ends, start + 1)
        for overlay in self._overlays[first:]:
            if overlay.start >= end:
                break
            if overlay.start < start or overlay.end > end:
                continue
            found += self._plain(position, overlay.start)
            span = self.text[overlay.start : overlay.end]
            found.append(Chunk(overlay.kind, overlay.start, overlay.end, span, overlay.entity))
            position = overlay.end
        return found + self._plain(position, end)

    def cuts_word(self, position: int) -> bool:
        """Whether a position lies inside a word of the dictionary."""
        index = bisect_left(self._word_ends, position + 1)
        if index >= len(self._words):
            return False
        word = self._words[index]
        return word.start < position < word.end and word.tag != "unk" and len(word.text) <= 3

    def ends_in_noun(self, start: int, end: int) -> bool:
        """Whether the last word of a stretch can be a noun, by the dictionary."""
        words = self.words(start, end)
        return not words or words[-1].tag.startswith(("n", "vn", "unk", "eng", "j", "s", "b", "q", "k", "i", "l", "an", "x", "g")) or (
            words[-1].text in _NOT_VERBS or len(words) > 1 and not words[-1].tag.startswith(("f", "t", "m", "d", "u", "p", "c"))
        )

    def words(self, start: int, end: int) -> list[Word]:
        """The words that lie wholly in a stretch."""
        first = bisect_left(self._word_ends, start + 1)
        found: list[Word] = []
        for word in self._words[first:]:
            if word.start >= end:
                break
            if word.start >= start and word.end <= end:
                found.append(word)
        return found

    def _plain(self, start: int, end: int) -> list[Chunk]:
        found: list[Chunk] = []
        for word in self._words[bisect_left(self._word_ends, start + 1) :]:
            if word.start >= end:
                break
            first, last = max(word.start, start), min(word.end, end)
            text = self.text[first:last]
            if text.strip():
                found.append(Chunk(_kind(text, word), first, last, text))
        return found


def _kind(text: str, word: Word) -> Kind:
    if text in ("的", "之"):
        return Kind.DE
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
    return _kind_by_tag(word)


def _kind_by_tag(word: Word) -> Kind:
    if word.tag == "vn":
        return Kind.VERB if word.pos in ("VERB", "AUX") and len(word.text) <= 2 else Kind.NOUN
    if word.tag in _VERB_TAGS:
        return Kind.NOUN if word.pos in ("NOUN", "PROPN", "ADJ") else Kind.VERB
    if word.tag in ("ad", "d", "z"):
        return Kind.ADVERB
    if word.tag == "t":
        return Kind.DATE
    if word.tag.startswith(_NOUN_TAGS):
        return Kind.NOUN
    return Kind.ADVERB


_ROLE_NOUN = re.compile(
    r"实际控制人|控股股东|控制人|运营方|投资方|竞争对手|合作伙伴|供应商|联合创始人|创始人|创办人|执行董事长|董事长|总经理|副总经理|首席[\u4e00-\u9fff]{2,4}官|执行长|代理发言人|发言人|"
    r"负责人|监管机构|人工智能|应用商店|数据中心|资料中心|电动车|自动驾驶|半导体|操作系统|作业系统|社交媒体|社群媒体|搜索引擎|出口管制|行政处罚"
)


def overlays(
    text: str, names: Sequence[tuple[int, int, Entity]], sums: Sequence[Sum], moments: Sequence[Moment]
) -> list[Overlay]:
    """Lay names, sums and dates over a text; a name wins over a sum, a sum over a date.

    Returns:
        Overlays by start, none overlapping another.
    """
    wanted = [Overlay(start, end, Kind.NAME, entity) for start, end, entity in names]
    wanted += [Overlay(item.start, item.end, Kind.MONEY) for item in sums]
    wanted += [Overlay(item.start, item.end, Kind.DATE) for item in moments]
    wanted += [Overlay(match.start(), match.end(), Kind.NOUN) for match in _ROLE_NOUN.finditer(text)]
    busy: set[int] = set()
    kept: list[Overlay] = []
    for overlay in wanted:
        span = range(overlay.start, overlay.end)
        if not busy.intersection(span):
            busy.update(span)
            kept.append(overlay)
    return sorted(kept, key=lambda overlay: overlay.start)
