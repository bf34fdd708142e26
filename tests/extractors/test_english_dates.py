"""Whose day a date is: that of the event, of who spoke of it, or of another date of the story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.english.date_anchors import shifted
from extractors.english.dates import find_dates

Read = Callable[..., dict]
PUBLISHED = "2025-09-10"


def event(found: dict, kind: str) -> dict:
    return next(one for one in found["events"] if one["type"] == kind)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The FTC told Reuters on Monday it had an open investigation into the Sony breach.", "SecurityIncident", None),
        ("Texas on Monday applauded the FTC's antitrust investigation into Google.", "Investigation", None),
        ("Analysts said on Monday that Apple's purchase of Sonos raises no concerns.", "Acquisition", None),
        ("Huawei said on Monday that a US probe into Huawei is a distraction.", "Investigation", None),
        ("Oracle grew last year through its acquisition of Cerner.", "Acquisition", "2024"),
        ("Microsoft entered the market in 2012 with the launch of the Surface tablet.", "ProductLaunch", "2012"),
        ("The FTC extended its investigation into Amazon to December 8 from November 3.", "Investigation", None),
        ("Sonos raised $24 million in a Series B round that closed on March 6.", "FundingRound", "2025-03-06"),
    ],
)
def test_the_day_of_a_noun(text: str, kind: str, day: str | None, read_english: Read) -> None:
    assert event(read_english(text, published=PUBLISHED), kind).get("date") == day


def test_what_takes_effect_later_is_planned(read_english: Read) -> None:
    told = event(
        read_english("Tim Cook's departure from Apple, effective October 4, shook investors."), "PersonnelChange"
    )
    assert (told["status"], told["date"]) == ("planned", "2025-10-04")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In September 2024 it won. A week earlier it had lost.", ["2024-09", "2024-09"]),
        ("It won on March 3, 2024. Two days later it lost.", ["2024-03-03", "2024-03-05"]),
        ("It won in May 2024; the previous month it had lost.", ["2024-05", "2024-04"]),
        ("It won in May 2024. In the same month it lost.", ["2024-05", "2024-05"]),
        ("It won two years earlier.", ["2023"]),
        ("It will retire within the next year.", []),
    ],
)
def test_dates_that_count_from_others(text: str, days: list[str]) -> None:
    assert [span.when.edtf for span in find_dates(text, date(2025, 9, 10))] == days


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(["week", "month", "year"]), st.integers(1, 12))
def test_counting_on_and_back_holds_the_day(day: date, unit: str, count: int) -> None:
    first, last = shifted((day, day), unit, count)
    assert first <= last
    assert last > day
    assert shifted((day, day), unit, -count)[0] < day
