"""Bring a listing up to date: take away the rows of what changed and of what that bears on, and write them anew.

What bears on what: an article's rows follow from its graph and the names of whom it speaks of; an event's from the
rows of its reports, their articles and participants, and from what was concluded; a judgement bears on what it is on,
and where another entity stands for one, on all articles that speak of it. The result is that of writing everything
(a test compares them, row by row); only the numbers of rows may differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.changes import of_kind, thing_of
from graph.listing import questions
from graph.listing.conclusions import rewrite_conclusions
from graph.listing.counts import count_busiest, count_part
from graph.listing.likeness import articles_with, rewrite_brackets, write_pairs
from graph.listing.listed_articles import read_reports, reports_of, write_articles
from graph.listing.listed_entities import read_entities, write_entities
from graph.listing.listed_events import write_events
from graph.listing.writing import Writing, article_words, entity_words, event_words, text_of
from graph.store import Reader

_MOST = 0.25  # of all articles: where more are to be written anew, writing everything is quicker


class TooMuchError(Exception):
    """So much changed that it is quicker to write everything."""


@dataclass(slots=True)
class _Reached:
    """What is written anew, by IRI."""

    articles: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # that an entity has now and had not, or the other way round
    counted: set[str] = field(default_factory=set)  # entities whose articles or events are others
    seen_in: set[str] = field(default_factory=set)  # articles that report events which are written anew


def rewrite(writing: Writing, touched: Iterable[str], before: Reader) -> None:
    """Write anew what changed.

    Args:
        writing: of a listing that was up to date before.
        touched: IRIs of what changed in the store since.
        before: the snapshot of that listing.

    Raises:
        TooMuchError: nothing was written.
    """
    names = set(touched)
    reached = _reached(writing, names)
    _note_counted(writing, reached)
    _take_away(writing, reached, before)
    _write_decided(writing)
    write_entities(writing, reached.entities)
    write_articles(writing, reached.articles)
    write_events(writing, reached.events)
    rewrite_conclusions(writing, names)
    _note_counted(writing, reached)
    count_part(writing.database, reached.events, reached.articles | reached.seen_in, reached.counted)
    count_busiest(writing.database, reached.counted)
    others = articles_with(writing, reached.names) - reached.articles
    rewrite_brackets(writing, _texts(writing.reader, others).items())
    write_pairs(writing)


def _reached(writing: Writing, touched: set[str]) -> _Reached:
    """What changed, and what that bears on."""
    reached = _Reached(of_kind(touched, "article"), of_kind(touched, "event"), of_kind(touched, "entity"))
    _judged(writing, reached)
    _replaced(writing, reached)
    _renamed(writing, reached)
    if len(reached.articles) > 20 and len(reached.articles) > _MOST * _count(writing, "article"):
        raise TooMuchError
    reached.events |= _all(writing, "SELECT event FROM report WHERE article = ?", reached.articles)
    reports = reports_of(writing, reached.articles)
    reached.events |= {report.event for report in read_reports(writing, reports)}
    return reached


def _judged(writing: Writing, reached: _Reached) -> None:
    """Add what something else is decided of than before."""
    now = writing.decided.bearing()
    was = {str(about): str(what) for about, what in writing.rows("SELECT about, what FROM decision")}
    changed = {iri for iri in now.keys() | was.keys() if now.get(iri) != was.get(iri)}
    things = {thing_of(iri) for iri in changed}
    reached.articles |= of_kind(things, "article")
    reached.entities |= of_kind(things, "entity")
    events = of_kind(things, "event")
    reached.events |= events
    reached.articles |= _all(writing, "SELECT article FROM report WHERE event = ?", events)


def _replaced(writing: Writing, reached: _Reached) -> None:
    """Add the entities for which others stand than before, and the articles that speak of them."""
    now = writing.decided.stays
    was = {str(gone): str(stays) for gone, stays in writing.rows("SELECT gone, stays FROM replaced")}
    gone = {iri for iri in now.keys() | was.keys() if now.get(iri) != was.get(iri)}
    reached.entities |= gone | {stays[iri] for stays in (now, was) for iri in gone if iri in stays}
    reached.articles |= {str(row["article"]) for row in writing.ask(questions.SPOKEN_OF, gone)}


def _renamed(writing: Writing, reached: _Reached) -> None:
    """Add what speaks of entities that are called otherwise, or are of another kind or country, than before."""
    reached.entities |= {writing.decided.one(iri) for iri in reached.entities}
    rows, called = read_entities(writing, reached.entities)
    now = {str(iri): (tuple(what), called[str(iri)]) for iri, _, _, *what in rows}
    for iri in reached.entities:
        known = writing.rows("SELECT type, country, wikidata, known FROM entity WHERE iri = ?", iri)
        names = tuple(
            str(name) for (name,) in writing.rows("SELECT name FROM name WHERE entity = ? ORDER BY name", iri)
        )
        was = (tuple(known[0]), names) if known else None
        if was != now.get(iri):
            reached.names |= {*names, *called.get(iri, ())}
            reached.articles |= _all(writing, "SELECT article FROM reference WHERE entity = ?", [iri])
            reached.events |= _all(writing, "SELECT event FROM participant WHERE entity = ?", [iri])


def _note_counted(writing: Writing, reached: _Reached) -> None:
    """Add the entities and articles for whose counts the rows that are there now speak."""
    reached.counted |= reached.entities
    reached.counted |= _all(writing, "SELECT entity FROM reference WHERE article = ?", reached.articles)
    reached.counted |= _all(writing, "SELECT entity FROM participant WHERE event = ?", reached.events)
    reached.seen_in |= _all(writing, "SELECT article FROM report WHERE event = ?", reached.events)


def _take_away(writing: Writing, reached: _Reached, before: Reader) -> None:
    """Take away the rows of what is written anew; what is there again gets the number that it had."""
    _take_words(writing, reached, before)
    for (number,) in _numbers(writing, "event", reached.events).values():
        writing.database.execute("DELETE FROM event_country WHERE document = ?", (number,))
    for table, column, iris in (
        ("article", "iri", reached.articles),
        *((table, "article", reached.articles) for table in ("reference", "report", "fact", "bracket")),
        ("event", "iri", reached.events),
        *((table, "event", reached.events) for table in ("participant", "attribute")),
        ("entity", "iri", reached.entities),
        ("name", "entity", reached.entities),
    ):
        writing.delete(table, column, iris)


def _take_words(writing: Writing, reached: _Reached, before: Reader) -> None:
    """Take away the words of rows while everything that they came from is still there."""
    database, texts = writing.database, _texts(before, reached.articles)
    for iri, (number, title, publisher) in _numbers(writing, "article", reached.articles, "title", "publisher").items():
        told = (str(title), str(publisher))
        writing.take_words(int(str(number)), article_words(database, iri, told, texts.get(iri, "")))
    for iri, (number, kind) in _numbers(writing, "event", reached.events, "type").items():
        writing.take_words(int(str(number)), event_words(database, iri, str(kind)))
    for iri, (number, name) in _numbers(writing, "entity", reached.entities, "name").items():
        writing.take_words(int(str(number)), entity_words(database, iri, str(name)))


def _numbers(writing: Writing, kind: str, iris: Iterable[str], *columns: str) -> dict[str, tuple[object, ...]]:
    """The numbers of those rows that are there, which they keep, and some columns of them."""
    statement = f"SELECT {', '.join(('document', *columns))} FROM {kind} WHERE iri = ?"  # noqa: S608
    found = {iri: rows[0] for iri in iris if (rows := writing.rows(statement, iri))}
    for iri, (number, *_) in found.items():
        writing.keep_number(iri, int(str(number)))
    return found


def _write_decided(writing: Writing) -> None:
    for table in ("decision", "replaced"):
        writing.database.execute(f"DELETE FROM {table}")  # noqa: S608
    write_decided(writing)


def write_decided(writing: Writing) -> None:
    """Write what was judged, and which entities others stand for."""
    writing.insert("decision", writing.decided.bearing().items())
    writing.insert("replaced", ((gone, writing.decided.one(gone)) for gone in writing.decided.stays))


def _texts(reader: Reader, articles: Iterable[str]) -> dict[str, str]:
    rows = questions.ask(reader, questions.TEXTS, articles)
    return {str(row["iri"]): text_of(row["text"]) for row in rows}


def _all(writing: Writing, statement: str, iris: Iterable[str]) -> set[str]:
    """What a statement about one IRI gives of several."""
    return {str(value) for iri in iris for (value,) in writing.rows(statement, iri) if value}


def _count(writing: Writing, table: str) -> int:
    return int(str(writing.rows(f"SELECT COUNT(*) FROM {table}")[0][0]))  # noqa: S608
