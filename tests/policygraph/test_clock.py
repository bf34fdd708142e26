"""What time it is, and how a run is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from policygraph.clock import now
from policygraph.errors import InputError


def test_the_clock_is_aware_and_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert now().tzinfo is UTC
    assert abs((datetime.now(UTC) - now()).total_seconds()) < 5


def test_a_fixed_moment_stands_in_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1757030400")
    assert now() == datetime(2025, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["yesterday", "99999999999999999999", "1.5"])
def test_a_moment_that_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        now()
