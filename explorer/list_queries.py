"""The lists as SPARQL, for an analyst who wants to go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.lists.articles import ArticleFilter
from explorer.lists.entities import EntityFilter
from explorer.lists.events import EventFilter
from explorer.lists.exposures import ExposureFilter
from graph.names import graph_name
from graph.sparql_text import iri_text, literal_text
from ontology.vocabulary import NAMESPACE, load_vocabulary

_WITHOUT_WORDS = "# without the words, which SPARQL has no index for: %s"
_VERDICTS = frozenset({"InScope", "PossiblyInScope", "OutOfScope"})
_BASES = frozenset({"BasisTarget", "BasisHeadquarters", "BasisOwnership", "BasisDependency", "BasisOperator"})


def events_query(wanted: EventFilter) -> str:
    """The query that gives the events of a filter; what SPARQL has no words for stands in it as a comment."""
    lines = [
        f"PREFIX pg: <{NAMESPACE}>",
        "SELECT DISTINCT ?event ?type ?status ?date WHERE {",
        f"  GRAPH <{graph_name('events')}> {{",
        "    ?event a pg:Event , ?type ; pg:status ?status .",
        "    FILTER(?type != pg:Event)",
        *_choices(wanted),
        "    OPTIONAL { ?event pg:when ?when . ?when pg:edtf ?date ; pg:earliest ?day }",
        *_limits(wanted),
        "  }",
        *_sure("event", wanted.confidence),
        *_countries(wanted),
        "}",
        "ORDER BY DESC(?day) ?event",
    ]
    if wanted.words:
        lines.insert(0, _WITHOUT_WORDS % " ".join(wanted.words.split()))
    return "\n".join(lines)


def _choices(wanted: EventFilter) -> list[str]:
    known = load_vocabulary()
    lines = []
    for name, chosen, allowed in (
        ("type", wanted.types, set(known.event_types)),
        ("status", wanted.statuses, set(known.statuses)),
    ):
        terms = " ".join(f"pg:{value}" for value in chosen if value in allowed)
        if terms:
            lines.append(f"    VALUES ?{name} {{ {terms} }}")
    participants = map(iri_text, filter(None, (wanted.entity, wanted.companion)))
    return [*lines, *(f"    ?event pg:participant {participant} ." for participant in participants if participant)]


def _countries(wanted: EventFilter) -> list[str]:
    codes = ", ".join(f'"{code}"' for code in wanted.countries if code.isascii() and code.isalpha())
    if not codes:
        return []
    country = f"GRAPH <{graph_name('entities')}> {{ ?participant pg:country ?country }}"
    return [f"  FILTER EXISTS {{ ?event pg:participant ?participant . {country} FILTER(?country IN ({codes})) }}"]


def _sure(name: str, confidence: float) -> list[str]:
    """That an event is of at least a confidence, or that it or a report of it was judged to be right."""
    if not confidence:
        return []
    return [
        f"  OPTIONAL {{ GRAPH <{graph_name('events')}> {{ ?{name} pg:confidence ?confidence }} }}",
        f"  FILTER(?confidence >= {confidence:f} || EXISTS {{ ?judged pg:reportOf? ?{name} .",
        f"    GRAPH <{graph_name('judgements')}> {{ ?word pg:judgementOn ?judged ; pg:judgementKind pg:JudgedConfirmed",
        "      FILTER NOT EXISTS { ?word <http://purl.org/dc/terms/isReplacedBy> ?later } } })",
    ]


def _limits(wanted: EventFilter) -> list[str]:
    lines = []
    if wanted.since:
        lines.append(f'    FILTER(STR(?day) >= "{wanted.since}")')
    if wanted.until:
        lines.append(f'    FILTER(STR(?day) <= "{wanted.until}")')
    if wanted.currency:
        lines.append(f"    ?event pg:amount/pg:currency {literal_text(wanted.currency)} .")
    if wanted.amount_from is not None:
        size = "value" if wanted.currency else "euros"
        lines.append(f"    ?event pg:amount/pg:{size} ?amount FILTER(?amount >= {wanted.amount_from:f})")
    if wanted.after:
        lines.append(f"    # without: first told by an article that was fetched after {wanted.after}")
    if wanted.sources:
        lines.append(f"    ?event pg:independentSources ?sources FILTER(?sources >= {wanted.sources})")
    if wanted.conflict:
        lines.append("    ?event pg:conflict ?conflict .")
    return lines


def exposures_query(wanted: ExposureFilter) -> str:
    """The query that gives the exposures of a filter; a way of counting is asked for in a query of its own."""
    lines = [
        f"PREFIX pg: <{NAMESPACE}>",
        "SELECT ?exposure ?exposed ?restriction ?operator ?basis ?verdict (COUNT(?step) AS ?steps) WHERE {",
        f"  GRAPH <{graph_name('inferred')}> {{",
        "    ?exposure a pg:Exposure ; pg:exposed ?exposed ; pg:exposedTo ?restriction ;",
        "      pg:viaOperator ?operator ; pg:basis ?basis ; pg:verdict ?verdict .",
        "    OPTIONAL { ?exposure pg:hasStep ?step }",
    ]
    for name, iri in (("restriction", wanted.restriction), ("exposed", wanted.exposed)):
        if iri and (node := iri_text(iri)):
            lines.append(f"    VALUES ?{name} {{ {node} }}")
    for name, chosen, allowed in (("verdict", wanted.verdicts, _VERDICTS), ("basis", wanted.bases, _BASES)):
        terms = " ".join(f"pg:{value}" for value in chosen if value in allowed)
        if terms and not (name == "verdict" and wanted.method):
            lines.append(f"    VALUES ?{name} {{ {terms} }}")
    lines += [
        "  }",
        *_sure("restriction", wanted.confidence),
        "}",
        "GROUP BY ?exposure ?exposed ?restriction ?operator ?basis ?verdict",
        "ORDER BY ?steps ?exposed",
    ]
    return "\n".join(lines)


def facts_query(iri: str, kind: str) -> str:
    """The query that gives all that articles say of an entity in facts of one type, with their sentences."""
    node = iri_text(iri) or ""
    lines = [
        f"PREFIX pg: <{NAMESPACE}>",
        "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>",
        "PREFIX schema: <https://schema.org/>",
        "SELECT ?subject ?object ?share ?metric ?period ?amount ?evidence ?published ?url WHERE {",
        f"  {{ ?fact pg:factSubject {node} }} UNION {{ ?fact pg:factObject {node} }}",
        f"  ?fact pg:reportsType pg:{kind} ; pg:reportedIn ?article ; pg:evidence/nif:anchorOf ?evidence .",
        *(
            f"  OPTIONAL {{ ?fact {path} ?{name} }}"
            for path, name in (
                ("pg:factSubject|pg:factSubjectText", "subject"),
                ("pg:factObject|pg:factObjectText", "object"),
                ("pg:shareMinimum", "share"),
                ("pg:metric", "metric"),
                ("pg:period", "period"),
                ("pg:amount/pg:originalText", "amount"),
            )
        ),
        "  OPTIONAL { ?article schema:datePublished ?published } OPTIONAL { ?article schema:url ?url }",
        "}",
        "ORDER BY DESC(?published) ?evidence",
    ]
    return "\n".join(lines)


def network_query(centres: Sequence[str], types: Sequence[str], confidence: float) -> str:
    """The query that gives the connections of entities: who else takes part in their events, and as what."""
    known = set(load_vocabulary().event_types)
    nodes = " ".join(filter(None, map(iri_text, centres)))
    kinds = " ".join(f"pg:{kind}" for kind in types if kind in known)
    lines = [
        f"PREFIX pg: <{NAMESPACE}>",
        "SELECT DISTINCT ?entity ?event ?type ?other WHERE {",
        f"  VALUES ?entity {{ {nodes} }}",
        *([f"  VALUES ?type {{ {kinds} }}"] if kinds else []),
        f"  GRAPH <{graph_name('events')}> {{",
        "    ?event a pg:Event , ?type ; pg:participant ?entity , ?other",
        "    FILTER(?type != pg:Event && ?other != ?entity)",
        "  }",
        *_sure("event", confidence),
        "}",
        "ORDER BY ?event ?other",
    ]
    return "\n".join(lines)


def judgements_query() -> str:
    """The query that gives all judgements, the newest first."""
    lines = [
        f"PREFIX pg: <{NAMESPACE}>",
        "SELECT ?judgement ?kind ?subject ?with ?text ?role ?who ?when ?note WHERE {",
        f"  GRAPH <{graph_name('judgements')}> {{",
        "    ?judgement a pg:Judgement ; pg:judgementKind ?kind ; pg:judgementOn ?subject ; pg:judgedBy ?who ;",
        "      pg:judgedAt ?when .",
        "    OPTIONAL { ?judgement pg:judgedWith ?with } OPTIONAL { ?judgement pg:judgedText ?text }",
        "    OPTIONAL { ?judgement pg:judgedRole ?role } OPTIONAL { ?judgement pg:note ?note }",
        "  }",
        "}",
        "ORDER BY DESC(?when)",
    ]
    return "\n".join(lines)


def articles_query(wanted: ArticleFilter) -> str:
    """The query that gives the articles of a filter."""
    bounds = ((">=", wanted.since), ("<=", wanted.until))
    entity = iri_text(wanted.entity) if wanted.entity else ""
    lines = [
        *([_WITHOUT_WORDS % " ".join(wanted.words.split())] if wanted.words else []),
        f"PREFIX pg: <{NAMESPACE}>",
        "PREFIX schema: <https://schema.org/>",
        "PREFIX dc: <http://purl.org/dc/elements/1.1/>",
        "SELECT ?article ?title ?published ?publisher ?url WHERE {",
        "  ?article a pg:Article ; schema:inLanguage ?language .",
        "  OPTIONAL { ?article schema:headline ?title } OPTIONAL { ?article schema:datePublished ?published }",
        "  OPTIONAL { ?article dc:publisher ?publisher } OPTIONAL { ?article schema:url ?url }",
        *_one_of("language", wanted.languages),
        *_one_of("publisher", wanted.publishers),
        *([f"  ?article pg:reference/pg:entity {entity} ."] if entity else []),
        *(f'  FILTER(STR(?published) {sign} "{day}")' for sign, day in bounds if day),
        *([] if wanted.copies else ["  FILTER NOT EXISTS { ?article pg:copyOf ?original }"]),
        "}",
        "ORDER BY DESC(?published) ?article",
    ]
    return "\n".join(lines)


def entities_query(wanted: EntityFilter) -> str:
    """The query that gives the entities of a filter."""
    types = " ".join(f"pg:{kind}" for kind in wanted.types if kind.isalnum() and kind.isascii())
    lines = [
        *([_WITHOUT_WORDS % " ".join(wanted.words.split())] if wanted.words else []),
        f"PREFIX pg: <{NAMESPACE}>",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
        "SELECT DISTINCT ?entity ?name ?type ?country WHERE {",
        f"  GRAPH <{graph_name('entities')}> {{",
        "    ?entity a ?type ; rdfs:label ?name . OPTIONAL { ?entity pg:country ?country }",
        *([f"    VALUES ?type {{ {types} }}"] if types else []),
        *(["    FILTER NOT EXISTS { ?entity pg:known true }"] if wanted.unknown else []),
        "  }",
        *_one_of("country", wanted.countries),
        "}",
        "ORDER BY ?name",
    ]
    return "\n".join(lines)


def _one_of(name: str, values: Sequence[str]) -> list[str]:
    terms = ", ".join(literal_text(value) for value in values)
    return [f"  FILTER(STR(?{name}) IN ({terms}))"] if terms else []
