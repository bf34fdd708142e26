"""Sums of money and dates in the notations of news."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.english.dates import find_dates
from extractors.english.money import find_money

MONEY = [
    ("$1.5bn", 1_500_000_000, None, "USD"),
    ("€500 million", 500_000_000, None, "EUR"),
    ("up to NT$3 billion", 3_000_000_000, 3_000_000_000, "TWD"),
    ("15亿美元", 1_500_000_000, None, "USD"),
    ("US$245m", 245_000_000, None, "USD"),
    ("10 million euros", 10_000_000, None, "EUR"),
    ("207.4 billion won", 207_400_000_000, None, "KRW"),
    ("$2-3 billion", 2_000_000_000, 3_000_000_000, "USD"),
    ("between $5 million and $10 million", 5_000_000, 10_000_000, "USD"),
    ("more than $300 billion", 300_000_000_000, None, "USD"),
    ("a $177-million settlement", 177_000_000, None, "USD"),
    ("Rs 1,337 crore", 13_370_000_000, None, "INR"),
    ("a billion dollars", 1_000_000_000, None, "USD"),
    ("$46.7 billion dollars", 46_700_000_000, None, "USD"),
]


@pytest.mark.parametrize(("text", "value", "most", "currency"), MONEY)
def test_a_sum_is_a_number(text: str, value: int, most: int | None, currency: str) -> None:
    [found] = find_money(text)
    assert (found.amount.value, found.amount.max, found.amount.currency) == (value, most, currency)
    assert text[found.start : found.end] == found.amount.text


def test_a_conversion_in_brackets_is_told_apart() -> None:
    first, second = find_money("a 207.4 billion won ($173 million) penalty")
    assert (first.bracketed, second.bracketed) == (False, True)


@pytest.mark.parametrize("text", ["the Galaxy Tab 10.1 won a prize", "a 15 percent stake", "in 2024 and 2025"])
def test_what_is_no_sum_gives_none(text: str) -> None:
    assert find_money(text) == ()


DATES = [  # published on Thursday 30 September 2021
    ("on Wednesday", "2021-09-29"),
    ("on Wednesday, September 29", "2021-09-29"),
    ("in March", "2021-03"),
    ("last month", "2021-08"),
    ("last week", "2021-09"),
    ("in late 2016", "2016"),
    ("earlier this year", "2021"),
    ("last fall", "2020"),
    ("two years ago", "2019"),
    ("in May last year", "2020-05"),
    ("the June 26 injunction", "2021-06-26"),
    ("yesterday", "2021-09-29"),
    ("on 23 March 2024", "2024-03-23"),
    ("in October 2022", "2022-10"),
    ("this morning", "2021-09-30"),
    ("in December", "2020-12"),
]


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_a_date_is_as_precise_as_its_words(text: str, edtf: str) -> None:
    assert [span.when.edtf for span in find_dates(text, date(2021, 9, 30))] == [edtf]


def test_a_relative_date_without_a_day_of_publication_gives_none() -> None:
    assert find_dates("on Monday, last month, two years ago", None) == []


def test_a_plan_looks_forward() -> None:
    [span] = find_dates("on Friday", date(2021, 9, 30))
    assert span.forward is not None
    assert (span.when.edtf, span.forward.edtf) == ("2021-09-24", "2021-10-01")


@given(st.text(alphabet="0123456789 $€.,-abkmnMay Friday20th/¥亿元 million billion", max_size=60))
def test_spans_are_the_text_that_they_name(text: str) -> None:
    for span in find_money(text):
        assert text[span.start : span.end] == span.amount.mention.text
    for found in find_dates(text, date(2024, 2, 29)):
        assert text[found.start : found.end] == found.when.text
        assert found.when.earliest <= found.when.latest
