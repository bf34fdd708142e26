"""One act of a state told of its ministry here and of the country or its head there is one event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.event_union import event_type, key_roles, union
from extractors.events import compatible_values
from extractors.gazetteer import load_gazetteer
from policygraph.identifiers import known_entity_iri
from policygraph.records import Entity, Event

_WHOLE = frozenset({"country", "government"})
_SUM = re.compile(r"(\d[\d,.]*)\s?(?:[億亿萬万兆]|billion|million|trillion)")


@dataclass(frozen=True, slots=True)
class State:
    """Whom an authority acts for."""

    country: str
    whole: bool  # the country or its government, not one of its bodies or people
    person: bool = False


def states(entities: Iterable[Entity]) -> dict[str, State]:
    """The states that countries, governments, their bodies and politicians act for: IRI -> state."""
    found: dict[str, State] = {}
    for entity in entities:
        if not entity.country or entity.type not in ("Place", "GovernmentBody", "Person"):
            continue
        kind, person = _kinds().get(entity.iri, ""), entity.type == "Person"
        if entity.type != "Place" or kind == "country":
            found[entity.iri] = State(entity.country, kind in _WHOLE, person)
    return found


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    entries = load_gazetteer().entries.values()
    return {known_entity_iri(entry.id): entry.kind for entry in entries if entry.kind in _WHOLE}


def one_act_once(events: Iterable[Event], acting: Mapping[str, State]) -> tuple[Event, ...]:
    """Join events that differ only in which part of one state is said to act.

    Args:
        events: of one article, merged, in order.
        acting: what ``states`` gives for the article's entities.

    Returns:
        The events in order; a joined one keeps the body that acts, or else who was told first.
    """
    done: list[Event] = []
    for event in events:
        at = next((i for i, other in enumerate(done) if _one_act(other, event, acting)), None)
        if at is None:
            done.append(event)
        else:
            done[at] = _joined(done[at], event, acting)
    return tuple(done)


def _joined(one: Event, other: Event, acting: Mapping[str, State]) -> Event:
    bodies = [event for event in (one, other) if not any(_speaks(acting[iri]) for iri in _authorities(event))]
    keeps = (bodies or [one])[0]
    return union([event if event is keeps else _without_authority(event) for event in (one, other)])


def _speaks(state: State) -> bool:
    """Whether it stands for the whole state: the state itself, or somebody who speaks for it."""
    return state.whole or state.person


def _without_authority(event: Event) -> Event:
    return replace(event, arguments=tuple(a for a in event.arguments if a.role != "authority"))


def _one_act(one: Event, other: Event, acting: Mapping[str, State]) -> bool:
    if one.type != other.type or "authority" not in event_type(one).roles or not compatible_values(one, other):
        return False
    first, second = _authorities(one), _authorities(other)
    same = _same_state(first, second, acting) and _steps_agree(one, other, first | second, acting)
    return same and one.status == other.status and _about_the_same(one, other)


def _same_state(first: set[str], second: set[str], acting: Mapping[str, State]) -> bool:
    if not first or not second or first & second or not (first | second) <= acting.keys():
        return False
    sides = [[acting[iri] for iri in side] for side in (first, second)]
    whole = any(all(state.whole for state in side) for side in sides)
    return whole and len({state.country for side in sides for state in side}) == 1


def _steps_agree(one: Event, other: Event, authorities: set[str], acting: Mapping[str, State]) -> bool:
    """Kinds and steps agree; a president who signs does not do what the parliament did that passed."""
    first, second = dict(one.attributes), dict(other.attributes)
    if "law" in event_type(one).roles:
        people = any(acting[iri].person for iri in authorities)
        return first.get("action") == second.get("action") or not people
    return all(first.get(attribute) == second.get(attribute) for attribute in ("kind", "action"))


def _about_the_same(one: Event, other: Event) -> bool:
    keys = key_roles(one) - {"authority"}
    first, second = (
        {(a.role, a.filler) for a in event.arguments if a.role in keys and a.is_entity} for event in (one, other)
    )
    sums = [{m[1] for m in _SUM.finditer(event.evidence.text)} for event in (one, other)]
    return bool(first) and first == second and (not sums[0] or not sums[1] or bool(sums[0] & sums[1]))


def _authorities(event: Event) -> set[str]:
    return {a.filler for a in event.arguments if a.role == "authority" and a.is_entity}
