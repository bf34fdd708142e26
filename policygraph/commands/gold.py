"""``gold``: what was judged, as something to measure against."""

from __future__ import annotations

from pathlib import Path

import click

from policygraph.outputs import opened_output

FILE = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.option("-o", "--output", type=FILE, default="-", help="Write to this file instead of standard output.")
def gold(output: Path) -> int:
    """Write what was judged as gold for `policygraph evaluate`, one article a line.

    Articles all of whose events were judged right, wrong or corrected; those with an event that nobody judged, or that
    somebody left undecided, are left out. Only events are judged: what `evaluate` says of entities and facts against
    this gold means nothing.
    """
    from explorer.dataset import Dataset
    from explorer.judgements.gold import gold_lines
    from policygraph.archive import Archive
    from policygraph.settings import settings

    dataset, count = Dataset(settings().home), 0
    try:
        with Archive(settings().archive_url) as archive, dataset.open() as data, opened_output(output) as stream:
            for line in gold_lines(data.reader, data.listing, archive.judgements()):
                stream.write(line.encode())
                count += 1
    finally:
        dataset.close()
    click.echo(f"{count} articles", err=True)
    return 0
