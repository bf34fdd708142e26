"""What came of a run: an outcome for each feed and each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policygraph.records import Outcome

BAD = frozenset({"failed", "quarantined"})


@dataclass(frozen=True, slots=True)
class RunReport:
    """All outcomes of a run, feeds first, in the order in which they were handled."""

    feeds: tuple[Outcome, ...] = ()
    articles: tuple[Outcome, ...] = ()  # of pages and articles that this run touched
    graphs: int = 0  # article graphs in the store at the end
    snapshot: Path | None = None  # what readers see now; nothing where readers ask the store itself

    @property
    def exit_code(self) -> int:
        """0 where every feed was handled; pages that failed are listed, and do not count."""
        return 1 if any(feed.state in BAD for feed in self.feeds) else 0

    @property
    def states(self) -> Mapping[str, int]:
        """How many articles ended in which state, by state."""
        return count_states(self.articles)


def count_states(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many outcomes have which state, by state."""
    return dict(sorted(Counter(outcome.state for outcome in outcomes).items()))
