"""Sums and dates in Chinese, as numbers and days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.chinese.dates import find_dates
from extractors.chinese.fold import fold
from extractors.chinese.money import find_sums
from extractors.chinese.numerals import read_number
from extractors.chinese.values import default_currency

PUBLISHED = date(2025, 9, 12)  # a Friday


@pytest.mark.parametrize(
    ("text", "value", "maximum", "currency", "qualifier"),
    [
        ("1.5亿美元", 150_000_000, None, "USD", ""),
        ("新台幣30億元", 3_000_000_000, None, "TWD", ""),
        ("三千五百万港元", 35_000_000, None, "HKD", ""),
        ("数千万元", 10_000_000, 99_999_999, "CNY", ""),
        ("近百亿元", 10_000_000_000, None, "CNY", "less than"),
        ("最高25萬美元", 250_000, 250_000, "USD", "up to"),
        ("10至35萬元", 100_000, 350_000, "CNY", ""),
        ("50多億美元", 5_000_000_000, None, "USD", "more than"),
        ("超 20 亿元", 2_000_000_000, None, "CNY", "more than"),
        ("八位數美元", 10_000_000, 99_999_999, "USD", ""),
        ("１００萬美元", 1_000_000, None, "USD", ""),
        ("1.191 亿元人民币", 119_100_000, None, "CNY", ""),
        ("10,000,000元", 10_000_000, None, "CNY", ""),
        ("1萬億日圓", 10**12, None, "JPY", ""),
        ("1億1960萬美元", 119_600_000, None, "USD", ""),
        ("15萬8400港元", 158_400, None, "HKD", ""),
        ("一亿二千万美元", 120_000_000, None, "USD", ""),
    ],
)
def test_a_sum(text: str, value: int, maximum: int | None, currency: str, qualifier: str) -> None:
    found = find_sums(fold(text))[0]
    assert (found.value, found.max, found.currency, found.qualifier) == (value, maximum, currency, qualifier)
    assert (found.start, found.end) == (0, len(text))


def test_a_sum_in_brackets_repeats_the_one_before() -> None:
    first, second = find_sums(fold("繳付13億美元（約101億港元）罰款"))
    assert not first.conversion
    assert second.conversion


@pytest.mark.parametrize("text", ["5000名员工", "2019年", "上市前融资", "第889条"])
def test_no_sum(text: str) -> None:
    assert not find_sums(text)


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["万", "亿", "万亿"]))
def test_digits_and_scale_multiply(number: int, scale: str) -> None:
    unit = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert find_sums(f"融资{number}{scale}美元")[0].value == number * unit


@pytest.mark.parametrize(
    ("text", "number"), [("三千五百万", 35_000_000), ("一百二十亿", 12 * 10**9), ("十五", 15), ("6.5亿", 650_000_000)]
)
def test_a_numeral(text: str, number: int) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2025年9月5日", "2025-09-05"),
        ("民國114年3月", "2025-03"),
        ("去年底", "2024"),
        ("去年7月", "2024-07"),
        ("兩天前", "2025-09-10"),
        ("上周五晚", "2025-09-05"),
        ("3月份", "2025-03"),
        ("本月5日", "2025-09-05"),
        ("上個月", "2025-08"),
        ("昨日", "2025-09-11"),
        ("明年 2 月 1 日", "2026-02-01"),
        ("2020年第三季度", "2020-07/2020-09"),
        ("12月3日", "2024-12-03"),
        ("將於10月1日生效", "2025-10-01"),
        ("預計 12 月上市", "2025-12"),
        ("计划在3月上线", "2026-03"),
    ],
)
def test_a_date(text: str, edtf: str) -> None:
    assert [moment.edtf for moment in find_dates(fold(text), PUBLISHED)] == [edtf]


def test_a_year_is_carried_over() -> None:
    found = find_dates("2017年年初收购一家公司，11月又完成一笔", PUBLISHED)
    assert [moment.edtf for moment in found] == ["2017", "2017-11"]


def test_the_same_day_in_brackets_is_said_once() -> None:
    assert [m.edtf for m in find_dates(fold("在本周四（11日）上市"), PUBLISHED)] == ["2025-09-11"]


@pytest.mark.parametrize("text", ["上周五", "去年", "3月", "昨日"])
def test_nothing_is_invented_without_a_day_of_publication(text: str) -> None:
    assert not find_dates(text, None)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)))
def test_a_full_date_needs_no_context(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日"
    assert [(m.earliest, m.latest) for m in find_dates(text, None)] == [(day, day)]


@pytest.mark.parametrize(
    ("text", "url", "lang", "currency"),
    [
        ("港铁向承建商支付1.7亿元，香港政府已知悉", "", "zh-Hant", "HKD"),
        ("立院三读，违者罚30万元", "", "zh-Hant", "TWD"),
        ("香港公司以3亿元人民币收购", "", "zh-Hant", "CNY"),
        ("香港公司支付3亿元", "", "zh-Hans", "CNY"),
    ],
)
def test_a_bare_yuan_is_of_the_place_that_the_text_is_from(text: str, url: str, lang: str, currency: str) -> None:
    assert default_currency(text, url, lang) == currency


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("周五起加征关税", "2025-09-05"),
        ("周五加征关税", "2025-08-29"),
        ("宣布下周加征关税", "2025-09-08/2025-09-14"),
        ("上周末的集会", ""),
        ("2014年9月签约，料2019年通车。同年12月出售", "2014-12"),
    ],
)
def test_what_is_still_to_come_and_what_was(text: str, edtf: str) -> None:
    moments = find_dates(text, date(2025, 9, 3) if "2014" not in text else date(2017, 1, 1))
    assert (moments[-1].edtf if moments else "") == edtf
