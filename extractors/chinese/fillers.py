"""Who or what fills the roles of an event: the first fitting noun phrase of the slots that a frame names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.chinese.chunks import Chunker, Kind
from extractors.chinese.frames import RoleRule, Trigger, Unit
from extractors.chinese.name_shapes import may_be_name, name_at_end
from extractors.chinese.noun_phrases import PEOPLE, THINGS, Conjunct, is_people
from extractors.chinese.slots import Filler, Surroundings
from extractors.chinese.words import words
from policygraph.records import Entity

_SKIP_AFTER = re.compile(
    r"^(?:[指称](?=[\u4e00-\u9fff]{3})|成为?|了|过|着|到|出(?![口版租行海售厂资境入])|掉|其(?![他它余中次])|一家|一个|一款|一项|名为|旗下|所谓的?|：|:|“|「|『|\s)+"
)
_TRIM_TAIL = re.compile(
    r"(?:\d[\d.]*\s?%|[\s的等」』”\"'，、？！]|一事|一案|之外|之后|后|时|以来|(?<=[院庭部局署府会])今)+$"
)
_ITS_DEAL = re.compile(r"的(?:交易|计划|提议|方案|消息|传闻|可能性|意图|意向|想法)$")  # 出售|网络业务|的交易
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))
_EMPTY = frozenset(words().empty)
_STEPS = re.compile(r"[一两三四五六七八九十\d]+\s?(?:部分|项|轮|批|种|级|类|次|方面|阶段|倍|成)")
_BARE = frozenset(words().bare)
_NO_LAW = words().no_laws
_NUMBER = re.compile(  # or what points instead: 该|名高层
    r"(?:[约近超逾]\s?)?(?:[\d两]+[百千万亿]*|[数几上]?[十百千万亿]+|[二三四五六七八九][十百千万亿]*|该|这|此)\s?[余多]?\s?$"
)
_COUNTED = re.compile(r"(?:[约近超逾]\s?)?[\d两二三四五六七八九十百多数]+\s?[余多]?\s?[家名个位间]")
_COUNTED_THING = re.compile(r"[\d万亿余多]\s?[枚台辆部套件架艘颗块片张支把股份只]\s?$")
_COUNTER = re.compile(r"[家名款个所种间位项艘](?=[\u4e00-\u9fff])")
_KIND_THEN_NAME = re.compile(
    r"(?:公司|企业|厂商|巨头|集团|[供制开运设备销服][应造发营备售务]商|设备商|开发商|厂|银行|机构)(?P<name>[\u4e00-\u9fff]{2,6}|[A-Z][A-Za-z]+)$"
)
_FOREIGN_NAME = re.compile(r"[A-Z][A-Za-z0-9&.-]{2,}")
_NO_PEOPLE = words().not_people_ends
_AND = re.compile(r"\s?(?:和|与|及|以及|或)\s?")
_LIST = re.compile(rf"{_AND.pattern}|\s?、\s?")
_ENDS_LIST = re.compile(r"等[^等]")
_ELSEWHERE = frozenset({"topic", "spoken_of", "sentence", "before_clause", "after_clause"})
_BODIES = ("企", "商", "校", "国")  # what counted descriptions end in: 18 家美企
# Narrowed rules by unit and role; the unit is kept beside the rule, so that no later one gets its id.
_RULES: dict[tuple[int, str], tuple[Unit, RoleRule]] = {}


class RoleFiller:
    """Fills roles from slots in one text."""

    def __init__(self, chunker: Chunker) -> None:
        """Read from the chunks of one text."""
        self._chunker = chunker
        self._text = chunker.text

    def fill(self, trigger: Trigger, around: Surroundings) -> dict[str, list[Filler]]:
        """Fill the roles of a trigger's frame from the slots around it.

        Returns:
            Role -> fillers, for the roles that are filled; a filler fills one role.
        """
        filled: dict[str, list[Filler]] = {}
        for role, rule in trigger.frame.roles.items():
            slots = trigger.unit.slots.get(role, rule.slots)
            found = self._role(self._rule(trigger, role, rule), slots, around, trigger)
            if len(found) >= trigger.unit.least.get(role, 1):
                filled[role] = found
                around.taken.update(_key(filler) for filler in found)
                around.spend_topic(found)
        return filled

    def _rule(self, trigger: Trigger, role: str, rule: RoleRule) -> RoleRule:
        """A frame's rule for a role as a unit narrows it."""
        key = id(trigger.unit), role
        if key not in _RULES:
            unit = trigger.unit
            described = rule.phrase and unit.phrase and (not unit.phrases or role in unit.phrases)
            update = {"types": unit.types.get(role, rule.types), "phrase": described}
            _RULES[key] = unit, rule.model_copy(update=update)
        return _RULES[key][1]

    def _role(self, rule: RoleRule, slots: Sequence[str], around: Surroundings, trigger: Trigger) -> list[Filler]:
        gathered: list[Filler] = []
        for slot in slots:
            if slot in _ELSEWHERE and (self._has_object(slots, around) or self._has_actor(slots, around)):
                continue
            fitting = [f for f in self._fillers(rule, slot, around) if _key(f) not in around.taken]
            if any(f.entity or f.unknown for f in fitting):
                fitting = [f for f in fitting if f.entity or f.unknown or f.certain]
            fitting = self._joined(fitting) if rule.whole else fitting
            if rule.gather and slot != "topic":
                gathered += [f for f in fitting if _key(f) not in {_key(g) for g in gathered}]
                continue
            if rule.gather and gathered:
                break
            if slot in ("sentence", "before_clause", "after_clause"):
                fitting = self._nearest(fitting, trigger)
            if fitting:
                return fitting if rule.several else fitting[:1]
        return gathered

    def _has_object(self, slots: Sequence[str], around: Surroundings) -> bool:
        """Whether what is acted on stands right there, though it does not fit: then it is nobody named elsewhere."""
        direct = around.slots.get("object_after", [])
        named = any(c.names or self._text[c.start : c.end].endswith((*PEOPLE, *THINGS)) for c in direct)
        return named and not around.passive and "object" in slots

    def _has_actor(self, slots: Sequence[str], around: Surroundings) -> bool:
        """The same for who acts: 由麦克马斯特接任 is of nobody named before."""
        if "subject" not in slots or around.passive:
            return False
        own = [*around.slots.get("agent", []), *around.slots.get("subject_all", [])]
        return any(c.names and not c.is_name for c in own)

    @staticmethod
    def _nearest(fillers: list[Filler], trigger: Trigger) -> list[Filler]:
        return sorted(fillers, key=lambda f: min(abs(f.end - trigger.start), abs(f.start - trigger.end)))[:1]

    def _joined(self, fillers: list[Filler]) -> list[Filler]:
        """Two descriptions that stand together, as one (软件和芯片), or a list that ends in what it is of (甲等商品).

        Other lists name several things.
        """
        ends = fillers and _ENDS_LIST.search(self._text, fillers[-1].start, fillers[-1].end)
        if len(fillers) != 2 and not ends:
            return fillers
        joins = _LIST if ends else _AND
        made: list[Filler] = []
        for filler in fillers:
            last = made[-1] if made else None
            listed = last and joins.fullmatch(self._text, last.end, filler.start)
            if last and listed and not (last.entity or filler.entity):
                made[-1] = replace(last, end=filler.end)
            else:
                made.append(filler)
        return made

    def _fillers(self, rule: RoleRule, slot: str, around: Surroundings) -> Iterator[Filler]:
        last: Conjunct | None = None
        seen: set[str] = set()
        for conjunct in around.slots.get(slot, []):
            office = slot == "office"  # is described by the slot itself
            filler = Filler(conjunct.start, conjunct.end, None) if office else self._filler(conjunct, rule, slot)
            if filler and last and not filler.entity and conjunct.joined_by:
                filler = self._with_first(last, filler)
            last = None if filler else conjunct
            if filler and _key(filler) not in seen:
                seen.add(_key(filler))
                yield filler

    def _with_first(self, last: Conjunct, filler: Filler) -> Filler:
        """A description whose first half says nothing alone: 录音和|电影行业 is one."""
        bare = not last.names and not is_people(self._text[last.start : last.end])
        joined = _AND.fullmatch(self._text, last.end, filler.start)
        return replace(filler, start=last.start) if bare and joined and last.end - last.start <= 4 else filler

    def _filler(self, conjunct: Conjunct, rule: RoleRule, slot: str) -> Filler | None:
        if rule.owned and conjunct.owner and conjunct.entity and conjunct.entity.type == "Product":
            owner = next(name for name in conjunct.names if name.entity is conjunct.owner)
            return Filler(owner.start, owner.end, owner.entity)
        if conjunct.entity is not None:
            fits = _fits(conjunct.entity, rule) and not self._is_counted_thing(conjunct, rule)
            return Filler(conjunct.start, conjunct.end, conjunct.entity) if fits else None
        if conjunct.named:
            return Filler(conjunct.start, conjunct.end, None, rule.unknown) if rule.unknown else None
        if rule.unknown and conjunct.names and (name := self._named_last(conjunct, rule.unknown)):
            return name
        if rule.people and self._of_place(conjunct) in rule.nouns:
            return self._phrase(conjunct, rule)  # 中国IP: not the country is shut out
        if conjunct.thing and conjunct.owner and conjunct.owner.type != "Product" and _fits(conjunct.owner, rule):
            owner = next(name for name in conjunct.names if name.entity is conjunct.owner)
            return Filler(owner.start, owner.end, owner.entity)
        if slot in ("sentence", "before_clause", "after_clause"):
            return None
        if rule.unknown and not conjunct.names:
            name = self._unknown_name(conjunct, rule.unknown, loose=rule.loose)
            if name:
                return name
        return self._phrase(conjunct, rule, deed=slot == "rest") if rule.phrase else None

    def _is_counted_thing(self, conjunct: Conjunct, rule: RoleRule) -> bool:
        """1804 枚|比特币: so many of a thing, and no party, though the role takes products that act."""
        thing = conjunct.entity is not None and conjunct.entity.type == "Product" and "Company" in rule.types
        return thing and bool(_COUNTED_THING.search(self._text, max(0, conjunct.start - 6), conjunct.start))

    def _of_place(self, conjunct: Conjunct) -> str:
        """What follows a country's name in a phrase of nothing else."""
        bare = len(conjunct.names) == 1 and conjunct.names[0].start == conjunct.start
        from_place = bare and conjunct.owner is not None and conjunct.owner.type == "Place"
        return self._text[conjunct.names[0].end : conjunct.end] if from_place else ""

    def _named_last(self, conjunct: Conjunct, kind: str) -> Filler | None:
        """美国设备商甲乙系统: the name after what kind of company it is, where only places are named before.

        What a bracket follows is a name after any other, too.
        """
        tail = Conjunct(conjunct.names[-1].end, conjunct.end, None)
        name = self._unknown_name(tail, kind, loose=False)
        if name and name.end == conjunct.end and self._text[conjunct.end : conjunct.end + 1] in ("（", "("):
            return name
        if any(name.entity and name.entity.type != "Place" for name in conjunct.names):
            return None
        if match := _FOREIGN_NAME.fullmatch(self._text, conjunct.names[-1].end, conjunct.end):
            return Filler(match.start(), match.end(), None, kind)  # 德国|CECONOMY
        match = _KIND_THEN_NAME.search(self._text, conjunct.names[-1].end, conjunct.end)
        return Filler(match.start("name"), conjunct.end, None, kind) if match else None

    def _unknown_name(self, conjunct: Conjunct, kind: str, *, loose: bool) -> Filler | None:
        """The end of a phrase where it looks like a name that no list has."""
        if self._text[conjunct.start : conjunct.end] in _EMPTY:
            return None
        words = self._chunker.words(conjunct.start, conjunct.end)
        span = name_at_end(words)
        if span is None and loose and may_be_name(self._text[conjunct.start : conjunct.end], words):
            span = conjunct.start, conjunct.end
        counted = span and self._with_number(span[0]) != span[0]  # 18|家美企 names nobody
        joined = span and self._text[span[0]] in "但惟却而"  # 但|王 goes on, and names somebody in passing
        return Filler(span[0], span[1], None, kind) if span and not counted and not joined else None

    def _phrase(self, conjunct: Conjunct, rule: RoleRule, *, deed: bool = False) -> Filler | None:
        """What is described, where it is what the role takes; a deed need not end in a noun (禁止|在地铁取款)."""
        start, end = self._extent(conjunct, rule)
        said = self._text[start:end]
        if not _may_fill(said, rule):
            return None
        if deed:
            return Filler(start, end, None)
        if not self._chunker.ends_in_noun(start, end):
            return None
        if not rule.nouns and not self._is_noun_phrase(start, end):
            return None
        return Filler(start, end, None, certain=self._says_who(said, rule))

    def _extent(self, conjunct: Conjunct, rule: RoleRule) -> tuple[int, int]:
        """Where a description starts and ends, with its number and its quotes, without what only leads to it."""
        start, end = conjunct.start, conjunct.end
        lead = _SKIP_AFTER.match(self._text[start:end])
        start += lead.end() if lead else 0
        start = self._with_quote(self._with_number(start), end)
        end = start + len(_TRIM_TAIL.sub("", self._text[start:end]))
        whose = _ITS_DEAL.sub("", self._text[start:end])
        if rule.nouns and whose.endswith(rule.nouns):
            end = start + len(whose)
        return start, self._closed(start, end)

    def _closed(self, start: int, end: int) -> int:
        """Where a phrase ends with the closing quote right behind it that one in it asks for."""
        said = self._text[start:end]
        return end + any(said.count(a) > said.count(b) and self._text.startswith(b, end) for a, b in _QUOTES)

    @staticmethod
    def _says_who(said: str, rule: RoleRule) -> bool:
        """Whether a description is of somebody in particular: 监管部门, 16 家美国实体."""
        counted = bool(rule.people and _COUNTED.match(said)) and said.endswith((*PEOPLE, *_BODIES))
        return bool(rule.nouns) and (said.endswith(rule.nouns) or counted)

    def _with_quote(self, start: int, end: int) -> int:
        """Where a phrase starts whose first words are quoted: with the opening quote (发布|“某某” 系统)."""
        quoted = self._text[start - 1 : start] in ("“", "「", "『")
        return start - 1 if quoted and re.search(r"[”」』]", self._text[start:end]) else start

    def _with_number(self, start: int) -> int:
        """Where a phrase starts that a counter heads: with its number (18|家美企)."""
        number = _NUMBER.search(self._text[max(0, start - 8) : start]) if _COUNTER.match(self._text, start) else None
        return start - len(number.group()) if number else start

    def _is_noun_phrase(self, start: int, end: int) -> bool:
        chunks = self._chunker.chunks(start, end)
        return (
            bool(chunks) and chunks[-1].kind in (Kind.NOUN, Kind.NAME) and not any(c.kind is Kind.DATE for c in chunks)
        )


def _may_fill(said: str, rule: RoleRule) -> bool:
    """Whether the words of a description can be what a role takes."""
    if any(said.count(a) != said.count(b) for a, b in _QUOTES):
        return False
    nobody = said in _EMPTY and said not in rule.nouns
    if not 2 <= len(said) <= 30 or re.fullmatch(r"[\d\s.,%]+", said) or nobody:
        return False
    if rule.people and (said.endswith(_NO_PEOPLE) or not (said.endswith(rule.nouns) or is_people(said))):
        return False
    if rule.nouns and not rule.people and not said.endswith(rule.nouns):
        return False
    return not (_STEPS.fullmatch(said) or said in _BARE or (rule.types == ("Law",) and said.endswith(_NO_LAW)))


def _key(filler: Filler) -> str:
    return filler.entity.iri if filler.entity else f"{filler.start}:{filler.end}"


def _fits(entity: Entity, rule: RoleRule) -> bool:
    return not rule.types or entity.type in rule.types
