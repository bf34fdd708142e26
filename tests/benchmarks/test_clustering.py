from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clustering import b_cubed, best_assignment, ceaf_groups, ceaf_items

Groups = list[frozenset[str]]
WORTH = st.integers(1, 4).flatmap(
    lambda rows: st.integers(rows, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.0]), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)
LABELS = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def grouped(labels: list[int]) -> Groups:
    return [frozenset(str(item) for item, own in enumerate(labels) if own == label) for label in sorted(set(labels))]


@given(WORTH)
def test_no_way_to_give_each_row_a_column_is_worth_more(worth: list[list[float]]) -> None:
    columns = range(len(worth[0]))
    ways = permutations(columns, len(worth))
    best = max(sum(worth[row][column] for row, column in enumerate(way)) for way in ways)
    assert best_assignment(worth) == pytest.approx(best)


@given(LABELS)
def test_the_true_grouping_agrees_wholly(labels: list[int]) -> None:
    for measure in (b_cubed, ceaf_items, ceaf_groups):
        assert measure(grouped(labels), grouped(labels)).f1 == pytest.approx(1.0)


@given(LABELS)
def test_who_joins_nothing_is_never_imprecise_by_items(labels: list[int]) -> None:
    alone = grouped(list(range(len(labels))))
    assert b_cubed(grouped(labels), alone).precision == 1.0


@given(LABELS)
def test_precision_one_way_is_recall_the_other(labels: list[int]) -> None:
    other = labels[::-1]
    for measure in (b_cubed, ceaf_items, ceaf_groups):
        there, back = measure(grouped(labels), grouped(other)), measure(grouped(other), grouped(labels))
        assert there.precision == pytest.approx(back.recall)


def test_the_example_that_is_often_given() -> None:
    """Twelve mentions in three chains, two of which were run together (Bagga and Baldwin 1998)."""
    true = [frozenset("12345"), frozenset("67"), frozenset("89ABC")]
    run_together = [frozenset("12345"), frozenset("6789ABC")]
    found = b_cubed(true, run_together)
    assert found.recall == 1.0
    assert found.precision == pytest.approx((5 * 1 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
