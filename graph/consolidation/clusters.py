"""From pairs that match to clusters, whatever order the reports came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from graph.consolidation.matching import FAR, Match, match
from graph.consolidation.reports import EventReport
from ontology.vocabulary import load_vocabulary

Pair = tuple[str, str]  # report IRIs, the smaller first
DAYS_OF_A_MONTH = 31
# Two reports whose days are further apart than a month and the longest time from a day to its publication cannot match.
REACH = timedelta(days=DAYS_OF_A_MONTH + FAR + 1)


@dataclass(frozen=True, slots=True)
class Merge:
    """That two reports were taken to be of one occurrence, and why."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports of one occurrence."""

    reports: tuple[str, ...]  # IRIs, sorted
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What analysts decided of pairs of reports."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def block_keys(report: EventReport) -> Iterator[tuple[str, ...]]:
    """What a report must share with another to be compared with it: the type and somebody who identifies the event."""
    for roles in load_vocabulary().event_types[report.type].key_roles:
        for role in roles:
            yield from ((report.type, entity) for entity in report.entities.get(role, ()))


def cluster(reports: Mapping[str, EventReport], decisions: Decisions) -> list[Cluster]:
    """Group reports into occurrences.

    Pairs are joined in the order of their score; a join that would bring together two reports that cannot be one
    (a veto, two reports of one article, an analyst's word) is not made. The result depends on the set alone.
    """
    matches = _matches(reports, decisions)
    groups = _Groups(reports, decisions)
    for first, second in sorted(matches, key=lambda pair: (-matches[pair].score, pair)):
        groups.join(first, second, matches[first, second])
    return groups.clusters()


def _matches(reports: Mapping[str, EventReport], decisions: Decisions) -> dict[Pair, Match]:
    found = {pair: Match(1.0, ("an analyst says so",)) for pair in decisions.same if set(pair) <= reports.keys()}
    for pair in candidate_pairs(reports.values()):
        if pair not in found and pair not in decisions.different:
            compared = match(reports[pair[0]], reports[pair[1]])
            if compared.is_one:
                found[pair] = compared
    return found


def candidate_pairs(reports: Iterable[EventReport]) -> set[Pair]:
    """The pairs worth comparing: of one type, with a participant in common, and near enough in time."""
    blocks: dict[tuple[str, ...], list[EventReport]] = defaultdict(list)
    for report in reports:
        for key in set(block_keys(report)):
            blocks[key].append(report)
    return {pair for members in blocks.values() for pair in _within_reach(members)}


def _within_reach(members: Sequence[EventReport]) -> Iterator[Pair]:
    """The pairs of a block that time does not rule out; those of everybody with a report that has no certain day."""
    certain = sorted((r for r in members if _has_certain_day(r)), key=lambda r: (r.day or date.min, r.iri))
    for position, report in enumerate(certain):
        for other in certain[position + 1 :]:
            if _day(other) - _day(report) > REACH:
                break
            yield _pair(report.iri, other.iri)
    loose = [report for report in members if not _has_certain_day(report)]
    yield from (_pair(a.iri, b.iri) for a, b in combinations(loose, 2))
    yield from (_pair(a.iri, b.iri) for a in loose for b in certain)


def _has_certain_day(report: EventReport) -> bool:
    if report.when:
        return report.when.days <= DAYS_OF_A_MONTH
    return report.published is not None and not report.background


def _day(report: EventReport) -> date:
    assert report.day is not None  # noqa: S101 (only reports with a day come here)
    return report.day


def _pair(first: str, second: str) -> Pair:
    return (first, second) if first < second else (second, first)


class _Groups:
    def __init__(self, reports: Mapping[str, EventReport], decisions: Decisions) -> None:
        self._reports = reports
        self._decisions = decisions
        self._group: dict[str, str] = {iri: iri for iri in reports}
        self._members: dict[str, list[str]] = {iri: [iri] for iri in reports}
        self._merges: dict[str, list[Merge]] = {iri: [] for iri in reports}

    def join(self, first: str, second: str, why: Match) -> None:
        ours, theirs = sorted((self._group[first], self._group[second]))
        if ours == theirs or not self._may_join(ours, theirs):
            return
        for iri in self._members.pop(theirs):
            self._group[iri] = ours
            self._members[ours].append(iri)
        self._merges[ours] += [*self._merges.pop(theirs), Merge(first, second, why.score, why.reasons)]

    def _may_join(self, ours: str, theirs: str) -> bool:
        return all(self._compatible(first, second) for first in self._members[ours] for second in self._members[theirs])

    def _compatible(self, first: str, second: str) -> bool:
        pair = _pair(first, second)
        if pair in self._decisions.different:
            return False
        return pair in self._decisions.same or not match(self._reports[first], self._reports[second]).veto

    def clusters(self) -> list[Cluster]:
        made = (
            Cluster(tuple(sorted(members)), tuple(sorted(self._merges[group], key=lambda m: (m.first, m.second))))
            for group, members in self._members.items()
        )
        return sorted(made, key=lambda found: found.reports)
