"""What a mention leaves to an earlier one: "The suit, filed by the FTC" is the suit against Meta told before.

A definite noun ("the fine", "Monday's ruling", "its lawsuit") takes the parties that it does not name from the nearest
earlier mention of the same type that it does not contradict. A country and one of its bodies that do the same to the
same party do it together: "the US sued Twitter", "the suit, filed by the FTC".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.english.buyers import by_their_company
from extractors.english.cast import Player
from extractors.english.laws import with_their_names
from extractors.english.scene import Scene
from extractors.english.sides import OTHER_SIDE, on_their_sides
from extractors.event_union import REFERENCE, TOLD
from extractors.events import compatible_values, key_groups
from policygraph.records import Argument, Event

Lending = Mapping[str, Mapping[str, str]]

_DEAL = re.compile(r"\b(deal|merger|acquisition|takeover|transaction|tie-up|bid|buyout|purchase|combination)s?\b", re.I)
_TAKEN = 0.7  # confidence of a party that another sentence names


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of an event, and whether its noun points back."""

    event: Event
    definite: bool


def completed(
    scene: Scene, told: Iterable[Told], lending: Mapping[str, Lending], lacking: Mapping[str, Lending]
) -> list[Event]:
    """The mentions with the parties that earlier ones name.

    Args:
        scene: the article.
        told: its mentions in the order of reading, the title's first.
        lending: by type, from which other types it takes parties: role there -> role here.
        lacking: the same for mentions that tell nothing without.
    """
    players = {player.iri: player for player in scene.players}
    done: list[Event] = []
    told = _by_companies(scene, _without_retold(list(told), players))
    for mention in told:
        event = mention.event
        alike = [other for other in reversed(done) if other.type == event.type]
        if mention.definite:
            event = _filled(event, alike, players)
        done.append(_together(event, alike, players))
    done = with_their_names(scene, done)
    whole = [
        _lent(event, done, lacking if event.confidence == REFERENCE and not mention.definite else lending)
        for event, mention in zip(done, told, strict=True)
    ]
    return on_their_sides(
        _of_the_one_company(_by_the_one_authority([_by_the_body(event, players) for event in whole], players), players)
    )


def _by_companies(scene: Scene, told: list[Told]) -> list[Told]:
    events = by_their_company(scene, [mention.event for mention in told])
    return [replace(mention, event=event) for mention, event in zip(told, events, strict=True)]


def _without_retold(told: list[Told], players: dict[str, Player]) -> list[Told]:
    """Without a title's "India opens a probe" where the text says which Indian body has opened one."""
    texts = [t.event for t in told if t.event.trigger.field != "title" and t.event.confidence > REFERENCE]
    return [t for t in told if not any(_retells(t.event, other, players) for other in texts)]


def _retells(title: Event, other: Event, players: dict[str, Player]) -> bool:
    if title.trigger.field != "title" or title.type != other.type or not compatible_values(title, other):
        return False
    roles = {argument.role for argument in title.arguments if argument.is_entity}
    kin = [role for role in roles if _kin(title, other, role, players)]
    rest = (_named(title, frozenset({role})) <= _named(other, frozenset({role})) for role in roles - set(kin))
    return bool(kin) and all(rest)


_OFTEN = 2  # mentions from which a company is one that an article is about
_GENERIC = ("Companies", "Firms", "Banks", "Manufacturers")  # "Oil Marketing Companies" names none


def _of_the_one_company(events: list[Event], players: dict[str, Player]) -> list[Event]:
    """As in "In its investigation, the ICO found", where the article names one company alone: it is probed."""
    named = (p for p in players.values() if p.type == "Company" and p.shown)
    firms = [p for p in named if not (p.entry and p.entry.kind == "media")]
    if len(firms) != 1 or len(firms[0].record.mentions) < _OFTEN or firms[0].name.endswith(_GENERIC):
        return events
    places = [m for m in firms[0].record.mentions if m.field == "text"]
    if not places:
        return events
    one = Argument("target", firms[0].iri, True, places[0], _TAKEN)
    return [_aimed_at(event, one) for event in events]


def _aimed_at(event: Event, target: Argument) -> Event:
    told = event.type in _ENFORCED and event.trigger.field == "text" and event.confidence > REFERENCE
    named = any(a.role == "target" or a.filler == target.filler for a in event.arguments)
    acting = any(a.role == "authority" and a.is_entity for a in event.arguments)
    return replace(event, arguments=(*event.arguments, target)) if told and acting and not named else event


_ENFORCED = frozenset({"Investigation", "Penalty"})


def _by_the_one_authority(events: list[Event], players: dict[str, Player]) -> list[Event]:
    """As in "Amazon is being investigated" where the article names one enforcer alone: it is the one."""
    acting = [a for event in events if event.type in _ENFORCED for a in event.arguments if a.role == "authority"]
    names = {a.filler for a in acting if a.is_entity and players[a.filler].type == "GovernmentBody"}
    enforcers = {p.country for p in players.values() if p.type == "GovernmentBody" and not _is_bench(p)}
    if not acting and len(enforcers) == 1:
        return _by_the_one_regulator(events, players)
    if len(names) != 1 or len({a.filler for a in acting}) != 1 or len(enforcers) != 1 or not enforcers.pop():
        return events
    one = replace(next(a for a in acting if a.is_entity), confidence=_TAKEN)
    return [_under(event, one) for event in events]


def _by_the_one_regulator(events: list[Event], players: dict[str, Player]) -> list[Event]:
    """As in "Telenor challenges a fine" where the article names one regulator, which is not said to have fined it."""
    named = [p for p in players.values() if p.shown and _is_regulator(p)]
    places = [m for p in named for m in p.record.mentions if m.field == "text"]
    if len(named) != 1 or not places or any(p.type == "GovernmentBody" for p in players.values() if p not in named):
        return events
    return [_under(event, Argument("authority", named[0].iri, True, places[0], _TAKEN)) for event in events]


def _is_regulator(player: Player) -> bool:
    if player.entry is not None:
        return player.entry.kind == "regulator"
    return player.type == "GovernmentBody" and player.name.endswith(("Authority", "Commission", "Agency", "Regulator"))


def _is_bench(player: Player) -> bool:
    """Courts and parliaments, which neither probe nor fine."""
    return player.entry is not None and player.entry.kind in ("court", "parliament")


def _under(event: Event, authority: Argument) -> Event:
    if event.type not in _ENFORCED or any(
        a.role == "authority" or a.filler == authority.filler for a in event.arguments
    ):
        return event
    return replace(event, arguments=(*event.arguments, authority))


def _lent(event: Event, told: list[Event], tables: Mapping[str, Lending]) -> Event:
    """As in "The judge threw out the suit", "They settled": the parties are those of the lawsuit told before it."""
    table = tables.get(event.type, {})
    if event.type == "Investigation" and not _DEAL.search(event.evidence.text):
        # who buys is probed where the deal is, not in every article that tells of one
        table = {kind: roles for kind, roles in table.items() if kind != "Acquisition"}
    for lender in reversed([other for other in told if other.type in table and _precedes(other, event)]):
        roles = table[lender.type]
        lent = [a for a in lender.arguments if a.role in roles and a.is_entity]
        named = {a.filler for a in event.arguments if a.is_entity and a.role in roles.values()}
        if lent and named < {a.filler for a in lent} and (len(named) < 2 or len(set(roles.values())) > 1):
            return _with_parties(event, [replace(a, role=roles[a.role], confidence=_TAKEN) for a in lent], roles)
    return _by_the_one_case(event, [other for other in told if other.type in table], table)


def _by_the_one_case(event: Event, cases: list[Event], table: Mapping[str, Mapping[str, str]]) -> Event:
    """As in "A jury awarded $10 million on Monday", where the article tells of one case alone, and only afterwards."""
    if event.type != "Ruling" or any(a.role in OTHER_SIDE for a in event.arguments):
        return event
    sides = [{role: frozenset(_named(case, frozenset({role}))) for role in OTHER_SIDE} for case in cases]
    whole = [side for side in sides if all(side.values())]
    if not whole or any(side[role] - whole[0][role] for side in sides for role in OTHER_SIDE):
        return event
    best = next(case for case, side in zip(cases, sides, strict=True) if side == whole[0])
    roles = table[best.type]
    lent = [
        replace(a, role=roles[a.role], confidence=_TAKEN) for a in best.arguments if a.role in roles and a.is_entity
    ]
    return _with_parties(event, lent, roles)


def _with_parties(event: Event, lent: list[Argument], roles: Mapping[str, str]) -> Event:
    """The event with what it lacks; one that told nothing without it is told now."""
    one_role = len(set(roles.values())) == 1
    filled = {a.role for a in event.arguments if a.is_entity}
    own = {a.filler for a in event.arguments}
    added = tuple(a for a in lent if a.filler not in own and (one_role or a.role not in filled))
    whole = replace(event, arguments=event.arguments + added)
    full = all(_filled_group(whole, group) for group in key_groups(whole))
    return replace(whole, confidence=TOLD) if full and event.confidence == REFERENCE else whole


def _filled_group(event: Event, roles: frozenset[str]) -> bool:
    return any(argument.role in roles for argument in event.arguments)


def _precedes(other: Event, event: Event) -> bool:
    field, start = other.trigger.field, other.trigger.start
    return (field == "title", start) <= (event.trigger.field == "title", event.evidence.end) or field == "title"


def _by_the_body(event: Event, players: dict[str, Player]) -> Event:
    """As in "the EU" beside the European Commission: the union acts through its body, which is meant."""
    event = _of_the_body(event, players)
    acting = [players[a.filler].entry for a in event.arguments if a.filler in players]
    parents = {entry.parent for entry in acting if entry is not None and entry.parent}
    kept = tuple(a for a in event.arguments if a.filler not in players or not _is_one_of(players[a.filler], parents))
    return event if len(kept) == len(event.arguments) else replace(event, arguments=kept)


def _of_the_body(event: Event, players: dict[str, Player]) -> Event:
    """As in "The EU fined it" in an article that names the Commission as the union's one body: it is who fines."""
    if event.type not in _ENFORCED | {"Accusation"}:
        return event
    turned = tuple(
        replace(a, filler=body.iri, confidence=_TAKEN)
        if a.role in ("authority", "accuser") and (body := _only_body(a, players)) is not None
        else a
        for a in event.arguments
    )
    return replace(event, arguments=turned)


def _only_body(argument: Argument, players: dict[str, Player]) -> Player | None:
    player = players.get(argument.filler)
    if player is None or player.entry is None or player.entry.kind != "government":
        return None
    bodies = [
        p for p in players.values() if p.shown and p.entry and p.entry.parent == player.entry.id and not _is_bench(p)
    ]
    return bodies[0] if len(bodies) == 1 else None


def _is_one_of(player: Player, parents: set[str]) -> bool:
    entry = player.entry
    return entry is not None and entry.id in parents and entry.kind == "government"


def _filled(event: Event, earlier: list[Event], players: dict[str, Player]) -> Event:
    missing = [group for group in key_groups(event) if not _named(event, group)]
    if not missing:
        return event
    fitting = [other for other in earlier if _suits(event, other, players)]
    best = next((other for other in fitting if all(_named(other, group) for group in missing)), None)
    if best is None:
        return _answered(event, earlier)
    taken = [a for a in best.arguments if a.is_entity and any(a.role in group for group in missing)]
    own = {argument.filler for argument in event.arguments}
    added = tuple(replace(a, confidence=_TAKEN) for a in taken if a.filler not in own)
    return replace(event, arguments=event.arguments + added)


def _answered(event: Event, earlier: list[Event]) -> Event:
    """As in "the suit filed by Motorola" after one against Motorola: whom it answers."""
    if event.type != "Lawsuit":
        return event
    sides = {argument.role for argument in event.arguments if argument.is_entity} & set(OTHER_SIDE)
    if len(sides) != 1:
        return event
    mine = sides.pop()
    names = _named(event, frozenset({mine}))
    for other in earlier:
        if names & _named(other, frozenset({OTHER_SIDE[mine]})):
            against = [a for a in other.arguments if a.role == mine and a.is_entity and a.filler not in names]
            turned = tuple(replace(a, role=OTHER_SIDE[mine], confidence=_TAKEN) for a in against)
            return replace(event, arguments=event.arguments + turned)
    return event


def _together(event: Event, earlier: list[Event], players: dict[str, Player]) -> Event:
    """The body and its country, where both are told to do one thing."""
    for other in earlier:
        roles = [role for group in key_groups(event) for role in group if _kin(event, other, role, players)]
        shared = any(_named(event, group) & _named(other, group) for group in key_groups(event))
        shared = shared and not any(
            _named(event, g) ^ _named(other, g) for g in key_groups(event) if not g & set(roles)
        )
        if roles and shared and _suits(event, other, players):
            own = {argument.filler for argument in event.arguments}
            taken = (a for a in other.arguments if a.role in roles and a.is_entity)
            added = tuple(a for a in taken if a.filler not in own)
            return replace(event, arguments=event.arguments + added)
    return event


def _named(event: Event, roles: frozenset[str]) -> set[str]:
    return {argument.filler for argument in event.arguments if argument.is_entity and argument.role in roles}


def _suits(event: Event, other: Event, players: dict[str, Player]) -> bool:
    """Whether an earlier mention can be of the same event."""
    for group in key_groups(event):
        for role in group:
            mine, theirs = _named(event, frozenset({role})), _named(other, frozenset({role}))
            if mine and theirs and not mine & theirs and not _kin(event, other, role, players):
                return False
    groups = key_groups(event)
    crossed = len(groups) > 1 and _named(event, groups[0]) & _named(other, groups[1])
    crossed = crossed or (len(groups) > 1 and _named(event, groups[1]) & _named(other, groups[0]))
    return not crossed and compatible_values(event, other)


def _kin(event: Event, other: Event, role: str, players: dict[str, Player]) -> bool:
    first, second = _named(event, frozenset({role})), _named(other, frozenset({role}))
    return bool(first and second and first != second) and all(
        a == b or _of_one_state(players.get(a), players.get(b)) for a in first for b in second
    )


def _of_one_state(one: Player | None, other: Player | None) -> bool:
    if one is None or other is None or not one.country or one.country != other.country:
        return False
    return any(
        _is_state(a) and b.type == "GovernmentBody" and (not _is_state(b) or a.type == "Place")
        for a, b in ((one, other), (other, one))
    )


def _is_state(player: Player) -> bool:
    return player.entry is not None and player.entry.kind in ("country", "government")
