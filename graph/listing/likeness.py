"""The rows of entities that may be one (``graph.listing.pairs``), from the other rows and the texts of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from functools import partial
from itertools import groupby

from graph.listing.fulltext import match_expression
from graph.listing.pairs import Candidate, Happening, bracket, bracketed, pairs
from graph.listing.schema import RANGES
from graph.listing.writing import Writing

_HAPPENINGS = """
SELECT event.iri, type, day, amount, role, entity FROM event JOIN participant ON participant.event = event.iri
WHERE day IS NOT NULL AND entity <> '' AND status <> 'denied' ORDER BY event.iri, place"""
_CANDIDATES = """
SELECT entity.iri, type, known, name.name FROM entity JOIN name ON name.entity = entity.iri
WHERE entity.iri IN (SELECT entity FROM reference JOIN article ON article.iri = reference.article) ORDER BY 1, 4"""
_NAMED = """
SELECT name.name, reference.entity, entity.known FROM reference JOIN entity ON entity.iri = reference.entity
JOIN name ON name.entity = reference.entity WHERE reference.article = ? ORDER BY 2, 1"""


def write_brackets(writing: Writing, article: str, text: str) -> None:
    """Write what the text of an article gives in brackets after an entity; whom it speaks of is listed already."""
    rows = writing.rows(_NAMED, article)
    if any(not known for _, _, known in rows):
        names = {str(name): str(entity) for name, entity, _ in rows}
        found = bracketed(article, text, names, partial(_of_one_alone, writing))
        writing.insert(
            "bracket", ((article, place, pair.first, pair.second, pair.quote) for place, pair in enumerate(found))
        )


def _of_one_alone(writing: Writing, name: str) -> str | None:
    """The entity that alone has a name."""
    rows = writing.rows("SELECT entity FROM name WHERE name = ? LIMIT 2", name)
    return str(rows[0][0]) if len(rows) == 1 else None


def rewrite_brackets(writing: Writing, articles: Iterable[tuple[str, str]]) -> None:
    """Write what the texts of some articles (IRI and text) give in brackets in place of what is listed."""
    for article, text in articles:
        writing.delete("bracket", "article", [article])
        write_brackets(writing, article, text)


def articles_with(writing: Writing, names: Iterable[str]) -> set[str]:
    """The articles in whose text or title some names stand, for what they may give in brackets."""
    statement = """SELECT iri FROM words JOIN article ON article.document = words.rowid
        WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?"""
    expressions = sorted({f"body : ({words})" for name in names if (words := match_expression(name))})
    found = (writing.rows(statement, expression, *RANGES["article"]) for expression in expressions)
    return {str(iri) for rows in found for (iri,) in rows}


def write_pairs(writing: Writing) -> None:
    """Write which entities may be one, of those that articles speak of, in place of what is listed."""
    spoken_of: dict[str, list[str]] = defaultdict(list)
    for article, entity in writing.database.execute(
        "SELECT article, entity FROM reference WHERE article IN (SELECT iri FROM article)"
    ):
        spoken_of[article].append(entity)
    brackets = writing.rows("SELECT article, first, second, quote FROM bracket ORDER BY article, place")
    told = (bracket(*map(str, row)) for row in brackets)
    writing.database.execute("DELETE FROM entity_pair")
    found = pairs(_candidates(writing), told, _happenings(writing), spoken_of)
    writing.insert("entity_pair", (astuple(pair) for pair in found))


def _candidates(writing: Writing) -> Iterator[Candidate]:
    for (iri, kind, known), named in groupby(writing.database.execute(_CANDIDATES), key=lambda row: row[:3]):
        yield Candidate(iri, kind, bool(known), tuple(name for *_, name in named))


def _happenings(writing: Writing) -> Iterator[Happening]:
    for (iri, kind, day, amount), found in groupby(writing.database.execute(_HAPPENINGS), key=lambda row: row[:4]):
        yield Happening(iri, kind, day, amount, tuple((role, entity) for *_, role, entity in found))
