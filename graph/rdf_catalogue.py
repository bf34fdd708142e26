"""The catalogue record of an article: what it is, where it stands, who published it, its text."""

from __future__ import annotations

from rdflib.namespace import DC, RDF, SDO

from graph.literals import address, day, moment, string
from graph.names import node
from graph.rdf_triples import Triples
from ontology.terms import NIF, PG
from policygraph.identifiers import article_iri
from policygraph.records import Article


def catalogue(triples: Triples, article: Article) -> None:
    """Add the record and the contexts that mentions are offsets into."""
    iri = article_iri(article.id)
    triples.add(iri, RDF.type, node(PG.Article))
    triples.add(iri, SDO.inLanguage, string(article.lang))
    triples.add(iri, DC.identifier, string(article.id))
    if article.title:
        triples.add(iri, SDO.headline, string(article.title, article.lang))
    triples.add_text(iri, DC.publisher, article.publisher)
    for author in article.authors:
        triples.add_text(iri, DC.creator, author)
    _dates_and_places(triples, iri, article)
    _context(triples, iri, PG.textContext, f"{iri}/text", article.text)
    if article.title:
        _context(triples, iri, PG.titleContext, f"{iri}/title", article.title)


def _dates_and_places(triples: Triples, iri: str, article: Article) -> None:
    if article.published:
        triples.add(iri, SDO.datePublished, day(article.published))
    if article.url:
        triples.add(iri, SDO.url, address(article.url))
    if article.feed_url:
        triples.add(iri, PG.feed, address(article.feed_url))
    triples.add_text(iri, PG.pageSha256, article.page_sha256)
    if article.fetched_at:
        triples.add(iri, PG.fetchedAt, moment(article.fetched_at))
    if article.copy_of:
        triples.add(iri, PG.copyOf, node(article_iri(article.copy_of)))


def _context(triples: Triples, article: str, link: str, iri: str, text: str) -> None:
    triples.add(article, link, node(iri))
    triples.add(iri, RDF.type, node(NIF.Context))
    triples.add(iri, NIF.isString, string(text))
