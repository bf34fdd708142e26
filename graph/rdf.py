"""From an extraction to the named graph of its article: what the article says, to the character.

No blank nodes, every IRI from content, and only what this one article says: labels and types of entities live in the
graph ``entities``, which this graph refers to through descriptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF

from graph.entities import Description, SharedNode, describe
from graph.literals import string
from graph.names import article_graph_name, base, node
from graph.rdf_catalogue import catalogue
from graph.rdf_mentions import Mentions
from graph.rdf_reports import event_reports, fact_reports
from graph.rdf_triples import Triples
from graph.store import NamedGraph
from ontology.terms import PG
from policygraph.identifiers import article_iri, digest
from policygraph.records import Extraction


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """What one article says, and the shared nodes that it refers to."""

    graph: NamedGraph
    article_id: str
    descriptions: tuple[Description, ...]  # of its entities, sorted
    activity: SharedNode  # the extraction that it came from

    @property
    def name(self) -> str:
        """The IRI of the named graph."""
        return self.graph.name

    def quads(self) -> Iterator[ox.Quad]:
        """The graph's own quads, sorted."""
        name = node(self.name)
        return (ox.Quad(t.subject, t.predicate, t.object, name) for t in self.graph.triples)


def article_graph(extraction: Extraction) -> ArticleGraph:
    """Build the graph of an article.

    Args:
        extraction: what was read from it; offsets are code points into the article's text or title.

    Returns:
        The graph; the same extraction gives the same triples in the same order on every machine.
    """
    article = extraction.article
    triples = Triples()
    mentions = Mentions(triples, article)
    descriptions = tuple(sorted({describe(entity) for entity in extraction.entities}))
    activity = extraction_activity(extraction.versions)
    name = article_graph_name(article.id)
    catalogue(triples, article)
    triples.add(name, RDF.type, node(PROV.Entity))
    triples.add(name, PROV.wasDerivedFrom, node(article_iri(article.id)))
    triples.add(name, PROV.wasGeneratedBy, node(activity.iri))
    mentions.references(extraction.entities)
    event_reports(triples, mentions, extraction)
    fact_reports(triples, mentions, extraction)
    return ArticleGraph(NamedGraph(name, triples.sorted()), article.id, descriptions, activity)


def extraction_activity(versions: Mapping[str, str]) -> SharedNode:
    """The activity that made an extraction, named by the versions of all that took part and by no clock."""
    components = [f"{name} {version}" for name, version in sorted(versions.items())]
    iri = f"{base()}activity/{digest(*components)}"
    subject = node(iri)
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [(RDF.type, node(PG.ExtractionActivity))]
    pairs += [(PG.component, string(component)) for component in components]
    return SharedNode(iri, tuple(ox.Triple(subject, node(p), o) for p, o in pairs))
