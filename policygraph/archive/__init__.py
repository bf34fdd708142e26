"""The archive: everything the graph is rebuilt from, in SQLite or PostgreSQL.

Pages are kept byte for byte; every write is one transaction, and doing it again changes nothing. What is acknowledged
in the archive is done: a run that is killed is completed by the next one, which asks

1. :meth:`Archive.pages_to_fetch` for what is still to be fetched, and
2. :meth:`Archive.pages_to_process` for what was fetched but did not reach the graph.

Nothing that it answers depends on the order in which feeds and pages arrived, but for the times of the fetches.
"""

from __future__ import annotations

from policygraph.archive.articles import ArticleStates
from policygraph.archive.declarations import Declarations
from policygraph.archive.feeds import FeedStates
from policygraph.archive.journal import Journal
from policygraph.archive.pages import PageStore
from policygraph.archive.records import (
    ArchiveCounts,
    ArticleState,
    CleanedArticle,
    Failure,
    FeedState,
    Judgement,
    PageRequest,
    PageWork,
    Run,
)
from policygraph.archive.watches import Watch, Watches, WatchItem


class Archive(FeedStates, Declarations, PageStore, ArticleStates, Journal, Watches):
    """The archive at an SQLAlchemy URL; a context manager, safe to use from several threads and processes."""


__all__ = [
    "Archive",
    "ArchiveCounts",
    "ArticleState",
    "CleanedArticle",
    "Failure",
    "FeedState",
    "Judgement",
    "PageRequest",
    "PageWork",
    "Run",
    "Watch",
    "WatchItem",
]
