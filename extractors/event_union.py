"""What the mentions of one occurrence say together: every argument once, the surest status, the most precise date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ontology.vocabulary import EventType, load_vocabulary
from policygraph.records import Amount, Argument, Event, Mention, When

# The confidence of a mention that tells no event itself but refers to one told elsewhere ("the deal"):
# it adds what it says to that event, and is left out where there is none.
REFERENCE = 0.0
TOLD = 1.0  # that of one that does, until extractors.confidence says what it is worth

# Values that say how it ended: they hold against what was said before the end.
_FINAL = frozenset({"blocked", "abandoned", "completed", "approved", "overturned"})
# What is told as done holds against what is denied, and that against the rest, of which the first told holds.
_STATUS_ORDER = {"actual": 0, "denied": 1, "planned": 2, "alleged": 2, "hypothetical": 2}


def union(cluster: list[Event]) -> Event:
    """The event that the mentions tell together; of one mention that mention."""
    if len(cluster) == 1:
        return cluster[0]
    first = min(cluster, key=_prominence)
    status = _status_source(cluster)
    attribution = first if first.attributed_to else status
    return replace(
        first,
        arguments=_arguments(cluster),
        status=status.status,
        status_reason=status.status_reason,
        amount=_best_amount(cluster),
        when=_best_date(cluster),
        attributes=_attributes(cluster, first),
        valuation=next((event.valuation for event in cluster if event.valuation), None),
        attributed_to=attribution.attributed_to,
        attribution=attribution.attribution,
        background=all(event.background for event in cluster),
    )


def _prominence(event: Event) -> tuple[bool, int, int]:
    """The mention that speaks for the event: in the text, with most named participants, the earliest."""
    return event.confidence == REFERENCE or event.trigger.field == "title", -named_keys(event), event.trigger.start


def _is_noun(event: Event) -> bool:
    return event.frame.endswith(".n")


def _status_source(cluster: list[Event]) -> Event:
    """The mention whose status holds: one with a reason before a bare noun or reference, what is told as done first."""

    def weight(event: Event) -> tuple[bool, bool, int, bool, int]:
        bare = (_is_noun(event) or event.confidence == REFERENCE) and not event.status_reason
        title = event.trigger.field == "title"
        return bare, title, _STATUS_ORDER[event.status], event.confidence == REFERENCE, event.trigger.start

    return min(cluster, key=weight)


def _arguments(cluster: list[Event]) -> tuple[Argument, ...]:
    """All arguments, each filler of a role once; a description gives way to a name, and to the first description."""
    found: dict[tuple[str, str], Argument] = {}
    described: set[str] = set()
    for event in sorted(cluster, key=_prominence):
        for argument in event.arguments:
            if argument.is_entity:
                found.setdefault((argument.role, argument.filler), argument)
            elif argument.role not in described:
                found.setdefault((argument.role, argument.filler.casefold()), argument)
        described |= {argument.role for argument in event.arguments if not argument.is_entity}
    first = min(cluster, key=_prominence)
    named = {role for (role, _), argument in found.items() if argument.is_entity}
    own = {*first.arguments, *(argument for event in cluster for argument in _beside_names(event))}
    return tuple(a for a in found.values() if a.is_entity or a.role not in named or a in own)


def _beside_names(event: Event) -> Iterator[Argument]:
    """Descriptions that are joined with a name in one role: "the government and 48 states sued"."""
    named = [argument for argument in event.arguments if argument.is_entity]
    for argument in event.arguments:
        joined = any(a.role == argument.role and _gap_between(a.mention, argument.mention) < _JOINED for a in named)
        if not argument.is_entity and joined:
            yield argument


_JOINED = 7  # code points between two that stand in one list: ", and "


def _gap_between(one: Mention, other: Mention) -> int:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return abs(second.start - first.end) if one.field == other.field else _JOINED


def _best_amount(cluster: list[Event]) -> Amount | None:
    return next((event.amount for event in sorted(cluster, key=_prominence) if event.amount), None)


def _best_date(cluster: list[Event]) -> When | None:
    """The most precise date; of equally precise ones that of the mention that speaks for the event."""
    dates = [event.when for event in sorted(cluster, key=_prominence) if event.when]
    return min(dates, key=lambda when: (when.latest - when.earliest).days, default=None)


def _attributes(cluster: list[Event], first: Event) -> tuple[tuple[str, str], ...]:
    over = [event for event in cluster if event.status in ("actual", "denied")]
    values = {a: v for event in over for a, v in event.attributes if v in _FINAL}
    for event in [first, *sorted(cluster, key=_prominence)]:
        for attribute, value in event.attributes:
            values.setdefault(attribute, value)
    return tuple(sorted(values.items()))


def named_keys(event: Event) -> int:
    """How many of its key roles an event fills with a name."""
    keys = key_roles(event)
    return len({a.role for a in event.arguments if a.is_entity and a.role in keys})


def key_roles(event: Event) -> frozenset[str]:
    """The key roles of an event's type."""
    return frozenset[str]().union(*event_type(event).key_roles)


def event_type(event: Event) -> EventType:
    """What the vocabulary says of an event's type."""
    return load_vocabulary().event_types[event.type]
