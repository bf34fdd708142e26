from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.charts.lanes import lanes
from explorer.charts.metrics import metric_charts
from explorer.charts.ownership import HEIGHT, WIDTH, ownership_chart
from explorer.charts.scales import day_number, nice_steps, years_between
from explorer.lists.ownership import Stake
from explorer.lists.records import EventItem, FactItem

names = st.sampled_from([f"c{number}" for number in range(9)])
stakes = st.lists(st.builds(Stake, names, names, st.none(), st.none(), st.just("")), max_size=14)


@given(stakes, stakes)
def test_no_two_boxes_overlap_and_every_line_joins_two_of_them(above: list[Stake], below: list[Stake]) -> None:
    chart = ownership_chart("c0", above, below)
    assert sum(box.centre for box in chart.boxes) == 1
    assert len({box.iri for box in chart.boxes}) == len(chart.boxes)
    for row in {box.y for box in chart.boxes}:
        places = sorted(box.x for box in chart.boxes if box.y == row)
        assert all(right - left >= WIDTH for left, right in pairwise(places))
    assert all(0 <= box.x <= chart.width - WIDTH and 0 <= box.y <= chart.height - HEIGHT for box in chart.boxes)
    shown = {box.iri for box in chart.boxes}
    assert all({line.stake.owner, line.stake.owned} <= shown for line in chart.lines)


def test_owners_stand_above_and_what_is_owned_below() -> None:
    chart = ownership_chart(
        "a", [Stake("o", "a", 49, 49, ""), Stake("oo", "o", 2, 2, "")], [Stake("a", "b", 51, 51, "")]
    )
    rows = {box.iri: box.y for box in chart.boxes}
    assert rows["oo"] < rows["o"] < rows["a"] < rows["b"]
    assert all(line.y1 < line.y2 for line in chart.lines)
    assert not ownership_chart("a", [], [])


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-Q1", date(2024, 3, 31)),
        ("2024Q4", date(2024, 12, 31)),
        ("2024-H1", date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 31)),
        ("2024-02-01", date(2024, 2, 1)),
        ("2024-02-31", None),
        ("2024-13", None),
        ("0000", None),
        ("last year", None),
        ("", None),
    ],
)
def test_the_day_on_which_a_period_ends(period: str, day: date | None) -> None:
    assert day_number(period) == (day.toordinal() if day else None)


@given(st.floats(1e-3, 1e15))
def test_steps_of_an_axis_reach_beyond_the_highest(highest: float) -> None:
    steps = nice_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * 0.999999
    assert 2 <= len(steps) <= 6


def test_an_axis_names_no_more_than_eight_years() -> None:
    marks = years_between(date(2001, 5, 1).toordinal(), date(2025, 1, 1).toordinal())
    assert len(marks) <= 8
    assert marks[0] == (date(2002, 1, 1).toordinal(), "2002")


def figure(iri: str, amount: float, period: str, metric: str = "revenue", status: str = "actual") -> FactItem:
    values = (None, "", None, "", None, None, metric, period, amount, "", "USD", "", "", "2025-01-01")
    return FactItem(iri, "a", "Metric", status, 0.9, *values)  # type: ignore[arg-type]


def test_a_figure_that_is_given_for_two_days_is_drawn() -> None:
    given_figures = [figure("1", 5e9, "2023"), figure("2", 9e9, "2024"), figure("3", 1e9, "2024", status="denied")]
    (chart,) = metric_charts([*given_figures, figure("4", 7, "2024", "employees")])
    assert [point.fact.iri for point in chart.points] == ["1", "2"]
    assert chart.points[0].x < chart.points[1].x
    assert chart.points[0].y > chart.points[1].y
    assert chart.steps[-1][1] == 10e9
    assert metric_charts([figure("1", 5e9, "2024"), figure("2", 9e9, "2024")]) == ()


def happening(iri: str, kind: str, day: str | None) -> EventItem:
    return EventItem(iri, kind, "actual", day, "", True, None, "", "", 0.9, 1, 1, day, "", False, ())


def test_each_type_has_its_lane_the_most_frequent_first() -> None:
    events = [happening("1", "Lawsuit", "2024-01-01"), happening("2", "Ruling", "2024-02-01")]
    events += [happening("3", "Ruling", "2024-02-02"), happening("4", "Ruling", None)]
    drawn = lanes(events)
    assert [lane.type for lane in drawn.lanes] == ["Ruling", "Lawsuit"]
    first, second = drawn.lanes[0].dots
    assert (first.x, first.y) != (second.x, second.y)
    assert not lanes(events[:1])
    assert not lanes([])
