"""``alerts``: tell those who follow a list what is new on it."""

from __future__ import annotations

import click


@click.command()
def alerts() -> int:
    """Note what is new on the watch lists, and tell their webhooks.

    Each ingest does this after it has published. What a webhook was told of, it is not told of again; what did not
    arrive is sent by the next run. Exit code 1 where a webhook could not be told.
    """
    from explorer.dataset import Dataset
    from explorer.settings import ExplorerSettings
    from explorer.watches.alerts import note_and_tell
    from explorer.watches.webhooks import Messenger
    from policygraph.archive import Archive
    from policygraph.connections import transport
    from policygraph.settings import settings

    chosen = settings()
    dataset = Dataset(chosen.home)
    sending = transport(allow_private=chosen.allow_private_hosts, connections=4)
    try:
        with Archive(chosen.archive_url) as archive, dataset.open() as data:
            results = note_and_tell(archive, data.listing, Messenger(sending), ExplorerSettings().public_url)
    finally:
        sending.close()
        dataset.close()
    for told in results:
        click.echo(str(told), err=bool(told.problem))
    return 1 if any(told.problem for told in results) else 0
