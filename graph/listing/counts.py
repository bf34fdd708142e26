"""What is counted of the rows, so that no page need count it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from graph.listing.schema import SHOWN_FROM

BUSY = 500  # events of an entity beyond which its companions are counted beforehand
# Events by type, statuses and month, and how many of them are less sure than {sure}, a number.
MONTHS = """
    SELECT type, statuses, month, COUNT(*) AS count,
        SUM(sure < {sure}) AS doubtful FROM event {where}
    GROUP BY 1, 2, 3"""
# With whom an entity (?1) takes part in events that are at least as sure as ?3, the most frequent first; at most ?2.
COMPANIONS = """
    SELECT other.entity AS iri, COUNT(DISTINCT other.document) AS events FROM participant AS one
    JOIN event ON event.document = one.document AND event.sure >= ?3
    JOIN participant AS other ON other.event = one.event AND other.entity <> one.entity
    WHERE one.entity = ?1 AND other.entity <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?2"""
_COMPANIONS = 50

# Each statement of the rows that are counted for, all or those of a part: ``{part}`` says which.
_NUMBERS = """
UPDATE participant SET document = (SELECT document FROM event WHERE event.iri = participant.event)
    WHERE event IN {events}"""
_COUNTRIES = """
INSERT OR IGNORE INTO event_country SELECT entity.country, participant.document FROM participant
    JOIN entity ON entity.iri = participant.entity WHERE entity.country <> '' AND participant.event IN {events}
    ORDER BY 1, 2"""
_EVENTS = """
UPDATE event SET noted = (SELECT MIN(fetched_at) FROM report JOIN article ON article.iri = report.article
                          WHERE report.event = event.iri) WHERE iri IN {events}"""
_ARTICLES = """
UPDATE article SET
    events = (SELECT COUNT(DISTINCT event) FROM report WHERE article = article.iri),
    entities = (SELECT COUNT(*) FROM reference WHERE article = article.iri) WHERE iri IN {articles}"""
_ENTITIES = f"""
UPDATE entity SET
    articles = (SELECT COUNT(*) FROM reference WHERE entity = entity.iri),
    events = (SELECT COUNT(DISTINCT event.document) FROM participant JOIN event USING (document)
        WHERE participant.entity = entity.iri AND event.sure >= {SHOWN_FROM}),
    (first_seen, noted) = (SELECT MIN(published), MIN(fetched_at) FROM reference
        JOIN article ON article.iri = reference.article WHERE reference.entity = entity.iri)
    WHERE iri IN {{entities}}"""  # noqa: S608  # the confidence is ours
_INDICES = """
CREATE INDEX participant_entity ON participant (entity, document);
CREATE INDEX participant_document ON participant (document, entity);
CREATE INDEX event_country_document ON event_country (document, country);
"""


def count_everything(database: sqlite3.Connection) -> None:
    """Count for all rows of a listing that has no counts, nor the indices that they need."""
    of_all = {"events": "(SELECT iri FROM event)", "articles": "(SELECT iri FROM article)"}
    of_all["entities"] = "(SELECT iri FROM entity)"
    database.execute(_NUMBERS.format(**of_all))
    database.executescript(_INDICES)
    for statement in (_COUNTRIES, _EVENTS, _ARTICLES, _ENTITIES):
        database.execute(statement.format(**of_all))


def count_part(
    database: sqlite3.Connection, events: Iterable[str], articles: Iterable[str], entities: Iterable[str]
) -> None:
    """Count anew for some rows of a listing, by their IRIs."""
    some = {"events": events, "articles": articles, "entities": entities}
    for name, iris in some.items():
        database.execute(f"CREATE TEMP TABLE counted_{name} (iri TEXT PRIMARY KEY) WITHOUT ROWID")
        database.executemany(f"INSERT OR IGNORE INTO counted_{name} VALUES (?)", ((iri,) for iri in iris))  # noqa: S608
    of_part = {name: f"(SELECT iri FROM counted_{name})" for name in some}  # noqa: S608
    for statement in (_NUMBERS, _COUNTRIES, _EVENTS, _ARTICLES, _ENTITIES):
        database.execute(statement.format(**of_part))
    for name in some:
        database.execute(f"DROP TABLE counted_{name}")


def count_busiest(database: sqlite3.Connection, among: Iterable[str] | None = None) -> None:
    """What would take long to count when it is asked for: of all events, and of the busiest entities.

    Args:
        database: the listing.
        among: entities whose events are others than before; None where that is any.
    """
    entities = None if among is None else sorted(among)
    _forget("event_month", database, None if entities is None else ["", *entities])
    _forget("companion", database, entities)
    of_all = MONTHS.format(where="", sure=SHOWN_FROM)
    database.execute(f"INSERT INTO event_month SELECT '', * FROM ({of_all})")  # noqa: S608
    for iri in _busy(database, entities):
        _count_busy(database, iri)


def _forget(table: str, database: sqlite3.Connection, entities: Iterable[str] | None) -> None:
    if entities is not None:
        database.executemany(f"DELETE FROM {table} WHERE entity = ?", ((iri,) for iri in entities))  # noqa: S608


def _busy(database: sqlite3.Connection, entities: Iterable[str] | None) -> list[str]:
    if entities is None:
        statement = "SELECT entity FROM participant WHERE entity <> '' GROUP BY 1 HAVING COUNT(DISTINCT document) > ?"
        return [iri for (iri,) in database.execute(statement, (BUSY,))]
    count = "SELECT COUNT(DISTINCT document) FROM participant WHERE entity = ?"
    return [iri for iri in entities if iri and database.execute(count, (iri,)).fetchone()[0] > BUSY]


def _count_busy(database: sqlite3.Connection, iri: str) -> None:
    taking_part = "WHERE document IN (SELECT document FROM participant WHERE entity = ?1)"
    of_entity = MONTHS.format(where=taking_part, sure=SHOWN_FROM)
    for sure in (0.0, SHOWN_FROM):
        statement = f"INSERT INTO companion SELECT ?1, ?3, * FROM ({COMPANIONS})"  # noqa: S608
        database.execute(statement, (iri, _COMPANIONS, sure))
    database.execute(f"INSERT INTO event_month SELECT ?1, * FROM ({of_entity})", (iri,))  # noqa: S608
