"""Which kind of feed a document is, and who reads it."""

from __future__ import annotations

from policygraph import feed_json, feed_sitemap, feed_xml
from policygraph.content_coding import CodingError, TooLargeError, decoded
from policygraph.feed_items import ParsedFeed

MAX_BODY_BYTES = 50_000_000  # of a decompressed feed; the limit of the sitemap protocol


def parse_document(body: bytes, content_type: str, base: str) -> ParsedFeed:
    """Read a feed of any kind; see :func:`policygraph.feeds.parse_feed`."""
    try:
        plain = _decompressed(body)
    except (CodingError, TooLargeError) as error:
        return ParsedFeed(problem=f"the feed cannot be decompressed: {error}")
    if len(plain) > MAX_BODY_BYTES:
        return ParsedFeed(problem=f"the feed is larger than {MAX_BODY_BYTES} bytes")
    start = plain[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return ParsedFeed(problem="the feed is empty")
    if start[:1] in (b"{", b"["):
        return feed_json.parse(plain, content_type, base)
    if feed_sitemap.is_sitemap(plain):
        return feed_sitemap.parse(plain, base)
    return feed_xml.parse(plain, content_type, base)


def _decompressed(body: bytes) -> bytes:
    """A file that was compressed before it was put on the server, as sitemaps are."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    return decoded([body], "gzip", MAX_BODY_BYTES)
