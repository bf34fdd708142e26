"""Noun phrases of a stretch of text, each with what governs it: a marker such as 被, 对, 与, or a verb before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors.chinese.chunks import WITH, Chunk, Kind
from extractors.chinese.counted_nouns import with_counted_nouns
from extractors.chinese.described_parties import with_described_parties
from extractors.chinese.words import words
from policygraph.records import Entity

# Nouns that make "X + noun" somebody else than X.
PEOPLE = tuple(words().people)
# Nouns that make "X + noun" something of X's.
THINGS = tuple(words().things)
_PRODUCT_NOUNS = tuple(words().product_nouns)
_ANYBODY = (*PEOPLE, *words().people_ends)
_NOT_ANYBODY = tuple(words().not_people_ends)
_OWNING = tuple(words().owning)
# Nouns after a name that still mean the name.
_SAME = tuple(words().same)
_SAME_PLACE = ("方面", "官方", "当局", "总部")  # 中国官方 speaks for China; 中国企业 is not China


# A name after a title: 立法会|议员林某某.
SOMEBODY = re.compile(rf"(?:{'|'.join(words().titles)})[\u4e00-\u9fff·]{{2,8}}$")
_FORMER = re.compile(r"前(?![夕后景期途提台端沿身线瞻方])[\u4e00-\u9fff]{2,}")  # 某党|前党工某某
_ABOUT = frozenset({"约", "近", "逾", "超", "超过", "达", "大约"})
_EXPORTED = ("出口到", "出口至", "出口往", "输往", "输入", "销往", "运往")  # 中国出口到美国的商品 are China's
_PREDICATE = re.compile(r"(?:很|十分|非常|相当|极其|更加|颇为|尤为)[\u4e00-\u9fff]{1,4}$")  # 甲的嗅觉|很敏锐
_QUOTES = "“”「」『』\"'‘’《》〈〉 ®™"


class Conjunct(NamedTuple):
    """One member of a list."""

    start: int
    end: int
    entity: Entity | None  # who or what it names as a whole; None for a description
    owner: Entity | None = None  # the name that it is said to belong to
    joined_by: str = ""  # the conjunction before it
    names: tuple[Chunk, ...] = ()  # all names inside
    thing: bool = False  # something of the owner's, not somebody else
    named: bool = False  # what is said of it makes it a name, though nothing knows it

    @property
    def is_name(self) -> bool:
        """Whether it names an entity."""
        return self.entity is not None


class NounPhrase(NamedTuple):
    """A noun phrase with what stands before it."""

    conjuncts: tuple[Conjunct, ...]
    marker: str = ""  # 被, 对, 与 …; empty where none
    governor: str = ""  # the verb before it; empty at the head of a clause

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.conjuncts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.conjuncts[-1].end

    def without_companions(self) -> tuple[tuple[Conjunct, ...], tuple[Conjunct, ...]]:
        """Divide "A与B" into what is before and after the conjunction that can mean "with"."""
        for i, conjunct in enumerate(self.conjuncts):
            if i and conjunct.joined_by in WITH:
                return self.conjuncts[:i], self.conjuncts[i:]
        return self.conjuncts, ()


@dataclass(slots=True)
class _State:
    marker: str = ""
    governor: str = ""
    parts: list[list[Chunk]] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    found: list[NounPhrase] = field(default_factory=list)
    pending: str = ""

    def add(self, chunk: Chunk) -> None:
        if self.pending or not self.parts:
            self.parts.append([])
            self.joins.append(self.pending)
            self.pending = ""
        self.parts[-1].append(chunk)

    def close(self) -> None:
        if not self.parts:
            self.pending = ""
            return
        made = [_conjunct(part, join) for part, join in zip(self.parts, self.joins, strict=True)]
        conjuncts = tuple(conjunct for conjunct in made if conjunct)
        if conjuncts:
            self.found.append(NounPhrase(conjuncts, self.marker, self.governor))
            self.marker = ""
        self.parts, self.joins, self.pending = [], [], ""


def is_people(described: str) -> bool:
    """Whether a noun phrase describes people or bodies, who can act and be told what not to do."""
    return described.endswith(_ANYBODY) and not described.endswith(_NOT_ANYBODY)


def noun_phrases(chunks: Sequence[Chunk]) -> list[NounPhrase]:
    """Find the noun phrases of a row of chunks, in order."""
    state = _State()
    described = with_described_parties(_without_glosses(chunks), is_people)
    chunks = with_counted_nouns(described)
    for i, chunk in enumerate(chunks):
        if chunk.kind in (Kind.NAME, Kind.NOUN, Kind.DE):
            if chunk.kind is Kind.NAME and _lists(state, chunk):
                state.pending = "、"
            state.add(chunk)
        elif chunk.kind is Kind.AND:
            _conjunction(state, chunk)
        elif not _belongs(state, chunks, i):
            _boundary(state, chunk)
    state.close()
    return state.found


def _without_glosses(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """A row without what brackets add to a name that the phrase goes on after: 脸书（Facebook）和推特."""
    opened = [i for i, c in enumerate(chunks) if i and c.text in ("（", "(") and _is_glossed(chunks, i)]
    dropped: set[int] = set()
    for start in opened:
        end = next((i for i in range(start + 1, len(chunks)) if chunks[i].text in ("）", ")")), None)
        following = chunks[end + 1] if end and end + 1 < len(chunks) else None
        if end and following and following.kind in (Kind.AND, Kind.NAME, Kind.NOUN, Kind.DE):
            dropped.update(range(start, end + 1))
    return [chunk for i, chunk in enumerate(chunks) if i not in dropped] if dropped else chunks


def _is_glossed(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a bracket opens after a name, or after what a foreign name in it makes one."""
    foreign = i + 1 < len(chunks) and bool(re.match(r"[A-Z][A-Za-z]", chunks[i + 1].text))
    return chunks[i - 1].kind is Kind.NAME or (foreign and chunks[i - 1].kind is Kind.NOUN)


def _belongs(state: _State, chunks: Sequence[Chunk], i: int) -> bool:
    """Take in what is no noun and still no end of a phrase: a quote, a date, a sum or a verb before 的."""
    chunk, before_de = chunks[i], i + 1 < len(chunks) and chunks[i + 1].kind is Kind.DE
    if chunk.kind is Kind.POINT:
        goes_on = chunk.text in ("，", ",") and i + 1 < len(chunks) and chunks[i + 1].kind is Kind.AND
        return goes_on or not chunk.text.strip(_QUOTES)
    if chunk.kind is Kind.DATE:
        if state.parts and before_de:
            state.add(chunk)
        elif state.parts:
            state.close()
        return True
    if chunk.kind is Kind.VERB and before_de and state.parts:
        state.add(chunk)  # 全资拥有的: the verb belongs to the noun after it
        return True
    return _measures(state, chunks, i)


def _measures(state: _State, chunks: Sequence[Chunk], i: int) -> bool:
    """Take in a sum before 的 (总值600亿美元的商品), or pass over 约 and the like before such a sum."""
    if chunks[i].text in _ABOUT and _is_measure(chunks, i + 1):
        return True
    measure = _is_measure(chunks, i)
    if measure and state.parts:
        state.add(chunks[i])
    return measure


def _is_measure(chunks: Sequence[Chunk], i: int) -> bool:
    return i + 1 < len(chunks) and chunks[i].kind is Kind.MONEY and chunks[i + 1].kind is Kind.DE


def _lists(state: _State, chunk: Chunk) -> bool:
    """Two companies, or countries of one character, right after one another are a list, as headlines write it.

    Args:
        state: what stands before.
        chunk: a name.
    """
    last = state.parts[-1][-1] if state.parts and not state.pending else None
    if last is None or last.kind is not Kind.NAME or last.end != chunk.start:
        return False
    kinds = {last.entity.type, chunk.entity.type} if last.entity and chunk.entity else set()
    return kinds == {"Company"} or (kinds == {"Place"} and len(last.text) == len(chunk.text) == 1)


def _conjunction(state: _State, chunk: Chunk) -> None:
    if state.parts:
        state.pending = chunk.text
    elif chunk.text in WITH and (state.found or state.governor or chunk.text not in ("及", "和")):
        state.marker = chunk.text


def _boundary(state: _State, chunk: Chunk) -> None:
    pending = state.pending
    state.close()
    if chunk.kind is Kind.MARKER:
        state.marker = chunk.text
    elif chunk.kind is Kind.VERB:
        if pending in WITH:
            state.marker = ""
        state.governor, state.marker = chunk.text, ""
    elif chunk.kind is Kind.POINT:
        state.governor, state.marker = "", ""


def _conjunct(part: list[Chunk], join: str) -> Conjunct | None:
    while part and part[0].kind is Kind.DE:
        part = part[1:]
    while part and part[-1].kind in (Kind.DE, Kind.DATE):
        part = part[:-1]
    if all(chunk.kind is not Kind.NAME for chunk in part):
        described = any(chunk.kind not in (Kind.MONEY, Kind.DATE) for chunk in part)
        return Conjunct(part[0].start, part[-1].end, None, None, join) if described else None
    part = _without_apposition(part)
    names = tuple(chunk for chunk in part if chunk.kind is Kind.NAME)
    start, end, last = part[0].start, part[-1].end, names[-1]
    after = [chunk for chunk in part if chunk.start >= last.end]
    if _is_other_party(after, last):
        place = last.entity is not None and last.entity.type == "Place"
        said = _PREDICATE.sub("", "".join(chunk.text for chunk in after))
        thing = said.endswith(THINGS) or (place and not is_people(said))
        exported = any(chunk.text.startswith(_EXPORTED) for chunk in part)
        nearest = names[0].entity if exported else last.entity
        owner = next((n.entity for n in names if n.entity and n.entity.type != "Place"), nearest)
        return Conjunct(start, end, None, owner, join, names, thing)
    if len(names) > 1 and _is_branch(names[-2], last):
        return Conjunct(names[-2].start, last.end, names[-2].entity, None, join, names)
    owner = names[-2].entity if len(names) > 1 and _is_owner(part, names[-2], last) else None
    return Conjunct(last.start, last.end, last.entity, owner, join, names)


def _without_apposition(part: list[Chunk]) -> list[Chunk]:
    """甲公司等企业 without what the named are an instance of; not where something of theirs follows (…的设备)."""
    for i, (chunk, following) in enumerate(pairwise(part)):
        if chunk.kind is Kind.NAME and following.text in ("等", "等等"):
            rest = part[i + 1 :]
            return part if any(c.kind is Kind.DE for c in rest) else part[: i + 1]
    return part


def _is_other_party(after: Sequence[Chunk], name: Chunk) -> bool:
    """Whether the nouns after a name make it somebody's or something else's description ("苹果供应商", "特朗普账号")."""  # noqa: E501
    nouns = "".join(chunk.text for chunk in after if chunk.kind is Kind.NOUN)
    joined = any(chunk.kind is Kind.DE for chunk in after)
    if nouns.startswith("等"):
        return False
    place = name.entity is not None and name.entity.type == "Place"
    same = _SAME_PLACE if place else _SAME
    if not nouns or (nouns.endswith(same) and not joined):
        return False
    if name.entity and name.entity.type == "Product" and nouns.endswith((*_PRODUCT_NOUNS, "模式", "功能", "版本")):
        return False
    if SOMEBODY.search(nouns) or _FORMER.match(nouns):
        return True
    return place or joined or nouns.endswith((*PEOPLE, *THINGS))


def _is_branch(company: Chunk, place: Chunk) -> bool:
    """甲公司|中国: a company's branch speaks for the company."""
    kinds = [chunk.entity.type if chunk.entity else "" for chunk in (company, place)]
    return kinds == ["Company", "Place"] and company.end == place.start


def _is_owner(part: Sequence[Chunk], first: Chunk, last: Chunk) -> bool:
    between = "".join(chunk.text for chunk in part if first.end <= chunk.start < last.start)
    return "的" in between or any(word in between for word in _OWNING) or not between
