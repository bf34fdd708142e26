"""From archived pages to a complete set of article graphs, whatever was done before.

The archive says what was acknowledged. A page is recorded as done only after its graph is in the store, so a run that
is killed leaves pages that the next run does again, to the same bytes. Whatever else a kill, an operator or a lost
disk did to the store shows when the graphs it holds are compared with those it should hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from flows.cleaning import NoArticle, clean_page, clean_pages
from flows.loading import BATCH, Read, load, loaded_articles, remove_articles
from flows.plan import Plan, plan
from flows.run_report import BAD
from flows.spool import Cleaned, Spool
from flows.workbench import Workbench
from policygraph.archive import ArticleState, PageWork
from policygraph.batches import batches
from policygraph.progress import Advance, unseen
from policygraph.records import Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """A page that is where it should be, and how to say so in the archive."""

    work: PageWork
    outcome: Outcome
    article_id: str = ""
    copy_of: str = ""


@dataclass(slots=True)
class Processing:
    """One pass over everything that is not in the graph as it should be."""

    bench: Workbench
    spool: Spool
    record: Callable[[Done], None]  # called as soon as the store holds what came of a page
    outcomes: list[Outcome] = field(default_factory=list)
    others: dict[str, NoArticle] = field(default_factory=dict)  # by key of the page

    def clean(self, keys: Sequence[str], advance: Advance = unseen) -> None:
        """Clean a batch of pages; doing it again changes nothing."""
        others = clean_pages(keys, self.bench.archive, self.spool, advance)
        self.others.update({other.work.key: other for other in others})

    def settle(self) -> Settled:
        """Compare what is with what should be, once all pages are cleaned."""
        archive = self.bench.archive
        for other in self.others.values():
            self.finish(Done(other.work, other.outcome))
        planned = plan(row for row in archive.signatures() if row.key not in self.others)
        states = {state.key: state for state in archive.articles()}
        present = loaded_articles(self.bench.store)
        keys = [key for key in sorted(planned.copy_of) if self._is_due(key, planned, states, present)]
        return Settled(planned, tuple(keys), frozenset(present))

    def _is_due(self, key: str, planned: Plan, states: dict[str, ArticleState], present: frozenset[str]) -> bool:
        state = states.get(key)
        if self.spool.holds(key) or state is None or state.copy_of != planned.copy_of[key]:
            return True
        stands = planned.has_graph(key, state.article_id) and state.outcome.state not in BAD
        return stands and state.article_id not in present

    def cleaned(self, keys: Iterable[str], planned: Plan) -> Iterator[Cleaned]:
        """The articles of these pages, with what they repeat."""
        for key in keys:
            found = self.spool.get(key) or self._clean_again(key)
            if found is not None:
                yield replace(found, article=replace(found.article, copy_of=planned.copy_of[key]))

    def _clean_again(self, key: str) -> Cleaned | None:
        results = (clean_page(work, self.bench.archive) for work in self.bench.archive.work([key]))
        return next((result for result in results if isinstance(result, Cleaned)), None)

    def take(self, keys: Sequence[str], settled: Settled) -> list[Cleaned]:
        """The articles of a batch that are to be read; those that stand under another page are done with."""
        standing: list[Cleaned] = []
        for each in self.cleaned(keys, settled.plan):
            if settled.plan.has_graph(each.work.key, each.article.id):
                standing.append(each)
            else:
                self.finish(_same_article(each))
        return standing

    def load(self, batch: Sequence[Cleaned], results: Sequence[Read], settled: Settled) -> None:
        """Check, load and record what was read from a batch."""
        outcomes = load(results, self.bench.store, settled.present)
        for each, outcome in zip(batch, outcomes, strict=True):
            self.finish(Done(each.work, outcome, each.article.id, each.article.copy_of))

    def finish(self, done: Done) -> None:
        """Say what came of a page."""
        self.outcomes.append(done.outcome)
        self.record(done)

    def remove_strays(self, settled: Settled) -> None:
        """Remove the graphs of articles that are no more: not an article any longer, or another one's page now."""
        remove_articles(self.bench.store, settled.strays)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be done to the store."""

    plan: Plan
    due: tuple[str, ...]  # keys of pages whose articles are to be loaded, sorted
    present: frozenset[str]  # ids of articles that had a graph before

    @property
    def strays(self) -> list[str]:
        """Ids of articles that have a graph and should have none, sorted."""
        return sorted(self.present - self.plan.owners.keys())

    @property
    def changes(self) -> bool:
        """Whether the store is to be changed at all."""
        return bool(self.due or self.strays)

    @property
    def batches(self) -> list[tuple[str, ...]]:
        """The due keys in portions."""
        return list(batches(self.due, BATCH))


def _same_article(each: Cleaned) -> Done:
    outcome = Outcome(
        each.article.id, "article", "copy", "another address of the same article", title=each.article.title
    )
    return Done(each.work, outcome, each.article.id, each.article.copy_of)
