"""The result of a query as a table, and the formats that it is written in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from rdflib.namespace import RDF

from graph.readable import readable
from graph.store import QueryResults, Reader
from policygraph.errors import PolicygraphError

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["table", "csv", "json", "xml", "ttl", "parquet"]
Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Cell = str | int | Decimal | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RESULTS = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of RDF terms under named columns; a cell that is not bound is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truth: bool | None = None  # of ASK, which has an answer and no rows of its own

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """The rows as plain Python values: numbers and truth values as such, all else as text."""
        for row in self.rows:
            yield tuple(plain(term) for term in row)


def plain(term: Term | None) -> Cell:
    """A term as a plain Python value."""
    if term is None or not isinstance(term, ox.Literal):
        return None if term is None else (term.value if isinstance(term, ox.NamedNode) else str(term))
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "integer":
        return int(term.value)
    if kind == "decimal":
        return Decimal(term.value)
    return term.value == "true" if kind == "boolean" else term.value


def to_table(results: QueryResults) -> Table:
    """Any result as a table: ASK gives one cell, CONSTRUCT and DESCRIBE give subject, predicate and object."""
    if isinstance(results, ox.QuerySolutions):
        variables = [variable.value for variable in results.variables]
        rows = tuple(tuple(solution[variable] for variable in results.variables) for solution in results)
        return Table(tuple(variables), rows)
    if isinstance(results, ox.QueryBoolean):
        return Table(("answer",), ((ox.Literal(bool(results)),),), bool(results))
    triples = sorted(results, key=str)
    return Table(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples))


def select(reader: Reader, sparql: str) -> tuple[tuple[Term | None, ...], ...]:
    """The rows of a SELECT query that this program wrote."""
    return to_table(reader.query(sparql)).rows


def write(table: Table, kind: Format) -> bytes:
    """A table in one of the formats; ``table`` is for a terminal.

    Raises:
        PolicygraphError: ``parquet`` without the extra ``dataframe``.
    """
    writers = {"csv": _csv, "json": _json, "xml": _xml, "ttl": _turtle, "table": _readable, "parquet": _parquet}
    return writers[kind](table)


def to_dataframe(table: Table) -> pd.DataFrame:
    """A table as a pandas DataFrame.

    Raises:
        PolicygraphError: the extra ``dataframe`` is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise PolicygraphError("Dataframes and Parquet need pandas: pip install 'policygraph[dataframe]'.") from error

    return pd.DataFrame(list(table.cells()), columns=list(table.columns))


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180, as SPARQL 1.1 results ask
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow("" if term is None else _lexical(term) for term in row)
    return out.getvalue().encode()


def _lexical(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _json(table: Table) -> bytes:
    """SPARQL 1.1 Query Results JSON Format."""
    bindings = [
        {column: _json_term(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document: dict[str, object] = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    if table.truth is not None:
        document = {"head": {}, "boolean": table.truth}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    described = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        described["datatype"] = term.datatype.value
    return described


def _xml(table: Table) -> bytes:
    """SPARQL Query Results XML Format."""
    root = ET.Element("sparql", xmlns=_RESULTS)
    head = ET.SubElement(root, "head")
    if table.truth is not None:
        ET.SubElement(root, "boolean").text = str(table.truth).lower()
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    for column in table.columns:
        ET.SubElement(head, "variable", name=column)
    results = ET.SubElement(root, "results")
    for row in table.rows:
        result = ET.SubElement(results, "result")
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                _xml_term(ET.SubElement(result, "binding", name=column), term)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _xml_term(binding: ET.Element, term: Term) -> None:
    described = _json_term(term)
    element = ET.SubElement(binding, described["type"])
    element.text = described["value"]
    for name in ("xml:lang", "datatype"):
        if name in described:
            element.set(name, described[name])


def _turtle(table: Table) -> bytes:
    """Triples as Turtle; a table of another shape in the W3C vocabulary of result sets."""
    if table.columns == ("subject", "predicate", "object"):
        triples = [ox.Triple(s, p, o) for s, p, o in table.rows]  # type: ignore[arg-type]
        return _serialized(triples)
    return _serialized(_result_set(table))


def _serialized(triples: Iterable[ox.Triple]) -> bytes:
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE)
    return out.getvalue()


def _result_set(table: Table) -> Iterator[ox.Triple]:
    rs = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
    root = ox.NamedNode("urn:policygraph:result")
    yield ox.Triple(root, ox.NamedNode(str(RDF.type)), ox.NamedNode(rs + "ResultSet"))
    for column in table.columns:
        yield ox.Triple(root, ox.NamedNode(rs + "resultVariable"), ox.Literal(column))
    for index, row in enumerate(table.rows, start=1):
        solution = ox.NamedNode(f"urn:policygraph:result/{index}")
        yield ox.Triple(root, ox.NamedNode(rs + "solution"), solution)
        yield ox.Triple(solution, ox.NamedNode(rs + "index"), ox.Literal(index))
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                binding = ox.NamedNode(f"urn:policygraph:result/{index}/{column}")
                yield ox.Triple(solution, ox.NamedNode(rs + "binding"), binding)
                yield ox.Triple(binding, ox.NamedNode(rs + "variable"), ox.Literal(column))
                yield ox.Triple(binding, ox.NamedNode(rs + "value"), term)


def _parquet(table: Table) -> bytes:
    out = io.BytesIO()
    to_dataframe(table).to_parquet(out)
    return out.getvalue()


def _readable(table: Table) -> bytes:
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.cells()]
    return readable(table.columns, rows).encode()
