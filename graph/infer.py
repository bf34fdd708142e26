"""Infer effective ownership and exposure, each with its proof.

The graph ``inferred`` is a function of the graphs ``entities``, ``events`` and ``background``; dropping it loses
nothing else. What was known the last time is kept beside the store, so that a change is followed only to what it
reaches; where that is missing, or is of another store or version, everything is inferred anew.

The order of writing makes a kill harmless: the store first, then what is remembered of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from graph.code_version import code_version
from graph.consolidation.index import Index
from graph.consolidation.unread import forget_unread
from graph.inference.conclusions import add_exposure, add_ownership, add_step
from graph.inference.exposure import Ownership, exposures
from graph.inference.facts import Known, Restriction, known_from
from graph.inference.held import held
from graph.inference.ownership import Stake, components, effective_ownership
from graph.inference.reading import Rows, keep_rows, read_rows, reread_rows
from graph.inference.touched import Touched, asked, touched
from graph.names import base, graph_name
from graph.pending import pending
from graph.rdf_triples import Triples
from graph.store import Store
from graph.writing import change_graph, replace_in_parts

_AT_ONCE = 2_000  # restrictions that are brought up to date one by one; more are written with all others anew


@dataclass(frozen=True, slots=True)
class Inferred:
    """What came of it; the numbers are of what was looked at anew."""

    restrictions: int
    ownerships: int
    exposures: int
    changed: bool  # whether the graph differs from before

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.restrictions} restrictions anew: {self.ownerships} effective ownerships, {self.exposures} exposures"
        )


def infer(store: Store, *, anew: bool = False) -> Inferred:
    """Bring the graph ``inferred`` up to date.

    Args:
        store: open for writing.
        anew: infer everything again, whatever is remembered; the result is the same.
    """
    with closing(Index(store.index_path)) as index:
        remembered = bool(store.identity) and index.known("inferred") == _state(store)
        known = known_from(_rows(store, index, kept=remembered and not anew))
        reached = touched(index, known)
        run = _Run(store, known)
        if anew or not remembered or reached is None or len(reached.restrictions) > _AT_ONCE:
            changed = run.all()
        else:
            changed = run.part(reached)
        store.flush()
        index.learn("inferred", _state(store))
        forget_unread(index)
        index.commit()
    return Inferred(run.restrictions, run.ownerships, run.exposures, changed)


def _rows(store: Store, index: Index, *, kept: bool) -> Rows:
    """What is in the graph; only what changed is read where the rest is kept and nothing waits for consolidation."""
    if kept and not pending(store):
        return reread_rows(store, index)
    rows = read_rows(store)
    keep_rows(index, rows)
    return rows


def _state(store: Store) -> dict[str, str]:
    """What must be as it was for what is remembered to be true: the store, the code, and whether the graph is there."""
    holds = bool(store.query(f"ASK {{ GRAPH <{graph_name('inferred')}> {{ ?s ?p ?o }} }}"))
    return {"of": f"{store.identity} {base()} {code_version('inference', 'consolidation')}", "holds": str(holds)}


class _Run:
    """One inference."""

    def __init__(self, store: Store, known: Known) -> None:
        self._store = store
        self._known = known
        self._steps: set[str] = set()  # IRIs of those that were given
        self.restrictions = 0
        self.ownerships = 0
        self.exposures = 0

    def all(self) -> bool:
        """Infer everything anew; gives whether the graph differs from before."""
        parts = (triples.sorted() for triples in self._everything())
        return replace_in_parts(self._store, graph_name("inferred"), parts)

    def _everything(self) -> Iterator[Triples]:
        ownership = self._ownership(self._known.stakes)
        yield self._owned(ownership)
        yield from (self._exposed(ownership, restriction) for restriction in self._known.restrictions)

    def part(self, reached: Touched) -> bool:
        """Infer what a change reaches; gives whether the graph differs from before."""
        restrictions = [each for each in self._known.restrictions if each.iri in reached.restrictions]
        ownership = self._ownership(self._of_concern(restrictions, reached.companies))
        counted = {key: {c: m for c, m in of.items() if c in reached.companies} for key, of in ownership.items()}
        parts = [self._owned(counted), *(self._exposed(ownership, each) for each in restrictions)]
        wanted = {triple for part in parts for triple in part.sorted()}
        before = held(self._store, reached, self._steps)
        return change_graph(self._store, graph_name("inferred"), before, wanted)

    def _of_concern(self, restrictions: Iterable[Restriction], companies: frozenset[str]) -> Iterator[Stake]:
        """The stakes that decide of these restrictions and companies; where anybody's may, all."""
        if any(criterion.owned for each in restrictions for _, criterion in each.criteria):
            yield from self._known.stakes
            return
        for together in components(self._known.stakes):
            if any(stake.owned in companies for stake in together):
                yield from together

    def _ownership(self, stakes: Iterable[Stake]) -> Ownership:
        """For each country and threshold that some restriction asks about."""
        counted = tuple(stakes)
        return {
            (country, threshold): effective_ownership(
                counted, frozenset(iri for iri, code in self._known.countries.items() if code == country), threshold
            )
            for country, threshold in asked(self._known)
        }

    def _owned(self, ownership: Ownership) -> Triples:
        triples = Triples()
        for (country, threshold), companies in sorted(ownership.items(), key=lambda item: item[0]):
            for company, methods in companies.items():
                for method, bounds in methods.items():
                    held_by = self._known.held(company)
                    add_ownership(triples, (company, country, method), threshold, bounds, held_by)
                    self.ownerships += 1
        return triples

    def _exposed(self, ownership: Ownership, restriction: Restriction) -> Triples:
        """Whom a restriction reaches, with those steps of the paths that were not given before."""
        triples = Triples()
        self.restrictions += 1
        for exposure in exposures(self._known, ownership, restriction):
            self.exposures += 1
            steps = add_exposure(triples, exposure)
            for order, (step, edge) in enumerate(zip(steps, exposure.path, strict=True), start=1):
                if step not in self._steps:
                    self._steps.add(step)
                    add_step(triples, step, order, edge)
        return triples
