"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from policygraph.charsets import decode
from policygraph.feed_items import Item, ParsedFeed, finished, parse_time
from policygraph.markup import plain_text


def parse(body: bytes, content_type: str, base: str) -> ParsedFeed:
    """Read a JSON Feed; an item that does not fit is read as far as it does."""
    try:
        document = json.loads(decode(body, content_type))
    except (ValueError, RecursionError) as error:
        return ParsedFeed(problem=f"looks like JSON but is not: {type(error).__name__}: {str(error)[:200]}")
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return ParsedFeed(problem="is JSON but no JSON Feed: it has no list of items")
    version = _text(document.get("version"))
    kind = "json11" if version.endswith("/1.1") else "json1"
    problem = "" if "jsonfeed.org/version/" in version else "does not say which version of JSON Feed it is"
    feed_authors = _authors(document)
    items = [_item(item, feed_authors) for item in document["items"] if isinstance(item, dict)]
    parsed = ParsedFeed(problem=problem, kind=kind, title=_text(document.get("title")))
    return finished(parsed, items, base, base)


def _item(item: dict[str, Any], feed_authors: tuple[str, ...]) -> Item:
    identifier = _text(item.get("id"))
    link = _text(item.get("url")) or _text(item.get("external_url"))
    if not link and identifier.startswith(("http://", "https://")):
        link = identifier
    summary = _text(item.get("summary")) or _text(item.get("content_text"))
    return Item(
        link=link,
        title=_text(item.get("title")),
        published=parse_time(_text(item.get("date_published")) or _text(item.get("date_modified"))),
        summary=summary or plain_text(_text(item.get("content_html"))),
        authors=_authors(item) or feed_authors,
    )


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """Of version 1.1 (``authors``), or of version 1 (``author``)."""
    listed = holder.get("authors")
    authors = listed if isinstance(listed, list) else [holder.get("author")]
    names = (_text(author.get("name")) for author in authors if isinstance(author, dict))
    return tuple(name for name in names if name)


def _text(value: object) -> str:
    """The value where it is text; a number as an id was allowed by version 1."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
