"""Figures: revenue, profit, valuation, market value, users, employees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.chinese.money import Sum
from extractors.chinese.numerals import multiplier, read_number
from extractors.chinese.scene import Scene
from extractors.chinese.values import mention
from policygraph.records import Amount, Entity, Fact

_WORDS: tuple[tuple[str, str], ...] = (
    ("valuation", r"估值|身价"),
    ("market_cap", r"市值"),
    ("profit", r"净利润|净利|纯利|净收益|经营利润|营业利润|税后盈余|(?:盈利|获利)(?=[^，。]{0,8}\d)|利润"),
    ("revenue", r"总?净?营收|营业收入|总?收入|销售额|营业额|年化收入|直播营收"),
    ("users", r"(?:每?[周月日])?活跃(?:使用者|用户)|使用者|月活跃?用户|日活跃?用户|活跃用户|注册用户|付费用户数?|月活|日活|用户总?数|用户规模|累计用户|MAU|DAU|用户"),  # noqa: E501
    ("employees", r"员工总数|员工人数|雇员|员工|雇用"),
)  # fmt: skip
_ANY_WORD = re.compile("|".join(words for _, words in _WORDS))
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
_SAME_TIME = re.compile(r"^(?:而|，)?(?:去年同期|上年同期|上一年同期|前年同期|上季度?)[^，。]{0,6}$")
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
_OTHERS = frozenset({"Company", "Product", "Organization"})


@dataclass(slots=True)
class MetricReader:
    """Reads the figures of one article; remembers the last, for the figure of a year before that follows it."""

    last: tuple[str, Entity] | None = None

    def read(self, scene: Scene) -> Iterator[Fact]:
        """Yield the figures of a clause, each with whom it is of."""
        clause = scene.text[scene.clause.start : scene.clause.end]
        tells = bool(_ANY_WORD.search(clause))
        if not (tells or self.last) or _WANTED.search(clause) or _OF_OTHERS.search(clause):
            return
        taken: set[int] = set()
        for metric, words in _WORDS if tells else ():
            for match in re.finditer(words, clause):
                start, end = scene.clause.start + match.start(), scene.clause.start + match.end()
                if start in taken or _is_part(scene, metric, start):
                    continue
                taken.update(range(start, end))
                yield from self._told(scene, metric, start, end)
        yield from self._year_before(scene)
        if any(word in clause for word in _COUNTED_WORDS):
            yield from _counted(scene)

    def _told(self, scene: Scene, metric: str, start: int, end: int) -> Iterator[Fact]:
        figures = _counts(scene, end) if metric in ("users", "employees") else _sums(scene, end)
        subject = _subject(scene, start) if figures else None
        for figure in figures if subject else ():
            self.last = metric, subject  # type: ignore[assignment]  # the loop is empty without a subject
            yield _fact(scene, metric, subject, figure, start)  # type: ignore[arg-type]

    def _year_before(self, scene: Scene) -> Iterator[Fact]:
        """去年同期46亿元, after a figure."""
        if self.last is None:
            return
        for item in scene.values.sums_in(scene.clause.start, scene.clause.end + 1)[:1]:
            if _SAME_TIME.match(scene.text[scene.clause.start : item.start]):
                yield _fact(scene, self.last[0], self.last[1], _amount(scene, item), scene.clause.start)


def _is_part(scene: Scene, metric: str, start: int) -> bool:
    """Revenue of a part ("直播营收") is not the whole's."""
    before = scene.text[max(scene.clause.start, start - 6) : start]
    return metric == "revenue" and bool(re.search(r"直播|广告|营业|海外|境外$", before)) and "总" not in before


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
        if scene.text.startswith(_NO_COUNT, match.end()) or _CHANGE.search(scene.text[end : match.start()]):
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


def _subject(scene: Scene, before: int) -> Entity | None:
    """Whom a figure is of: the name nearest before it in the clause that stands free, else whom the text speaks of."""
    for phrase in reversed(scene.reader.phrases(scene.clause.start, before)):
        for conjunct in reversed(phrase.conjuncts):
            entity = conjunct.entity or conjunct.owner
            if entity and entity.type in _OTHERS and phrase.marker not in ("与", "对", "向"):
                return entity
    topic = (conjunct.entity for conjunct in scene.discourse.topic)
    return next((entity for entity in topic if entity and entity.type in _OTHERS), None)


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
