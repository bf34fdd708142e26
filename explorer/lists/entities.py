"""Entities: links to them, the list of them, and what the articles say of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer.lists.conditions import Conditions, Count, Slice, counts, total
from explorer.lists.records import EntityItem, EntityLink, FactItem
from graph.listing import COMPANIONS

_ORDERS = {
    "events": "events DESC, articles DESC, name",
    "articles": "articles DESC, events DESC, name",
    "name": "name COLLATE NOCASE, iri",
    "newest": "first_seen DESC, name",
    "noted": "noted DESC, name",
}
ORDERS = tuple(_ORDERS)
MOST_FACTS = 40  # of one kind about one entity
# Facts about the entity ?1: of each kind the ?2 that were told last (one look for all kinds: quicker than one each).
_NEWEST_ABOUT = """fact.iri IN (SELECT iri FROM (
    SELECT fact.iri, ROW_NUMBER() OVER (PARTITION BY fact.type ORDER BY article.published DESC, fact.iri) AS place
    FROM fact JOIN article ON article.iri = fact.article WHERE fact.subject = ?1 OR fact.object = ?1
) WHERE place <= ?2)"""
COLUMNS = "iri, name, name_zh, type, country, wikidata, known, articles, events, first_seen"


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities are wanted; what is empty does not filter."""

    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    words: str = ""
    unknown: bool = False  # only those that the gazetteer does not know
    order: str = "events"

    def conditions(self) -> Conditions:
        """The filter as SQL over the table ``entity``."""
        made = Conditions().plus_any("type", self.types).plus_any("country", self.countries)
        if self.unknown:
            made = made.plus("known = 0")
        return made.plus_words("entity", self.words, prefix=True)


def entity_links(listing: sqlite3.Connection, iris: Iterable[str]) -> dict[str, EntityLink]:
    """These entities as links, by the IRIs given.

    One for which another stands is that other one; one that the graph does not describe is named by the end of its IRI.
    """
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    found = _links(listing, wanted)
    stays = _standing(listing, [iri for iri in wanted if iri not in found])
    others = _links(listing, sorted(set(stays.values()))) if stays else {}
    return {iri: found.get(iri) or others.get(stays.get(iri, "")) or _bare(iri) for iri in wanted}


def _standing(listing: sqlite3.Connection, gone: Sequence[str]) -> dict[str, str]:
    """The entities that stand for some that are not listed."""
    if not gone:
        return {}
    conditions = Conditions().plus_any("gone", gone)
    rows = listing.execute(f"SELECT gone, stays FROM replaced{conditions.where}", conditions.values)  # noqa: S608
    return {row["gone"]: row["stays"] for row in rows}


def _bare(iri: str) -> EntityLink:
    return EntityLink(iri, iri.rpartition("/")[2])


def _links(listing: sqlite3.Connection, wanted: Sequence[str]) -> dict[str, EntityLink]:
    conditions = Conditions().plus_any("iri", wanted)
    rows = listing.execute(f"SELECT iri, name, name_zh, type FROM entity{conditions.where}", conditions.values)  # noqa: S608
    return {row["iri"]: EntityLink(row["iri"], row["name"], row["name_zh"], row["type"]) for row in rows}


def list_entities(listing: sqlite3.Connection, wanted: EntityFilter, part: Slice) -> tuple[EntityItem, ...]:
    """The entities that pass the filter, in the order wanted."""
    conditions = wanted.conditions()
    order = _ORDERS.get(wanted.order, _ORDERS["events"])
    statement = f"SELECT {COLUMNS} FROM entity{conditions.where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
    rows = listing.execute(statement, (*conditions.values, part.size, part.offset))
    return tuple(entity_item(row) for row in rows)


def count_entities(listing: sqlite3.Connection, wanted: EntityFilter) -> int:
    """How many entities pass the filter."""
    return total(listing, "entity", wanted.conditions())


def facet(listing: sqlite3.Connection, column: str, wanted: EntityFilter) -> tuple[Count, ...]:
    """The values of ``type`` or ``country`` among the entities that the other filters leave."""
    others = EntityFilter(
        types=() if column == "type" else wanted.types,
        countries=() if column == "country" else wanted.countries,
        words=wanted.words,
        unknown=wanted.unknown,
    )
    return counts(listing, column, "entity", others.conditions())


def entities_by_iri(listing: sqlite3.Connection, iris: Iterable[str]) -> dict[str, EntityItem]:
    """These entities; those that are not there are left out."""
    conditions = Conditions().plus_any("iri", sorted(set(iris)))
    if not conditions.clauses:
        return {}
    rows = listing.execute(f"SELECT {COLUMNS} FROM entity{conditions.where}", conditions.values)  # noqa: S608
    return {row["iri"]: entity_item(row) for row in rows}


def entity(listing: sqlite3.Connection, iri: str) -> EntityItem | None:
    """One entity."""
    row = listing.execute(f"SELECT {COLUMNS} FROM entity WHERE iri = ?", (iri,)).fetchone()  # noqa: S608
    return None if row is None else entity_item(row)


def entity_item(row: sqlite3.Row) -> EntityItem:
    """An entity from a row of COLUMNS."""
    return EntityItem(**{**dict(row), "known": bool(row["known"])})


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that occurs in the same events as another."""

    entity: EntityLink
    events: int


def companions(
    listing: sqlite3.Connection, iri: str, confidence: float = 0.0, limit: int = 20
) -> tuple[Companion, ...]:
    """With whom an entity takes part in events of at least a confidence, the most frequent first."""
    counted = """SELECT other AS iri, events FROM companion WHERE entity = ?1 AND sure = ?3
        ORDER BY events DESC, other LIMIT ?2"""
    asked = (iri, limit, confidence)
    rows = listing.execute(counted, asked).fetchall() or listing.execute(COMPANIONS, asked).fetchall()
    links = entity_links(listing, (row["iri"] for row in rows))
    return tuple(Companion(links[row["iri"]], row["events"]) for row in rows)


def facts_about(listing: sqlite3.Connection, iri: str) -> tuple[FactItem, ...]:
    """What the articles say of an entity's owners, products, dependencies and figures.

    Returns:
        Of each kind the newest: as many as ``MOST_FACTS``, and one beyond them where there are more.
    """
    return _facts(listing, _NEWEST_ABOUT, (iri, MOST_FACTS + 1))


def facts_in(listing: sqlite3.Connection, article: str) -> tuple[FactItem, ...]:
    """What one article says of owners, products, dependencies and figures."""
    return _facts(listing, "fact.article = ?", (article,))


def _facts(listing: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> tuple[FactItem, ...]:
    rows = listing.execute(
        f"""SELECT fact.*, article.publisher, article.published FROM fact JOIN article ON article.iri = fact.article
            WHERE {condition} ORDER BY fact.type, article.published DESC, fact.iri""",  # noqa: S608
        values,
    ).fetchall()
    links = entity_links(listing, {row[end] for row in rows for end in ("subject", "object") if row[end]})
    skipped = {"subject", "object"}
    return tuple(
        FactItem(
            **{name: value for name, value in dict(row).items() if name not in skipped},
            subject=links.get(row["subject"]),
            object=links.get(row["object"]),
        )
        for row in rows
    )
