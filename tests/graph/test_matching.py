"""When two reports are of one event, and when they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from graph.consolidation.blocks import compared
from graph.consolidation.clusters import Cluster, cluster
from graph.consolidation.currencies import in_euros
from graph.consolidation.kin import belongs, upwards
from graph.consolidation.matching import match
from graph.consolidation.organs import organ
from graph.consolidation.reasons import reason
from graph.consolidation.reports import EventReport, Span, Sum
from graph.consolidation.sums import compare_sums, same_sum, year_of_sums

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
    assert match(first, union).reasons[0] == reason("acts_for")
    assert not are_one(first, board)


@pytest.mark.parametrize(
    ("kind", "name"), [("Place", "China"), ("GovernmentBody", "U.S. government"), ("Person", "Joe Biden")]
)
def test_states_governments_and_who_leads_them_are_wholes(kind: str, name: str) -> None:
    assert organ(kind, name, "XX").is_whole


def test_a_commissioner_acts_for_the_union_not_for_a_country() -> None:
    assert organ("Person", "Margrethe Vestager", "DK").country == "EU"
    assert organ("Person", "Lai Ching-te", "TW").country == "TW"


KIN = upwards([("urn:office", "urn:ministry"), ("urn:other", "urn:ministry"), ("urn:ministry", "urn:state")])


def by_authority(name: str) -> EventReport:
    sides = {**PENALTY.entities, "authority": frozenset({f"urn:{name}"})}
    return other(name, entities=sides, kin={f"urn:{name}": KIN.get(f"urn:{name}", frozenset())})


def test_an_office_and_its_ministry_are_one_party_but_two_offices_of_it_are_two() -> None:
    office, ministry, sister = map(by_authority, ("office", "ministry", "other"))
    assert are_one(office, ministry)
    assert are_one(by_authority("office"), by_authority("state"))
    assert reason("kin") in match(office, ministry).reasons
    assert not are_one(office, sister)


def test_who_speaks_speaks_for_himself_but_acts_for_his_state_in_office() -> None:
    organs = {"urn:state": organ("Place", "United States", "US"), "urn:adviser": organ("Person", "Peter Navarro", "US")}
    for kind, role, one in (("Accusation", "accuser", False), ("Penalty", "authority", True)):
        other_side = {"Accusation": "accused", "Penalty": "target"}[kind]
        by_state, by_adviser = (
            replace(
                other(name),
                type=kind,
                organs=organs,
                entities={role: frozenset({f"urn:{name}"}), other_side: frozenset({"urn:firm"})},
            )
            for name in ("state", "adviser")
        )
        assert are_one(by_state, by_adviser) is one


def test_two_probed_together_by_nobody_named_are_not_one_probe_for_a_month_of_news() -> None:
    both = frozenset({"urn:x", "urn:y"})
    probe = replace(PENALTY, type="Investigation", amount=None, entities={"target": both})
    later = other("later", type="Investigation", amount=None, entities={"target": both})
    assert not match(probe, replace(later, published=DAY + timedelta(days=20)), alike=True).is_one
    assert match(probe, later, alike=True).is_one


def test_what_happens_often_needs_more_where_the_days_are_not_near() -> None:
    sides = {"authority": frozenset({"urn:x"}), "target": frozenset({"urn:y"})}
    order = replace(PENALTY, type="Restriction", amount=None, entities=sides)
    later = replace(order, iri="urn:b/1", article="urn:b", published=DAY + timedelta(days=20))
    assert not match(order, later, alike=True).is_one
    assert reason("not_near", n=3) in match(order, later).reasons
    assert match(order, replace(later, published=DAY + timedelta(days=2))).is_one


def test_what_belongs_to_whom_follows_through_others_and_stops_at_a_ring() -> None:
    assert KIN["urn:office"] == {"urn:ministry", "urn:state"}
    assert upwards([("a", "b"), ("b", "a")]) == {"a": frozenset({"b"}), "b": frozenset({"a"})}
    assert belongs("Makes", "maker", "product") == ("product", "maker")


def test_an_owner_for_the_owned_says_less_than_the_same_name() -> None:
    sides = {"authority": frozenset({"urn:x"})}
    plain = {"type": "Investigation", "amount": None, "published": DAY + timedelta(days=20)}
    unit = replace(PENALTY, type="Investigation", amount=None, entities={**sides, "target": frozenset({"urn:unit"})})
    unit = replace(unit, kin={"urn:unit": frozenset({"urn:owner"})})
    same = other("same", **plain, entities=unit.entities)
    owner = other("owner", **plain, entities={**sides, "target": frozenset({"urn:owner"})})
    assert are_one(unit, same)
    assert not are_one(unit, owner)


def test_targets_described_by_their_country_speak_for_one_measure_on_one_day() -> None:
    told = {"authority": frozenset({"urn:x"})}
    ban = replace(PENALTY, type="Restriction", entities=told, amount=None, attributes={"kind": "ban"})
    ban = replace(ban, phrases={"target": frozenset({"Chinese-owned companies"})})
    again = replace(other("b"), type="Restriction", entities=told, amount=None, attributes={"kind": "ban"})
    chinese, russian = (
        replace(again, phrases={"target": frozenset({words})}) for words in ("中资控股的公司", "Russian companies")
    )
    assert are_one(ban, chinese)
    assert not are_one(ban, russian)


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
        attributes={"stage": "completed"},
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


def dollars(millions: float) -> Sum:
    return Sum(Decimal(str(millions)) * 1_000_000, None, None, "USD", f"${millions}m")


def of_year(number: int) -> Span:
    return Span(str(number), date(number, 1, 1), date(number, 12, 31))


def grouped(*reports: EventReport) -> list[tuple[str, ...]]:
    by_iri = {each.iri: each for each in reports}
    found = {pair: match(*(by_iri[iri] for iri in pair)) for pair in combinations(sorted(by_iri), 2)}
    clusters: list[Cluster] = cluster(by_iri, {pair: each for pair, each in found.items() if each.is_one})
    return [each.reports for each in clusters]


@pytest.mark.parametrize(
    ("ours", "theirs", "one"), [(6066, 6000, True), (5000, 5100, True), (1.05, 1, False), (24, 20, False)]
)
def test_a_rounded_sum_is_the_same_sum(ours: float, theirs: float, one: bool) -> None:
    assert same_sum(dollars(ours), dollars(theirs)) is one
    assert same_sum(dollars(theirs), dollars(ours)) is one


def test_a_sum_in_another_currency_is_compared_by_the_rate_of_its_year() -> None:
    euros = PENALTY.amount
    assert euros is not None
    assert compare_sums(euros, dollars(565), 2025) is True
    assert compare_sums(euros, dollars(720), 2008) is True
    assert compare_sums(euros, dollars(650), 2025) is None  # a rate of another month may make it so
    assert compare_sums(euros, dollars(1500), 2025) is False
    assert compare_sums(euros, replace(dollars(565), currency="XAU"), 2025) is None
    assert in_euros(Decimal(1), "USD", 1990) == in_euros(Decimal(1), "USD", 2005)


def test_one_fine_in_euros_and_in_dollars_is_one_with_the_reason() -> None:
    in_dollars = other("dollars", amount=dollars(560), published=DAY + timedelta(days=300))
    assert year_of_sums(PENALTY, in_dollars) == 2025
    assert are_one(PENALTY, in_dollars)
    assert "same amount: $560m for €500 million" in map(str, match(PENALTY, in_dollars).reasons)


def test_two_years_that_follow_each_other_are_two() -> None:
    first, second = (other(f"y{number}", when=of_year(number), amount=None) for number in (2023, 2024))
    assert match(first, second).veto


def test_history_without_a_day_joins_the_only_event_that_it_can_be_of() -> None:
    history = other("history", published=DAY + timedelta(days=900), background=True, amount=None)
    assert grouped(PENALTY, history) == [("urn:a/1", "urn:history/1")]


def test_history_without_a_day_joins_none_of_two() -> None:
    history = other("history", published=DAY + timedelta(days=900), background=True, amount=None)
    earlier = other("earlier", when=of_year(2023), amount=None)
    later = other("later", when=of_year(2024), amount=None)
    assert len(grouped(earlier, later, history)) == 3
    assert grouped(earlier, history) == [("urn:earlier/1", "urn:history/1")]


def test_an_offer_to_settle_and_the_settlement_are_one_but_its_rejection_is_not() -> None:
    sides = {"party": frozenset({"urn:x", "urn:y"})}
    offer = replace(PENALTY, type="Settlement", entities=sides, attributes={"outcome": "proposed"}, status="planned")
    deal = replace(other("deal"), type="Settlement", entities=sides, attributes={"outcome": "agreed"})
    late = replace(deal, published=DAY + timedelta(days=60))
    assert are_one(offer, deal)
    assert are_one(offer, late)  # the same parties, the same sum
    assert not are_one(offer, replace(late, attributes={"outcome": "rejected"}, amount=None))


def test_what_one_paper_calls_imposed_and_another_expanded_on_one_day_is_one() -> None:
    told = {"authority": frozenset({"urn:x"})}
    day = Span(DAY.isoformat(), DAY, DAY)
    first = replace(PENALTY, type="Restriction", entities=told, amount=None, when=day)
    first = replace(first, attributes={"kind": "ban", "action": "impose"})
    second = replace(first, iri="urn:b/1", article="urn:b", attributes={"kind": "ban", "action": "expand"})
    assert are_one(first, second)
    assert not are_one(first, replace(second, when=None))


@pytest.mark.parametrize("name", ["F", "F轮", "F輪", "series f", "Series F round"])
def test_a_round_has_one_name_in_both_languages(name: str) -> None:
    raised = {"recipient": frozenset({"urn:x"})}
    first = replace(PENALTY, type="FundingRound", entities=raised, amount=None, attributes={"round": "Series F"})
    assert are_one(first, replace(first, iri="urn:b/1", article="urn:b", attributes={"round": name}))
    assert not are_one(first, replace(first, iri="urn:b/1", article="urn:b", attributes={"round": "Series E"}))
