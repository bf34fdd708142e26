"""Mentions as NIF spans (RFC 5147 fragments) of the text or the title of an article."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import RDF

from graph.entities import describe
from graph.literals import confidence, integer, string
from graph.names import node
from graph.rdf_triples import Triples
from ontology.terms import NIF, PG
from policygraph.identifiers import article_iri, digest
from policygraph.records import Article, Entity, Mention


class Mentions:
    """The mentions of one article, each added once however often it is evidence."""

    def __init__(self, triples: Triples, article: Article) -> None:
        self._triples = triples
        self._article = article_iri(article.id)
        self._known: dict[Mention, ox.NamedNode] = {}

    def node(self, mention: Mention) -> ox.NamedNode:
        """The node of a mention, with its offsets and its text."""
        known = self._known.get(mention)
        if known is None:
            known = self._known[mention] = self._add(mention)
        return known

    def _add(self, mention: Mention) -> ox.NamedNode:
        context = f"{self._article}/{mention.field}"
        iri = f"{context}#char={mention.start},{mention.end}"
        self._triples.add(iri, RDF.type, node(PG.Mention))
        self._triples.add(iri, NIF.referenceContext, node(context))
        self._triples.add(iri, NIF.beginIndex, integer(mention.start))
        self._triples.add(iri, NIF.endIndex, integer(mention.end))
        self._triples.add(iri, NIF.anchorOf, string(mention.text))
        return ox.NamedNode(iri)

    def references(self, entities: Iterable[Entity]) -> None:
        """Say which entities the article speaks of, and where."""
        for entity in entities:
            self._reference(entity)

    def _reference(self, entity: Entity) -> None:
        iri = f"{self._article}/reference/{digest(entity.iri)}"
        self._triples.add(self._article, PG.reference, node(iri))
        self._triples.add(iri, RDF.type, node(PG.Reference))
        self._triples.add(iri, PG.entity, node(entity.iri))
        self._triples.add(iri, PG.description, node(describe(entity).iri))
        self._triples.add(iri, PG.confidence, confidence(entity.confidence))
        for mention in entity.mentions:
            self._triples.add(self.node(mention).value, PG.refersTo, node(entity.iri))
