"""A unit found at a trigger, with the verbs that its noun leans on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.english.lexicon import Entry
from extractors.english.slots import Anchor
from extractors.frames import EnglishFrame, Support


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit at a trigger, with the verbs that it leans on."""

    entry: Entry
    anchor: Anchor
    supports: tuple[tuple[Anchor, Support], ...] = ()

    @property
    def frame(self) -> EnglishFrame:
        """The frame of the unit."""
        return self.entry.frame

    @property
    def rank(self) -> tuple[int, int]:
        """How much the unit asks for: the more it asks, the surer it is what is meant."""
        unit = self.entry.unit
        asks = len(unit.only) + len(unit.unless) + bool(self.supports) + unit.amount
        return len(self.entry.words), asks

    def places(self, role: str) -> Iterator[tuple[Anchor, tuple[str, ...]]]:
        """Where to look for the fillers of a role: with the supports first."""
        for anchor, support in self.supports:
            if role in support.roles:
                yield anchor, support.roles[role]
        if role in self.entry.unit.roles:
            yield self.anchor, self.entry.unit.roles[role]

    def roles(self) -> list[str]:
        """The roles that may be filled, in the order of the frame."""
        named = set(self.entry.unit.roles).union(*(support.roles for _, support in self.supports))
        return [role for role in self.frame.roles if role in named]
