"""How SPARQL servers differ from the standard and from each other, as data, in this one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerQuirks:
    """What to do differently with one kind of server."""

    name: str
    query_path: str  # below the address in POLICYGRAPH_STORE
    update_path: str
    graph_store_path: str
    query_parameters: tuple[tuple[str, str], ...] = ()  # that ask for the union of all graphs
    results: str = "application/sparql-results+json"  # the table format that it writes by the book
    triples_an_update: int = 0  # at most so many in one update; 0: any number, so a change is one atomic update


# Oxigraph's own server (package `oxigraph`): SPARQL 1.1 as it stands; its default graph is empty unless asked.
OXIGRAPH = ServerQuirks(
    name="Oxigraph",
    query_path="/query",
    update_path="/update",
    graph_store_path="/store",
    query_parameters=(("union-default-graph", ""),),
)
# Virtuoso 7: updates of more than about 1,000 triples are refused with 400; the default graph is always the union;
# writing needs a user with the role SPARQL_UPDATE (or a grant to "SPARQL"); /sparql answers queries and updates alike;
# its JSON results are not those of the recommendation, ASK is answered by a table that is empty for "no", and
# CONSTRUCT comes as a table where tables are accepted;
# a pattern with the object `true` matches nothing.
VIRTUOSO = ServerQuirks(
    name="Virtuoso",
    query_path="/sparql",
    update_path="/sparql",
    graph_store_path="/sparql-graph-crud",
    results="application/sparql-results+xml",
    triples_an_update=500,
)

BY_HEADER = (("virtuoso", VIRTUOSO), ("oxigraph", OXIGRAPH))  # what the Server header of an answer holds


def quirks_of(server_header: str) -> ServerQuirks:
    """The quirks of the server that names itself so; one that is not known is taken to be by the book."""
    for mark, quirks in BY_HEADER:
        if mark in server_header.lower():
            return quirks
    return OXIGRAPH
