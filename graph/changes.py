"""What changed in the store since something was last worked out from it: a list that outlives the process.

It names whole things (an article, an event, an entity, a relation, a conclusion), not triples, and may name more than
changed. Names are written before the store is; a list that no `flush` closed, because the process was killed or the
power went, counts as broken, and then everything may have changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.names import article_graphs_begin, base, graph_name, pending_graph
from graph.store import Change

_EVERYTHING, _CLOSED = "*", "."
_MOST = 200_000  # names; where more changed it is quicker to look at everything
# What hangs on these is told by the judgements themselves, or concerns nothing that is worked out from the store.
_PASSED_OVER = ("ontology", "runs", "judgements", "background")


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a snapshot was published."""

    since: str  # number of the snapshot
    names: frozenset[str]  # IRIs of articles, events, entities, relations and conclusions


class ChangeList:
    """The list of one store, in a file beside it."""

    def __init__(self, path: Path, store: str) -> None:
        """Read what is there.

        Args:
            path: of the file.
            store: what no other store has; the list of another one is none.
        """
        self._path = path
        self._store = store
        self._since = ""
        self._names: set[str] = set()
        self._is_whole = False
        self._is_closed = True
        self._read()

    def changes(self) -> Changes | None:
        """What changed; None where that may be everything."""
        return Changes(self._since, frozenset(self._names)) if self._is_whole else None

    def note(self, change: Change) -> None:
        """Write down what a change is about to change."""
        if self._is_whole:
            if any(_is_shared(name) for name in (*change.drop, *(graph.name for graph in change.replace))):
                self.note_everything()
            else:
                self._add(set(names_in(change)) - self._names)

    def note_everything(self) -> None:
        """Write down that anything may change."""
        if self._is_whole:
            self._append(_EVERYTHING)
            self._names.clear()
            self._is_whole = False

    def close(self) -> None:
        """See what was noted on the disk; call it before what changed is said to be done."""
        if not self._is_closed and self._path.exists():
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{_CLOSED}\n")
                file.flush()
                os.fsync(file.fileno())
            self._is_closed = True

    def begin(self, since: str) -> None:
        """Begin anew: everything that the store holds was worked out for a snapshot."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"store": self._store, "since": since}) + f"\n{_CLOSED}\n", encoding="utf-8")
        fresh.replace(self._path)
        self._since, self._names, self._is_whole, self._is_closed = since, set(), True, True

    def _add(self, fresh: set[str]) -> None:
        if len(self._names) + len(fresh) > _MOST:
            self.note_everything()
        elif fresh:
            self._append(*sorted(fresh))
            self._names |= fresh

    def _append(self, *lines: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
            if self._is_closed:  # what stands on the disk must not look closed while the store goes on
                file.flush()
                os.fsync(file.fileno())
        self._is_closed = False

    def _read(self) -> None:
        try:
            head, *lines = self._path.read_text(encoding="utf-8").splitlines()
            told = json.loads(head)
            is_ours = told["store"] == self._store and bool(self._store)
        except (OSError, ValueError, KeyError, TypeError):
            return
        if is_ours and lines and lines[-1] == _CLOSED and _EVERYTHING not in lines:
            self._since, self._names, self._is_whole = str(told["since"]), {*lines} - {_CLOSED}, True


def names_in(change: Change) -> Iterator[str]:
    """The things that a change concerns."""
    articles = article_graphs_begin()
    for graph in (*change.drop, *(graph.name for graph in change.replace)):
        if graph.startswith(articles):
            yield f"{base()}article/{graph.removeprefix(articles)}"
    passed_over = {pending_graph(), *map(graph_name, _PASSED_OVER)}
    for quad in (*change.delete, *change.insert):
        if quad.graph_name.value not in passed_over:  # type: ignore[union-attr]
            yield thing_of(quad.subject.value)  # type: ignore[union-attr]


def thing_of(iri: str) -> str:
    """What a node belongs to: the IRI of an event for that of its date, that of an article for its report's."""
    begin = base()
    return begin + "/".join(iri.removeprefix(begin).split("/")[:2]) if iri.startswith(begin) else iri


def _is_shared(graph: str) -> bool:
    """Whether a graph as a whole is one that many things are in."""
    return graph in {graph_name(name) for name in ("entities", "events", "inferred")}


def of_kind(names: Iterable[str], kind: str) -> set[str]:
    """Those of some things whose IRIs say that they are of a kind: ``event``, ``entity``, ``inference``, ..."""
    begin = f"{base()}{kind}/"
    return {name for name in names if name.startswith(begin)}
