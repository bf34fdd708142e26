"""What the listing asks of the graph: each question gives rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.names import graph_name
from graph.sparql_text import iri_text
from graph.store import Reader
from graph.tables import Cell, plain
from ontology.vocabulary import NAMESPACE
from policygraph.batches import batches

_AT_ONCE = 400  # IRIs in one question

PREFIXES = f"""
PREFIX pg: <{NAMESPACE}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
"""

# ``%(among)s`` is where the IRIs stand that a question is about, if it is not about all; once more in the optional
# parts that join, which are answered by themselves and would else be answered of everything.
ARTICLES = """SELECT ?iri ?id ?title ?lang ?published ?publisher ?url ?feed ?copy_of ?fetched_at ?text WHERE { %(among)s
  ?iri a pg:Article ; dc:identifier ?id ; schema:inLanguage ?lang .
  OPTIONAL { ?iri schema:headline ?title } OPTIONAL { ?iri schema:datePublished ?published }
  OPTIONAL { ?iri dc:publisher ?publisher } OPTIONAL { ?iri schema:url ?url } OPTIONAL { ?iri pg:feed ?feed }
  OPTIONAL { ?iri pg:copyOf ?copy_of } OPTIONAL { ?iri pg:fetchedAt ?fetched_at }
  OPTIONAL { ?iri pg:textContext/nif:isString ?text } }"""

TEXTS = "SELECT ?iri ?text WHERE { %(among)s ?iri pg:textContext/nif:isString ?text }"

ENTITIES = """SELECT ?iri ?name ?type ?country ?wikidata ?known WHERE { GRAPH <%(entities)s> { %(among)s
  ?iri a ?type ; rdfs:label ?name . OPTIONAL { ?iri pg:known ?known }
  OPTIONAL { ?iri pg:country ?country } OPTIONAL { ?iri skos:exactMatch ?wikidata } } }"""

NAMES = """SELECT ?iri (LANG(?name) AS ?lang) (STR(?name) AS ?text) ?preferred WHERE { GRAPH <%(entities)s> { %(among)s
  { ?iri rdfs:label ?label ; skos:prefLabel ?name BIND(true AS ?preferred) }
  UNION { ?iri rdfs:label ?label ; skos:altLabel ?name BIND(false AS ?preferred) } } }"""

REFERENCES = """SELECT ?article ?entity ?confidence WHERE { %(among)s
  ?article pg:reference ?reference . ?reference pg:entity ?entity ; pg:confidence ?confidence }"""

REPORTS = """SELECT ?iri ?article ?type ?status ?confidence ?background ?context ?begin ?end ?evidence
  ?edtf ?earliest ?latest ?amount ?amount_text ?currency WHERE { %(among)s
  ?iri a pg:EventReport ; pg:reportedIn ?article ; pg:reportsType ?type ; pg:status ?status ;
    pg:confidence ?confidence ; pg:evidence ?mention .
  ?mention nif:referenceContext ?context ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?evidence .
  OPTIONAL { ?iri pg:background ?background }
  OPTIONAL { %(among)s ?iri pg:when ?when . ?when pg:edtf ?edtf ; pg:earliest ?earliest ; pg:latest ?latest }
  OPTIONAL { %(among)s ?iri pg:amount ?quantity . ?quantity pg:value ?amount ; pg:originalText ?amount_text .
    OPTIONAL { ?quantity pg:currency ?currency } } }"""

ARGUMENTS = """SELECT ?iri ?role ?entity ?text ?begin WHERE { %(among)s
  ?iri a pg:EventReport ; pg:hasArgument ?argument .
  ?argument pg:role ?role ; pg:evidence/nif:beginIndex ?begin .
  OPTIONAL { ?argument pg:filler ?entity } OPTIONAL { ?argument pg:fillerText ?text } }"""

ATTRIBUTES = """SELECT ?iri ?name ?value WHERE { %(among)s ?iri a %(class)s ; ?property ?value
  FILTER(STRSTARTS(STR(?property), STR(pg:)) && CONTAINS(STRAFTER(STR(?property), STR(pg:)), "-"))
  BIND(STRAFTER(STRAFTER(STR(?property), STR(pg:)), "-") AS ?name) }"""

# What was concluded from all reports of an event, where they were consolidated.
CONCLUDED = """SELECT ?iri ?status ?confidence ?sources ?edtf ?earliest ?amount ?amount_text ?currency ?euros
  WHERE { %(among)s ?iri a pg:Event ; pg:status ?status ; pg:confidence ?confidence ; pg:independentSources ?sources .
  OPTIONAL { %(among)s ?iri pg:when ?when . ?when pg:edtf ?edtf ; pg:earliest ?earliest }
  OPTIONAL { %(among)s ?iri pg:amount ?quantity . ?quantity pg:value ?amount
    OPTIONAL { ?quantity pg:currency ?currency } OPTIONAL { ?quantity pg:originalText ?amount_text }
    OPTIONAL { ?quantity pg:euros ?euros } } }"""

CONFLICTS = "SELECT ?iri ?about WHERE { %(among)s ?iri pg:conflict/pg:conflictAbout ?about }"

REPORTED = "SELECT ?article ?iri WHERE { %(among)s ?iri pg:reportedIn ?article }"

SPOKEN_OF = "SELECT ?entity ?article WHERE { %(among)s ?article pg:reference/pg:entity ?entity }"

EVENTS = "SELECT ?iri ?event WHERE { %(among)s ?iri pg:reportOf ?event }"

FACTS = """SELECT ?iri ?article ?type ?status ?confidence ?subject ?subject_text ?object ?object_text ?share_min
  ?share_max ?metric ?period ?amount ?amount_text ?currency ?context ?begin ?end ?evidence WHERE { %(among)s
  ?iri a pg:FactReport ; pg:reportedIn ?article ; pg:reportsType ?type ; pg:status ?status ;
    pg:confidence ?confidence ; pg:evidence ?mention .
  ?mention nif:referenceContext ?context ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?evidence .
  OPTIONAL { ?iri pg:factSubject ?subject } OPTIONAL { ?iri pg:factSubjectText ?subject_text }
  OPTIONAL { ?iri pg:factObject ?object } OPTIONAL { ?iri pg:factObjectText ?object_text }
  OPTIONAL { ?iri pg:shareMinimum ?share_min } OPTIONAL { ?iri pg:shareMaximum ?share_max }
  OPTIONAL { ?iri pg:metric ?metric } OPTIONAL { ?iri pg:period ?period }
  OPTIONAL { %(among)s ?iri pg:amount ?quantity . ?quantity pg:value ?amount ; pg:originalText ?amount_text .
    OPTIONAL { ?quantity pg:currency ?currency } } }"""

RELATIONS = """SELECT ?iri ?type ?subject ?object ?share_min ?share_max ?background WHERE { %(among)s
  ?iri pg:relationSubject ?subject ; pg:relationObject ?object .
  { ?iri a pg:BackgroundRelation ; pg:reportsType ?type BIND(true AS ?background) }
  UNION { ?iri a ?type ; pg:established true BIND(false AS ?background) }
  OPTIONAL { ?iri pg:shareMinimum ?share_min } OPTIONAL { ?iri pg:shareMaximum ?share_max } }"""

BACKGROUND = """SELECT ?iri ?type ?subject ?object ?share_min ?share_max ?background WHERE {
  ?iri a pg:BackgroundRelation ; pg:reportsType ?type ; pg:relationSubject ?subject ; pg:relationObject ?object
  BIND(true AS ?background)
  OPTIONAL { ?iri pg:shareMinimum ?share_min } OPTIONAL { ?iri pg:shareMaximum ?share_max } }"""

PROOFS = """SELECT DISTINCT ?relation ?article WHERE { %(among)s
  ?relation pg:relationSubject ?subject ; pg:supportedBy ?report . ?report pg:reportedIn ?article }"""

SHARES = """SELECT ?entity ?country ?method ?low ?high ?threshold ?verdict WHERE {
  ?iri a pg:EffectiveOwnership ; pg:ofEntity ?entity ; pg:ownersFrom ?country ; pg:method ?method ;
    pg:shareMinimum ?low ; pg:shareMaximum ?high ; pg:threshold ?threshold ; pg:verdict ?verdict }"""

SCOPES = """SELECT ?restriction ?criterion ?country ?threshold ?exclusive WHERE {
  ?restriction a pg:Event ; pg:criterion ?criterion . ?criterion pg:ownerCountry ?country .
  OPTIONAL { ?criterion pg:threshold ?threshold } OPTIONAL { ?criterion pg:thresholdExclusive ?exclusive } }"""

EXPOSURES = """SELECT ?iri ?exposed ?restriction ?operator ?basis ?verdict WHERE { %(among)s
  ?iri a pg:Exposure ; pg:exposed ?exposed ; pg:exposedTo ?restriction ; pg:viaOperator ?operator ;
    pg:basis ?basis ; pg:verdict ?verdict }"""

STEPS = """SELECT ?exposure ?number ?source ?relation ?target ?proof WHERE { %(among)s
  ?exposure pg:hasStep ?step . ?step pg:stepOrder ?number ; pg:stepFrom ?source ; pg:stepRelation ?relation ;
    pg:stepTo ?target ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?proof }"""


def ask(reader: Reader, question: str, among: Iterable[str] | None = None) -> Iterator[dict[str, Cell]]:
    """The answer's rows, column by name; terms of the ontology by their local names.

    Rows come as the store finds them, so that the answer to a question about everything is never held whole.

    Args:
        reader: a snapshot or a store.
        question: one of these.
        among: IRIs that the first column is one of; None where that is any.
    """
    if among is None:
        yield from _answer(reader, question.replace("%(among)s", ""))
        return
    about = question.split("?")[1].split()[0]
    for batch in batches(filter(None, map(iri_text, sorted(among))), _AT_ONCE):
        values = f"VALUES ?{about} {{ {' '.join(batch)} }}"
        yield from _answer(reader, question.replace("%(among)s", values))


def _answer(reader: Reader, question: str) -> Iterator[dict[str, Cell]]:
    solutions = reader.query(PREFIXES + question.replace("%(entities)s", graph_name("entities")))
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("the listing asks SELECT queries only")
    columns = [variable.value for variable in solutions.variables]
    places = range(len(columns))
    for solution in solutions:
        yield {columns[place]: _local(plain(solution[place])) for place in places}


def ask_about(reader: Reader, question: str, iri: str) -> Iterator[dict[str, Cell]]:
    """The answer to a question about one node, which stands as ``%node`` in it; nothing is known of what is no IRI."""
    node = iri_text(iri)
    return ask(reader, question.replace("%node", node)) if node else iter(())


def _local(cell: Cell) -> Cell:
    return cell.removeprefix(NAMESPACE) if isinstance(cell, str) else cell
