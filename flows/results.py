"""What came of a run, on the terminal: a row for each feed and each article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.run_report import BAD, RunReport, count_states
from policygraph.records import Outcome

MOST_ROWS = 100  # of articles that went well; whatever went wrong is always listed
_COLOURS = {"failed": "red", "quarantined": "red", "skipped": "yellow", "copy": "cyan", "unchanged": "dim"}


def show(report: RunReport, console: Console | None = None) -> None:
    """Print the tables of a run and one line that sums it up."""
    out = console or Console()
    show_feeds(report.feeds, out)
    if report.articles:
        out.print(_article_table(report.articles))
    out.print(summary(report), soft_wrap=True)


def show_feeds(feeds: Sequence[Outcome], console: Console | None = None) -> None:
    """Print a row for each feed."""
    if not feeds:
        return
    table = Table(title="feeds", title_justify="left")
    for name in ("feed", "result"):
        table.add_column(name, overflow="fold")
    for name in ("entries", "new"):
        table.add_column(name, justify="right")
    table.add_column("reason", overflow="fold")
    for feed in feeds:
        name = f"{feed.title}\n{feed.subject}" if feed.title else feed.subject
        table.add_row(Text(name), _state(feed), *_numbers(feed, ("entries", "new")), Text(feed.reason))
    (console or Console()).print(table)


def summary(report: RunReport) -> str:
    """The run in one line."""
    parts = [f"{number} {state}" for state, number in count_states(report.articles).items()] or ["nothing to do"]
    bad = sum(feed.state in BAD for feed in report.feeds)
    feeds = f"{len(report.feeds)} feeds ({bad} failed), " if report.feeds else ""
    published = f", published as {report.snapshot}" if report.snapshot else ""
    return f"{feeds}articles: {', '.join(parts)}; {report.graphs} in the graph{published}"


def feed_rows(feeds: Iterable[Outcome]) -> list[dict[str, str | int]]:
    """The feeds as rows of a plain table, for places that take no colours."""
    return [
        {
            "feed": feed.title or feed.subject,
            "url": feed.subject,
            "result": feed.state,
            "entries": feed.counts.get("entries", 0),
            "new": feed.counts.get("new", 0),
            "reason": feed.reason,
        }
        for feed in feeds
    ]


def article_rows(articles: Iterable[Outcome]) -> list[dict[str, str | int]]:
    """The articles as rows of a plain table, for places that take no colours."""
    return [
        {
            "article": article.title or article.subject,
            "result": article.state,
            **{name: article.counts.get(name, 0) for name in _COUNTS},
            "reason": article.reason,
        }
        for article in articles
    ]


_COUNTS = ("entities", "events", "facts")


def _article_table(articles: Sequence[Outcome]) -> Table:
    well = [article for article in articles if article.state not in BAD]
    hidden = max(0, len(well) - MOST_ROWS)
    shown = {id(article) for article in well[:MOST_ROWS]}
    caption = f"and {hidden} more that went well" if hidden else None
    table = Table(title="articles", title_justify="left", caption=caption, caption_justify="left")
    table.add_column("result")
    for name in _COUNTS:
        table.add_column(name, justify="right")
    table.add_column("article", overflow="fold", ratio=1)
    for article in articles:
        if article.state in BAD or id(article) in shown:
            table.add_row(_state(article), *_numbers(article, _COUNTS), _named(article))
    return table


def _named(article: Outcome) -> Text:
    """The headline, and below it why the article came to what it did."""
    name = Text(article.title or article.subject)
    return name.append(f"\n{article.reason}", style="dim") if article.reason else name


def _state(outcome: Outcome) -> Text:
    return Text(outcome.state, style=_COLOURS.get(outcome.state, "green"))


def _numbers(outcome: Outcome, names: Iterable[str]) -> list[str]:
    return [str(outcome.counts[name]) if name in outcome.counts else "" for name in names]
