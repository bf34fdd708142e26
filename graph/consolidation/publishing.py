"""Who published what, and since when an entity is spoken of: sums over articles, so that no question adds them up.

Only the sums that a changed article goes into are made again.
"""

from __future__ import annotations

from datetime import date

from rdflib.namespace import RDF

from graph.consolidation.article_reading import ReadArticle
from graph.consolidation.index import Index, Row
from graph.literals import day, integer, string
from graph.names import base, node
from graph.rdf_triples import Triples
from ontology.terms import PG
from policygraph.identifiers import digest

_SUMS = """SELECT COUNT(*), SUM(copy), SUM(reports), MIN(NULLIF(day, '')), MAX(NULLIF(day, ''))
  FROM published WHERE publisher = ?"""


def remember_publication(index: Index, number: int, read: ReadArticle | None) -> tuple[set[str], set[str]]:
    """Remember who published an article and whom it speaks of; gives the entities and publishers whose sums change.

    Args:
        index: is written.
        number: of the article.
        read: what it says now; None where it is gone.
    """
    moment = read.published.isoformat() if read and read.published else ""
    spoken: set[Row] = {(number, entity, moment) for entity in read.spoken_of} if read else set()
    published: set[Row] = set()
    if read and read.publisher:
        published = {(number, read.publisher, moment, int(read.is_copy), len(read.reports))}
    was_spoken = set(index.rows("SELECT article, entity, day FROM spoken WHERE article = ?", number))
    was_published = set(index.rows("SELECT * FROM published WHERE article = ?", number))
    if spoken != was_spoken:
        index.run("DELETE FROM spoken WHERE article = ?", number)
        index.run_many("INSERT INTO spoken VALUES (?, ?, ?)", sorted(spoken, key=str))
    if published != was_published:
        index.run("DELETE FROM published WHERE article = ?", number)
        index.run_many("INSERT INTO published VALUES (?, ?, ?, ?, ?)", published)
    return {str(row[1]) for row in spoken ^ was_spoken}, {str(row[1]) for row in published ^ was_published}


def entity_since(index: Index, entity: str) -> Triples:
    """Since when an entity is spoken of; nothing where no dated article speaks of it."""
    triples = Triples()
    if first := index.value("SELECT MIN(day) FROM spoken WHERE entity = ? AND day > ''", entity):
        triples.add(entity, PG.firstSpokenOf, day(date.fromisoformat(str(first))))
    return triples


def publisher_iri(name: str) -> str:
    """The IRI of a publisher, made from its name."""
    return f"{base()}publisher/{digest(name)}"


def publisher(index: Index, name: str) -> Triples:
    """How much somebody published, and when; nothing where no article is left."""
    triples = Triples()
    ((articles, copies, reports, first, last),) = index.rows(_SUMS, name)
    if articles:
        iri = publisher_iri(name)
        triples.add(iri, RDF.type, node(PG.Publisher))
        triples.add(iri, PG.name, string(name))
        for predicate, count in ((PG.articleCount, articles), (PG.copyCount, copies), (PG.eventReportCount, reports)):
            triples.add(iri, predicate, integer(int(str(count))))
        for predicate, moment in ((PG.firstReported, first), (PG.lastReported, last)):
            if moment:
                triples.add(iri, predicate, day(date.fromisoformat(str(moment))))
    return triples
