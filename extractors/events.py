"""One event once: the mentions of an occurrence within an article become one event with the union of their arguments.

Nothing here knows a language. Two mentions are of one occurrence when they are of one type, share a participant (or
one of them names none, as "the deal" does) and contradict each other in no key role, date, amount or direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.event_union import REFERENCE, event_type, key_roles, named_keys, union
from policygraph.records import Amount, Argument, Event, When

# Values of the attribute "action" that undo something: an event that undoes is never one that does.
_UNDOING = frozenset({"ease", "lift", "repeal", "reject", "delay", "resign", "dismiss"})
_DESCRIBED = 0.8  # confidence from which a description without a name carries an event
# Types of which an article never tells both directions: who buys whom in a merger is a way of telling it.
_TWO_WAYS = {"Acquisition": {"acquirer": "acquired", "acquired": "acquirer"}}
# Units (of any language) that tell one thing of both sides; the others say who buys whom.
_MUTUAL = ("merge", "combin", "tie-up", "amalgamation", "deal", "talk", "合并", "重组", "联姻")
_CERTAIN = 0.9  # confidence of an argument that stands by its name
_TARIFF = "tariff"
_COUNT = re.compile(r"\d+(?=\s?\S)")
_SAME_AMOUNT = 0.05  # amounts of one thing differ by rounding
MAX_MENTIONS = 400  # of one article that are compared with each other; news has some dozens


def merge_events(mentions: Iterable[Event]) -> tuple[Event, ...]:
    """Merge mentions of events.

    Args:
        mentions: of one article, in any order; those in the title count too.

    Returns:
        Events in the order of their first mention in the text; those that only the title tells come last. A mention
        that says nothing but "the deal" and belongs to no other is left out, and so is what exceeds ``MAX_MENTIONS``
        (those that name most are kept): the time that hostile text can take is bounded.
    """
    clusters: list[list[Event]] = []
    for mention in sorted(mentions, key=_reading_order)[:MAX_MENTIONS]:
        turned = _turned(mention, clusters)
        home = _home(turned, clusters)
        if home is not None:
            home.append(turned)
        else:
            clusters.append([turned])
    merged = [union(cluster) for cluster in _paired(_without_headlines(list(_joined(clusters))))]
    told = _completed(sorted((event for event in merged if _says_something(event)), key=_place))
    return tuple(sorted((event for event in told if not _is_pleading(event, told)), key=_place))


def _without_headlines(clusters: list[list[Event]]) -> list[list[Event]]:
    """Without what the title alone tells of the parties of an event of the same type that the text tells in full."""
    texts = [cluster for cluster in clusters if not _in_title(cluster)]
    return [c for c in clusters if not _in_title(c) or not any(_tells_better(text, c) for text in texts)]


def _tells_better(text: list[Event], title: list[Event]) -> bool:
    """Whether they may be of one event: two deals of one firm with two others are not."""
    here, there = _participants(text), _participants(title)
    if text[0].type != title[0].type or not here & there:
        return False
    pairs = len(event_type(title[0]).key_roles) == 1
    return not pairs or here <= there or there <= here


def _in_title(cluster: list[Event]) -> bool:
    return all(event.trigger.field == "title" for event in cluster)


def _participants(cluster: list[Event]) -> set[str]:
    return {argument.filler for event in cluster for argument in event.arguments if argument.is_entity}


def _completed(events: list[Event]) -> list[Event]:
    """Fill what an event leaves to the one it answers: "rescinded the ban" to the ban, "countersued" to the suit."""
    done: list[Event] = []
    for event in events:
        earlier = [other for other in done if other.type == event.type and other.background <= event.background + 1]
        done.append(_completed_by(event, earlier[::-1]))
    return done


def _completed_by(event: Event, earlier: list[Event]) -> Event:
    groups = event_type(event).key_roles
    filled = {argument.role for argument in event.arguments}
    missing = [group for group in groups if not group & filled]
    if not missing or not earlier:
        return event
    if _direction(event):
        undone = next((other for other in earlier if not _direction(other) and not _parties_differ(event, other)), None)
        kept = undone.arguments if undone else ()
        return replace(event, arguments=event.arguments + tuple(a for a in kept if any(a.role in g for g in missing)))
    return _countered(event, earlier, filled)


def _parties_differ(event: Event, other: Event) -> bool:
    return any(_fillers_contradict(event, other, group) for group in event_type(event).key_roles)


def _countered(event: Event, earlier: list[Event], filled: set[str]) -> Event:
    """A counterclaim is against whoever claimed first."""
    if "counter" not in event.frame or filled & {"defendant"}:
        return event
    mine = {argument.filler for argument in event.arguments if argument.role == "plaintiff"}
    for other in earlier:
        if mine & _fillers(other, frozenset({"defendant"})):
            against = (replace(a, role="defendant") for a in other.arguments if a.role == "plaintiff")
            return replace(event, arguments=event.arguments + tuple(against))
    return event


def _turned(mention: Event, clusters: list[list[Event]]) -> Event:
    """A merger told the other way round, as it was told first: "A's merger with B", "the union of B and A".

    Who buys whom is said by the mention that tells one way: what was told of both sides before is turned to it.
    """
    if mention.type not in _TWO_WAYS:
        return mention
    for cluster in clusters:
        if cluster[0].type == mention.type and any(_reversed(mention, other) for other in cluster):
            if _is_mutual(mention) or not _names_both(mention):
                return _swapped(mention)
            if all(_is_mutual(other) for other in cluster):
                cluster[:] = [_swapped(other) for other in cluster]
    return mention


def _is_mutual(event: Event) -> bool:
    return any(word in event.frame for word in _MUTUAL)


def _names_both(event: Event) -> bool:
    """Whether nobody in it is only referred to."""
    return all(argument.confidence >= _CERTAIN for argument in event.arguments)


def _swapped(event: Event) -> Event:
    swap = _TWO_WAYS[event.type]
    return replace(event, arguments=tuple(replace(a, role=swap.get(a.role, a.role)) for a in event.arguments))


def _is_pleading(event: Event, told: list[Event]) -> bool:
    """What the parties of a lawsuit accuse each other of belongs to the lawsuit."""
    if event.type != "Accusation":
        return False
    pair = {argument.filler for argument in event.arguments if argument.is_entity}
    courts = (other for other in told if other.type in ("Lawsuit", "Ruling", "Settlement"))
    return len(pair) > 1 and any(pair <= {argument.filler for argument in other.arguments} for other in courts)


def _reading_order(event: Event) -> tuple[int, bool, int, int]:
    """Mentions with most named participants first: the others are measured against them."""
    return (
        -named_keys(event) - 9 * (event.confidence > REFERENCE),
        event.trigger.field == "title",
        event.trigger.start,
        event.trigger.end,
    )


def _place(event: Event) -> tuple[bool, int, int, str]:
    return event.trigger.field == "title", event.trigger.start, event.trigger.end, event.type


def _says_something(event: Event) -> bool:
    """It names somebody, describes somebody beyond doubt ("eight ministries"), or says who did it to whom."""
    named = any(argument.is_entity or argument.confidence >= _DESCRIBED for argument in event.arguments)
    return event.confidence > REFERENCE and (named or _says_who_and_whom(event))


def _says_who_and_whom(event: Event) -> bool:
    """As in "lawmakers passed new rules": told in full without a name; a headline's text says it better."""
    roles = {argument.role for argument in event.arguments} & key_roles(event)
    whole = all(group & roles for group in key_groups(event))
    return event.trigger.field != "title" and whole and len(roles) > 1


def _home(mention: Event, clusters: list[list[Event]]) -> list[Event] | None:
    scored = [(_affinity(mention, cluster), -abs(_gap(mention, cluster)), -i) for i, cluster in enumerate(clusters)]
    best = max(scored, default=(0.0, 0, 0))
    return clusters[-best[2]] if best[0] > 0 else None


def _gap(mention: Event, cluster: list[Event]) -> int:
    return min(abs(mention.trigger.start - other.trigger.start) for other in cluster)


def _affinity(mention: Event, cluster: list[Event]) -> float:
    """How well a mention fits a cluster; 0 where it contradicts it or shares nothing with it."""
    if mention.type != cluster[0].type or not all(_compatible(mention, other) for other in cluster):
        return 0.0
    union = [argument for other in cluster for argument in other.arguments]
    shared = len(_entities(mention.arguments) & _entities(union))
    same_amount = any(_amounts_agree(mention.amount, other.amount) for other in cluster)
    if shared or same_amount:
        alike = mention.background == cluster[0].background
        return shared + 0.5 * same_amount + 0.5 * any(_same_day(mention, other) for other in cluster) + 0.2 * alike
    refers = mention.confidence == REFERENCE and not _entities(mention.arguments) and any(a.is_entity for a in union)
    return 0.1 if refers else 0.0


def _entities(arguments: Iterable[Argument]) -> frozenset[tuple[str, str]]:
    return frozenset((argument.role, argument.filler) for argument in arguments if argument.is_entity)


def key_groups(event: Event) -> tuple[frozenset[str], ...]:
    """The groups of key roles of an event's type."""
    return event_type(event).key_roles


def compatible_values(one: Event, other: Event) -> bool:
    """Whether two mentions contradict each other in no direction, date or amount."""
    return (
        _direction(one) == _direction(other)
        and not _dates_contradict(one.when, other.when)
        and not _amounts_contradict(one.amount, other.amount)
    )


def _compatible(one: Event, other: Event) -> bool:
    return (
        compatible_values(one, other)
        and one.another == other.another
        and not _one_is_ahead(one, other)
        and not _kinds_contradict(one, other)
        and not any(_fillers_contradict(one, other, group) for group in event_type(one).key_roles)
        and not _reversed(one, other)
    )


_AHEAD = frozenset({"planned", "hypothetical"})
_RECURRING = frozenset({"Settlement", "Penalty"})


def _one_is_ahead(one: Event, other: Event) -> bool:
    """Whether one is still to come and the other was long ago: the fine of 2017 is not the one that it faces now."""
    if one.type not in _RECURRING or (one.when and other.when):
        return False
    return any(a.status in _AHEAD and b.status == "actual" and b.background for a, b in ((one, other), (other, one)))


def _kinds_contradict(one: Event, other: Event) -> bool:
    """A tariff is no ban and no listing, whoever is behind both."""
    kinds = {dict(event.attributes).get("kind", "other") for event in (one, other)}
    return len(kinds) == 2 and _TARIFF in kinds and "other" not in kinds


def _direction(event: Event) -> bool | None:
    return dict(event.attributes).get("action", "") in _UNDOING


def _reversed(one: Event, other: Event) -> bool:
    """The same names in opposite roles: A sued B, and B sued A."""
    groups = event_type(one).key_roles
    if len(groups) < 2:
        return False
    first, second = (_fillers(one, group) for group in groups[:2])
    return bool(first & _fillers(other, groups[1]) or second & _fillers(other, groups[0]))


def _fillers(event: Event, roles: frozenset[str]) -> frozenset[str]:
    return frozenset(a.filler for a in event.arguments if a.role in roles and a.is_entity)


def _fillers_contradict(one: Event, other: Event, roles: frozenset[str]) -> bool:
    if _counts_contradict(one, other, roles):
        return True
    for role in roles:
        first, second = _fillers(one, frozenset({role})), _fillers(other, frozenset({role}))
        if first and second and not first & second:
            return True
        pairs = len(event_type(one).key_roles) == 1 and len(first) > 1 and len(second) > 1
        if pairs and not (first <= second or second <= first):
            return True  # a deal of A with B is not that of A with C
    return False


def _counts_contradict(one: Event, other: Event, roles: frozenset[str]) -> bool:
    """16 firms are not 11 firms."""
    first, second = (
        {m.group() for a in event.arguments if a.role in roles and not a.is_entity and (m := _COUNT.match(a.filler))}
        for event in (one, other)
    )
    return bool(first and second and not first & second)


def _dates_contradict(one: When | None, other: When | None) -> bool:
    return bool(one and other and (one.latest < other.earliest or other.latest < one.earliest))


def _same_day(one: Event, other: Event) -> bool:
    return bool(one.when and other.when and one.when.edtf == other.when.edtf)


def _amounts_agree(one: Amount | None, other: Amount | None) -> bool:
    if one is None or other is None or one.currency != other.currency:
        return False
    return abs(one.value - other.value) <= abs(one.value) * int(_SAME_AMOUNT * 100) / 100


def _amounts_contradict(one: Amount | None, other: Amount | None) -> bool:
    if one is None or other is None or one.currency != other.currency:
        return False
    return not _amounts_agree(one, other)


def _joined(clusters: list[list[Event]]) -> Iterator[list[Event]]:
    """Clusters that came to fit each other once all their members were known."""
    done: list[list[Event]] = []
    for cluster in clusters:
        fitting = (other for other in done if all(_affinity(mention, other) >= 1 for mention in cluster))
        home = next(fitting, None)
        if home is None:
            done.append(list(cluster))
        else:
            home.extend(cluster)
    yield from done


def _paired(clusters: list[list[Event]]) -> list[list[Event]]:
    """One side told here and the other there, and nothing else of the type in the article, are sides of one event.

    As in "The regulator has opened a probe" and "Initech is being investigated".
    """
    by_type: dict[str, list[list[Event]]] = {}
    for cluster in clusters:
        if _participants(cluster):
            by_type.setdefault(cluster[0].type, []).append(cluster)
    pairs = [pair for pair in by_type.values() if len(pair) == 2 and _are_two_sides(*pair)]
    joined = {id(one): one + other for one, other in pairs}
    taken = {id(other) for _, other in pairs}
    return [joined.get(id(cluster), cluster) for cluster in clusters if id(cluster) not in taken]


def _are_two_sides(one: list[Event], other: list[Event]) -> bool:
    groups = event_type(one[0]).key_roles
    if len(groups) != 2 or _participants(one) & _participants(other):
        return False
    sides = [_sides(cluster, groups) for cluster in (one, other)]
    told_alike = {_manner(event) for event in one} == {_manner(event) for event in other}
    return told_alike and sides in ([{0}, {1}], [{1}, {0}]) and all(_compatible(a, b) for a in one for b in other)


def _manner(event: Event) -> tuple[str, str]:
    """How it is told and of what kind it is: a ban in force and one that is planned are two."""
    return event.status, dict(event.attributes).get("kind", "")


def _sides(cluster: list[Event], groups: tuple[frozenset[str], ...]) -> set[int]:
    return {i for i, group in enumerate(groups) if any(_fillers(event, group) for event in cluster)}
