"""The query page: the named queries with their parameters, and a box for SPARQL."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from explorer.charts.results import ResultChart, ResultGraph, result_chart, result_graph
from explorer.pages import Ask, Page
from graph.evaluation import QueryAnswer, QueryFailure, QueryRequest
from graph.named_query import NamedQuery
from graph.parameters import bind
from graph.queries import named_queries
from policygraph.errors import InputError

_MAX_BYTES = 8 * 1024 * 1024
SHOWN_ROWS = 1000
EXAMPLE = """PREFIX pg: <https://w3id.org/policygraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?type (COUNT(?report) AS ?reports) WHERE {
  ?report a pg:EventReport ; pg:reportsType ?type .
}
GROUP BY ?type ORDER BY DESC(?reports)"""


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of a result."""

    text: str
    kind: str = "literal"  # "uri", "literal" or "bnode"
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a query, or its triples."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    total: int = 0
    answer: bool | None = None  # of ASK
    turtle: str = ""  # of CONSTRUCT and DESCRIBE


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The query page."""

    queries: tuple[NamedQuery, ...]
    chosen: NamedQuery | None
    values: dict[str, str]  # of the chosen query's parameters
    sparql: str
    result: Result | None = None
    problem: str = ""
    view: str = "table"  # one of VIEWS
    chart: ResultChart | None = None  # None where the rows have no number and no name
    graph: ResultGraph | None = None  # None where the rows do not join two things
    views: tuple[str, ...] = ("table",)  # those that the rows can be shown in
    limit: str = ""  # the parameter that may have cut the rows


def query_page(ask: Ask) -> Page:
    """The query page; with a query in the address, its result."""
    queries = named_queries()
    chosen = next((query for query in queries if query.name == ask.value("name")), None)
    values = {p.name: ask.value(f"p.{p.name}") or (p.default or "") for p in chosen.parameters} if chosen else {}
    try:
        sparql = _without_header(bind(ask.data.reader, chosen, values)) if chosen else ask.value("query")
    except InputError as error:
        return Page("query.html", QueryPage(queries, chosen, values, chosen.sparql if chosen else "", None, str(error)))
    if not sparql:
        return Page("query.html", QueryPage(queries, None, {}, EXAMPLE))
    answer = ask.services.query(QueryRequest(sparql, max_bytes=_MAX_BYTES))
    if isinstance(answer, QueryFailure):
        return Page("query.html", QueryPage(queries, chosen, values, sparql, None, answer.message))
    return Page("query.html", _shown(ask, QueryPage(queries, chosen, values, sparql, _result(answer))))


def _shown(ask: Ask, page: QueryPage) -> QueryPage:
    """The page with its rows drawn, where they can be."""
    result = page.result or Result()
    chart, graph = result_chart(result.columns, result.rows), result_graph(result.columns, result.rows)
    views = tuple(name for name, drawn in (("table", True), ("chart", chart), ("graph", graph)) if drawn)
    view = ask.value("view") if ask.value("view") in views else "table"
    drawn = replace(page, chart=chart if view == "chart" else None, graph=graph if view == "graph" else None)
    limit = page.chosen.reached(page.values, result.total) if page.chosen else None
    return replace(drawn, view=view, views=views, limit=limit.name if limit else "")


def workbench(ask: Ask) -> Page:
    """The editor with tabs, colours and several views of a result; it runs in the browser."""
    return Page("workbench.html", QueryPage(named_queries(), None, {}, ask.value("query") or EXAMPLE))


def _without_header(sparql: str) -> str:
    """A query as it is shown: without the comments at its top, which the page shows in its own way."""
    lines = sparql.splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return "\n".join(lines)


def _result(answer: QueryAnswer) -> Result:
    if answer.media_type == "text/turtle":
        return Result(turtle=answer.body.decode())
    read = json.loads(answer.body)
    if "boolean" in read:
        return Result(answer=read["boolean"])
    columns, bindings = tuple(read["head"]["vars"]), read["results"]["bindings"]
    rows = (tuple(_value(binding.get(column)) for column in columns) for binding in bindings[:SHOWN_ROWS])
    return Result(columns, tuple(rows), len(bindings))


def _value(term: dict[str, Any] | None) -> Value | None:
    if term is None:
        return None
    if not isinstance(term["value"], str):  # a quoted triple
        return Value(json.dumps(term["value"], ensure_ascii=False), "triple")
    return Value(term["value"], term["type"], term.get("xml:lang", ""), term.get("datatype", ""))
