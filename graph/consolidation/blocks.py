"""Which reports are compared: those of one type, with a participant in common, and near enough in time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from graph.consolidation.currencies import in_euros
from graph.consolidation.reports import EventReport
from graph.consolidation.sums import year_of_sums
from graph.consolidation.times import FAR
from ontology.vocabulary import EventType, load_vocabulary
from policygraph.identifiers import fold_name

DAYS_OF_A_MONTH = 31
# Two reports whose days are further apart than a month and the longest time from a day to its publication cannot match.
REACH = DAYS_OF_A_MONTH + FAR + 1
LOOSE = -1  # the day of a report that has no certain one: time rules out nothing


def blocks(report: EventReport) -> list[tuple[tuple[str, ...], int]]:
    """What a report must share with another to be compared with it: a key, and a day that is near enough.

    The key is the type and somebody who identifies the event, or to whom that one belongs. Where both sides are the
    same, and either they have one such event at most or a sum is named as well, time rules out nothing: a key of all of
    them keeps such blocks small, also where somebody is in the news every day.
    """
    kind = load_vocabulary().event_types[report.type]
    who = sorted({entity for roles in kind.key_roles for entity in _named(report, roles)})
    day = day_number(report)
    found: list[tuple[tuple[str, ...], int]] = [((report.type, entity), day) for entity in who]
    found += [((report.type, state, words), day) for state in _states(report, who) for words in _described(report)]
    if day == LOOSE:
        return found
    once = ("once",) if kind.recurrence == "once" else tuple(sorted(set(_sums(report))))
    return found + [((report.type, *sides, each), LOOSE) for sides in _sides(report, kind) for each in once]


def _sides(report: EventReport, kind: EventType) -> set[tuple[str, ...]]:
    """What two reports have in common where all sides are the same: one of each, or two of the only one.

    A state stands for whoever acts for it, as one of them acts for another (``graph.consolidation.participants``).
    """
    groups = [_named(report, roles) for roles in kind.key_roles]
    if len(groups) == 1:
        return set(combinations(sorted(groups[0]), 2))
    acting = ({report.organs[each].country if each in report.organs else each for each in them} for them in groups)
    return {tuple(sorted(set(chosen))) for chosen in product(*acting)}


def _named(report: EventReport, roles: Iterable[str]) -> set[str]:
    """Who stands in roles, and to whom they belong: another report may name the owner or the ministry."""
    named = {entity for role in roles for entity in report.entities.get(role, ())}
    return named.union(*(report.kin.get(entity, frozenset()) for entity in named))


def _states(report: EventReport, who: Iterable[str]) -> list[str]:
    """The states that somebody acts for: one report names the minister, another the government."""
    return sorted({report.organs[entity].country for entity in who if entity in report.organs})


def _described(report: EventReport) -> list[str]:
    """The words for those in a telling role that have no name."""
    roles = {role for roles in load_vocabulary().event_types[report.type].key_roles for role in roles}
    return sorted({fold_name(words) for role in roles for words in report.phrases.get(role, ())})


def compared(first: EventReport, second: EventReport) -> bool:
    """Whether two reports share a block."""
    theirs = blocks(second)
    return any(key == other and within_reach(day, its) for key, day in blocks(first) for other, its in theirs)


def _sums(report: EventReport) -> Iterator[str]:
    """The order of size of each sum in euros, and the next ones, so that two that are nearly the same share one."""
    year = year_of_sums(report)
    for found in filter(None, (report.amount, report.valuation)):
        for value in {found.value, found.maximum or found.value} - {Decimal(0)}:
            worth = in_euros(value, found.currency, year)
            size = round(math.log(float(worth or value)) * 5)
            yield from (f"{'' if worth else found.currency} {near}" for near in (size - 1, size, size + 1))


def day_number(report: EventReport) -> int:
    """The day of a report as a number; ``LOOSE`` where it has none that is certain to a month."""
    if report.when:
        return report.when.earliest.toordinal() if report.when.days <= DAYS_OF_A_MONTH else LOOSE
    if report.published is None or report.background:
        return LOOSE
    return report.published.toordinal()


def within_reach(first: int, second: int) -> bool:
    """Whether time does not rule out that two reports of these days are of one event."""
    return LOOSE in (first, second) or abs(first - second) <= REACH
