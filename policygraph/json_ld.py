"""What a page declares of its article in JSON-LD (schema.org), read without trust in its form."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SCRIPT = 1_000_000  # characters of one script
MAX_NODES = 5_000
ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
        "OpinionNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
        "SocialMediaPosting", "TechArticle", "Report", "ScholarlyArticle",
    }
)  # fmt: skip
_PAGE_TYPES = frozenset({"WebPage", "ItemPage"})


@dataclass(frozen=True, slots=True)
class Declared:
    """What the JSON-LD of a page says of its article; empty where it says nothing."""

    headline: str = ""
    published: str = ""  # as written
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    free: bool = True  # isAccessibleForFree is not false


def declared(tree: HtmlElement) -> Declared:
    """The first article of the page's JSON-LD; a web page's date and name where there is no article."""
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if _types(node) & ARTICLE_TYPES]
    chosen = next((node for node in articles if node.get("headline")), articles[0] if articles else None)
    chosen = chosen or next((node for node in nodes if _types(node) & _PAGE_TYPES and node.get("datePublished")), None)
    return _read(chosen, nodes) if chosen is not None else Declared()


def _read(node: Mapping[str, object], nodes: list[Mapping[str, object]]) -> Declared:
    by_id = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str) and len(each) > 1}
    publishers = _names(node.get("publisher"), by_id)
    return Declared(
        headline=_text(node.get("headline") or node.get("name")),
        published=_text(node.get("datePublished") or node.get("dateCreated")),
        authors=_names(node.get("author") or node.get("creator"), by_id),
        publisher=publishers[0] if publishers else "",
        url=_text(node.get("url")) or _text(node.get("mainEntityOfPage")),
        language=_text(node.get("inLanguage")),
        body=_text(node.get("articleBody"), limit=MAX_SCRIPT),
        free=str(node.get("isAccessibleForFree", "true")).strip().casefold() not in ("false", "0"),
    )


def _nodes(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Every object of every script, outermost first; graphs and lists are opened."""
    waiting: list[object] = [_loaded(each.text or "") for each in tree.iterfind(".//script[@type]") if _is_ld(each)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = node[:MAX_NODES] + waiting
        elif isinstance(node, dict):
            yield node
            waiting = [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node] + waiting


def _is_ld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").casefold()


def _loaded(script: str) -> object:
    """The value of a script; None where it cannot be read. Control characters and stray wrappers are common."""
    text = re.sub(r"^\s*(?:/\*.*?\*/|//[^\n]*\n|<!\[CDATA\[|<!--)?\s*", "", script[:MAX_SCRIPT], flags=re.DOTALL)
    text = re.sub(r"\s*(?:;|\]\]>|//\s*\]\]>|-->)*\s*$", "", text)
    for attempt in (text, html.unescape(text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Mapping[str, object]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _text(value: object, limit: int = 2_000) -> str:
    """One line of plain text from a string, or from what names an object."""
    if isinstance(value, list):
        return _text(value[0], limit) if value else ""
    if isinstance(value, dict):
        return _text(value.get("@id") or value.get("url") or value.get("name"), limit)
    if not isinstance(value, str):
        return ""
    text = html.unescape(html.unescape(value[:limit]))
    return text.strip() if limit > 2_000 else re.sub(r"\s+", " ", re.sub(r"<[^<>]{0,200}>", "", text)).strip()


def _names(value: object, by_id: Mapping[object, Mapping[str, object]]) -> tuple[str, ...]:
    if isinstance(value, list):
        names = [name for each in value[:50] for name in _names(each, by_id)]
        return tuple(dict.fromkeys(names))
    if isinstance(value, dict):
        named = value if value.get("name") else by_id.get(value.get("@id"), {})
        name = named.get("name")
        return _names(name, {}) if isinstance(name, (str, list)) else ()
    name = _text(value)
    return (name,) if name and not name.startswith(("http://", "https://")) else ()
