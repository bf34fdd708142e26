"""Tell those who follow a list what an ingest has published, once nobody waits for the store any more.

The explorer knows what is on a list, and flows never look into that room: ``policygraph alerts`` runs as a process.
"""

from __future__ import annotations

import subprocess
import sys

import click

from policygraph.archive import Archive
from policygraph.settings import settings

LONGEST = 1800.0  # seconds: a webhook that does not answer is tried four times, each for fifteen


def send_alerts() -> str:
    """Note what is new on the watch lists and tell their webhooks; what goes wrong is said, and left to the next run.

    Returns:
        What came of each watch list with a webhook, a line each.
    """
    with Archive(settings().archive_url) as archive:
        if not archive.watches():
            return ""
    command = [sys.executable, "-m", "policygraph", "alerts"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        said = f"alerts: not done after {LONGEST:g} seconds; the next run goes on with them"
    else:
        said = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
    if said:
        click.echo(said, err=True)
    return said
