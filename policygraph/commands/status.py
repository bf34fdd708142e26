"""``status`` and ``validate``: how things stand, and whether they are right."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--failures", "all_failures", is_flag=True, help="List every failure, not only the first twenty.")
def status(as_json: bool, all_failures: bool) -> int:
    """Show what is archived and published, how each feed stands, and what did not come through."""
    from flows.standing import show_standing, standing

    now_standing = standing()
    if as_json:
        click.echo(json.dumps(now_standing.to_json(), indent=2, ensure_ascii=False))
    else:
        show_standing(now_standing, limit=None if all_failures else 20)
    return 0


@click.command()
def validate() -> int:
    """Check the data files and the published graph: shapes, and what must never be found in it.

    Exit code 1 where anything is wrong; each finding names the file or graph.
    """
    from flows.validation import findings

    found = list(findings())
    for finding in found:
        click.echo(finding)
    click.echo(f"{len(found)} findings" if found else "nothing wrong was found")
    return 1 if found else 0
