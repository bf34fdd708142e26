"""Which entities are proposed as one under two names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.listing.pairs import Candidate, Happening, Pair, alike_key, bracketed, pairs

ONE = Candidate("e/1", "Company", False, ("Corvane Systems",))
TWO = Candidate("e/2", "Company", False, ("科凡系统",))
THIRD = Candidate("e/3", "Company", True, ("Lumenfold",))


def purchase(iri: str, buyer: Candidate, day: str = "2026-02-17", amount: float | None = None) -> Happening:
    return Happening(iri, "Acquisition", day, amount, (("acquirer", buyer.iri), ("acquired", THIRD.iri)))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Corvane Systems, Inc.", "CORVANE SYSTEMS", True),
        ("Corvane-Systems", "Corvane Systems Ltd", True),
        ("字節跳動有限公司", "字节跳动", True),
        ("Corvane", "Corvane Systems", False),
        ("公司", "有限公司", False),
        ("Inc", "Co", False),
    ],
)
def test_names_are_compared_without_case_script_punctuation_and_legal_form(one: str, other: str, alike: bool) -> None:
    assert (alike_key(one) == alike_key(other)) is alike


def test_entities_of_one_name_are_proposed_but_not_two_of_the_gazetteer() -> None:
    named_alike = replace(TWO, names=("CORVANE SYSTEMS Inc",))
    (found,) = pairs([ONE, named_alike, THIRD], (), (), {})
    assert (found.first, found.second, found.name) == ("e/1", "e/2", "Corvane Systems")
    of_another_type = replace(named_alike, type="Person")
    assert pairs([ONE, of_another_type], (), (), {})[0].chance < found.chance
    assert pairs([replace(ONE, known=True), replace(named_alike, known=True)], (), (), {}) == ()


def test_an_article_that_speaks_of_both_speaks_against_it_unless_it_is_by_brackets() -> None:
    named_alike = replace(TWO, names=ONE.names)
    (apart,) = pairs([ONE, named_alike], (), (), {"a/1": [ONE.iri, TWO.iri]})
    (elsewhere,) = pairs([ONE, named_alike], (), (), {"a/1": [ONE.iri], "a/2": [TWO.iri]})
    assert apart.chance < elsewhere.chance
    told = Pair(ONE.iri, TWO.iri, 0.8, quote="科凡系统（Corvane Systems）", article="a/1")
    assert pairs([ONE, TWO], [told], (), {"a/1": [ONE.iri, TWO.iri]}) == (told,)


def test_a_name_in_brackets_is_that_of_who_stands_before_them() -> None:
    names = {name: each.iri for each in (TWO, THIRD) for name in each.names}
    text = "网络设备商科凡系统（Corvane Systems）与Lumenfold (芯片)"
    (found,) = bracketed("a/1", text, names, {"Corvane Systems": ONE.iri}.get)
    assert (found.first, found.second, found.quote) == ("e/1", "e/2", "科凡系统（Corvane Systems）")
    assert list(bracketed("a/1", text, {}, names.get)) == []


def test_a_product_and_its_maker_in_brackets_are_two() -> None:
    product = replace(TWO, type="Product")
    assert pairs([ONE, product], [Pair(ONE.iri, TWO.iri, 0.8, quote="x (y)")], (), {}) == ()


@pytest.mark.parametrize(
    ("other", "proposed"),
    [
        (purchase("v/2", TWO), True),
        (purchase("v/2", TWO, "2026-02-19"), True),
        (purchase("v/2", TWO, "2026-03-19"), False),
        (replace(purchase("v/2", TWO), type="Investment"), False),
        (purchase("v/2", TWO, amount=5.0), False),
        (purchase("v/2", ONE), False),
    ],
)
def test_events_that_are_alike_but_for_two_entities_propose_them(other: Happening, proposed: bool) -> None:
    found = pairs([ONE, TWO, THIRD], (), [purchase("v/1", ONE, amount=4.0), other], {})
    assert [(pair.event, pair.other_event) for pair in found] == ([("v/1", "v/2")] if proposed else [])


def test_what_speaks_for_a_pair_adds_up() -> None:
    events = [purchase("v/1", ONE, amount=4.0), purchase("v/2", TWO, amount=4.0)]
    told = Pair(ONE.iri, TWO.iri, 0.8, quote="科凡系统（Corvane Systems）", article="a/1")
    (found,) = pairs([ONE, TWO, THIRD], [told], events, {})
    assert found.chance > max(one.chance for one in (told, *pairs([ONE, TWO, THIRD], (), events, {})))
    assert (found.quote, found.event, found.other_event) == (told.quote, "v/1", "v/2")
