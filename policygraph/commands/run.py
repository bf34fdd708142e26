"""``serve``, ``up`` and ``schedule``: what runs until it is stopped."""

from __future__ import annotations

from pathlib import Path

import click

PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
@click.option("--copy", "fresh_copy", is_flag=True, help="Copy a remote POLICYGRAPH_STORE anew before serving.")
def serve(host: str, port: int, fresh_copy: bool) -> int:
    """Serve the explorer, and the SPARQL endpoint at /sparql, over the published snapshot.

    Where POLICYGRAPH_STORE is the address of a server, the snapshot is a local copy of it: made by each run that
    writes, and here where there is none yet, or with --copy.

    Follows new snapshots as they are published. Judgements and watch lists can be changed from this machine; from
    others only by those who have logged in (POLICYGRAPH_TOKEN_FILE, POLICYGRAPH_LOGIN_HEADER).
    """
    import uvicorn

    from explorer.app import create_app
    from explorer.login.doorkeeper import advice
    from explorer.settings import ExplorerSettings
    from policygraph.settings import settings

    own = ExplorerSettings()
    _copy_remote_store(anew=fresh_copy)
    app = create_app(settings(), own, host)
    for line in advice(own, host):
        click.echo(line, err=True)
    # What a proxy says of the sender is weighed by the explorer itself: it must know who the proxy is.
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, proxy_headers=False)
    return 0


def _copy_remote_store(*, anew: bool) -> None:
    """Have a local snapshot of a remote store."""
    from graph.opening import open_store
    from graph.snapshot import current
    from graph.snapshot_copy import publish_copy
    from graph.store import StoreError, is_remote
    from policygraph.settings import settings

    chosen = settings()
    if not is_remote(chosen.store):
        return
    try:
        if not anew:
            current(chosen.home)
            return
    except StoreError:  # nothing was copied yet
        pass
    with open_store(chosen.store, chosen.home) as store:
        click.echo(f"copied {chosen.store} to {publish_copy(store, chosen.home)}", err=True)


@click.command()
@click.argument("name")
@click.option(
    "--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="Token file; POLICYGRAPH_TOKEN_FILE."
)
def token(name: str, path: Path | None) -> int:
    """Make a token with which somebody logs in to the explorer.

    Prints it once; the token file holds only its digest. To take it back, delete the line of that name.
    """
    from explorer.login.tokens import add_token
    from explorer.settings import ExplorerSettings
    from policygraph.errors import InputError

    file = path or ExplorerSettings().token_file
    if file is None:
        raise InputError("no token file is named; set POLICYGRAPH_TOKEN_FILE, or give --file FILE")
    click.echo(add_token(file, name))
    return 0


@click.command()
@click.option("--port", type=PORT, help="Port of the explorer; 8000, or the next that is free.")
@click.option("--prefect-port", type=PORT, help="Port of the Prefect server; 4200, or the next that is free.")
def up(port: int | None, prefect_port: int | None) -> int:
    """Bring everything up: Prefect with the schedules, a first ingest, the explorer.

    Ingests the feeds of POLICYGRAPH_FEEDS, or the sample feed that ships with policygraph where that is not set; the
    samples need no network. Prints every address; Ctrl-C ends all of it.
    """
    from flows.up import choose_ports
    from flows.up import up as bring_up
    from policygraph.settings import settings

    return bring_up(choose_ports(port, prefect_port), samples=settings().feeds is None)


@click.command()
@click.option("--samples", is_flag=True, help="Ingest the sample feed instead of the configured feeds.")
def schedule(samples: bool) -> int:
    """Run the flows on their schedules until stopped: ingest each hour, consolidate each night.

    Needs a Prefect server: that of a running `policygraph up`, or the one that PREFECT_API_URL names.
    """
    from flows.prefect_settings import configure

    configure()
    from flows.schedule import serve_schedules

    serve_schedules(samples)
    return 0
