from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.negotiation import choose, parse_accept, quality

OFFERS = [("application/sparql-results+json", "application/json"), ("text/csv",), ("application/xml", "text/xml")]


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("", 0),
        ("*/*", 0),
        ("text/csv", 1),
        ("TEXT/CSV", 1),
        ("text/*", 1),
        ("application/json;q=0.5, text/csv", 1),
        ("text/csv;q=0, */*", 0),
        ("text/xml", 2),
        ("*/*;q=0.1, application/xml;q=0.2", 2),
        ("application/*;q=0.3, application/sparql-results+json;q=0, application/json;q=0", 2),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=nonsense", None),
        ("text/html, application/xhtml+xml, */*;q=0.8", 0),
        ("application/json; charset=utf-8; q=1.0", 0),
    ],
)
def test_the_client_gets_what_it_wants_most(header: str, place: int | None) -> None:
    assert choose(header, OFFERS) == place


def test_the_closest_range_decides() -> None:
    assert quality("text/*;q=0.3, text/csv;q=0.7, */*;q=0.9", "text/csv") == 0.7
    assert quality("text/*;q=0.3, text/csv;q=0.7, */*;q=0.9", "text/plain") == 0.3
    assert quality("text/*;q=0.3, text/csv;q=0.7, */*;q=0.9", "image/png") == 0.9


@given(st.text())
def test_no_header_is_too_strange(header: str) -> None:
    assert all(0 <= found.quality <= 1 for found in parse_accept(header))
    assert choose(header, OFFERS) in {None, 0, 1, 2}
