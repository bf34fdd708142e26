"""``query`` and ``export``: what is in the graph, as answers and as files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from policygraph.errors import InputError
from policygraph.json_lines import STDIN
from policygraph.outputs import opened_output
from policygraph.time_limits import ends_process_after

FORMATS = ("table", "csv", "json", "xml", "ttl", "parquet")
EXPORTS = ("nquads", "trig", "jsonld", "graphml", "csv-nodes", "csv-edges", "followthemoney")  # graph.export.KINDS
FILE = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.argument("file", type=FILE, required=False, metavar="[FILE.rq]")
@click.option("--name", help="Ask one of the questions that have a name.")
@click.option("--list", "list_names", is_flag=True, help="List the questions that have a name, with their parameters.")
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="Of a named question.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--timeout",
    type=click.IntRange(1, 86_400),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query that takes longer.",
)
def query(
    file: Path | None, name: str | None, list_names: bool, given: tuple[str, ...], kind: str, timeout: int
) -> int:  # one parameter an option
    """Ask the published graph: SPARQL from FILE.rq, from standard input (-), or a named question.

    Patterns outside GRAPH match the union of all graphs. Most of the named questions list at most 200 rows:
    -p most=NUMBER asks for so many, -p most=0 for all.
    """
    if list_names:
        click.echo(_listing())
        return 0
    if bool(file) == bool(name):
        raise click.UsageError("give a FILE.rq, or - for standard input, or --name; --list shows the names")
    if file and given:
        raise click.UsageError("--parameter goes with --name")
    sys.stdout.buffer.write(_answer(file, name or "", _parameters(given), kind, timeout))
    sys.stdout.buffer.flush()
    return 0


def _answer(file: Path | None, name: str, parameters: dict[str, str], kind: str, timeout: int) -> bytes:
    from graph.queries import named_query, run, run_sparql, write
    from graph.reader import open_reader
    from policygraph.settings import settings

    sparql = _text(file) if file else ""
    remedy = "ask for less (both ends of a join in one GRAPH block, a LIMIT), or give it longer with --timeout SECONDS"
    late = f"The query took longer than {timeout} seconds and was stopped; {remedy}."
    with ends_process_after(timeout, late), open_reader(settings().store, settings().home) as reader:
        table = run_sparql(reader, sparql) if file else run(reader, named_query(name), parameters)
        if name:
            _say_if_cut(name, parameters, len(table.rows))
        return write(table, kind)  # type: ignore[arg-type]  # one of FORMATS, as click made sure


def _say_if_cut(name: str, given: Mapping[str, str], rows: int) -> None:
    """Say, beside the answer to a named question, where there may be more rows than are listed."""
    from graph.queries import named_query

    if limit := named_query(name).reached(given, rows):
        click.echo(f"At most {rows} are listed; there may be more: -p {limit.name}=0 gives all.", err=True)


def _text(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}; name a file that holds SPARQL") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}; convert the file to UTF-8") from error


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if bad := [name for name, sign, _ in pairs if not sign or not name]:
        raise click.UsageError(f"--parameter {bad[0]}: write it as NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _listing() -> str:
    from graph.queries import named_queries

    lines = []
    for each in named_queries():
        lines.append(f"{each.name:24} {each.question}")
        for parameter in each.parameters:
            default = "required" if parameter.default is None else f"default {parameter.default or 'open'}"
            lines.append(f"{'':26}{parameter.name} ({parameter.type}, {default}): {parameter.meaning}")
    return "\n".join(lines)


@click.command()
@click.option("-o", "--output", type=FILE, default="-", help="Write to this file instead of standard output.")
@click.option("--format", "kind", type=click.Choice(EXPORTS), default="nquads", show_default=True)
def export(output: Path, kind: str) -> int:
    """Write the whole published graph, as RDF or for other tools.

    N-Quads come sorted: two graphs are the same where their files are.
    """
    from graph.export import export as export_graph
    from policygraph.settings import settings

    with opened_output(output) as stream:
        export_graph(settings().home, stream, kind)
    return 0
