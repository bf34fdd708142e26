"""What can be told of a SPARQL request from its words alone, before it is evaluated.

The tokens are those of the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, section 19.8):
words inside strings, IRIs, comments and prefixed names are not keywords.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z][\w-]*)
    | (?P<name>(?:\w(?:[\w.-]*[\w-])?)?:(?:\\.|%[0-9A-Fa-f]{2}|[\w:-]|\.(?=[\w:.%\\-]))*)
    | (?P<word>\w+)
    | (?P<brace>[{}])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REACHES_OUT = frozenset({"SERVICE", "LOAD"})


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword of a request."""

    text: str  # in capitals
    start: int  # offset into the request
    depth: int  # how many braces are open around it


def words(request: str) -> Iterator[Word]:
    """The bare words of a query or update, in order: keywords, function names, ``true``, ``a`` and numbers."""
    depth = 0
    for token in _TOKEN.finditer(request):
        if token.lastgroup == "brace":
            depth += 1 if token.group() == "{" else -1
        elif token.lastgroup == "word":
            yield Word(token.group().upper(), token.start(), depth)


def reaches_out(request: str) -> str:
    """The keyword by which a request would make the server fetch from another (``SERVICE``, ``LOAD``), or ``""``.

    Oxigraph takes no escaped characters in keywords, so the words as written are all there are.
    """
    return next((word.text for word in words(request) if word.text in _REACHES_OUT), "")


def names_dataset(query: str) -> bool:
    """Whether a query says itself which graphs it is about (``FROM``)."""
    return "FROM" in query.upper() and any(word.text == "FROM" for word in words(query))


def names_update_dataset(update: str) -> bool:
    """Whether an update says itself which graphs its patterns are matched in (``USING``, ``WITH``)."""
    return any(word.text in {"USING", "WITH"} and word.depth == 0 for word in words(update))


def with_using(update: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """An update whose patterns are matched in the given graphs, as SPARQL 1.1 Protocol 2.2.3 has it.

    Raises:
        ValueError: for ``DELETE WHERE``, whose grammar has no place for a dataset.
    """
    clauses = [f"USING <{iri}>" for iri in default_graphs] + [f"USING NAMED <{iri}>" for iri in named_graphs]
    made, done, before = [], 0, ""
    for word in words(update):
        if word.text == "WHERE" and word.depth == 0:
            if before == "DELETE":
                raise ValueError("DELETE WHERE takes no dataset: write DELETE {…} WHERE {…}")
            made += [update[done : word.start], " ".join(clauses), " "]
            done = word.start
        before = word.text
    return "".join([*made, update[done:]])


def iri_text(iri: str) -> str:
    """An IRI as it stands in a query; empty for a text that is none, so that it cannot break out of its brackets."""
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        return ""


def literal_text(value: str) -> str:
    """A plain text as it stands in a query, quoted and escaped so that it cannot break out of its quotes."""
    return str(ox.Literal(value))
