"""Figures: revenue, profit, valuation, market value, users, employees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.chinese.arguments import ArgumentReader, Discourse
from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.numerals import multiplier, read_number
from extractors.chinese.values import Values, mention
from policygraph.records import Amount, Entity, Fact

_WORDS: tuple[tuple[str, str], ...] = (
    ("valuation", r"估值|身价"),
    ("market_cap", r"市值"),
    ("profit", r"净利润|净利|纯利|净收益|经营利润|营业利润|税后盈余|盈利(?=[^，。]{0,8}\d)|获利(?=[^，。]{0,8}\d)|利润"),
    ("revenue", r"总?净?营收|营业收入|总?收入|销售额|营业额|年化收入|直播营收"),
    ("users", r"月活跃?用户|日活跃?用户|活跃用户|注册用户|付费用户数?|月活|日活|用户总?数|用户规模|累计用户|MAU|DAU|用户"),
    ("employees", r"员工总数|员工人数|雇员|员工|雇用"),
)  # fmt: skip
_COUNT = re.compile(
    r"(?P<low>\d+(?:[.,]\d+)*|[一二三四五六七八九十百千]+)\s?(?P<more>多|余)?\s?(?P<scale>[十百千]?[万亿]|[千百])?\s?(?:多|余)?(?:人|名|个|位)?"
)
_CHANGE = re.compile(r"(?:增长|下降|上升|下滑|增|减|提升|同比|环比|涨|跌)(?:约|近|超)?$")
_COUNTED_BEFORE = re.compile(
    r"(?P<low>\d+(?:[.,]\d+)*|[一二三四五六七八九十百千]+)\s?(?:多|余)?\s?(?P<scale>[十百千]?[万亿]|[千百])?\s?(?:多|余)?(?:量级)?(?:名|位|个)?的?(?P<what>全球)?(?P<word>(?:月活|日活|活跃|付费|注册|微信)?用户|员工|雇员)"
)
_OTHERS = frozenset({"Company", "Product", "Organization"})


def metrics_in(
    original: str,
    text: str,
    reader: ArgumentReader,
    values: Values,
    sentence: Sentence,
    clause: Clause,
    discourse: Discourse,
) -> Iterator[Fact]:
    """Yield the figures of a clause, each with whom it is of."""
    for metric, words in _WORDS:
        for match in re.finditer(words, text[clause.start : clause.end]):
            start, end = clause.start + match.start(), clause.start + match.end()
            if _overlapped(text, metric, start, clause):
                continue
            found = _figure(original, text, values, metric, end, clause)
            subject = _subject(reader, clause, start, discourse) if found else None
            if found and subject:
                yield _fact(original, values, metric, subject, found, sentence, clause, start)
                break
    yield from _counted(original, text, reader, values, sentence, clause, discourse)


def _overlapped(text: str, metric: str, start: int, clause: Clause) -> bool:
    before = text[max(clause.start, start - 6) : start]
    return metric == "revenue" and bool(re.search(r"直播|广告|净|营业$", before)) and "总" not in before


def _figure(original: str, text: str, values: Values, metric: str, end: int, clause: Clause) -> Amount | None:
    if metric in ("users", "employees"):
        return _count(original, text, end, clause)
    for item in values.sums_in(end, clause.end + 1):
        between = text[end : item.start]
        if len(between) > 24 or _CHANGE.search(between.rstrip("约近超逾")):
            continue
        if re.search(r"从[^到至]*$", between) and len(values.sums_in(end, clause.end + 1)) > 1:
            continue
        span = mention(original, item.start, item.end)
        return Amount(item.value, span.text, span, item.max, item.currency or values.default_currency, item.qualifier)
    return None


def _count(original: str, text: str, end: int, clause: Clause) -> Amount | None:
    for match in _COUNT.finditer(text, end, min(clause.end, end + 30)):
        before, after = text[end : match.start()], text[match.end() : match.end() + 1]
        if (
            after in ("%", "％", "年", "月", "日", "国", "倍", "元", "款", "家", "美", "欧", "岁")
            or _CHANGE.search(before)
            or text[match.end() :].startswith("个百分")
        ):
            continue
        if not match["scale"] and len(match["low"]) < 2:
            continue
        value = _value(match)
        if value is None or value < 10:
            continue
        span = mention(original, match.start(), match.end())
        return Amount(value, span.text, span)
    return None


def _value(match: re.Match[str]) -> Decimal | None:
    number = read_number(match["low"])
    return None if number is None else (number * multiplier(match["scale"] or "")).normalize()


def _subject(reader: ArgumentReader, clause: Clause, before: int, discourse: Discourse) -> Entity | None:
    """Whom a figure is of: the name nearest before it in the clause that stands free, else whom the text speaks of."""
    for phrase in reversed(reader.phrases(clause.start, before)):
        for conjunct in reversed(phrase.conjuncts):
            entity = conjunct.entity or conjunct.owner
            if entity and entity.type in _OTHERS and phrase.marker not in ("与", "对", "向"):
                return entity
    return next((c.entity for c in discourse.topic if c.entity and c.entity.type in _OTHERS), None)


def _counted(
    original: str,
    text: str,
    reader: ArgumentReader,
    values: Values,
    sentence: Sentence,
    clause: Clause,
    discourse: Discourse,
) -> Iterator[Fact]:
    """超过 800 万用户, 5000名员工: the number before the word."""
    for match in _COUNTED_BEFORE.finditer(text, clause.start, clause.end):
        value = _value(match)
        if value is None or value < 100 or text[match.start() - 1 : match.start()].isdigit():
            continue
        subject = _subject(reader, clause, match.start(), discourse)
        if subject:
            span = mention(original, match.start(), match.end())
            metric = "employees" if "员" in match["word"] else "users"
            yield _fact(
                original, values, metric, subject, Amount(value, span.text, span), sentence, clause, match.start()
            )


def _fact(
    original: str,
    values: Values,
    metric: str,
    subject: Entity,
    amount: Amount,
    sentence: Sentence,
    clause: Clause,
    at: int,
) -> Fact:
    start = min(clause.start, at)
    evidence = mention(original, start, max(amount.mention.end, at))
    period = values.period_in(sentence.start, amount.mention.end)
    return Fact(
        "Metric",
        subject.iri,
        True,
        evidence,
        metric=metric,
        amount=amount,
        period=period,
        confidence=0.75,
        frame=f"Metric/{metric}",
    )
