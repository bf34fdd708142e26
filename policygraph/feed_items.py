"""The items of a feed, and what all kinds of feed have in common."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import struct_time
from urllib.parse import urljoin, urlsplit

from policygraph.records import FeedEntry

MAX_ENTRIES = 10_000
MAX_TEXT = 10_000  # code points of a title or summary
MAX_LINK = 8192
# Outside of these a date is a default of some software, or a slip.
_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What was read of a feed."""

    entries: tuple[FeedEntry, ...] = ()
    problem: str = ""  # what is wrong with the feed; empty where nothing is
    kind: str = ""  # e.g. "rss20", "atom10", "json11", "sitemap", "sitemap_index"; empty where it is none
    title: str = ""
    children: tuple[str, ...] = ()  # of a sitemap index: the sitemaps to read, newest first
    without_link: int = 0  # items that link to no page, and are left out


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed as it stands there."""

    link: str
    title: str = ""
    published: datetime | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()


def entries_of(items: Iterable[Item], base: str, feed_url: str) -> tuple[tuple[FeedEntry, ...], int, bool]:
    """The items as entries with absolute links.

    Returns:
        The entries, how many items were left out for want of a link to a page, and whether there were too many.
    """
    entries: list[FeedEntry] = []
    without_link = 0
    for item in items:
        if len(entries) >= MAX_ENTRIES:
            return tuple(entries), without_link, True
        link = absolute(item.link, base)
        if not link:
            without_link += 1
            continue
        entries.append(
            FeedEntry(
                feed_url=feed_url,
                url=link,
                title=one_line(item.title),
                published=item.published,
                summary=one_line(item.summary),
                authors=tuple(dict.fromkeys(filter(None, map(one_line, item.authors))))[:50],
            )
        )
    return tuple(entries), without_link, False


def finished(parsed: ParsedFeed, items: Iterable[Item], base: str, feed_url: str) -> ParsedFeed:
    """The feed with its entries, and what is wrong with them beside what was wrong before."""
    entries, without_link, cut = entries_of(items, base, feed_url)
    problems = [parsed.problem] if parsed.problem else []
    if without_link:
        problems.append(f"{without_link} of {without_link + len(entries)} items link to no page and were left out")
    if cut:
        problems.append(f"there are more than {MAX_ENTRIES} items; the rest was left out")
    return replace(parsed, entries=entries, without_link=without_link, problem="; ".join(problems))


def absolute(link: str, base: str) -> str:
    """The absolute http or https URL of a link; empty where it is none."""
    link = re.sub(r"[\x00-\x1f\x7f]", "", link).strip()
    if not link or len(link) > MAX_LINK:
        return ""
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return ""
    return joined if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def one_line(text: str) -> str:
    """Text with each run of white space as one blank, cut to a length that a title or summary can have."""
    return " ".join(text[: 4 * MAX_TEXT].split())[:MAX_TEXT]


def utc(moment: datetime | None) -> datetime | None:
    """An aware time in UTC: a naive one is taken as UTC, one out of all reason is none."""
    if moment is None:
        return None
    try:
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return aware if _EARLIEST <= aware < _LATEST else None


def parse_time(text: str) -> datetime | None:
    """A time as feeds write it (RFC 3339, RFC 822 and what feedparser knows besides), in UTC; None where it is none."""
    import feedparser.datetimes

    text = text.strip()[:100]
    if not text:
        return None
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    parsed = feedparser.datetimes._parse_date(text)
    return from_struct(parsed) if parsed else None


def from_struct(parsed: struct_time) -> datetime | None:
    """A time that feedparser read, which is in UTC."""
    try:
        return utc(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, TypeError, OSError):
        return None


def first_element(document: bytes) -> int:
    """Where the first element of an XML document begins, after comments, instructions and the document type.

    In time proportional to the length, whatever the document; its length where there is no element.
    """
    position = document.find(b"<")
    while position >= 0:
        end = _end_of_markup(document, position)
        if end == position:
            return position
        position = document.find(b"<", end) if end >= 0 else -1
    return len(document)


def _end_of_markup(document: bytes, start: int) -> int:
    """Where a comment, instruction or declaration ends; ``start`` where an element begins there, -1 for no end."""
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">")):
        if document.startswith(opening, start):
            found = document.find(closing, start + len(opening))
            return found + len(closing) if found >= 0 else -1
    return start
