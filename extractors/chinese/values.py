"""Sums, dates and attributes that belong to an event."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.dates import Moment
from extractors.chinese.fold import fold
from extractors.chinese.frames import Frame, Trigger
from extractors.chinese.frames.patterns import compile_pattern
from extractors.chinese.layout import Clause, Sentence
from extractors.chinese.money import Sum
from policygraph.records import Amount, Mention, When

_MONEY_WORDS = "融资|募资|投资|罚款|罚|赔偿|判赔|索赔|赔|集资|资金|估值|市值|增资|收购|筹|募|注资|砸|斥资"
_BARE_BEFORE = re.compile(rf"(?:{_MONEY_WORDS})[^，。；！？\d]{{0,6}}$")
_BARE_AFTER = re.compile(rf"^\s?(?:[A-Z][+\d]*轮|的)?[^，。；！？\d]{{0,6}}(?:{_MONEY_WORDS})")
_PRICED = re.compile(r"(?:总价|作价|金额|交易额|代价|对价|规模|总额|涉及|涉资|斥资|估计)(?:为|约|达|约为)?\s?$")
_SPEECH = re.compile(r"(?:表示|称|指|指出|透露|报道|报导|说|警告|回应|强调)[，：:]?[「“]?$")
_LEADS_TO_DATE = re.compile(r"(?:预期|预计|定|并|已|新规|措施)?将?(?:于|自|从|在)?\s?")
_IN_EFFECT = re.compile(r"起?(?:正式|开始|即)?(?:生效|实施|执行|施行|开征|上路|适用)")
_RIGHT_NOW = re.compile(r"正|即日")
_WEALTH = re.compile(r"(?:财富|身家|利润|亏损|营收|收入|盈利|获利|赚|浮盈|股价|起售价|售价)[^，。；]{0,4}$")
_NOTHING_BUT = re.compile(r"(?:[（(][^（()）]*[）)])?[，\s]*")  # a sum that ends the clause before is of what follows
_COUNTED = re.compile(
    r"^\s?(?:用户|人|次|条|名|台|辆|部|家|股|笔|份|吨|颗|张|枚|件|平方|公里|瓦|千瓦|token|Token|参数|粉丝|求职者|订单|月活|日活)"
)
_VALUATION = re.compile(r"估值[^，。；！？\d]{0,10}$|身价[^，。；！？\d]{0,4}$")
_VALUATION_AFTER = re.compile(r"^的?(?:投前|投后)?估值")
_ROUND = re.compile(
    r"(?P<letter>Pre-?[A-Z]\d?\+*|[A-H]\d?\s?\+*)\s?\+?轮|(?P<word>种子轮|天使\+?轮|天使|战略融资|战略轮|战略性?投资|策略性投资|股权融资|上市前融资|IPO前融资|Pre-?IPO|种子)"
)
_ROUND_NAMES = {"种子": "seed", "种子轮": "seed", "天使": "angel", "天使轮": "angel", "天使+轮": "angel+", "战略融资": "strategic",  # noqa: E501
                "战略轮": "strategic", "战略投资": "strategic", "战略性投资": "strategic", "策略性投资": "strategic",
                "股权融资": "equity", "上市前融资": "pre-IPO", "IPO前融资": "pre-IPO"}  # fmt: skip


def mention(text: str, start: int, end: int) -> Mention:
    """A span of the original text."""
    return Mention(start, end, text[start:end])


def amount(original: str, item: Sum, currency: str = "") -> Amount:
    """A sum as a record; ``currency`` stands in where the text names none."""
    start = item.start
    while original[start : start + 1].isspace():
        start += 1
    said = original[start : item.end]
    return Amount(item.value, said, Mention(start, item.end, said), item.max, item.currency or currency, item.qualifier)


def when(original: str, moment: Moment) -> When:
    """A date as a record."""
    said = original[moment.start : moment.end]
    return When(moment.edtf, moment.earliest, moment.latest, said, Mention(moment.start, moment.end, said))


class Values:
    """The sums and dates of one text, and which of them belongs to a trigger."""

    def __init__(self, text: str, sums: Sequence[Sum], moments: Sequence[Moment], default_currency: str) -> None:
        """Keep folded text, sums and dates in order, and what 元 without a name means."""
        self._text = text
        self._sums = [item for item in sums if not item.conversion]
        self._moments = moments
        self._default_currency = default_currency

    @property
    def sums(self) -> Sequence[Sum]:
        """All sums but those that repeat another in a second currency."""
        return self._sums

    @property
    def moments(self) -> Sequence[Moment]:
        """All dates."""
        return self._moments

    @property
    def default_currency(self) -> str:
        """What a sum without a currency is in."""
        return self._default_currency

    def sums_in(self, start: int, end: int) -> list[Sum]:
        """The sums that lie in a stretch."""
        return [item for item in self._sums if start <= item.start and item.end <= end]

    def sum_of(self, trigger: Trigger, sentence: Sentence, clause: Clause) -> Sum | None:
        """The sum that a trigger speaks of, or None."""
        if not trigger.frame.money or not trigger.unit.amount:
            return None
        fitting = [item for item in self.sums_in(sentence.start, sentence.end) if self._may_be_of(item, trigger.frame)]
        inside = [item for item in fitting if clause.start <= item.start and item.end <= clause.end + 1]
        if inside:
            return min(inside, key=lambda item: self._distance(item, trigger))
        following = [item for item in fitting if self._follows(item, clause)]
        if following and (not trigger.unit.noun or self._priced(following[0])):
            return following[0]
        before = [
            i for i in fitting if i.end <= clause.start and _NOTHING_BUT.fullmatch(self._text, i.end, clause.start)
        ]
        return before[-1] if before and not trigger.unit.noun else None

    def _follows(self, item: Sum, clause: Clause) -> bool:
        """A sum in the next words, or further on where it is said to be the price."""
        return clause.end <= item.start <= clause.end + (80 if self._priced(item) else 24)

    def _priced(self, item: Sum) -> bool:
        """Whether a sum is said to be the price or the size of something."""
        return bool(_PRICED.search(self._text[max(0, item.start - 10) : item.start]))

    @staticmethod
    def _distance(item: Sum, trigger: Trigger) -> int:
        if item.start >= trigger.end:
            return item.start - trigger.end
        return max(0, trigger.start - item.end) + 2

    def _may_be_of(self, item: Sum, frame: Frame) -> bool:
        before, after = self._text[max(0, item.start - 12) : item.start], self._text[item.end : item.end + 12]
        if any(re.search(f"{re.escape(fold(word))}[^，。；！？\\d]{{0,6}}$", before) for word in frame.money_unless):
            return False
        if _VALUATION.search(before) or _VALUATION_AFTER.match(after) or after.startswith(("的市值", "市值", "量级")):
            return False
        if _WEALTH.search(before):
            return False
        if frame.type == "Lawsuit" and re.match("的?(?:和解|庭外和解)", after):
            return False
        if item.currency:
            return not re.match(r"的?(?:订单|营收|收入|损失)", after)
        return bool(_BARE_BEFORE.search(before) or _BARE_AFTER.match(after)) and not _COUNTED.match(after)

    def _stands_free(self, moment: Moment) -> bool:
        """Not a part of a noun phrase ("2019年销售额")."""
        return (
            self._text[moment.start - 1 : moment.start] in "在于将自从，"
            or self._text[moment.end : moment.end + 1] in "起在，"
        )

    def period_in(self, start: int, end: int) -> str:
        """The date nearest before the end of a stretch, as EDTF, or nothing."""
        inside = [m for m in self._moments if start <= m.start and m.end <= end]
        return inside[-1].edtf if inside else ""

    def valuation_in(self, start: int, end: int) -> Sum | None:
        """The sum in a stretch that is said to be a valuation."""
        return next((item for item in self.sums_in(start, end) if self.is_valuation(item)), None)

    def is_valuation(self, item: Sum) -> bool:
        """Whether a sum is said to be a valuation."""
        before, after = self._text[max(0, item.start - 14) : item.start], self._text[item.end : item.end + 8]
        return bool(_VALUATION.search(before) or _VALUATION_AFTER.match(after))

    def date_of(self, trigger: Trigger, sentence: Sentence, clause: Clause) -> Moment | None:
        """The date of a trigger: in its clause before it, right after it, or at the head of its sentence."""
        inside = [m for m in self._moments if clause.start <= m.start and m.end <= clause.end + 1]
        inside = [m for m in inside if not (trigger.start <= m.start < trigger.end) or self._stands_free(m)]
        before = [m for m in inside if m.end <= trigger.start]
        within = [m for m in inside if m.start >= trigger.start]
        if before:
            return before[-1]
        close = [m for m in within if m.start - trigger.end <= 12]
        if close:
            return close[0]
        if effect := self._in_effect(trigger, sentence, clause):
            return effect
        earlier = [m for m in self._moments if sentence.start <= m.start and m.end <= clause.start + 1]
        if not _RIGHT_NOW.match(self._text, clause.start, trigger.start):
            earlier = [m for m in earlier if not self._of_speech(m, sentence)]
        return earlier[-1] if earlier else None

    def _in_effect(self, trigger: Trigger, sentence: Sentence, clause: Clause) -> Moment | None:
        """The date from which a measure holds, where the next clause says no more than that."""
        if trigger.frame.type not in ("Restriction", "Legislation"):
            return None
        after = (m for m in self._moments if clause.end <= m.start <= clause.end + 8 and m.end <= sentence.end)
        lead = (m for m in after if _LEADS_TO_DATE.fullmatch(self._text, clause.end, m.start))
        return next((m for m in lead if _IN_EFFECT.match(self._text, m.end)), None)

    def _of_speech(self, moment: Moment, sentence: Sentence) -> bool:
        """Whether a date says when somebody spoke, not when what he spoke of happened (周一表示，…)."""
        own = next((c for c in sentence.clauses if c.start <= moment.start < c.end), None)
        return own is not None and bool(_SPEECH.search(self._text[moment.end : own.end]))


def attributes(text: str, trigger: Trigger, sentence: Sentence, clause: Clause) -> dict[str, str]:
    """The attributes of an event: those of its unit, then what words near the trigger say.

    Args:
        text: folded.
        trigger: where the event is evoked.
        sentence: its sentence.
        clause: its clause.
    """
    found: dict[str, str] = {}
    near = text[max(clause.start, trigger.start - 24) : min(clause.end, trigger.end + 16)]
    wide = text[sentence.start : sentence.end]
    for name, cues in trigger.frame.attributes.items():
        given = trigger.unit.attributes.get(name, "")
        for stretch in (near, wide):
            value = next((cue.value for cue in cues if any(compile_pattern(w).search(stretch) for w in cue.words)), "")
            if value:
                found[name] = _settled(given, value)
                break
    return {**trigger.unit.attributes, **found}


def _settled(given: str, value: str) -> str:
    """A unit's own value stands, unless the words near it say more of the same direction."""
    if not given:
        return value
    return value if (given, value) in _REFINED else given


_REFINED = frozenset(
    {("impose", "expand"), ("ease", "lift"), ("impose", "delay"), ("pass", "effect"), ("pass", "delay"), ("pass", "reject"), ("dismissed", "overturned"), ("dismissed", "upheld"),  # noqa: E501
     ("propose", "reject"), ("effect", "delay")}
)  # fmt: skip


def funding_round(text: str, start: int, end: int) -> str:
    """The round named in a stretch ("B", "C+", "seed"), or nothing."""
    match = _ROUND.search(text, start, end)
    if not match:
        return ""
    if match["letter"]:
        plus = "+" if "+" in match.group() and "+" not in match["letter"] else ""
        return re.sub(r"\s", "", match["letter"]) + plus
    return _ROUND_NAMES.get(match["word"], match["word"])


def default_currency(text: str, url: str, lang: str) -> str:
    """What 元 means in a text: the currency that it names most, else that of where it is published.

    Args:
        text: folded.
        url: of the article.
        lang: of the article.
    """
    host = re.sub(r"^https?://([^/]*).*$", r"\1", url)
    if (lang == "zh-Hant" and host.endswith(".tw")) or re.search(r"//tw\.", url):
        return "TWD"
    if lang != "zh-Hant":
        return "CNY"
    named = {code: len(re.findall(words, text)) for code, words in _NAMED_CURRENCIES}
    spoken = {code: len(re.findall(words, text)) for code, words in _HOMES}
    best = max(spoken, key=lambda code: (named[code], spoken[code]))
    told = named[best] > named["CNY"] or (spoken[best] and not named["CNY"])
    return best if told else "CNY"


_NAMED_CURRENCIES = (("TWD", r"新台币|台币|NT\$"), ("HKD", r"港元|港币|HK\$"), ("CNY", r"人民币"))
_HOMES = (
    ("TWD", r"台湾|台北|新北|高雄|台中|立院|行政院|金管会|民进党|国民党|台股|台积电|陆委会"),
    ("HKD", r"香港|港铁|港府|港股|立法会|特首|港交所|廉署"),
)
