"""From triggers to events: one for each mention, unmerged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.chinese.aimed import from_product, with_origin, with_owned, with_target
from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.attribution import Source, source_of
from extractors.chinese.frames import Trigger, TriggerFinder, overlap
from extractors.chinese.frames.patterns import compile_pattern
from extractors.chinese.home import Known
from extractors.chinese.layout import Clause, Sentence, leaves_clause
from extractors.chinese.mentioned import only_mentioned
from extractors.chinese.money import Sum
from extractors.chinese.noun_phrases import Conjunct
from extractors.chinese.occurrences import each_deal_once, occurrences
from extractors.chinese.scope import Status, status
from extractors.chinese.slots import Discourse, Filler
from extractors.chinese.titles import TITLE
from extractors.chinese.values import Values, amount, attributes, funding_round, mention, when
from extractors.event_union import REFERENCE, TOLD
from extractors.linking import NamedSpan, SpanIndex
from policygraph.records import Argument, Event

_COURT = re.compile(r"法院|法庭|法官|仲裁|陪审|高院|地院|最高法|委员会|世贸|WTO|专利局|ITC|知识产权局|庭$")
_LEAD = re.compile(
    r"拟|将|计划|打算|预计|考虑|寻求|准备|有望|或|威胁|扬言|承诺|允诺"
)  # a trigger's own first word that speaks of the future
_REPORTING = re.compile(r"指出?|.?称|表示|认为|透露|说|报告称|揭|爆料|揭发")  # what news media do without accusing
_WHETHER = re.compile(r"(?<=[对就])[^，。；]{1,24}是否")  # 对甲是否违法展开调查: the probe is no possibility
_GOES_ON = re.compile(
    r"(?:并|同时|还|另)?(?:将(?!军)|把|对(?!等)|暂停|取消|禁止|解除|限制|恢复|终止|停止|不再|继续|加征|征收)"
)
_NOT_RUMOURED = frozenset({"SecurityIncident", "PersonnelChange", "Partnership", "Investigation", "Ruling", "Penalty"})
_NEGATES = re.compile(r"没|未|无|不|尚|并未|并没")
_OTHER_SIDE = {"Restriction": ("target", "object"), "Investigation": ("target",), "Penalty": ("target",)}
_OPENS = re.compile("介入|展开|启动|发起|着手|接手|重启|立案")
_NAMED = 0.9  # share of the named arguments of right events that are right (benchmarks/calibrate_confidence.py)
_ANNOUNCED = re.compile(r"宣布|加码|追加|扩大(?=[^，。]{0,4}投资)|再扩大|设厂|建厂")
_CLOSED = re.compile(r"已|完成|终止|放弃|取消|曾|去年|此前|收入囊中")
_BACKGROUND_DAYS = 90
_NOT_BLOCKED = re.compile(r"(?:拒绝|没有|未|不会|不打算)(?:阻止|叫停|否决|禁止|驳回)")


@dataclass(slots=True)
class EventReader:
    """Reads the events of one article."""

    original: str
    text: str
    finder: TriggerFinder
    arguments: ArgumentReader
    values: Values
    published: date | None
    names_at: dict[int, str]
    known: Known
    junk: SpanIndex
    raising: list[Conjunct] = field(default_factory=list)  # who raises in the round told last
    unknown: list[NamedSpan] = field(default_factory=list)  # names that only their place in an event gives away
    _blotted: str = field(default="", init=False)  # the text without names, once it is asked for

    def read(self, sentences: Sequence[Sentence]) -> Iterator[Event]:
        """Yield the events of the sentences, one a mention."""
        discourse = Discourse(self.arguments.topic_of)
        after_headline = False
        for sentence in sentences:
            if (sentence.headline or after_headline) and not self._goes_on(sentence):
                discourse.reset()
                self.raising = []
            after_headline = sentence.headline
            yield from self._sentence(sentence, discourse)

    def _goes_on(self, sentence: Sentence) -> bool:
        """An item of a list that one actor heads: 中方反制：对…加征关税；将…列入…清单."""
        if sentence.first_of_paragraph:
            return False
        told = self.text[sentence.start : sentence.end]
        return bool(_GOES_ON.match(told)) or not ("：" in told or self.arguments.names(sentence.start, sentence.end))

    def _sentence(self, sentence: Sentence, discourse: Discourse) -> Iterator[Event]:
        def broken(trigger: Trigger) -> bool:
            return self._broken(trigger) or (sentence.headline and leaves_clause(trigger.start, trigger.end, sentence))

        triggers = self.finder.find(self.text, sentence.start, sentence.end, broken)
        for clause in sorted(sentence.clauses, key=lambda c: (c.start, c.end)):
            own = [
                t for t in triggers if clause.start <= t.start < clause.end and not self._in_inner(t, clause, sentence)
            ]
            events = self._told(own, sentence, clause, discourse) if own else []
            for trigger, event in each_deal_once(events):
                yield from occurrences(event, trigger.frame.each)
            discourse.add(clause)

    def _told(
        self, triggers: Sequence[Trigger], sentence: Sentence, clause: Clause, discourse: Discourse
    ) -> list[tuple[Trigger, Event]]:
        """What the triggers of a clause tell: the longest, in headlines else a shorter one that has its parties."""
        settled: list[Trigger] = []
        told: list[tuple[Trigger, Event]] = []
        for trigger in triggers:
            if overlap(trigger, settled):
                continue
            event = self._event(trigger, sentence, clause, discourse)
            if event:
                told.append((trigger, event))
            if event or not sentence.headline or not self._stands(trigger, sentence, clause):
                settled.append(trigger)
        return sorted(told, key=lambda t: (t[0].start, t[0].end, t[1].type))

    @staticmethod
    def _in_inner(trigger: Trigger, clause: Clause, sentence: Sentence) -> bool:
        inner = (c for c in sentence.clauses if c.bracketed and c is not clause)
        return any(clause.start <= c.start and c.end <= clause.end and c.start <= trigger.start < c.end for c in inner)

    def _event(self, trigger: Trigger, sentence: Sentence, clause: Clause, discourse: Discourse) -> Event | None:
        if not self._stands(trigger, sentence, clause):
            return None
        around = self.arguments.surroundings(trigger, sentence, clause, discourse)
        around.put("round", self.raising)
        roles = self.arguments.fill(trigger, around)
        if trigger.frame.type == "Restriction":
            from_product(roles, around.slots.get("to", []))
            with_origin(self.arguments, self.text, (clause.start, clause.end), roles)
        roles = self._checked(trigger, roles)
        if not _enough(trigger, roles):
            return None
        self.unknown += [NamedSpan(f.start, f.end, f.unknown, 0.6) for fs in roles.values() for f in fs if f.unknown]
        told = self._status(trigger, sentence, clause, disposal=bool(around.slots.get("disposal")))
        if (trigger.unit.told and told.value not in trigger.unit.told) or _only_not(trigger, told):
            return None
        source = source_of(self.arguments, self.text, sentence, trigger)
        if trigger.frame.type == "FundingRound":
            self.raising = [Conjunct(f.start, f.end, f.entity) for f in roles.get("recipient", []) if f.entity]
        return self._made(trigger, sentence, clause, roles, told, source)

    def _stands(self, trigger: Trigger, sentence: Sentence, clause: Clause) -> bool:
        unit = trigger.unit
        if only_mentioned(self.text, trigger, clause, self.names_at):
            return False
        whole, near = self.text[sentence.start : sentence.end], self.text[clause.start : clause.end]
        if unit.near and not any(compile_pattern(p).search(whole) for p in unit.near):
            return False
        if any(compile_pattern(p).search(whole) for p in unit.unless_sentence):
            return False
        return not any(compile_pattern(p).search(near) for p in unit.unless)

    def _broken(self, trigger: Trigger) -> bool:
        return self._within_name(trigger) or self._cuts_word(trigger)

    def _cuts_word(self, trigger: Trigger) -> bool:
        """A trigger that begins or ends in the middle of a word, unless a name ends there (对|印|加征)."""
        return trigger.start - 1 not in self.names_at and self.arguments.cuts_word(trigger.start, trigger.end)

    def _within_name(self, trigger: Trigger) -> bool:
        """A word inside a name evokes nothing: 联合国, 《收购管理办法》."""
        return trigger.start in self.names_at

    def _checked(self, trigger: Trigger, roles: dict[str, list[Filler]]) -> dict[str, list[Filler]]:
        if trigger.frame.type == "FundingRound" and roles.get("lead_investor"):
            leads = roles["lead_investor"]
            roles["investor"] = [*leads, *roles.get("investor", [])]
        if trigger.frame.type == "Ruling" and "court" in roles:
            roles["court"] = [f for f in roles["court"] if self._is_court(f)]
        if trigger.frame.type == "Accusation" and "accuser" in roles:
            reporting = _REPORTING.fullmatch(trigger.text)
            roles["accuser"] = [f for f in roles["accuser"] if not (reporting and self.arguments.reports(f))]
            roles["accused"] = [f for f in roles.get("accused", []) if not self.known.is_own(roles["accuser"], f)]
        _keep_who_counts(trigger.frame.type, roles)
        if "exchange" in roles:
            roles["exchange"] = [f for f in roles["exchange"] if self._is_exchange(f)]
        for role, rule in trigger.frame.roles.items():
            if rule.maker and role in roles:
                roles[role] = _each_once(self.known.maker(f) for f in roles[role])
        self._add_place(trigger, roles)
        if trigger.frame.type == "ProductLaunch" and not roles.get("organization"):
            roles["organization"] = self.known.makers_of(roles.get("product", ())[:1])
        if trigger.frame.type == "Restriction":
            cut_off = trigger.unit.attributes.get("kind") == "service_cutoff"
            roles["target"] = targets = with_owned(self.text, roles.get("target", []))
            roles["object"] = [self._without(f, targets, cut_off=cut_off) for f in roles.get("object", [])]
            roles = with_target(self.arguments, roles)
        buyers = roles.get("acquirer", [])
        if len(buyers) > 1 and not roles.get("acquired"):
            roles["acquirer"], roles["acquired"] = buyers[:1], buyers[1:]  # 甲、乙合并
        clean = {r: [f for f in fs if not self.junk.touches(f.start, f.end)] for r, fs in roles.items()}
        return {role: fillers for role, fillers in clean.items() if fillers}

    def _without(self, filler: Filler, targets: Sequence[Filler], *, cut_off: bool) -> Filler:
        """What must not be done, without who must not (禁止|商家|在其他平台开店) or goes without (华为|芯片|断供)."""
        heads = (t.end for t in targets if filler.start <= t.start <= filler.start + 2 and t.end < filler.end - 1)
        start = max(heads, default=filler.start)
        parted = cut_off or self.arguments.says_what_to_do(start)
        return filler if filler.entity or not parted else replace(filler, start=start)

    def _is_exchange(self, filler: Filler) -> bool:
        names = (filler.entity.name if filler.entity else "") + self.text[filler.start : filler.end]
        return bool(
            re.search(
                r"交易所|联交所|证交所|上交所|深交所|港交所|纽交所|北交所|股|板|纳斯达克|那斯达克|Exchange|Nasdaq|NASDAQ|NYSE|Market",
                names,
            )
        )

    def _add_place(self, trigger: Trigger, roles: dict[str, list[Filler]]) -> None:
        """A country that makes a law or bans something does so at home, as does its ministry named after it."""
        at_home = trigger.frame.type == "Legislation" or trigger.unit.attributes.get("kind") == "ban"
        if not at_home or "place" in roles or not roles.get("authority"):
            return
        first = roles["authority"][0]
        if first.entity and first.entity.type == "Company":
            return  # 美国公司甲 bans everywhere
        if first.entity and first.entity.type == "Place":
            roles["place"] = [first]
            return
        place = self.arguments.place_before(first.start) or self.known.home(first)
        if place:
            roles["place"] = [place]

    def _is_court(self, filler: Filler) -> bool:
        titled = filler.start - 3 if filler.entity and filler.entity.type == "Person" else filler.start
        return bool(_COURT.search(self.text[max(0, titled) : filler.end])) or (
            filler.entity is not None and bool(re.search(r"Court|Tribunal|Commission|Judge|ITC", filler.entity.name))
        )

    def _status(self, trigger: Trigger, sentence: Sentence, clause: Clause, *, disposal: bool) -> Status:
        if trigger.unit.status:
            return Status(trigger.unit.status, trigger.text)
        gap = self._masked(*trigger.gap).replace("或", "○") if trigger.gap else ""  # 向甲或乙提供: two of them
        lead = _LEAD.match(trigger.text) if gap else None
        gap += lead.group() if lead else ""
        before = self._masked(sentence.start, trigger.start)
        accuses = trigger.frame.type == "Accusation"  # who denies it is accused all the same
        after = "" if accuses else self._masked(trigger.end, sentence.end)
        if trigger.frame.type in ("Investigation", "Ruling"):
            before = _WHETHER.sub(lambda m: "○" * len(m.group()), before)
        first, at = trigger.start == clause.start, len(before) - (trigger.start - clause.start)
        for said in (before + gap, before) if gap else (before,):  # 恐|面临…罚款: what is said of its first word, too
            told = status(said, at, after, disposal=disposal, first=first)
            if told.value != "actual" or told.reason:
                return told
        return self._announced(trigger, clause) or told

    def _announced(self, trigger: Trigger, clause: Clause) -> Status | None:
        """A deal that is announced and not yet closed is a plan (annotation guidelines, "Settled cases")."""
        text = self.text[clause.start : clause.end]
        if trigger.frame.type not in ("Acquisition", "Investment") or _CLOSED.search(text):
            return None
        found = _ANNOUNCED.search(text[: trigger.end - clause.start])
        return Status("planned", found.group()) if found else None

    def _masked(self, start: int, end: int) -> str:
        """The text with names blotted out: the 会 of 国发会 and the 将 of a title say nothing of the future."""
        if not self._blotted:
            characters = list(self.text)
            for position in self.names_at:
                characters[position] = "\u25cb"
            self._blotted = "".join(characters)
        return self._blotted[start:end]

    def _made(
        self,
        trigger: Trigger,
        sentence: Sentence,
        clause: Clause,
        roles: dict[str, list[Filler]],
        told: Status,
        source: Source | None,
    ) -> Event:
        found_sum = self.values.sum_of(trigger, sentence, clause)
        moment = self.values.date_of(trigger, sentence, clause)
        values = attributes(self.text, trigger, sentence, clause) | self._special(trigger, sentence, clause)
        fixed = any(value in trigger.frame.fixed_actual for value in values.values())
        if fixed and _NOT_BLOCKED.search(self.text, clause.start, clause.end):  # 拒绝阻止甲收购乙: it may go on
            fixed, told = False, Status("planned", told.reason)
            values["stage"] = "announced"
        ahead = moment and self.published and moment.earliest > self.published and moment.start < clause.end
        if told.value == "actual" and moment and ahead:
            told = Status("planned", self.text[moment.start : moment.end])
        spans = [(trigger.start, trigger.end), *((f.start, f.end) for fillers in roles.values() for f in fillers)]
        spans += [(found_sum.start, found_sum.end)] if found_sum else []
        inside = [span for span in spans if sentence.start <= span[0] and span[1] <= sentence.end]
        start, end = min(clause.start, *(s for s, _ in inside)), max(e for _, e in inside)
        valuation = self._valuation(trigger, sentence)
        currency = self.values.default_currency
        return Event(
            type=trigger.frame.type,
            status="actual" if fixed else told.value,
            arguments=tuple(self._argument(role, f) for role, fillers in roles.items() for f in fillers),
            trigger=mention(self.original, trigger.start, trigger.end),
            evidence=mention(self.original, start, max(end, _trimmed(self.text, clause.end))),
            amount=amount(self.original, found_sum, currency) if found_sum else None,
            when=when(self.original, moment) if moment else None,
            attributes=tuple(sorted(values.items())),
            valuation=amount(self.original, valuation, currency) if valuation else None,
            attributed_to=source.name if source else "",
            attribution=mention(self.original, source.start, source.end) if source else None,
            confidence=self._told_or_referred(trigger, sentence, roles),
            frame=f"{trigger.frame.type}/{trigger.text[:16]}{'.n' if trigger.unit.noun else '.v'}",
            status_reason="" if fixed else told.reason,
            background=bool(moment and self.published and (self.published - moment.latest).days > _BACKGROUND_DAYS),
        )

    def _told_or_referred(self, trigger: Trigger, sentence: Sentence, roles: dict[str, list[Filler]]) -> float:
        """Whether it tells an event of its own; running text that refers to what is told elsewhere in full does not."""
        named = sum(1 for fillers in roles.values() if any(f.entity for f in fillers))
        nominal = self.text[trigger.start - 1 : trigger.start] == "的" and not trigger.unit.noun and named < 2
        if not sentence.headline and (nominal or _says_half(trigger, roles)):
            return REFERENCE
        return TOLD

    def _valuation(self, trigger: Trigger, sentence: Sentence) -> Sum | None:
        if trigger.frame.type != "FundingRound":
            return None
        return self.values.valuation_in(sentence.start, sentence.end)

    def _argument(self, role: str, filler: Filler) -> Argument:
        said = mention(self.original, filler.start, filler.end)
        name = filler.entity.iri if filler.entity else said.text
        chance = _NAMED if filler.entity else 0.8 if filler.certain else 0.7
        return Argument(role, name, filler.entity is not None, said, chance)

    def _special(self, trigger: Trigger, sentence: Sentence, clause: Clause) -> dict[str, str]:
        kind = trigger.frame.type
        if kind == "FundingRound":
            named = funding_round(self.text, clause.start, clause.end) or funding_round(
                self.text, sentence.start, sentence.end
            )
            return {"round": named} if named else {}
        if kind == "PersonnelChange":
            after = TITLE.search(self.text, trigger.end, clause.end)
            before = list(TITLE.finditer(self.text, clause.start, trigger.start))
            found = after or (before[-1] if before else None)
            return {"role": self.original[found.start() : found.end()]} if found else {}
        return {}


def _only_not(trigger: Trigger, told: Status) -> bool:
    """What simply has not happened is no event where nobody has claimed it (没有资料外泄, 无意辞职)."""
    return told.value == "denied" and trigger.frame.type in _NOT_RUMOURED and bool(_NEGATES.match(told.reason))


def _each_once(fillers: Iterable[Filler]) -> list[Filler]:
    return list({f.entity.iri if f.entity else f"{f.start}:{f.end}": f for f in fillers}.values())


def _keep_who_counts(kind: str, roles: dict[str, list[Filler]]) -> None:
    """Drop a title beside a person (董事兼总裁|某某 is one) and a public body that is a deal's only party."""
    named = [f for f in roles.get("person", []) if f.entity or f.unknown]
    if kind == "PersonnelChange" and named:
        roles["person"] = named
    if kind == "Partnership" and _lone_body(roles.get("party", [])):
        del roles["party"]


def _lone_body(parties: Sequence[Filler]) -> bool:
    """One public body alone is no deal: governments speak of cooperation all the time."""
    return len(parties) == 1 and parties[0].entity is not None and parties[0].entity.type == "GovernmentBody"


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] in "，。,；;：: \n！？":
        end -= 1
    return end


def _enough(trigger: Trigger, roles: dict[str, list[Filler]]) -> bool:
    required = [role for role, rule in trigger.frame.roles.items() if rule.required]
    if any(role not in roles for role in required):
        return False
    if not any(fillers for fillers in roles.values()):
        return False
    return all(any(role in roles for role in need.split("|")) for need in trigger.unit.needs)


def _says_half(trigger: Trigger, roles: dict[str, list[Filler]]) -> bool:
    """Running text that names only who acts refers to what is told elsewhere in full (他宣布加征关税后)."""
    if trigger.frame.type == "Investigation" and _OPENS.match(trigger.text):
        return False  # 警方已介入调查: told of nobody in particular, and told all the same
    needed = _OTHER_SIDE.get(trigger.frame.type)
    return needed is not None and not any(role in roles for role in needed)
