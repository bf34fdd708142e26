"""What the English reader leaves alone or states with restraint: a wrong edge costs more than a missing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]

STATUSES = [
    ("Tim Cook is to step down as chief executive of Apple.", "planned"),
    ("Sam Altman is to be dismissed as chief executive of OpenAI.", "planned"),
    ("Lawmakers called on Meta to fire Mark Zuckerberg.", "hypothetical"),
    ("Investors called for Meta to fire Mark Zuckerberg.", "hypothetical"),
    ("Investors urged Microsoft to acquire GitHub.", "hypothetical"),
    ("Microsoft could grow by acquiring GitHub.", "hypothetical"),
    ("Microsoft is considering options such as acquiring GitHub.", "hypothetical"),
    ("Acquiring GitHub would be a mistake for Microsoft.", "hypothetical"),
    ("The deal was cleared on condition that Microsoft sell GitHub to Oracle.", "planned"),
    ("Microsoft grew by acquiring GitHub.", "actual"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_what_is_asked_for_or_due_is_not_told_as_done(text: str, status: str, read_english: Read) -> None:
    events = [e for e in read_english(text)["events"] if e["type"] in ("PersonnelChange", "Acquisition")]
    assert {event["status"] for event in events} <= {status}
    assert events or "would be" in text
