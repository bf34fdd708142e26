"""One telling that stands for several occurrences, as one event each, and several that stand for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.chinese.frames import Trigger
from policygraph.records import Argument, Event

_BLOCKED = ("stage", "blocked")
_BESIDE = 12  # code points within which an owner stands before what is his


def occurrences(event: Event, each: str) -> Iterator[Event]:
    """Divide an event.

    Args:
        event: as it was read.
        each: the role that one occurrence has only one of (a fine has one target); empty where there is none.

    Yields:
        One event for each filler of that role, or for each pair of who bars others and his product that does it
        (甲的A、乙的B都封禁了丙); the event itself where it is one occurrence.
    """
    several = [argument for argument in event.arguments if argument.role == each]
    if each and len(several) > 1:
        others = tuple(argument for argument in event.arguments if argument.role != each)
        yield from (replace(event, arguments=(*others, one)) for one in several)
    elif pairs := _pairs(event.arguments):
        others = tuple(argument for argument in event.arguments if argument.role not in ("authority", "object"))
        yield from (replace(event, arguments=(*pair, *others)) for pair in pairs)
    else:
        yield event


def _pairs(arguments: Sequence[Argument]) -> list[tuple[Argument, Argument]]:
    """Each authority with its own object right after it, where there are several and all have one."""
    owners = sorted((a for a in arguments if a.role == "authority"), key=lambda a: a.mention.start)
    things = sorted((a for a in arguments if a.role == "object"), key=lambda a: a.mention.start)
    if len(owners) < 2 or len(owners) != len(things):
        return []
    pairs = list(zip(owners, things, strict=True))
    near = all(0 <= thing.mention.start - owner.mention.end <= _BESIDE for owner, thing in pairs)
    in_turn = all(thing.mention.end <= owner.mention.start for (_, thing), (owner, _) in pairwise(pairs))
    return pairs if near and in_turn else []


def each_deal_once(events: Sequence[tuple[Trigger, Event]]) -> Iterator[tuple[Trigger, Event]]:
    """The events of a clause, without a stake told as a purchase and a merger that is blocked told as a ban.

    (Annotation guidelines, "Settled cases": whoever blocks a merger gets no restriction beside it.)
    """
    stakes = {trigger.start for trigger, event in events if event.type == "Investment"}
    blocked = any(event.type == "Acquisition" and _BLOCKED in event.attributes for _, event in events)
    for trigger, event in events:
        bought_stake = event.type == "Acquisition" and trigger.start in stakes
        if not (bought_stake or (event.type == "Restriction" and blocked)):
            yield trigger, event
