"""One URL for one article."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.urls import canonical_url

SAME = [
    ("HTTP://Example.COM:80/News/", "http://example.com/News"),
    ("https://example.com:443", "https://example.com/"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("https://example.com/a/./b/../c", "https://example.com/a/c"),
    ("https://example.com/%7euser/%e4%b8%ad", "https://example.com/~user/%E4%B8%AD"),
    ("https://example.com/中", "https://example.com/%E4%B8%AD"),
    ("https://例子.中国/a", "https://xn--fsqu00a.xn--fiqs8s/a"),
    ("https://example.com/a#section", "https://example.com/a"),
    ("https://example.com/a#!/story/1", "https://example.com/a#!/story/1"),
    ("https://example.com/a?utm_source=x&id=7&fbclid=y", "https://example.com/a?id=7"),
    ("https://example.com/a?b=2&a=1&a=0", "https://example.com/a?a=1&a=0&b=2"),
    ("https://example.com/a?", "https://example.com/a"),
    ("https://example.com/a;jsessionid=AB12?x=1", "https://example.com/a?x=1"),
    ("https://www.theguardian.com/a?CMP=rss", "https://www.theguardian.com/a"),
    ("https://example.com/a?CMP=rss", "https://example.com/a?CMP=rss"),
    ("https://finance.sina.com.cn/a.shtml?from=wap&cre=x", "https://finance.sina.com.cn/a.shtml"),
    (" https://example.com/a\n", "https://example.com/a"),
    # AMP
    ("https://example.com/2026/chip-ban/amp/", "https://example.com/2026/chip-ban"),
    ("https://example.com/2026/chip-ban.amp.html", "https://example.com/2026/chip-ban.html"),
    ("https://example.com/amp/2026/chip-ban", "https://example.com/2026/chip-ban"),
    ("https://example.com/chip-ban?amp=1", "https://example.com/chip-ban"),
    ("https://example.com/chip-ban?outputType=amp", "https://example.com/chip-ban"),
    ("https://amp.theguardian.com/technology/x", "https://www.theguardian.com/technology/x"),
    (
        "https://example-com.cdn.ampproject.org/c/s/example.com/chip-ban/amp/?amp_js_v=0.1",
        "https://example.com/chip-ban",
    ),
    ("https://cdn.ampproject.org/v/example.com/a", "http://example.com/a"),
    ("https://www.google.com/amp/s/www.example.com/chip-ban.amp", "https://www.example.com/chip-ban"),
    # mobile hosts with the same paths
    ("https://m.thepaper.cn/newsDetail_forward_1", "https://www.thepaper.cn/newsDetail_forward_1"),
]

DIFFERENT = [
    ("https://example.com/wiki/amp", "https://example.com/wiki"),
    ("https://m.example.com/a", "https://example.com/a"),
    ("https://example.com/a?id=1", "https://example.com/a?id=2"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com/A", "https://example.com/a"),
    ("http://example.com:8080/a", "http://example.com/a"),
    ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
    ("https://news.google.com/rss/articles/A?oc=5", "https://news.google.com/rss/articles/B?oc=5"),
]


@pytest.mark.parametrize(("url", "canonical"), SAME)
def test_folds(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_keeps_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", ["", "mailto:a@b", "http://[::1", "javascript:x", "/relative", "http://a:port/"])
def test_what_is_no_web_address_comes_back(url: str) -> None:
    assert canonical_url(url) == url


def test_google_news_redirect_is_left_alone() -> None:
    url = "https://news.google.com/rss/articles/CBMiX2h0dHBz?oc=5&hl=en-US"
    assert canonical_url(url) == url


PIECE = st.sampled_from(
    ["a", "amp", ".amp", "/", "//", "..", ".", "?", "&", "=", "#", "!", "%", "%2f", "%41", "%e4%bd", "中", "é", " ",
     ":", "80", "@", "utm_source=x", "amp=1", "www.google.com", "cdn.ampproject.org", "/c/s/", "/amp/s/", "example.com",
     "m.36kr.com", "2026-a", ";jsessionid=1", "[", "]", "\\", "\t", "xn--", "İ", "\ud800", "HTTP://", "https://", "+"]
)  # fmt: skip
URLS = st.one_of(
    st.lists(PIECE, max_size=12).map("".join),
    st.lists(PIECE, max_size=12).map(lambda pieces: "https://example.com/" + "".join(pieces)),
    st.lists(PIECE, max_size=12).map(lambda pieces: "http://" + "".join(pieces)),
    st.text(max_size=40),
)


@given(URLS)
def test_is_idempotent(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(URLS)
def test_answers_with_an_address_of_ascii_for_each_web_address(url: str) -> None:
    once = canonical_url(url)
    try:
        parts = urlsplit(once)
        assert parts.port is None or parts.port >= 0
    except ValueError:
        return
    if parts.scheme in ("http", "https") and (parts.hostname or "").strip("."):
        assert once.isascii()
