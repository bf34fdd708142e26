"""``ingest`` and ``rebuild``: fill the graph from the feeds, or anew from the archive."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--feeds", "feeds_file", type=click.Path(path_type=Path), help="Feeds file (YAML) to read instead.")
@click.option("--feed", "feed_urls", multiple=True, metavar="URL", help="Read this feed only; may be repeated.")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most so many pages of each feed.")
@click.option("--samples", is_flag=True, help="Read the sample feed that ships with policygraph, without a network.")
@click.option("--flow", is_flag=True, help="Run as a Prefect flow, visible on the Prefect server.")
def ingest(feeds_file: Path | None, feed_urls: tuple[str, ...], limit: int | None, samples: bool, flow: bool) -> int:
    """Fetch feeds, read their articles and load what they say.

    Ends with a table of what came of each feed and each article. Exit code 0 where every feed was handled; pages that
    failed are listed, and tried again by the next run.
    """
    from flows.results import show

    if flow:
        from flows.prefect_settings import configure

        configure()
        from flows.ingest import run_ingest_flow

        report = run_ingest_flow(feeds_file, feed_urls, samples, limit)
    else:
        from flows.choice import choose_feeds
        from flows.line import ingest as ingest_line

        report = ingest_line(choose_feeds(feeds_file, feed_urls, samples), limit)
    show(report)
    return report.exit_code


@click.command()
def rebuild() -> int:
    """Build the graph anew from the archive, without a network.

    The sorted N-Quads are those of the ingest, byte for byte, where nothing in the pipeline has changed.
    """
    from flows.line import rebuild as rebuild_line
    from flows.results import show

    report = rebuild_line()
    show(report)
    return report.exit_code
