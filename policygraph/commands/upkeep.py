"""``consolidate`` and ``infer``: the two steps over the whole graph, each by itself."""

from __future__ import annotations

import click


@click.command()
def consolidate() -> int:
    """Merge the reports of one real-world event into one event, and publish.

    Drops what was consolidated before and builds it anew from the articles' graphs; the same articles give the same
    events, in whatever order they came.
    """
    from flows.derive import consolidate as consolidate_graph

    click.echo(consolidate_graph())
    return 0


@click.command()
def infer() -> int:
    """Aggregate ownership and find exposure, each with its proof, and publish.

    Drops what was inferred before and builds it anew.
    """
    from flows.derive import infer as infer_graph

    click.echo(infer_graph())
    return 0
