"""What a comparison of two reports found so far, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.consolidation.reasons import Reason, reason
from graph.consolidation.reports import EventReport
from ontology.vocabulary import EventType, load_vocabulary

THRESHOLD = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """What two reports have in common."""

    score: float
    reasons: tuple[Reason, ...]
    veto: str = ""  # why they cannot be one
    is_firm: bool = True  # whether the veto stands where other reports link the two
    shared: frozenset[str] = frozenset()  # IRIs of the entities that take part in both
    is_vague: bool = False  # whether they are one only as long as nothing else can be meant

    @property
    def is_one(self) -> bool:
        """Whether the two are of one occurrence."""
        return not self.veto and self.score >= THRESHOLD


class Evidence:
    """What was found so far."""

    def __init__(self, first: EventReport, second: EventReport) -> None:
        self.first = first
        self.second = second
        self.score = 0.0
        self.reasons: list[Reason] = []
        self.veto = ""
        self.is_firm = True
        self.key_entities: frozenset[str] = frozenset()
        self.same_days = False
        self.both_sides = False  # each group of roles that identifies the type has somebody in common
        self.once = False  # the participants have one such event at most
        self.same_sums = False
        self.is_vague = False

    @cached_property
    def kind(self) -> EventType:
        """The type of the first report."""
        return load_vocabulary().event_types[self.first.type]

    @property
    def is_certain(self) -> bool:
        """Whether it is told by more than time which event is meant."""
        return self.once or (self.both_sides and self.same_sums)

    @property
    def is_seldom(self) -> bool:
        """Whether the same participants are unlikely to have the next such event within a month."""
        return self.kind.recurrence != "often"

    @cached_property
    def in_both(self) -> frozenset[str]:
        """The entities that take part in both."""
        return self.first.everyone & self.second.everyone

    def part(self, veto: str) -> None:
        """Part the two for time alone; other reports may link them all the same, unless such events recur."""
        self.veto = veto
        self.is_firm = not self.is_seldom

    def add(self, score: float, code: str, **told: object) -> None:
        """Add to the score, for a reason."""
        self.score += score
        self.reasons.append(reason(code, **told))
