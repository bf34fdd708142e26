"""What stands around a trigger: noun phrases by the slot that they stand in, and what fills a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractors.chinese.chunks import AGENT, DISPOSAL, FROM, IN, PASSIVE, TO, WITH, Chunk
from extractors.chinese.layout import Clause
from extractors.chinese.noun_phrases import Conjunct
from policygraph.records import Entity


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role."""

    start: int
    end: int
    entity: Entity | None
    unknown: str = ""  # the type of a name that nothing else knows
    certain: bool = False  # a description that says who ("8 部门")


_BODIES = frozenset({"Company", "Organization", "GovernmentBody"})
_MARKERS = {"agent": PASSIVE | AGENT, "disposal": DISPOSAL, "to": TO, "with": WITH, "in": IN, "from": FROM}
_FAR_BACK = 14  # clauses within which the body that a text speaks of is looked for
_BACK = 8  # clauses within which another topic is looked for


@dataclass(slots=True)
class Discourse:
    """What the clauses before spoke of; they are looked at only where somebody asks."""

    topic_of: Callable[[Clause], tuple[Conjunct, ...]]
    _clauses: list[Clause] = field(default_factory=list)

    @property
    def topic(self) -> tuple[Conjunct, ...]:
        """The topic of the last clause that has one; nothing where none has."""
        return next((found for clause in reversed(self._clauses) if (found := self.topic_of(clause))), ())

    def topic_beside(self, others: Iterable[Conjunct]) -> tuple[Conjunct, ...]:
        """The last topic that is none of the others: nobody bans or sues himself."""
        taken = {other.entity.iri for other in others if other.entity}
        topics = (self.topic_of(clause) for clause in self._clauses[: -_BACK - 1 : -1])
        return next((t for t in topics if t and not any(c.entity and c.entity.iri in taken for c in t)), ())

    @property
    def body(self) -> tuple[Conjunct, ...]:
        """The last topic that is a company or another body, though people were spoken of since."""
        topics = (self.topic_of(clause) for clause in self._clauses[: -_FAR_BACK - 1 : -1])
        named = (tuple(c for c in topic if c.entity and c.entity.type in _BODIES) for topic in topics)
        return next((bodies for bodies in named if bodies), ())

    def add(self, clause: Clause) -> None:
        """Take in a clause that has been read; what stands in brackets changes no topic."""
        if not clause.bracketed:
            self._clauses.append(clause)

    def reset(self) -> None:
        """Forget: a new headline or heading begins."""
        self._clauses = []


@dataclass(slots=True)
class Surroundings:
    """The noun phrases around one trigger, by slot."""

    passive: bool = False
    slots: dict[str, list[Conjunct]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def put(self, slot: str, conjuncts: Iterable[Conjunct]) -> None:
        """Add to a slot."""
        self.slots.setdefault(slot, []).extend(conjuncts)

    def spend_topic(self, fillers: Iterable[Filler]) -> None:
        """Whom the text speaks of fills one role, with all its members."""
        starts = {filler.start for filler in fillers}
        if any(conjunct.start in starts for conjunct in self.slots.get("topic", [])):
            self.slots["topic"] = []


def possessor(conjunct: Conjunct) -> Conjunct | None:
    """The name that a conjunct is, or whose it is ("字节跳动的业务"); somebody described stays described."""
    if conjunct.entity or conjunct.owner is None or not conjunct.thing:
        return conjunct
    return next((c for c in names_of(conjunct) if c.entity is conjunct.owner), None)


def speaks_for(conjunct: Conjunct) -> Conjunct:
    """The company that somebody is said to be of, who else stands for himself."""
    if conjunct.entity is None or conjunct.entity.type != "Person":
        return conjunct
    companies = (c for c in names_of(conjunct) if c.entity and c.entity.type == "Company")
    return next(companies, conjunct)


def slot_of(marker: str) -> str:
    """The slot that a marker opens, or nothing."""
    return next((slot for slot, markers in _MARKERS.items() if marker in markers), "")


def names_of(conjunct: Conjunct) -> list[Conjunct]:
    """Each name in a conjunct, as a conjunct of its own."""
    return [Conjunct(name.start, name.end, name.entity, None, "", (name,)) for name in conjunct.names]


def owners(conjunct: Conjunct) -> list[Conjunct]:
    """Whose a conjunct is, as a conjunct: nobody, or the last name of the owner."""
    if conjunct.owner is None:
        return []
    named: Sequence[Chunk] = [name for name in conjunct.names if name.entity is conjunct.owner]
    return [Conjunct(name.start, name.end, name.entity, None, "", (name,)) for name in named[-1:]]
