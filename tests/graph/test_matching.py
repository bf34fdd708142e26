"""When two reports are of one event, and when they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from graph.consolidation.blocks import compared
from graph.consolidation.clusters import cluster
from graph.consolidation.matching import match
from graph.consolidation.organs import organ
from graph.consolidation.reports import EventReport, Sum

DAY = date(2025, 3, 1)
PENALTY = EventReport(
    iri="urn:a/1",
    type="Penalty",
    status="actual",
    article="urn:a",
    source="A",
    lang="en",
    published=DAY,
    background=False,
    confidence=Decimal("0.9"),
    entities={"authority": frozenset({"urn:commission"}), "target": frozenset({"urn:firm"})},
    phrases={},
    amount=Sum(Decimal(500_000_000), None, None, "EUR", "€500 million"),
    valuation=None,
    when=None,
    attributes={},
)


def other(name: str, **changes: object) -> EventReport:
    return replace(PENALTY, iri=f"urn:{name}/1", article=f"urn:{name}", **changes)  # type: ignore[arg-type]


def are_one(first: EventReport, second: EventReport) -> bool:
    return compared(first, second) and match(first, second).is_one


def test_a_commission_acts_for_its_union_but_not_for_another_commission() -> None:
    organs = {
        "urn:commission": organ("GovernmentBody", "European Commission", "EU"),
        "urn:union": organ("GovernmentBody", "European Union", "EU"),
        "urn:board": organ("GovernmentBody", "European Data Protection Board", "EU"),
    }
    first = replace(PENALTY, organs=organs)
    union, board = (
        other(name, organs=organs, entities={**PENALTY.entities, "authority": frozenset({f"urn:{name}"})})
        for name in ("union", "board")
    )
    assert are_one(first, union)
    assert match(first, union).reasons[0] == "one acts for the other"
    assert not are_one(first, board)


@pytest.mark.parametrize(("kind", "name"), [("Place", "China"), ("GovernmentBody", "U.S. government")])
def test_states_and_governments_are_wholes(kind: str, name: str) -> None:
    assert organ(kind, name, "XX").is_whole


@pytest.mark.parametrize(("kind", "name"), [("Place", "Shanghai"), ("Person", "China"), ("GovernmentBody", "FTC")])
def test_cities_people_and_agencies_are_none(kind: str, name: str) -> None:
    assert not organ(kind, name, "XX").is_whole


def test_one_sum_between_the_same_two_is_one_fine_whenever_it_is_told() -> None:
    late = other("late", published=DAY + timedelta(days=300))
    assert are_one(PENALTY, late)
    assert not are_one(PENALTY, replace(late, amount=None))
    assert not are_one(PENALTY, replace(late, amount=replace(late.amount, value=Decimal(900_000_000))))  # type: ignore[type-var]


def test_a_company_is_bought_once_by_another_from_rumour_to_close() -> None:
    sides = {"acquirer": frozenset({"urn:x"}), "acquired": frozenset({"urn:y"})}
    rumour = replace(PENALTY, type="Acquisition", entities=sides, amount=None, attributes={"stage": "rumoured"})
    close = replace(
        other("late"),
        type="Acquisition",
        entities=sides,
        amount=None,
        attributes={"stage": "closed"},
        published=DAY + timedelta(days=400),
    )
    assert are_one(rumour, close)
    assert not are_one(rumour, replace(close, entities={**sides, "acquirer": frozenset({"urn:z"})}))


def test_what_recurs_is_not_one_for_want_of_a_difference() -> None:
    sides = {"authority": frozenset({"urn:x"})}
    first = replace(
        PENALTY, type="Restriction", entities=sides, amount=None, attributes={"kind": "tariff", "action": "impose"}
    )
    assert not are_one(first, replace(first, iri="urn:b/1", article="urn:b"))


def test_time_alone_does_not_part_what_another_report_links() -> None:
    late = other("late", published=DAY + timedelta(days=50), amount=None)
    between = other("mid", published=DAY + timedelta(days=25), amount=None)
    reports = {each.iri: each for each in (PENALTY, between, late)}
    pairs = {
        (first, second): match(reports[first], reports[second])
        for first in reports
        for second in reports
        if first < second
    }
    assert not pairs["urn:a/1", "urn:late/1"].is_one
    found = cluster(reports, {pair: each for pair, each in pairs.items() if each.is_one})
    assert [each.reports for each in found] == [("urn:a/1", "urn:late/1", "urn:mid/1")]
