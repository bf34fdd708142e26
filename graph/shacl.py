"""The SHACL shapes of an article's graph, checked by rudof; tests hold its verdicts equal to pySHACL's.

pySHACL takes 10 to 20 ms for a graph of 90 to 220 triples, rudof 5: the difference decides how fast articles load.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import pyrudof

from graph.store import NamedGraph
from graph.violations import Violation

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
_lock = threading.Lock()  # a session holds the data that it checks


def shape_violations(graph: NamedGraph) -> list[Violation]:
    """Where a graph breaks the shapes, in the order of node, path and message."""
    lines = "\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in graph.triples)
    with _lock:
        session = _session()
        session.read_data(lines, pyrudof.RDFFormat.NTriples, merge=False)
        report = session.validate_shacl()
        found = {_violation(entry) for entry in report.violations}
    return sorted(found)


def _violation(entry: pyrudof.ShaclValidationEntry) -> Violation:
    component = str(entry.constraint_component).rpartition("#")[2].removesuffix("ConstraintComponent")
    value = "" if entry.value is None else str(entry.value)
    return Violation(str(entry.focus_node), str(entry.path or ""), f"breaks {component} of the shapes", value)


@lru_cache(maxsize=1)
def _session() -> pyrudof.Rudof:
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_shacl(SHAPES.read_text(encoding="utf-8"))
    return session
