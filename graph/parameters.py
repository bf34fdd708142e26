"""Bind the parameters of a named query as values, never as text of the query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from graph.literals import day, decimal, integer, string
from graph.named_query import NamedQuery, Parameter
from graph.names import base, term
from graph.query_files import LIMIT_MARK, MARK, WITH
from graph.store import Reader
from graph.tables import select
from ontology.vocabulary import load_vocabulary
from policygraph.errors import InputError
from policygraph.identifiers import fold_name

Term = ox.NamedNode | ox.Literal

_LANGUAGES = ("", "en", "zh", "zh-hans", "zh-hant")
_PREFIXES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# By its exact name an entity is found at once; only where none has it are all names read, whatever their case.
_EXACT = """SELECT DISTINCT ?entity WHERE {{ VALUES ?name {{ {names} }} GRAPH <{entities}> {{
  ?entity rdfs:label|skos:prefLabel|skos:altLabel ?name . ?entity rdfs:label ?label }} }}"""
_ANY_CASE = """SELECT DISTINCT ?entity WHERE {{ GRAPH <{entities}> {{
  ?entity rdfs:label|skos:prefLabel|skos:altLabel ?name
  FILTER(LCASE(STR(?name)) IN ({names})) ?entity rdfs:label ?label }} }}"""


def bind(reader: Reader, query: NamedQuery, given: Mapping[str, str]) -> str:
    """The query with its parameters bound by ``VALUES`` at each place that is marked for them.

    Args:
        reader: where the names of entities are looked up.
        query: the query.
        given: parameter name to value, as a user writes it.

    Raises:
        InputError: a parameter is unknown, missing, or not of its type.
    """
    known = {parameter.name for parameter in query.parameters}
    if strange := sorted(set(given) - known):
        takes = ", ".join(sorted(known)) or "no parameters"
        raise InputError(f"{query.name} takes no {strange[0]!r}. It takes {takes}.")
    clauses: dict[str, str] = {}
    limit = ""
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise InputError(f"{query.name} needs {parameter.name} ({parameter.meaning}).")
        if parameter.type == "limit":
            limit = _limit(parameter.name, value)
        elif value:
            terms = " ".join(str(term) for term in _terms(reader, parameter, value))
            clauses[parameter.name] = f"VALUES ?{parameter.name} {{ {terms} }}"
    sparql = query.sparql.replace(MARK, "\n".join(clauses.values())).replace(LIMIT_MARK, limit)
    return WITH.sub(lambda found: found[2] if found[1] in clauses else "", sparql)


def _limit(name: str, value: str) -> str:
    """A LIMIT clause; none for 0, which leaves the rows unlimited."""
    if not value.isascii() or not value.isdigit():
        raise InputError(f"{name} is {value!r}, which is no number of rows. Give a whole number; 0 for all.")
    return f"LIMIT {int(value)}" if int(value) else ""


def _terms(reader: Reader, parameter: Parameter, value: str) -> list[Term]:
    try:
        return _convert(reader, parameter, value)
    except (ValueError, InvalidOperation) as error:
        raise InputError(f"{parameter.name} is {value!r}, which is no {parameter.type}: {error}") from error


def _convert(reader: Reader, parameter: Parameter, value: str) -> list[Term]:
    if parameter.type == "entity":
        return _entities(reader, value)
    if parameter.type == "event":
        return [ox.NamedNode(value if "://" in value else f"{base()}event/{value}")]
    if parameter.type == "type":
        return [_event_type(value)]
    if parameter.type == "date":
        return [day(date.fromisoformat(value))]
    if parameter.type == "integer":
        return [integer(int(value))]
    if parameter.type == "decimal":
        return [decimal(Decimal(value))]
    return [ox.Literal(value)]


def _event_type(value: str) -> ox.NamedNode:
    types = load_vocabulary().event_types
    if value not in types:
        raise ValueError(f"the types are {', '.join(sorted(types))}")
    return term(value)


def _entities(reader: Reader, value: str) -> list[Term]:
    if value.startswith(("http://", "https://")):
        return [ox.NamedNode(value)]
    return find_entities(reader, value) or [ox.NamedNode(f"{base()}entity/{value}")]


def find_entities(reader: Reader, name: str) -> list[Term]:
    """The entities that have this name in any language, whatever its case."""
    entities = f"{base()}graph/entities"
    exact = " ".join(str(string(name, language)) for language in _LANGUAGES)
    folded = ", ".join(sorted({str(ox.Literal(name.lower())), str(ox.Literal(fold_name(name)))}))
    for request in (_EXACT.format(entities=entities, names=exact), _ANY_CASE.format(entities=entities, names=folded)):
        found = {row[0] for row in select(reader, _PREFIXES + request) if isinstance(row[0], ox.NamedNode)}
        if found:
            break
    return sorted(found, key=str)
