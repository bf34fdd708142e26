"""Figures: revenue, profit, valuation, market value, users, employees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from extractors.chinese.metric_words import metric_words
from extractors.chinese.money import Sum
from extractors.chinese.numerals import multiplier, read_number
from extractors.chinese.scene import Scene
from extractors.chinese.values import mention
from extractors.chinese.words import any_of
from policygraph.records import Amount, Entity, Fact

_LISTS = metric_words()
_NO_FIGURE = "率|表|分配|点|空间|模式|来源|确认|结构|占比|差距|协议|数据|信息"  # 利润|率
_WORDS = tuple((metric, re.compile(rf"(?:{any_of(nouns)})(?!{_NO_FIGURE})")) for metric, nouns in _LISTS.words.items())
_BY_VERB = re.compile(rf"(?:{any_of(_LISTS.told_by_verb)})(?=[^，。]{{0,8}}\d)")
_ANY_WORD = re.compile("|".join([*(words.pattern for _, words in _WORDS), _BY_VERB.pattern]))
# Looked for first: a plain list of words is found ten times as fast.
_MAY_TELL = re.compile(any_of([*chain.from_iterable(_LISTS.words.values()), *_LISTS.told_by_verb]))
_PART = re.compile(rf"(?:{any_of(_LISTS.parts)})(?:的|与其他|及其他|和其他|总|净)*$")
_NUMBER = r"(?P<low>\d+(?:[.,]\d+)*|[一二三四五六七八九十百千]+)\s?(?:多|余)?\s?(?P<scale>[十百千]?[万亿]|[千百])?\s?(?:多|余)?"  # noqa: E501
_COUNT = re.compile(rf"{_NUMBER}(?:人|名|个|位)?")
_COUNTED_BEFORE = re.compile(
    rf"{_NUMBER}(?:量级|级)?(?:名|位|个)?的?[^，。；！？\d]{{0,8}}?"
    r"(?P<word>(?:月活|日活|周活|活跃|付费|注册)?(?:用户|使用者)|员工|雇员)(?!数据|信息|资料|名|体验|协议|隐私|持股)"
)
_COUNTED_WORDS = ("用户", "使用者", "员工", "雇员")
_CHANGE = re.compile(r"(?:增长|下降|上升|下滑|增|减|提升|同比|环比|涨|跌)(?:约|近|超)?$")
_WANTED = re.compile(r"目标|寻求|计划|拟|将|有望|预计|未来|力争|或达|可达")
_OF_OTHERS = re.compile(r"投资者|中签|股民|每股|人均|直播营收|广告收入")
_SAME_TIME = re.compile(
    r"^(?:而|，|相较于?|相比于?|相对于?|较|比|与|对比|远?高于|远?低于|超过|\s)*"
    r"(?:去年同期|上年同期|上一年同期|前年同期|去年同季|上一?季度?|前一季度?|20\d\d年(?:同期|第?[一二三四1-4]季度|全年|上半年|前三季度|同季)?)[^，。\d]{0,6}$"
)
_NO_COUNT = (
    "%",
    "％",
    "年",
    "月",
    "日",
    "国",
    "倍",
    "元",
    "款",
    "家",
    "美",
    "欧",
    "岁",
    "个百",
    "州",
    "次",
    "条",
    "款",
    "小时",
    "天",
)
_BEFORE_WORD = re.compile(r"(?:人民币|美元)?(?:[（(][^（）()]*[）)])?的(?:[\u4e00-\u9fff]{0,4})")  # 936亿元的|营收
_OTHERS = frozenset({"Company", "Product", "Organization"})


@dataclass(slots=True)
class MetricReader:
    """Reads the figures of one article; remembers the last, for the figure of a year before that follows it."""

    last: tuple[str, Entity] | None = None

    def read(self, scene: Scene) -> Iterator[Fact]:
        """Yield the figures of a clause, each with whom it is of."""
        clause = scene.text[scene.clause.start : scene.clause.end]
        tells = bool(_MAY_TELL.search(clause) and _ANY_WORD.search(clause))
        if not (tells or self.last) or _WANTED.search(clause) or _OF_OTHERS.search(clause):
            return
        for metric, start, end in _told_in(clause) if tells else ():
            yield from self._told(scene, metric, scene.clause.start + start, scene.clause.start + end)
        yield from self._year_before(scene)
        if any(word in clause for word in _COUNTED_WORDS):
            yield from _counted(scene)

    def _told(self, scene: Scene, metric: str, start: int, end: int) -> Iterator[Fact]:
        if _is_part(scene, metric, start):
            return
        counted = metric in ("users", "employees")
        figures = _counts(scene, end) if counted else _sum_before(scene, start) or _sums(scene, end)
        start = min([start, *(figure.mention.start for figure in figures)])
        subject = _subject(scene, start, product=counted) if figures else None
        if subject is None:
            return
        self.last = metric, subject
        yield from (_fact(scene, metric, subject, figure, start) for figure in figures)

    def _year_before(self, scene: Scene) -> Iterator[Fact]:
        """去年同期46亿元, after a figure."""
        if self.last is None:
            return
        for item in scene.values.sums_in(scene.clause.start, scene.clause.end + 1)[:1]:
            before = scene.text[scene.clause.start : item.start]
            if _SAME_TIME.match(before) and not _CHANGE.search(before.rstrip("约近超逾了")):
                yield _fact(scene, self.last[0], self.last[1], _amount(scene, item), scene.clause.start)


def _told_in(clause: str) -> Iterator[tuple[str, int, int]]:
    """The words for figures in a clause: metric, start and end; a word within another counts once."""
    taken: set[int] = set()
    for metric, words in (*_WORDS, ("profit", _BY_VERB)):
        for match in words.finditer(clause):
            if match.start() not in taken:
                taken.update(range(*match.span()))
                yield metric, *match.span()


def _is_part(scene: Scene, metric: str, start: int) -> bool:
    """Revenue of a part ("直播营收") is not the whole's, unless the part is somebody with a name."""
    if metric not in ("revenue", "profit"):
        return False
    names = scene.reader.names(scene.clause.start, start)
    before = scene.text[max(scene.clause.start, *(name.end for name in names)) if names else scene.clause.start : start]
    return bool(_PART.search(before))


def _sum_before(scene: Scene, start: int) -> list[Amount]:
    """实现了936亿元的|营收."""
    sums = scene.values.sums_in(scene.clause.start, start)
    return [_amount(scene, item) for item in sums[-1:] if _BEFORE_WORD.fullmatch(scene.text, item.end, start)]


def _sums(scene: Scene, end: int) -> list[Amount]:
    """The sums after a word: one, or both of 从…到…."""
    found: list[Amount] = []
    for item in scene.values.sums_in(end, scene.clause.end + 1):
        between = scene.text[end : item.start]
        near = len(between) <= 24 or (found and "从" in between)
        if not near or _CHANGE.search(between.rstrip("约近超逾")):
            continue
        found.append(_amount(scene, item))
        if not re.search(r"从", between):
            break
    return found[:2]


def _amount(scene: Scene, item: Sum) -> Amount:
    span = mention(scene.original, item.start, item.end)
    currency = item.currency or scene.values.default_currency
    return Amount(item.value, span.text, span, item.max, currency, item.qualifier)


def _counts(scene: Scene, end: int) -> list[Amount]:
    for match in _COUNT.finditer(scene.text, end, min(scene.clause.end, end + 30)):
        unit = scene.text[match.end() : match.end() + 2].strip()[:1]
        if (
            scene.text.startswith(_NO_COUNT, match.end())
            or (unit.isascii() and unit.isalpha())
            or _CHANGE.search(scene.text[end : match.start()])
        ):
            continue
        value = _value(match)
        if value is None or value < 100:
            continue
        span = mention(scene.original, match.start(), match.end())
        return [Amount(value, span.text, span)]
    return []


def _value(match: re.Match[str]) -> Decimal | None:
    number = read_number(match["low"])
    return None if number is None else (number * multiplier(match["scale"] or "")).normalize()


def _subject(scene: Scene, before: int, *, product: bool = False) -> Entity | None:
    """Whom a figure is of: the name nearest before it in the clause that stands free, else whom the text speaks of.

    Args:
        scene: the clause.
        before: where the figure is told.
        product: users are rather a product's than its maker's, where the clause before is about both.
    """
    for phrase in reversed(scene.reader.phrases(scene.clause.start, before)):
        for conjunct in reversed(phrase.conjuncts):
            entity = conjunct.entity or conjunct.owner
            if entity and entity.type in _OTHERS and phrase.marker not in ("与", "对", "向"):
                return entity
    topic = scene.discourse.topic if len(scene.discourse.topic) == 1 else ()  # of several it would be anybody's guess
    named = [name.entity for conjunct in topic for name in reversed(conjunct.names) if name.entity]
    if product and (shown := _only_product(scene)):
        return shown
    return next((e for e in [*(c.entity for c in topic), *named] if e and e.type in _OTHERS), None)


def _only_product(scene: Scene) -> Entity | None:
    """The product that the sentence spoke of before the clause, where it was one only."""
    names = scene.reader.names(scene.sentence.start, scene.clause.start)
    products = {name.entity.iri: name.entity for name in names if name.entity and name.entity.type == "Product"}
    return next(iter(products.values())) if len(products) == 1 else None


def _counted(scene: Scene) -> Iterator[Fact]:
    """超过 800 万用户, 5000名员工: the number before the word."""
    for match in _COUNTED_BEFORE.finditer(scene.text, scene.clause.start, scene.clause.end):
        value = _value(match)
        if value is None or value < 1000 or scene.text[match.start() - 1 : match.start()].isdigit():
            continue
        if any(f"{word}" in match.group() for word in ("州", "国", "元", "年", "次", "倍")):
            continue
        inside = [c.entity for c in scene.reader.chunks(match.start(), match.end()) if c.entity]
        subject = inside[0] if inside else _subject(scene, match.start())
        if subject and subject.type in _OTHERS:
            span = mention(scene.original, match.start(), match.end())
            metric = "employees" if "员" in match["word"] else "users"
            yield _fact(scene, metric, subject, Amount(value, span.text, span), match.start())


def _fact(scene: Scene, metric: str, subject: Entity, amount: Amount, at: int) -> Fact:
    evidence = mention(scene.original, min(scene.clause.start, at), max(amount.mention.end, at))
    return Fact(
        "Metric",
        subject.iri,
        True,
        evidence,
        metric=metric,
        amount=amount,
        period=scene.values.period_in(scene.sentence.start, amount.mention.end),
        confidence=0.75,
        frame=f"Metric/{metric}",
    )
