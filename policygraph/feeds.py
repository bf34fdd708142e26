"""The sources, and what a feed says.

A feed that is malformed yields what can be read of it, with the problem beside it; nothing in a feed raises.
"""

from __future__ import annotations

from pathlib import Path

from policygraph.errors import DataFileError
from policygraph.feed_items import ParsedFeed
from policygraph.feed_schema import FeedsFile
from policygraph.records import Feed
from policygraph.yaml_files import read_yaml

__all__ = ["ParsedFeed", "parse_feed", "read_feeds"]


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """Read a file of sources, in its order.

    Raises:
        DataFileError: where the file cannot be read or does not fit the schema; it names the line and the remedy.
    """
    feeds = tuple(model.feed() for model in read_yaml(path, FeedsFile).feeds)
    seen: set[str] = set()
    for feed in feeds:
        if feed.url in seen:
            raise DataFileError(path, _last_line(path, feed.url), f"{feed.url} stands twice", "Remove one of the two.")
        seen.add(feed.url)
    return feeds


def parse_feed(body: bytes, content_type: str, feed: Feed) -> ParsedFeed:
    """Read a feed: RSS 0.9x, 1.0, 2.0, Atom, CDF, JSON Feed 1 and 1.1, or a sitemap with news entries.

    Args:
        body: as fetched.
        content_type: the header's value, or empty.
        feed: where it came from; relative links are resolved against its URL.

    Returns:
        The entries in the order of the feed, with absolute http or https links and times in UTC. ``problem`` says what
        is wrong with the feed, and is empty where nothing is.
    """
    from policygraph.feed_formats import parse_document  # feedparser and lxml, which reading the list of sources spares

    return parse_document(body, content_type, feed.url)


def _last_line(path: Path, text: str) -> int | None:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return max((number for number, line in enumerate(lines, start=1) if text in line), default=None)
