"""``policygraph``: every command, and what a user sees when something goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from policygraph.commands.alerts import alerts
from policygraph.commands.extract import evaluate, extract
from policygraph.commands.feeds import feeds
from policygraph.commands.gold import gold
from policygraph.commands.ingest import ingest, rebuild
from policygraph.commands.judge import judge
from policygraph.commands.query import export, query
from policygraph.commands.run import schedule, serve, token, up
from policygraph.commands.status import status, validate
from policygraph.commands.upkeep import consolidate, infer
from policygraph.errors import PolicygraphError

INTERRUPTED = 130  # 128 + SIGINT, as shells say it


class Commands(click.Group):
    """Commands in the order in which they are needed, not the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order in which they were added."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="policygraph", message="%(prog)s %(version)s")
def policygraph() -> None:
    """Build a knowledge graph of technology policy from the news, and question it.

    Settings are environment variables that begin with POLICYGRAPH_; POLICYGRAPH_HOME (./var where it is not set) holds
    everything that a run writes.
    """


for command in (ingest, extract, evaluate, query, serve, up, schedule, rebuild, consolidate, infer):
    policygraph.add_command(command)
for command in (validate, export, judge, gold, status, feeds, alerts, token):
    policygraph.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process: 0 done, 1 could not do its job, 2 wrong usage."""
    sys.exit(_exit_code(partial(policygraph.main, arguments, prog_name="policygraph", standalone_mode=False)))


def _exit_code(run: Callable[[], Any]) -> int:
    """What the process ends with, after the user was told what went wrong."""
    try:
        result = run()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_went_away()
    except PolicygraphError as problem:
        click.echo(f"policygraph: {problem}", err=True)
        return 1
    except ValueError as error:
        return _wrong_settings(error)
    return result if isinstance(result, int) else 0


def _reader_went_away() -> int:
    """Whoever read the output (``head``, say) has seen enough: end without a traceback at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _wrong_settings(error: ValueError) -> int:
    """Name the environment variables that cannot be used; any other ValueError is a bug and is raised."""
    from pydantic import ValidationError

    if not (isinstance(error, ValidationError) and error.title in {"Settings", "ExplorerSettings"}):
        raise error
    for problem in error.errors():
        variable = "POLICYGRAPH_" + "_".join(str(part) for part in problem["loc"]).upper()
        click.echo(f"policygraph: {variable}={problem['input']!r}: {problem['msg']}; correct or unset it", err=True)
    return 1
