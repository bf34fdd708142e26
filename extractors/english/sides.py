"""On which side of a case a ruling's parties stand: as the lawsuits of the article say, not as who won."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policygraph.records import Argument, Event

_ADJACENT = 3  # code points between a name and the noun that it stands before
OTHER_SIDE = {"plaintiff": "defendant", "defendant": "plaintiff"}


def on_their_sides(events: list[Event]) -> list[Event]:
    """The events, their rulings' parties set right.

    A ruling "for AT&T" in a case against AT&T is one for the defendant, and what one bench decides in one sentence,
    told with one party here and the other there, is decided between the two.

    Args:
        events: of one article, in the order of reading.
    """
    events = _by_who_is_before_it(events)
    suits = [event for event in events if event.type == "Lawsuit" and all(_named(event, role) for role in OTHER_SIDE)]
    sides = {role: {f for suit in suits for f in _named(suit, role)} for role in OTHER_SIDE}
    events = [_against_who_sued(event, events) for event in events]
    return _between_both([_turned(event, sides) if event.type == "Ruling" else event for event in events])


def _against_who_sued(ruling: Event, events: list[Event]) -> Event:
    """As in "The judge sided with Meta in the FTC's case", which says who sued: who won is who was sued."""
    if ruling.type != "Ruling" or _named(ruling, "defendant"):
        return ruling
    winners = _named(ruling, "plaintiff")
    suits = [e for e in events if e.type == "Lawsuit" and e.evidence == ruling.evidence and not _named(e, "defendant")]
    suing = {filler for suit in suits for filler in _named(suit, "plaintiff")}
    if not winners or not suing or winners & suing or len(suits) != 1:
        return ruling
    turned = [replace(a, role="defendant") if a.filler in winners else a for a in ruling.arguments]
    suing_side = [a for a in suits[0].arguments if a.role == "plaintiff" and a.is_entity]
    attributes = {**dict(ruling.attributes), "outcome": "for_defendant"}
    return replace(ruling, arguments=_each_once([*turned, *suing_side]), attributes=tuple(sorted(attributes.items())))


def _by_who_is_before_it(events: list[Event]) -> list[Event]:
    """As in "The Initech lawsuit" where another sentence tells of one suit, against Globex: it is Initech's."""
    suits = [event for event in events if event.type == "Lawsuit"]
    bare = [suit for suit in suits if _sued_by_name(suit)]
    sued = {f for suit in suits if suit not in bare for f in _named(suit, "defendant")}
    if len(sued) != 1 or any(_named(suit, "plaintiff") for suit in suits):
        return events
    return [
        _as_plaintiff(event) if event in bare and not _named(event, "defendant") & sued else event for event in events
    ]


def _sued_by_name(suit: Event) -> bool:
    """Whether all that is told of it is the name right before the noun."""
    return (
        len(suit.arguments) == 1 and suit.arguments[0].role == "defendant" and _stands_before(suit.arguments[0], suit)
    )


def _stands_before(argument: Argument, suit: Event) -> bool:
    here = argument.mention.field == suit.trigger.field
    return here and argument.is_entity and 0 < suit.trigger.start - argument.mention.end < _ADJACENT


def _as_plaintiff(suit: Event) -> Event:
    return replace(suit, arguments=tuple(replace(argument, role="plaintiff") for argument in suit.arguments))


def _named(event: Event, role: str) -> set[str]:
    return {a.filler for a in event.arguments if a.role == role and a.is_entity}


def _turned(ruling: Event, sides: dict[str, set[str]]) -> Event:
    """The ruling that somebody won, with the winner on the side on which alone the lawsuits name it."""
    attributes = dict(ruling.attributes)
    winners = _named(ruling, "plaintiff")
    sued = bool(winners) and all(f in sides["defendant"] and f not in sides["plaintiff"] for f in winners)
    if attributes.get("outcome", "for_plaintiff") != "for_plaintiff" or not sued:
        return ruling
    attributes["outcome"] = "for_defendant"
    kept = (a for a in ruling.arguments if a.role != "defendant" or not a.is_entity or a.filler in winners)
    turned = [replace(a, role=OTHER_SIDE[a.role]) if a.filler in winners and a.role == "plaintiff" else a for a in kept]
    turned += [
        replace(a, role="plaintiff")
        for a in ruling.arguments
        if a.role == "defendant" and a.is_entity and a.filler in sides["plaintiff"]
    ]
    return replace(ruling, arguments=_each_once(turned), attributes=tuple(sorted(attributes.items())))


def _each_once(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    return tuple({(argument.role, argument.filler): argument for argument in reversed(tuple(arguments))}.values())[::-1]


def _between_both(events: list[Event]) -> list[Event]:
    """As in "A jury awarded A $3 million after finding that B infringed": one decision, between A and B."""
    done: list[Event] = []
    for event in events:
        before = done[-1] if done and done[-1].type == event.type == "Ruling" else None
        if before is None or before.evidence != event.evidence or _court(before) != _court(event):
            done.append(event)
            continue
        sides = [{role for role in OTHER_SIDE if _named(one, role)} for one in (before, event)]
        whole = len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1]
        if whole:
            done[-1] = _with_parties(before, event)
            event = _with_parties(event, before)
        done.append(event)
    return done


def _court(event: Event) -> str:
    return next((argument.filler for argument in event.arguments if argument.role == "court"), "")


def _with_parties(event: Event, other: Event) -> Event:
    added = tuple(a for a in other.arguments if a.role in OTHER_SIDE and a.is_entity)
    return replace(event, arguments=(*event.arguments, *added))
