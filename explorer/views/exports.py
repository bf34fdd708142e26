"""Lists to take along: as CSV for a spreadsheet, as an Atom feed for a reader that asks again and again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from explorer.addresses import page_of, page_of_event
from explorer.lists.articles import list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import entity_links, list_entities
from explorer.lists.events import list_events
from explorer.lists.exposures import list_exposures
from explorer.lists.records import EventItem
from explorer.pages import Ask
from explorer.views.articles import article_filter
from explorer.views.entities import entity_filter
from explorer.views.events import event_filter
from explorer.views.exposure import wanted_exposures

MOST_ROWS = 20_000
_MOST_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class FileTable:
    """A list as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def events_table(ask: Ask) -> FileTable:
    """The events that pass the filters of the address."""
    columns = ("iri", "type", "status", "date", "dated", "first_reported", "participants", "attributes", "amount",
               "currency", "amount_text", "confidence", "reports", "sources", "conflict", "evidence")  # fmt: skip
    rows = (
        (e.iri, e.type, e.status, e.edtf or e.day, e.dated, e.first_reported, participants(e),
         "; ".join(f"{name}={value}" for name, value in e.attributes), e.amount, e.currency, e.amount_text,
         e.confidence, e.reports, e.sources, " ".join(e.conflict), e.evidence)
        for e in list_events(ask.data.listing, event_filter(ask), Slice(1, MOST_ROWS))
    )  # fmt: skip
    return FileTable(columns, tuple(rows))


def articles_table(ask: Ask) -> FileTable:
    """The articles that pass the filters of the address."""
    columns = ("iri", "id", "title", "lang", "published", "publisher", "url", "copy_of", "events", "entities")
    found = list_articles(ask.data.listing, article_filter(ask), Slice(1, MOST_ROWS))
    return FileTable(columns, tuple(tuple(getattr(item, name) for name in columns) for item in found))


def entities_table(ask: Ask) -> FileTable:
    """The entities that pass the filters of the address."""
    columns = ("iri", "name", "name_zh", "type", "country", "wikidata", "known", "events", "articles", "first_seen")
    found = list_entities(ask.data.listing, entity_filter(ask), Slice(1, MOST_ROWS))
    return FileTable(columns, tuple(tuple(getattr(item, name) for name in columns) for item in found))


def exposures_table(ask: Ask) -> FileTable:
    """Whom the restriction of the address reaches, or what reaches its entity: a line an exposure, with the path."""
    columns = ("iri", "exposed", "exposed_name", "restriction", "basis", "verdict", "operator", "operator_name", "path")
    wanted = wanted_exposures(ask)
    found = list_exposures(ask.data.listing, wanted, Slice(1, MOST_ROWS)) if wanted else ()
    ends = {iri for e in found for step in e.path for iri in (step.source, step.target)}
    names = entity_links(ask.data.listing, ends | {iri for e in found for iri in (e.exposed, e.operator)})
    rows = (
        (e.iri, e.exposed, names[e.exposed].name, e.restriction, e.basis, e.verdict, e.operator,
         names[e.operator].name,
         "; ".join(f"{names[s.source].name} {s.relation} {names[s.target].name}" for s in e.path))
        for e in found
    )  # fmt: skip
    return FileTable(columns, tuple(rows))


def exposures_csv(ask: Ask) -> bytes:
    """Whom the restriction of the address reaches, or what reaches its entity."""
    return _csv(exposures_table(ask))


def events_csv(ask: Ask) -> bytes:
    """The events that pass the filters of the address."""
    return _csv(events_table(ask))


def articles_csv(ask: Ask) -> bytes:
    """The articles that pass the filters of the address."""
    return _csv(articles_table(ask))


def entities_csv(ask: Ask) -> bytes:
    """The entities that pass the filters of the address."""
    return _csv(entities_table(ask))


def _csv(table: FileTable) -> bytes:
    return as_csv(table.columns, table.rows)


def participants(event: EventItem) -> str:
    """Who takes part in an event, in one line."""
    return "; ".join(f"{one.role}: {one.entity.name if one.entity else one.text}" for one in event.participants)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table for a spreadsheet; what it would take for a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # the mark by which spreadsheets know UTF-8


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def events_atom(ask: Ask) -> bytes:
    """The events that pass the filters of the address as a feed, the latest reported first."""
    wanted = replace(event_filter(ask), order="reported")
    found = list_events(ask.data.listing, wanted, Slice(1, _MOST_ENTRIES))
    entries = [
        Entry(
            event.iri,
            f"{ask.language.heading(event.type)}: {participants(event)}"
            if event.participants
            else event.evidence[:120],
            ask.origin + page_of_event(event.iri),
            _moment(event.first_reported),
            event.evidence,
        )
        for event in found
    ]
    return _feed(ask, ask.language.text("Events"), entries)


def articles_atom(ask: Ask) -> bytes:
    """The articles that pass the filters of the address as a feed, the newest first."""
    wanted = replace(article_filter(ask), order="newest")
    entries = [
        Entry(item.iri, item.title or item.id, ask.origin + page_of(item.iri), _moment(item.published), item.publisher)
        for item in list_articles(ask.data.listing, wanted, Slice(1, _MOST_ENTRIES))
    ]
    return _feed(ask, ask.language.text("Articles"), entries)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    identifier: str
    title: str
    address: str
    updated: str  # RFC 3339
    summary: str


def _moment(day: str | None) -> str:
    return f"{day or '1970-01-01'}T00:00:00Z"


def _feed(ask: Ask, title: str, entries: Sequence[Entry]) -> bytes:
    words = ", ".join(value for _, value in ask.address.parameters)
    page = ask.address.at(ask.address.path.removesuffix(".atom"))
    named = f"policygraph: {title}{f' ({words})' if words else ''}"
    return atom(f"{ask.origin}{ask.address}", f"{ask.origin}{page}", named, entries)


def atom(address: str, page: str, title: str, entries: Sequence[Entry]) -> bytes:
    """A feed as RFC 4287 has it.

    Args:
        address: of the feed itself.
        page: where people read the same.
        title: of the feed.
        entries: the newest first.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "title", title)
    _add(root, "id", address)
    _add(root, "link", href=address, rel="self", type="application/atom+xml")
    _add(root, "link", href=page, rel="alternate", type="text/html")
    _add(root, "updated", max((entry.updated for entry in entries), default=_moment(None)))
    _add(_add(root, "author"), "name", "policygraph")
    for entry in entries:
        element = _add(root, "entry")
        _add(element, "id", entry.identifier)
        _add(element, "title", entry.title)
        _add(element, "link", href=entry.address, rel="alternate")
        _add(element, "updated", entry.updated)
        _add(element, "summary", entry.summary)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = "".join(character for character in text if character >= " " or character in "\t\n") or None
    return element
