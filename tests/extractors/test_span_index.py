"""What an index of spans says of a stretch is what looking at each span says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.linking import SpanIndex

_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.lists(_SPANS), _SPANS)
def test_a_stretch_touches_the_spans_that_it_overlaps(spans: list[tuple[int, int]], stretch: tuple[int, int]) -> None:
    start, end = stretch
    assert SpanIndex(spans).touches(start, end) == any(start < last and first < end for first, last in spans)


@given(st.lists(_SPANS), st.integers(0, 40))
def test_reach_is_the_furthest_end_of_what_starts_before(spans: list[tuple[int, int]], position: int) -> None:
    assert SpanIndex(spans).reach(position) == max((end for start, end in spans if start < position), default=0)
