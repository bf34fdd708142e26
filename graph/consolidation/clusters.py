"""From pairs that match to clusters, whatever order the reports came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from graph.consolidation.evidence import Match
from graph.consolidation.matching import match
from graph.consolidation.reasons import Reason, reason
from graph.consolidation.reports import EventReport

Pair = tuple[str, str]  # report IRIs, the smaller first


@dataclass(frozen=True, slots=True)
class Merge:
    """That two reports were taken to be of one occurrence, and why."""

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]
    shared: frozenset[str] = frozenset()  # IRIs of the entities that take part in both
    judgement: str = ""  # IRI of the one that says so


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports of one occurrence."""

    reports: tuple[str, ...]  # IRIs, sorted
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What analysts decided of pairs of reports."""

    same: Mapping[Pair, str] = field(default_factory=dict)  # pair -> IRI of the judgement
    different: frozenset[Pair] = frozenset()


def ordered(first: str, second: str) -> Pair:
    """Two IRIs as a pair."""
    return (first, second) if first < second else (second, first)


def cluster(
    reports: Mapping[str, EventReport], matches: Mapping[Pair, Match], decisions: Decisions = Decisions()
) -> list[Cluster]:
    """Group reports into occurrences.

    Pairs are joined in the order of their score; a join that would bring together two reports that cannot be one
    (a veto, two reports of one article, an analyst's word) is not made. Vague pairs come last: what tells no time
    joins the only occurrence that it can be of, and none where it can be of several. The result depends on the set
    alone, and reports between which no chain of pairs leads have no bearing on each other.

    Args:
        reports: by IRI.
        matches: the pairs of them that match.
        decisions: what analysts said; it goes before what matches.
    """
    groups = _Groups(reports, decisions)
    wanted = {pair: found for pair, found in matches.items() if pair not in decisions.different}
    wanted |= {pair: Match(1.0, (reason("analyst"),)) for pair in decisions.same if set(pair) <= reports.keys()}
    ranked = sorted(wanted, key=lambda pair: (pair not in decisions.same, -wanted[pair].score, pair))
    for pair in ranked:
        if not wanted[pair].is_vague:
            groups.join(pair, wanted[pair])
    for pair in groups.clear([pair for pair in ranked if wanted[pair].is_vague]):
        groups.join(pair, wanted[pair])
    return groups.clusters()


class _Groups:
    def __init__(self, reports: Mapping[str, EventReport], decisions: Decisions) -> None:
        self._reports = reports
        self._decisions = decisions
        self._group: dict[str, str] = {iri: iri for iri in reports}
        self._members: dict[str, list[str]] = {iri: [iri] for iri in reports}
        self._merges: dict[str, list[Merge]] = {iri: [] for iri in reports}

    def join(self, pair: Pair, why: Match) -> None:
        ours, theirs = sorted(self._group[iri] for iri in pair)
        if ours == theirs or not self._may_join(ours, theirs):
            return
        for iri in self._members.pop(theirs):
            self._group[iri] = ours
            self._members[ours].append(iri)
        judgement = self._decisions.same.get(pair, "")
        merge = Merge(*pair, why.score, why.reasons, why.shared, judgement)
        self._merges[ours] += [*self._merges.pop(theirs), merge]

    def clear(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Of vague pairs those whose side that tells no time can belong with nothing that cannot itself be one."""
        led: dict[str, set[str]] = defaultdict(set)
        for ours, theirs in (self._groups_of(pair) for pair in pairs):
            if ours != theirs and self._may_join(ours, theirs):
                led[ours].add(theirs)
                led[theirs].add(ours)
        clear = {group for group, others in led.items() if self._may_all_join(others)}
        return [pair for pair in pairs if set(self._timeless(self._groups_of(pair))) <= clear]

    def _groups_of(self, pair: Pair) -> tuple[str, str]:
        return self._group[pair[0]], self._group[pair[1]]

    def _timeless(self, groups: tuple[str, str]) -> list[str]:
        """Those of two groups of which no report tells a day, or both where each tells one."""
        found = [group for group in groups if not any(self._reports[iri].tells_time for iri in self._members[group])]
        return found or list(groups)

    def _may_all_join(self, groups: Collection[str]) -> bool:
        return all(self._may_join(ours, theirs) for ours, theirs in combinations(sorted(groups), 2))

    def _may_join(self, ours: str, theirs: str) -> bool:
        return all(self._compatible(first, second) for first in self._members[ours] for second in self._members[theirs])

    def _compatible(self, first: str, second: str) -> bool:
        pair = ordered(first, second)
        if pair in self._decisions.different:
            return False
        if pair in self._decisions.same:
            return True
        found = match(self._reports[first], self._reports[second])
        return not (found.veto and found.is_firm)

    def clusters(self) -> list[Cluster]:
        made = (
            Cluster(tuple(sorted(members)), tuple(sorted(self._merges[group], key=lambda m: (m.first, m.second))))
            for group, members in self._members.items()
        )
        return sorted(made, key=lambda found: found.reports)
