"""RSS 0.9x, 1.0 and 2.0, Atom and CDF, read by feedparser within bounds."""

from __future__ import annotations

import codecs
import io
import re
from datetime import datetime
from typing import Any

import feedparser

from policygraph.charsets import declared, decode, encoding_of
from policygraph.feed_items import Item, ParsedFeed, absolute, finished, first_element, from_struct
from policygraph.markup import plain_text

_MAX_EXPANSION = 1_000_000  # bytes that all entity references together may stand for
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"'>]+)\s+(\"[^\"]*\"|'[^']*')[^>]*>")
_ANY_ENTITY = re.compile(rb"<!ENTITY[^>]*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_HTML = re.compile(rb"<html\b", re.IGNORECASE)
# feedparser takes some 30 microseconds a tag, and the square of the number of attributes; these bounds keep the worst
# document to some ten seconds, and are far above what real feeds need.
_MAX_TAGS = 300_000
_MAX_ATTRIBUTE_SQUARES = 400_000_000
_ADDRESS_AND_NAME = re.compile(r"\s*[^\s@]+@[^\s@]+\s+\(([^()]+)\)\s*")  # as RSS 2.0 writes an author
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse(body: bytes, content_type: str, base: str) -> ParsedFeed:
    """Read a feed in XML; what is malformed is read as far as it can be."""
    if _is_web_page(body):
        return ParsedFeed(problem=_of_web_page(body, base))
    body, content_type = _honest(body, content_type)
    body, problem = _without_bombs(body)
    if costly := _too_costly(body):
        return ParsedFeed(problem=costly)
    headers = {"content-type": content_type or "application/xml", "content-location": base}
    try:
        # Summaries become plain text, so there is nothing to sanitise in them and nothing to resolve.
        document = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - a hostile feed finds the fault of any parser; it must not stop the others
        return ParsedFeed(problem=f"cannot be read: {type(error).__name__}: {str(error)[:200]}")
    problem = problem or _problem(document)
    parsed = ParsedFeed(problem=problem, kind=document.get("version", ""), title=_plain(document.feed, "title"))
    return finished(parsed, [_item(entry) for entry in document.entries], base, base)


def _honest(body: bytes, content_type: str) -> tuple[bytes, str]:
    """The body in UTF-8 where it is not in the encoding that it claims; otherwise as it is."""
    if body.startswith(_BOMS) or b"\0" in body[:1024]:
        return body, content_type
    actual, claims = encoding_of(body, content_type), declared(body, content_type)
    if actual == (claims[0] if claims else "utf-8") or body.isascii():
        return body, content_type
    text = _DECLARATION.sub("", decode(body, content_type), count=1)
    return text.encode(), "application/xml; charset=utf-8"


def _without_bombs(body: bytes) -> tuple[bytes, str]:
    """The body, without its entities where they would expand to too much.

    feedparser takes out external and nested entities itself; what is left is one long entity referred to many times.
    """
    plain = body.replace(b"\0", b"")
    if b"<!ENTITY" not in plain:
        return body, ""
    sizes = {name: len(value) for name, value in _ENTITY.findall(plain)}
    expansion = sum(plain.count(b"&" + name + b";") * size for name, size in sizes.items())
    if expansion <= _MAX_EXPANSION:
        return body, ""
    return _ANY_ENTITY.sub(b"", plain), f"its entities would expand to {expansion} bytes and were taken out"


def _problem(document: feedparser.FeedParserDict) -> str:
    if not document.get("version") and not document.entries:
        return "is no feed that is known: RSS, Atom, JSON Feed or a news sitemap"
    exception = document.get("bozo_exception")
    if not document.get("bozo") or isinstance(
        exception, feedparser.NonXMLContentType | feedparser.CharacterEncodingOverride
    ):
        return ""
    return f"malformed, read as far as it could be: {str(exception)[:200]}"


def _is_web_page(body: bytes) -> bool:
    head = body[:65_536]
    return _HTML.match(head, first_element(head)) is not None


def _of_web_page(body: bytes, base: str) -> str:
    """A page was named where a feed was meant: say which feeds it names itself."""
    found = []
    for link in _LINK.findall(decode(body[:200_000])):
        href = re.search(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", link, re.IGNORECASE)
        if href and "alternate" in link and re.search(r"rss|atom|feed\+json", link, re.IGNORECASE):
            found.append(absolute(href[1], base))
    named = ", ".join(filter(None, found[:5]))
    return f"is a web page, not a feed; {f'it names these feeds: {named}' if named else 'look for its feed'}"


def _too_costly(body: bytes) -> str:
    """Why a document would take too long to read; empty where it would not."""
    tags = body.count(b"<")
    if tags > _MAX_TAGS:
        return f"has {tags} tags, more than any feed needs; it was not read"
    if sum(piece.count(b"=") ** 2 for piece in body.split(b"<")) > _MAX_ATTRIBUTE_SQUARES:
        return "has tags with thousands of attributes; it was not read"
    return ""


def _item(entry: feedparser.FeedParserDict) -> Item:
    return Item(
        link=_link(entry),
        title=_plain(entry, "title"),
        published=_published(entry),
        summary=_plain(entry, "summary") or _content(entry),
        authors=_authors(entry),
    )


def _link(entry: feedparser.FeedParserDict) -> str:
    """The page: where FeedBurner says it came from, the link, else whatever the item has that is an address."""
    alternates = [link.get("href", "") for link in entry.get("links", []) if link.get("rel") in ("alternate", "", None)]
    for candidate in (entry.get("feedburner_origlink"), entry.get("link"), *alternates, entry.get("id")):
        if candidate and _looks_like_link(candidate, is_id=candidate == entry.get("id")):
            return str(candidate)
    return ""


def _looks_like_link(candidate: str, *, is_id: bool) -> bool:
    """An id may be anything; it is a link only where it is an absolute address."""
    return candidate.lower().startswith(("http://", "https://")) if is_id else True


def _published(entry: feedparser.FeedParserDict) -> datetime | None:
    """When the item was published; where it says only when it was created or changed, that."""
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        parsed = dict.get(entry, name)
        if parsed and (moment := from_struct(parsed)):
            return moment
    return None


def _content(entry: feedparser.FeedParserDict) -> str:
    for content in entry.get("content", []):
        if text := _of_type(content.get("value", ""), content.get("type", "")):
            return text
    return ""


def _plain(holder: Any, name: str) -> str:
    """A title or summary as plain text."""
    value = holder.get(name) or ""
    detail = holder.get(f"{name}_detail") or {}
    return _of_type(value, detail.get("type", "text/html"))


def _of_type(value: str, media_type: str) -> str:
    return value if media_type == "text/plain" else plain_text(value)


def _authors(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    """The names; an address of which no name is given is nobody's to publish."""
    names = [author.get("name", "") for author in entry.get("authors", []) if author]
    if len(names) == 1 and (written := _ADDRESS_AND_NAME.fullmatch(entry.get("author", "")[:500])):
        names = [written[1]]  # feedparser cuts the address wrongly where its last label is long
    if not any(names) and entry.get("author"):
        names = [entry["author"]]
    return tuple(plain_text(name) for name in names if name and "@" not in name)
