"""The whole graph as a file: RDF in three formats, and what other tools read.

Everything streams: one graph, node or edge at a time, in bounded memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.export_followthemoney import write_followthemoney
from graph.export_jsonld import write_jsonld
from graph.export_network import write_edges, write_graphml, write_nodes
from graph.export_source import graph_names, quads
from graph.ntriples import quad_line
from graph.reader import open_reader
from graph.sorting import sorted_lines
from graph.store import Reader
from ontology.context import prefixes
from policygraph.errors import InputError
from policygraph.settings import settings

Writer = Callable[[Reader, IO[bytes]], None]


def export(home: Path, out: IO[bytes], kind: str) -> None:
    """Write the published graph.

    Args:
        home: the folder that holds everything a run writes.
        out: where to.
        kind: one of ``KINDS``.

    Raises:
        InputError: there is no such kind.
        StoreError: nothing was published yet.
    """
    with open_reader(settings().store, home) as reader:
        export_from(reader, out, kind)


def export_from(reader: Reader, out: IO[bytes], kind: str) -> None:
    """Write the graph that a reader sees.

    Raises:
        InputError: there is no such kind.
    """
    if kind not in _WRITERS:
        raise InputError(f"No export is named {kind!r}; there are {', '.join(KINDS)}.")
    _WRITERS[kind](reader, out)


def _write_nquads(reader: Reader, out: IO[bytes]) -> None:
    """Sorted, so that two graphs are the same where their files are."""
    for line in sorted_lines(quad_line(quad) for quad in _all(reader)):
        out.write(line)


def _write_trig(reader: Reader, out: IO[bytes]) -> None:
    ox.serialize(_all(reader), out, format=ox.RdfFormat.TRIG, prefixes=prefixes())


def _all(reader: Reader) -> Iterator[ox.Quad]:
    for name in graph_names(reader):
        yield from quads(reader, name)


_WRITERS: dict[str, Writer] = {
    "nquads": _write_nquads,
    "trig": _write_trig,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "csv-nodes": write_nodes,
    "csv-edges": write_edges,
    "followthemoney": write_followthemoney,
}
KINDS = tuple(_WRITERS)
