"""``feeds``: look after the sources."""

from __future__ import annotations

from pathlib import Path

import click

from policygraph.records import Feed, Outcome


@click.group()
def feeds() -> None:
    """Look after the feeds file."""


@feeds.command()
@click.option("--feeds", "feeds_file", type=click.Path(path_type=Path), help="Feeds file (YAML) to check instead.")
@click.option("--offline", is_flag=True, help="Check the file alone, without asking the servers.")
def check(feeds_file: Path | None, offline: bool) -> int:
    """Check the feeds file, then ask each feed for its entries and compare with what is expected.

    Nothing is archived. Exit code 1 where a feed cannot be read, has fewer entries than expected, has none newer than a
    month, or has moved.
    """
    from flows.choice import configured_feeds_file
    from flows.results import show_feeds
    from policygraph.feeds import read_feeds

    path = feeds_file or configured_feeds_file()
    declared = read_feeds(path)
    if offline:
        click.echo(f"{path}: {len(declared)} feeds, all well formed")
        return 0
    outcomes = _asked(declared)
    show_feeds(outcomes)
    return 1 if any(outcome.state == "failed" or outcome.reason for outcome in outcomes) else 0


def _asked(declared: tuple[Feed, ...]) -> tuple[Outcome, ...]:
    from policygraph.clock import now
    from policygraph.feed_check import check_feeds
    from policygraph.pages import Fetcher
    from policygraph.progress import progress
    from policygraph.settings import settings

    with Fetcher(settings()) as fetcher, progress("asking feeds", len(declared)) as advance:
        return check_feeds(declared, fetcher, now(), workers=settings().fetch_concurrency, advance=advance)
