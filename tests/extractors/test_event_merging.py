"""One event once: what merges, what stays apart, and what one event takes over from another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors.event_union import REFERENCE
from extractors.events import MAX_MENTIONS, merge_events
from extractors.same_state import State, one_act_once
from policygraph.records import Amount, Argument, Event, Mention, When


def _mention(start: int, field: str = "text") -> Mention:
    return Mention(start, start + 4, "word", "title" if field == "title" else "text")


def _event(kind: str, start: int, args: dict[str, list[str]], **more: object) -> Event:
    arguments = tuple(
        Argument(role, filler, filler.startswith("iri:"), _mention(start))
        for role, fillers in args.items()
        for filler in fillers
    )
    field = str(more.pop("field", "text"))
    values: dict[str, object] = {"status": "actual", "confidence": 0.9, "frame": f"{kind}/unit.v"} | more
    return Event(
        type=kind, arguments=arguments, trigger=_mention(start, field), evidence=_mention(start, field), **values
    )  # type: ignore[arg-type]


def _when(edtf: str, first: date, last: date) -> When:
    return When(edtf, first, last, edtf, _mention(0))


def _roles(event: Event) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for argument in event.arguments:
        found.setdefault(argument.role, set()).add(argument.filler)
    return found


def test_mentions_of_one_lawsuit_become_one_with_the_union_of_arguments() -> None:
    one = _event("Lawsuit", 0, {"plaintiff": ["iri:a"], "defendant": ["iri:b"]})
    other = _event("Lawsuit", 90, {"defendant": ["iri:b"], "court": ["iri:c"]})
    [merged] = merge_events([one, other])
    assert _roles(merged) == {"plaintiff": {"iri:a"}, "defendant": {"iri:b"}, "court": {"iri:c"}}


def test_the_order_of_mentions_does_not_matter() -> None:
    events = [
        _event("Lawsuit", 0, {"plaintiff": ["iri:a"], "defendant": ["iri:b"]}),
        _event("Lawsuit", 50, {"defendant": ["iri:b"]}),
        _event("Lawsuit", 90, {"plaintiff": ["iri:d"], "defendant": ["iri:b"]}),
    ]
    assert merge_events(events) == merge_events(events[::-1])


def test_no_more_mentions_are_compared_than_can_be_in_good_time() -> None:
    events = [_event("Lawsuit", at, {"plaintiff": [f"iri:{at}"]}) for at in range(0, 4 * (MAX_MENTIONS + 9), 4)]
    merged = merge_events(events[::-1])
    assert [event.trigger.start for event in merged] == [event.trigger.start for event in events[:MAX_MENTIONS]]


def test_a_suit_and_its_countersuit_stay_apart() -> None:
    one = _event("Lawsuit", 0, {"plaintiff": ["iri:a"], "defendant": ["iri:b"]})
    other = _event("Lawsuit", 90, {"plaintiff": ["iri:b"], "defendant": ["iri:a"]})
    assert len(merge_events([one, other])) == 2


def test_two_sides_told_apart_are_one_event_where_the_article_tells_no_other() -> None:
    opened = _event("Investigation", 0, {"authority": ["iri:regulator"]})
    examined = _event("Investigation", 90, {"target": ["iri:a"]})
    [merged] = merge_events([opened, examined])
    assert _roles(merged) == {"authority": {"iri:regulator"}, "target": {"iri:a"}}
    another = _event("Investigation", 200, {"authority": ["iri:other"], "target": ["iri:b"]})
    assert len(merge_events([opened, examined, another])) == 3
    planned = _event("Investigation", 90, {"target": ["iri:a"]}, status="planned")
    assert len(merge_events([opened, planned])) == 2


def test_different_years_stay_apart() -> None:
    args = {"authority": ["iri:a"], "target": ["iri:b"]}
    one = _event("Penalty", 0, args, when=_when("2019", date(2019, 1, 1), date(2019, 12, 31)))
    other = _event("Penalty", 90, args, when=_when("2021", date(2021, 1, 1), date(2021, 12, 31)))
    assert len(merge_events([one, other])) == 2


def test_the_more_precise_date_stands() -> None:
    args = {"authority": ["iri:a"], "target": ["iri:b"]}
    one = _event("Penalty", 0, args, when=_when("2019", date(2019, 1, 1), date(2019, 12, 31)))
    other = _event("Penalty", 90, args, when=_when("2019-05-02", date(2019, 5, 2), date(2019, 5, 2)))
    [merged] = merge_events([one, other])
    assert merged.when is not None
    assert merged.when.edtf == "2019-05-02"


def test_different_fines_stay_apart() -> None:
    args = {"authority": ["iri:a"], "target": ["iri:b"]}
    sums = [Amount(Decimal(value), "", _mention(0), currency="EUR") for value in (10, 500)]
    events = [_event("Penalty", 40 * i, args, amount=amount) for i, amount in enumerate(sums)]
    assert len(merge_events(events)) == 2


def test_a_ban_and_its_lifting_stay_apart_and_the_lifting_takes_over_whom_it_frees() -> None:
    ban = _event("Restriction", 0, {"authority": ["iri:a"], "target": ["iri:b"]}, attributes=(("action", "impose"),))
    lift = _event("Restriction", 90, {"authority": ["iri:a"]}, attributes=(("action", "lift"),))
    imposed, lifted = merge_events([ban, lift])
    assert _roles(imposed) == _roles(lifted) == {"authority": {"iri:a"}, "target": {"iri:b"}}


def test_a_reference_adds_what_it_says_and_is_dropped_alone() -> None:
    deal = _event(
        "Acquisition", 0, {"acquirer": ["iri:a"], "acquired": ["iri:b"]}, status="planned", status_reason="agreed"
    )
    closed = _event(
        "Acquisition", 60, {}, confidence=REFERENCE, attributes=(("stage", "abandoned"),), status_reason="scrapped"
    )
    [merged] = merge_events([deal, closed])
    assert dict(merged.attributes)["stage"] == "abandoned"
    assert merge_events([closed]) == ()


def test_a_name_takes_the_place_of_a_description() -> None:
    one = _event("Penalty", 0, {"authority": ["regulators"], "target": ["iri:b"]})
    other = _event("Penalty", 90, {"authority": ["iri:a"], "target": ["iri:b"]})
    [merged] = merge_events([one, other])
    assert _roles(merged)["authority"] == {"iri:a"}


def test_what_the_parties_of_a_suit_say_is_no_accusation() -> None:
    suit = _event("Lawsuit", 0, {"plaintiff": ["iri:a"], "defendant": ["iri:b"]})
    pleading = _event("Accusation", 50, {"accuser": ["iri:a"], "accused": ["iri:b"]})
    other = _event("Accusation", 90, {"accuser": ["iri:c"], "accused": ["iri:b"]})
    assert [event.type for event in merge_events([suit, pleading, other])] == ["Lawsuit", "Accusation"]


def test_the_text_speaks_before_the_title() -> None:
    args = {"authority": ["iri:a"], "target": ["iri:b"]}
    title = _event("Penalty", 0, args, field="title", status="planned", status_reason="to")
    text = _event("Penalty", 30, args)
    [merged] = merge_events([title, text])
    assert (merged.evidence.field, merged.status) == ("text", "actual")


def test_a_tariff_and_a_listing_of_one_state_stay_apart() -> None:
    tariff = _event("Restriction", 0, {"authority": ["iri:a"]}, attributes=(("kind", "tariff"),))
    listing = _event("Restriction", 90, {"authority": ["iri:a"]}, attributes=(("kind", "entity_listing"),))
    assert len(merge_events([tariff, listing])) == 2


def test_groups_of_different_size_are_different_targets() -> None:
    one = _event("Restriction", 0, {"authority": ["iri:a"], "target": ["16 firms"]})
    other = _event("Restriction", 90, {"authority": ["iri:a"], "target": ["11 firms"]})
    assert len(merge_events([one, other])) == 2


def test_who_buys_whom_is_said_by_the_mention_that_tells_one_way() -> None:
    both = _event("Acquisition", 0, {"acquirer": ["iri:a"], "acquired": ["iri:b"]}, frame="Acquisition/merge.v")
    one_way = _event("Acquisition", 90, {"acquirer": ["iri:b"], "acquired": ["iri:a"]}, frame="Acquisition/acquire.v")
    [merged] = merge_events([both, one_way])
    assert _roles(merged) == {"acquirer": {"iri:b"}, "acquired": {"iri:a"}}


def test_what_is_only_planned_has_not_been_blocked() -> None:
    parties = {"acquirer": ["iri:a"], "acquired": ["iri:b"]}
    planned = _event("Acquisition", 0, parties, status="planned", attributes=(("stage", "announced"),))
    feared = _event("Acquisition", 90, parties, status="planned", attributes=(("stage", "blocked"),))
    [merged] = merge_events([planned, feared])
    assert dict(merged.attributes)["stage"] == "announced"


def test_what_a_state_and_its_ministry_are_said_to_do_is_one_act() -> None:
    acting = {"iri:land": State("US", whole=True), "iri:ministry": State("US", whole=False)}
    one = _event("Restriction", 0, {"authority": ["iri:land"], "target": ["iri:a"]})
    other = _event("Restriction", 90, {"authority": ["iri:ministry"], "target": ["iri:a"]})
    [joined] = one_act_once([one, other], acting)
    assert _roles(joined) == {"authority": {"iri:ministry"}, "target": {"iri:a"}}


def test_two_bodies_of_a_state_act_apart_and_so_do_two_states() -> None:
    acting = {"iri:a": State("US", whole=False), "iri:b": State("US", whole=False), "iri:c": State("CN", whole=True)}
    events = [_event("Restriction", at, {"authority": [iri], "target": ["iri:x"]}) for at, iri in enumerate(acting)]
    assert one_act_once(events, acting) == tuple(events)
