from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.page_tree import Unreadable, parse_text
from policygraph.published_dates import date_in_address, published, read_date

FETCHED = date(2026, 11, 1)
TEXT = (
    "<p>"
    + "The company said on May 3, 2019 that it would sell its unit to a rival, and nothing came of it. " * 4
    + "</p>"
)


def found(head: str = "", body: str = "", url: str = "https://news.example/a", fed: date | None = None) -> date | None:
    tree = parse_text(f"<html><head><title>The news of it</title>{head}</head><body>{body}{TEXT}</body></html>")
    assert not isinstance(tree, Unreadable)
    return published(tree, url, "", fed, FETCHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-05T23:30:00-04:00", date(2025, 9, 5)),  # the day of the place, not of Greenwich
        ("2025年9月5日 10:20", date(2025, 9, 5)),
        ("发布时间：2025/9/5", date(2025, 9, 5)),
        ("民國114年9月5日", date(2025, 9, 5)),
        ("September 5, 2025", date(2025, 9, 5)),
        ("Sept. 5th, 2025 at 9 am", date(2025, 9, 5)),
        ("5 September 2025", date(2025, 9, 5)),
        ("05.09.2025", date(2025, 9, 5)),
        ("20250905T101500", date(2025, 9, 5)),
        ("1757066400", date(2025, 9, 5)),
        ("05/09/2025", None),  # of May or of September
        ("9月5日", None),
        ("2025年13月5日", None),
        ("25-09-05", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_as_written(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)


def test_the_page_is_believed_before_the_feed_and_the_feed_before_the_address() -> None:
    meta = '<meta property="article:published_time" content="2025-09-05T08:00:00Z">'
    address = "https://news.example/2025/09/07/a"
    assert found(meta, url=address, fed=date(2025, 9, 6)) == date(2025, 9, 5)
    assert found(url=address, fed=date(2025, 9, 6)) == date(2025, 9, 6)
    assert found(url=address) == date(2025, 9, 7)


@pytest.mark.parametrize(
    "line",
    [
        '<h1>The news of it</h1><div class="info">2025-09-05 10:00　来源：某报　作者：某某</div>',
        "<h1>The news of it</h1><span>2025年9月5日 10:00</span>",
        '<div class="title">The news of it</div><div class="x">时间：2025年9月5日 23:00</div>',
        '<h1>The news of it</h1><time datetime="2025-09-05">five days ago</time>',
        '<h1>The news of it</h1><p class="byline">By Jane Doe, September 5, 2025</p>',
    ],
)
def test_the_line_under_the_headline_is_read(line: str) -> None:
    assert found(body=line) == date(2025, 9, 5) or "datetime" in line


def test_dates_in_the_text_are_not_the_publication() -> None:
    assert found() is None
    assert found(body='<h1>The news of it</h1><p class="updated">Updated September 5, 2025</p>') is None


def test_dates_that_cannot_be_are_passed_over() -> None:
    for wrong in ("2031-01-01", "1970-01-01", "0000-00-00"):
        assert found(f'<meta name="pubdate" content="{wrong}">', fed=date(2025, 9, 6)) == date(2025, 9, 6)


def test_addresses() -> None:
    assert date_in_address("https://a.example/world/2019-12/10/c_1.htm") == date(2019, 12, 10)
    assert date_in_address("https://a.example/2025/sep/05/story") == date(2025, 9, 5)
    assert date_in_address("https://a.example/story-20250905.html") is None
    assert date_in_address("https://a.example/a?d=2025/09/05/") is None
