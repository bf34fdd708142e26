from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.inference.doubles import counted_once
from graph.inference.ownership import Bounds, Method, Stake, Threshold, Verdict, effective_ownership, overall

# Structures and verdicts of the study's table: who owns what percent of whom; "cn" holders are from the country.
STRUCTURES = {
    "49 + 2": [("cn1", "c", 49), ("cn2", "c", 2), ("us", "c", 49)],
    "layered 51 x 51": [("cn1", "mid", 51), ("us", "mid", 49), ("mid", "c", 51), ("us", "c", 49)],
    "two minority legs": [
        ("cn1", "x", 40), ("us", "x", 60), ("cn1", "y", 40), ("us", "y", 60), ("x", "c", 50), ("y", "c", 50),
    ],
    "exactly 50": [("cn1", "c", 50), ("us", "c", 50)],
    "30 known, 50 unknown": [("cn1", "c", 30), ("us", "c", 20)],
    "51, 51 -> 26 + 26": [
        ("cn1", "x", 51), ("us", "x", 49), ("cn1", "y", 51), ("us", "y", 49),
        ("x", "c", 26), ("y", "c", 26), ("us", "c", 48),
    ],
}  # fmt: skip
IN, MAYBE, OUT = Verdict.IN_SCOPE, Verdict.POSSIBLY, Verdict.OUT_OF_SCOPE
#                        single             aggregate          control chain      look-through
TABLE = {
    "49 + 2": [("49", "49", OUT), ("51", "51", IN), ("51", "51", IN), ("51", "51", IN)],
    "layered 51 x 51": [("0", "0", OUT), ("0", "0", OUT), ("51", "51", IN), ("26.01", "26.01", OUT)],
    "two minority legs": [("0", "0", OUT), ("0", "0", OUT), ("0", "0", OUT), ("40", "40", OUT)],
    "exactly 50": [("50", "50", OUT), ("50", "50", OUT), ("50", "50", OUT), ("50", "50", OUT)],
    "30 known, 50 unknown": [("30", "50", OUT), ("30", "80", MAYBE), ("30", "80", MAYBE), ("30", "80", MAYBE)],
    "51, 51 -> 26 + 26": [("0", "0", OUT), ("0", "0", OUT), ("52", "52", IN), ("26.52", "26.52", OUT)],
}


def stakes(rows: list[tuple[str, str, int]]) -> list[Stake]:
    return [Stake(owner, owned, Decimal(share), Decimal(share)) for owner, owned, share in rows]


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_verdicts_of_the_study(name: str) -> None:
    found = effective_ownership(stakes(STRUCTURES[name]), frozenset({"cn1", "cn2"}), Threshold())["c"]
    for method, (low, high, verdict) in zip(Method, TABLE[name], strict=True):
        assert (found[method].low, found[method].high) == (Decimal(low), Decimal(high)), method
        assert found[method].verdict(Threshold()) is verdict, method


SHARES = st.integers(0, 50).map(Decimal)
NAMES = st.sampled_from(["cn1", "cn2", "us", "a", "b", "c"])
STAKES = st.lists(
    st.builds(lambda o, w, s: Stake(o, w, s, s), NAMES, st.sampled_from(["a", "b", "c"]), SHARES), max_size=9
)


@given(STAKES)
def test_bounds_are_in_order_and_within_a_whole(found: list[Stake]) -> None:
    held = [stake for stake in {(s.owner, s.owned): s for s in found}.values() if stake.owner != stake.owned]
    for methods in effective_ownership(held, frozenset({"cn1", "cn2"}), Threshold()).values():
        for bounds in methods.values():
            assert 0 <= bounds.low <= bounds.high
            assert bounds.high <= 100 or bounds.low > 100  # stakes that add up to more than a whole


@given(STAKES)
def test_the_order_of_stakes_makes_no_difference(found: list[Stake]) -> None:
    from_there = frozenset({"cn1"})
    assert effective_ownership(found, from_there, Threshold()) == effective_ownership(
        found[::-1], from_there, Threshold()
    )


def test_companies_that_own_each_other_come_to_an_end() -> None:
    circle = stakes([("a", "b", 60), ("b", "a", 30), ("cn1", "a", 70), ("us", "b", 40)])
    found = effective_ownership(circle, frozenset({"cn1"}), Threshold())
    assert round(found["a"][Method.LOOK_THROUGH].low, 4) == Decimal("85.3659")
    assert found["b"][Method.CONTROL_CHAIN].low == 60


def test_at_least_half_is_met_by_half_and_more_than_half_is_not() -> None:
    half = Bounds(Decimal(50), Decimal(50))
    assert half.verdict(Threshold(exclusive=False)) is IN
    assert half.verdict(Threshold(exclusive=True)) is OUT


def test_several_verdicts_are_one_only_where_they_agree() -> None:
    assert overall([IN, IN]) is IN
    assert overall([OUT]) is OUT
    assert overall([IN, OUT]) is MAYBE


TOLD = {"r1": frozenset({"en"}), "r2": frozenset({"zh"}), "r3": frozenset({"zh", "fr"}), "r4": frozenset({"fr"})}


@pytest.mark.parametrize(
    ("second", "share", "countries", "least"),
    [
        ("r2", 49, {}, 49),  # may be the same owner in another script
        ("r2", 48, {}, 97),
        ("r2", 49, {"Qiyuan": "CN", "启元": "CN"}, 49),
        ("r2", 49, {"Qiyuan": "CN", "启元": "US"}, 98),
        ("r2", 49, {"启元": "CN"}, 49),
        ("", 49, {}, 98),  # known without an article
    ],
)
def test_equal_stakes_that_no_article_tells_together_may_be_one(
    second: str, share: int, countries: dict[str, str], least: int
) -> None:
    told = [Stake("Qiyuan", "c", Decimal(49), Decimal(49), "r1")]
    told.append(Stake("启元", "c", Decimal(share), Decimal(share), second))
    found = effective_ownership(counted_once(told, TOLD, countries), frozenset({"Qiyuan", "启元"}), Threshold())["c"]
    assert found[Method.AGGREGATE_DIRECT].low == least


def test_of_stakes_that_may_be_one_the_owner_with_a_country_counts() -> None:
    told = [Stake("A", "c", Decimal(60), Decimal(60), "r1"), Stake("B", "c", Decimal(60), Decimal(60), "r2")]
    found = effective_ownership(counted_once(told, TOLD, {"B": "CN"}), frozenset({"B"}), Threshold())["c"]
    assert {bounds.low for bounds in found.values()} == {60}


def test_equal_stakes_that_one_article_tells_together_are_two() -> None:
    told = [Stake(owner, "c", Decimal(40), Decimal(40), f"r{n}") for n, owner in ((3, "cn1"), (4, "cn2"))]
    found = effective_ownership(counted_once(told, TOLD, {}), frozenset({"cn1", "cn2"}), Threshold())["c"]
    assert found[Method.AGGREGATE_DIRECT].low == 80
