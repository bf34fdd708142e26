from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.charts.lanes import lanes
from explorer.charts.metrics import metric_charts
from explorer.charts.ownership import HEIGHT, WIDTH, ownership_chart
from explorer.charts.results import result_chart, result_graph
from explorer.charts.scales import day_number, nice_steps, years_between
from explorer.lists.ownership import Stake
from explorer.lists.records import EventItem, FactItem
from explorer.views.queries import Value

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
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for line in chart.lines for x, y in line.points)


@given(stakes, stakes)
def test_no_share_is_written_behind_a_box(above: list[Stake], below: list[Stake]) -> None:
    chart = ownership_chart("c0", above, below)
    for line in chart.lines:
        x, y = line.label_at
        upward = line.points[0][1] > line.points[-1][1]  # a circle of owners, which passes whatever stands between
        assert upward or not any(box.x < x < box.x + WIDTH and box.y < y < box.y + HEIGHT for box in chart.boxes), line


def test_who_owns_a_part_directly_and_through_another_stands_above_both() -> None:
    direct, through, whole = Stake("q", "b", 49, 49, ""), Stake("l", "b", 2, 2, ""), Stake("q", "l", 100, 100, "")
    chart = ownership_chart("b", [direct, through, whole], [])
    rows = {box.iri: box.y for box in chart.boxes}
    assert rows["q"] < rows["l"] < rows["b"]
    passing = next(line for line in chart.lines if line.stake == direct)
    beside = next(box for box in chart.boxes if box.iri == "l")
    assert not any(beside.x <= x <= beside.x + WIDTH for x, _ in passing.points[1:-1])


def test_owners_stand_above_and_what_is_owned_below() -> None:
    chart = ownership_chart(
        "a", [Stake("o", "a", 49, 49, ""), Stake("oo", "o", 2, 2, "")], [Stake("a", "b", 51, 51, "")]
    )
    rows = {box.iri: box.y for box in chart.boxes}
    assert rows["oo"] < rows["o"] < rows["a"] < rows["b"]
    assert all(line.points[0][1] < line.points[-1][1] for line in chart.lines)
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
    values = (None, "", None, "", None, None, metric, period, amount, "", "USD", "text", 0, 9, "", "", "2025-01-01")
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
    return EventItem(iri, kind, "actual", day, "", True, None, "", "", 0.9, 0.9, 1, 1, day, "", False, ())


def test_each_type_has_its_lane_the_most_frequent_first() -> None:
    events = [happening("1", "Lawsuit", "2024-01-01"), happening("2", "Ruling", "2024-02-01")]
    events += [happening("3", "Ruling", "2024-02-02"), happening("4", "Ruling", None)]
    drawn = lanes(events)
    assert [lane.type for lane in drawn.lanes] == ["Ruling", "Lawsuit"]
    first, second = drawn.lanes[0].dots
    assert (first.x, first.y) != (second.x, second.y)
    assert not lanes(events[:1])
    assert not lanes([])


NUMBER = "http://www.w3.org/2001/XMLSchema#integer"


def rows(*given: tuple[str | int | None, ...]) -> list[list[Value | None]]:
    return [
        [None if each is None else Value(str(each), datatype=NUMBER if isinstance(each, int) else "") for each in row]
        for row in given
    ]


def test_the_last_number_of_each_row_is_a_bar() -> None:
    chart = result_chart(("name", "reports", "sources"), rows(("A", 7, 4), ("B", 9, 2)))
    assert chart is not None
    assert chart.number == "sources"
    assert [(bar.label, bar.value) for bar in chart.bars] == [("A", 4), ("B", 2)]
    assert chart.bars[0].length == 2 * chart.bars[1].length
    assert result_chart(("name",), rows(("A",))) is None
    assert result_chart(("n",), rows((1,))) is None
    assert result_chart((), []) is None


def test_two_columns_of_names_are_joined() -> None:
    graph = result_graph(
        ("owner", "day", "owned"), rows(("A", "2024-01-01", "B"), ("B", "2024", "C"), ("A", None, "B"))
    )
    assert graph is not None
    assert graph.columns == ("owner", "owned")
    assert [node.name for node in graph.nodes] == ["A", "B", "C"]
    assert len({(node.x, node.y) for node in graph.nodes}) == 3
    assert result_graph(("a", "n"), rows(("A", 1))) is None


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=5), st.integers()), min_size=3, max_size=3), max_size=6))
def test_any_rows_can_be_tried(given_rows: list[list[str | int | None]]) -> None:
    made = rows(*(tuple(row) for row in given_rows))
    result_chart(("a", "b", "c"), made)
    result_graph(("a", "b", "c"), made)
