"""Compare reports with those that they share a block with, and remember which match."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from graph.consolidation.blocks import LOOSE, REACH, blocks
from graph.consolidation.clusters import Decisions, Pair, ordered
from graph.consolidation.evidence import THRESHOLD, Match
from graph.consolidation.index import Index, number_of, packed
from graph.consolidation.judgements import Judged
from graph.consolidation.lifecycle import matter_keys
from graph.consolidation.matching import STORY, match
from graph.consolidation.reasons import reason, reasons_from_json, reasons_to_json
from graph.consolidation.resolving import Reports
from graph.consolidation.stories import alike


class Pairs:
    """The pairs of reports that match, in the index."""

    def __init__(self, index: Index, reports: Reports, judged: Judged) -> None:
        self._index = index
        self._reports = reports
        self._decided: dict[int, list[tuple[int, str]]] = {}  # report -> those that an analyst says are the same event
        self._apart: set[tuple[int, int]] = set()
        for pair, judgement in judged.same.items():
            for first, second in self._numbers(pair):
                self._decided.setdefault(first, []).append((second, judgement))
        for pair in judged.different:
            self._apart.update(self._numbers(pair))

    def _numbers(self, pair: Pair) -> list[tuple[int, int]]:
        """Two reports, or the reports that two events are named after, as numbers, both ways round."""
        found = [self.number(iri) for iri in pair]
        if None in found or found[0] == found[1]:
            return []
        first, second = (number or 0 for number in found)
        return [(first, second), (second, first)]

    def number(self, iri: str) -> int | None:
        """The number of a report, by its IRI or by that of the event that is named after it."""
        found = self._index.value("SELECT id FROM report WHERE iri = ?", iri)
        found = found or self._index.value("SELECT id FROM report WHERE named = ?", iri)
        return int(str(found)) if found else None

    def connect(self, number: int) -> None:
        """Compare a report with all that are connected already, and connect it."""
        report = self._reports.get(number)
        if self._reports.is_rejected(report):
            return
        keys = [(number_of(*key), day) for key, day in blocks(report)]
        for other in sorted({other for key, day in keys for other in self._in_block(key, day)} - {number}):
            self._compare(number, other)
        for other, _ in self._decided.get(number, ()):
            if not self._reports.is_rejected(self._reports.get(other)):
                self._remember(number, other, Match(1.0, (reason("analyst"),)))
        self._index.run_many("INSERT INTO block VALUES (?, ?, ?)", ((key, day, number) for key, day in keys))
        self._index.run_many("INSERT INTO block_of VALUES (?, ?, ?)", ((number, key, day) for key, day in keys))
        matters = {packed(key) for key in matter_keys(report)}
        self._index.run_many("INSERT INTO matter VALUES (?, ?)", ((number, key) for key in matters))

    def _in_block(self, key: int, day: int) -> Iterable[int]:
        if day == LOOSE:
            rows = self._index.rows("SELECT report FROM block WHERE key = ?", key)
        else:
            near = "SELECT report FROM block WHERE key = ? AND day BETWEEN ? AND ?"
            rows = self._index.rows(near, key, day - REACH, day + REACH)
            rows += self._index.rows("SELECT report FROM block WHERE key = ? AND day = ?", key, LOOSE)
        return (int(str(other)) for (other,) in rows)

    def _compare(self, number: int, other: int) -> None:
        if (number, other) in self._apart:
            return
        first, second = self._reports.get(number), self._reports.get(other)
        found = match(first, second)
        if not found.veto and found.score >= THRESHOLD - STORY - 1e-9 and self._alike(number, other):
            found = match(first, second, alike=True)
        if found.is_one:
            self._remember(number, other, found)

    def _alike(self, number: int, other: int) -> bool:
        articles = [
            int(str(self._index.value("SELECT article FROM report WHERE id = ?", each))) for each in (number, other)
        ]
        return alike(self._index, articles[0], articles[1])

    def _remember(self, number: int, other: int, found: Match) -> None:
        kept = packed([found.score, reasons_to_json(found.reasons), sorted(found.shared), found.is_vague])
        rows = ((number, other, kept), (other, number, kept))
        self._index.run_many("INSERT OR REPLACE INTO edge VALUES (?, ?, ?)", rows)

    def component(self, start: int) -> set[int]:
        """All reports that a chain of matching pairs leads to."""
        found, waiting = {start}, [start]
        while waiting:
            rows = self._index.rows("SELECT second FROM edge WHERE first = ?", waiting.pop())
            fresh = {int(str(other)) for (other,) in rows} - found
            found |= fresh
            waiting += fresh
        return found

    def matches(self, members: Mapping[int, str]) -> dict[Pair, Match]:
        """The pairs among the reports of a component, by IRI."""
        found: dict[Pair, Match] = {}
        for number, iri in members.items():
            for other, kept in self._index.rows("SELECT second, match FROM edge WHERE first = ?", number):
                if iri < members[int(str(other))]:
                    score, reasons, shared, vague = json.loads(str(kept))
                    pair = (iri, members[int(str(other))])
                    found[pair] = Match(score, reasons_from_json(reasons), shared=frozenset(shared), is_vague=vague)
        return found

    def decisions(self, members: Mapping[int, str]) -> Decisions:
        """What analysts decided of the reports of a component."""
        same = {
            ordered(iri, members[other]): judgement
            for number, iri in members.items()
            for other, judgement in self._decided.get(number, ())
            if other in members
        }
        apart = {
            ordered(members[first], members[second])
            for first, second in self._apart
            if first in members and second in members
        }
        return Decisions(same, frozenset(apart))
