"""What a Chinese frame file may hold."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from extractors.chinese.frames.patterns import compile_pattern
from ontology.vocabulary import EventType, load_vocabulary

Slot = Literal[
    "subject",  # who acts: before the trigger, or after 被 and 由 where the trigger is passive
    "object",  # what is acted on: after the trigger, after 将 and 把, or the subject of a passive
    "object_after",  # the same, only where it stands after the trigger
    "object_people",  # the same, only descriptions of people and bodies
    "object_named",  # the same, only names
    "agent",  # after 被 or 由
    "disposal",  # after 将 or 把
    "outer",  # who stands before the subject in its clause: 特斯拉宣布新车量产
    "subject_all",  # who acts, with the companions after 与 and 和
    "to",  # after 对, 向, 给, 就, 针对, 为, on either side
    "with",  # after 与, 和, 跟, 同
    "in",  # after 在, 于
    "from",  # after 从, 自, 来自
    "owner",  # whom the object belongs to: 网易旗下的考拉
    "complement",  # what the second verb acts on: 禁止A使用B
    "complement_named",  # the same, only where it has a name
    "rest",  # all that the clause says after the trigger: 禁止|在直播中过度美颜
    "complement_owner",  # the companies and countries named in the complement: 禁止采购华为的设备
    "before_to",  # what 对 or 向 mark in the clauses before
    "inside",  # between the parts of a trigger of several parts
    "before",  # the name right before the trigger, whatever governs it: 苹果|反垄断案
    "before_all",  # the list that ends there
    "own_product",  # the product in the subject that is said to be somebody's (甲的A)
    "owner_before",  # every name in the noun phrase right before the trigger
    "office",  # the office of somebody who is not named: OpenAI|首席研究官|辞职
    "clause_head",  # what a headline starts with
    "shares",  # whose shares change hands: 收购|甲公司51%股权
    "holder",  # who is said to hold them: 收购|甲公司持有的…股权
    "round",  # who raises in the round told last
    "answers",  # who denies or answers in the clauses after: 传将赴美上市 三星否认
    "topic",  # whom the sentences before spoke of
    "subject_owner",  # the names that the subject's own name comes after: 甲公司总裁|某某
    "spoken_of",  # the body that the clauses and sentences before last spoke of, whoever came between
    "relative",  # whom a trigger with 的 after it describes: 赴美上市的|甲公司
    "doer",  # who acts, carried from earlier clauses only where the clause has no subject at all
    "speaker",  # who says what the trigger tells: 外交部指|美方抹黑中国
    "content",  # of whom what is said speaks, where the trigger ends its clause: 批评，|港铁|隐瞒沉降
    "sentence",  # any other name of the right type in the sentence
    "before_clause",  # the name of the right type nearest before, in the clauses before
    "after_clause",  # the name of the right type nearest after, in the clauses after
]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Slots = Annotated[tuple[Slot, ...], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleRule(_Strict):
    """Who or what may fill a role, and where it stands unless a unit says otherwise."""

    types: Listed = ()  # entity types; empty for any
    slots: Slots = ()
    phrase: bool = False  # a description may fill it where there is no name
    unknown: str = ""  # the entity type of a name that nothing else knows and that fills it
    loose: bool = False  # any short phrase there may be such a name
    nouns: Listed = ()  # a description must end in one of these; empty for any
    whole: bool = False  # two descriptions with 和 between them are one
    people: bool = False  # a description must end in one of these, or as words for people and bodies do
    gather: bool = False  # all slots together fill it, not the first that has something
    several: bool = True  # a list fills it with all its members
    required: bool = False  # without it there is no event
    owned: bool = False  # a product that acts stands for whoever the phrase says it belongs to
    maker: bool = False  # a known product or the head of a company stands for its maker or the company


class Cue(_Strict):
    """A value of an attribute and the words near the trigger that give it."""

    value: str
    words: Listed  # patterns; the first value whose words are found holds


class Unit(_Strict):
    """A word or expression that evokes the type."""

    match: Listed  # patterns: 将…列入实体清单 with … for up to 24 characters of one clause
    slots: dict[str, Slots] = Field(default_factory=dict)  # role -> slots, in place of the frame's
    needs: Listed = ()  # roles one of which must be filled by a name or a phrase; "a|b" for either
    near: Listed = ()  # patterns one of which must stand in the sentence
    unless: Listed = ()  # patterns none of which may stand in the clause
    unless_sentence: Listed = ()  # patterns none of which may stand in the sentence
    types: dict[str, Listed] = Field(default_factory=dict)  # role -> entity types, in place of the frame's
    least: dict[str, int] = Field(default_factory=dict)  # role -> how many must fill it
    attributes: dict[str, str] = Field(default_factory=dict)
    status: str = ""  # in place of what the sentence says
    told: Listed = ()  # the statuses that it counts with; empty for any
    noun: bool = False  # names the event and may be another mention of one told before
    phrase: bool = True  # descriptions may fill roles
    phrases: Listed = ()  # the only roles that they may fill
    amount: bool = True  # a sum beside it is its amount
    passive: bool = False  # passive without a marker: the subject is acted on (落网, 获批)


class Example(_Strict):
    """A sentence of ours and what is read from it; ``none`` for a sentence that the frame must leave alone."""

    text: str
    roles: dict[str, Listed] = Field(default_factory=dict)
    attributes: dict[str, str] = Field(default_factory=dict)
    status: str = "actual"
    amount: float | None = None
    none: bool = False


class Frame(_Strict):
    """How one event type is told in Chinese."""

    type: str
    roles: dict[str, RoleRule]
    units: tuple[Unit, ...]
    attributes: dict[str, tuple[Cue, ...]] = Field(default_factory=dict)
    money: bool = False  # events of the type have an amount
    money_unless: Listed = ()  # patterns right before a sum that make it something else (估值)
    each: str = ""  # the role that one event has one filler of: a list there makes several events
    fixed_actual: Listed = ()  # attribute values that make the status actual (stage: blocked)
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _uses_the_vocabulary(self) -> Frame:
        known = load_vocabulary().event_types.get(self.type)
        if known is None:
            msg = f"no such event type: {self.type}"
            raise ValueError(msg)
        problems = [*self._unknown_roles(known), *self._unknown_attributes(known), *self._bad_patterns()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _unknown_roles(self, known: EventType) -> list[str]:
        used = set(self.roles) | {role for unit in self.units for role in unit.slots}
        used |= {role for unit in self.units for need in unit.needs for role in need.split("|")}
        used |= {role for example in self.examples for role in example.roles}
        types = {
            name for rule in self.roles.values() for name in (*rule.types, *filter(None, [rule.unknown]))
        } - load_vocabulary().entity_types
        return [f"no role {role!r} in {self.type}" for role in sorted(used - known.roles)] + [
            f"no entity type {name!r}" for name in sorted(types)
        ]

    def _unknown_attributes(self, known: EventType) -> list[str]:
        given = [(name, cue.value) for name, cues in self.attributes.items() for cue in cues]
        given += [pair for unit in self.units for pair in unit.attributes.items()]
        return [
            f"no attribute {name}: {value} in {self.type}" for name, value in given if not _allows(known, name, value)
        ]

    def _bad_patterns(self) -> list[str]:
        patterns = [p for unit in self.units for p in (*unit.match, *unit.near, *unit.unless, *unit.unless_sentence)]
        patterns += [word for cues in self.attributes.values() for cue in cues for word in cue.words]
        return [f"not a pattern: {pattern!r}" for pattern in patterns if not _compiles(pattern)]


def _allows(known: EventType, name: str, value: str) -> bool:
    allowed: Any = known.attributes.get(name)
    return allowed is not None and (not allowed or value in allowed)


def _compiles(pattern: str) -> bool:
    try:
        compile_pattern(pattern)
    except re.error:
        return False
    return True
