"""When to try again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.retries import LONGEST_RETRY_AFTER, MAX_ATTEMPTS, backoff, next_try, parse_retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 2026 13:00:00 +0100", 0.0),
        ("99999999999999999999", LONGEST_RETRY_AFTER),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_RETRY_AFTER),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("Sun, 99 Foo 2026", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_retry_after_may_be_anything(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_RETRY_AFTER


@given(st.text(), st.integers(1, MAX_ATTEMPTS - 1), st.none() | st.floats(0, 1e12))
def test_wait_grows_and_is_bounded_and_is_the_same_for_the_same_history(
    key: str, attempts: int, asked: float | None
) -> None:
    moment = next_try(key, attempts, NOW, asked)
    assert moment is not None
    assert moment == next_try(key, attempts, NOW, asked)
    assert timedelta(minutes=30) <= moment - NOW <= timedelta(days=7)
    assert moment - NOW >= timedelta(seconds=min(asked or 0, LONGEST_RETRY_AFTER))


def test_after_so_many_failures_a_page_is_left_alone() -> None:
    assert next_try("k", MAX_ATTEMPTS, NOW) is None


@given(st.integers(0, 50), st.floats(0, 100))
def test_backoff_is_jittered_and_keeps_to_what_the_server_asks(attempt: int, asked: float) -> None:
    ceiling = min(30.0, 1.0 * 2**attempt)
    assert ceiling / 2 <= backoff(attempt, base=1.0, longest=30.0) <= ceiling
    assert backoff(attempt, base=1.0, longest=30.0, retry_after=asked) >= asked
