"""Sums in several currencies: put into an order by what they are worth, and never mixed without saying so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import ask
from sample_extractions import ANTHROPIC, BYTEDANCE, OPENAI, TENCENT, Writer, article

from graph.consolidate import consolidate
from graph.load import load
from graph.store_embedded import MemoryStore
from policygraph.records import Entity, Extraction


def raised(identifier: str, who: Entity, value: str, currency: str, valuation: str = "") -> Extraction:
    text = f"{who.name} raised {value} {currency}{f' at {valuation} USD' if valuation else ''}."
    writer = Writer(article(identifier, text, published="2025-03-01"))
    return writer.event(
        "FundingRound",
        "actual",
        [("recipient", who, who.name)],
        "raised",
        text,
        amount=writer.money(value, f"{value} {currency}", currency),
        valuation=writer.money(valuation, f"{valuation} USD") if valuation else None,
    ).done()


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = MemoryStore()
    rounds = (
        raised("yen", BYTEDANCE, "900000000000", "JPY"),  # some 5.3 billion euros
        raised("euro", ANTHROPIC, "7000000000", "EUR", valuation="90000000000"),
        raised("dollar", OPENAI, "7500000000", "USD"),  # some 6.6
        raised("gold", TENCENT, "8000000000", "XAU"),  # no rate is known
    )
    assert not load(made, rounds).quarantined
    consolidate(made)
    return made


def test_sums_come_by_what_they_are_worth_and_those_without_a_rate_last(store: MemoryStore) -> None:
    rows = ask(store, "money")
    assert [row["currency"] for row in rows] == ["EUR", "USD", "JPY", "XAU"]
    assert rows[0]["euros"] == rows[0]["amount"] == Decimal(7_000_000_000)
    assert rows[1]["euros"] == Decimal(6_640_000_000)  # three digits, as an average rate tells no more
    assert rows[3]["euros"] is None


def test_at_least_so_much_is_in_euros_or_in_the_currency_that_is_given(store: MemoryStore) -> None:
    assert [row["currency"] for row in ask(store, "money", least="6000000000")] == ["EUR", "USD"]
    assert [row["currency"] for row in ask(store, "money", least="6000000000", currency="JPY")] == ["JPY"]
    assert ask(store, "money", least="1000000000000", currency="JPY") == []


def test_a_valuation_says_its_own_currency(store: MemoryStore) -> None:
    found = {row["recipient"]: (row["currency"], row["valuation_currency"]) for row in ask(store, "funding")}
    assert found["Anthropic"] == ("EUR", "USD")
    assert found["OpenAI"] == ("USD", None)
