"""Which reports are compared: those of one type, with a participant in common, and near enough in time."""

from __future__ import annotations

from collections.abc import Iterator

from graph.consolidation.matching import FAR
from graph.consolidation.reports import EventReport
from ontology.vocabulary import load_vocabulary

DAYS_OF_A_MONTH = 31
# Two reports whose days are further apart than a month and the longest time from a day to its publication cannot match.
REACH = DAYS_OF_A_MONTH + FAR + 1
LOOSE = -1  # the day of a report that has no certain one: time rules out nothing


def block_keys(report: EventReport) -> Iterator[tuple[str, str]]:
    """What a report must share with another to be compared with it: the type and somebody who identifies the event."""
    found = {
        entity
        for roles in load_vocabulary().event_types[report.type].key_roles
        for role in roles
        for entity in report.entities.get(role, ())
    }
    return ((report.type, entity) for entity in sorted(found))


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
