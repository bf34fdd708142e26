"""``extract`` and ``evaluate``: articles in, extractions out, and how good they are."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from policygraph.errors import InputError
from policygraph.json_lines import STDIN, BadLine, Line, read_json_lines
from policygraph.outputs import opened_output
from policygraph.records import Article, Extraction, Page

FILE = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE.jsonl]...")
@click.option("-o", "--output", type=FILE, default="-", help="Write to this file instead of standard output.")
@click.option("--html", type=FILE, help="Read one HTML page instead of JSON Lines.")
@click.option("--url", help="Where the page of --html was published.")
@click.option("--explain", "form", flag_value="text", help="Say for each event in words why it was read so.")
@click.option("--explain-html", "form", flag_value="html", help="The same as a page of HTML.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to read with.")
def extract(
    files: tuple[Path, ...], output: Path, html: Path | None, url: str | None, form: str | None, workers: int
) -> int:  # one parameter an option
    """Read articles and write what they say, one JSON object a line.

    An article needs `id` and `text` and may have `title`, `lang`, `published` and `url`. Without a FILE, or with `-`,
    articles come from standard input. A line that cannot be used is reported with its place and the others go on; the
    exit code is then 1. Offsets count Unicode code points of `text` exactly as given.
    """
    articles = _Articles(_lines(files, html, url))
    page = _page_article(html, url) if html else None
    with opened_output(output) as out:
        for text in _written(iter([page]) if page else iter(articles), workers, _form(form)):
            out.write(text.encode())
            out.flush()
    return 1 if articles.bad else 0


def _lines(files: tuple[Path, ...], html: Path | None, url: str | None) -> Iterator[Line | BadLine]:
    if html and files:
        raise click.UsageError("give either FILE.jsonl or --html, not both")
    if bool(html) != bool(url):
        raise click.UsageError("--html and --url go together: the page and where it was published")
    if not files and not html and sys.stdin.isatty():
        raise click.UsageError("name a file of articles, or send them on standard input")
    return iter(()) if html else read_json_lines(files or (STDIN,))


class _Articles:
    """The articles of JSON Lines; lines that cannot be used are told to the user and counted."""

    def __init__(self, lines: Iterator[Line | BadLine]) -> None:
        self._lines = lines
        self.bad = 0

    def __iter__(self) -> Iterator[Article]:
        from extractors.extraction import article_from_json

        for line in self._lines:
            if isinstance(line, BadLine):
                self._report(line.where, line.problem)
                continue
            try:
                article = article_from_json(line.value)
                _check_characters(article)
            except InputError as error:
                self._report(line.where, str(error))
                continue
            yield article

    def _report(self, where: str, problem: str) -> None:
        self.bad += 1
        click.echo(f"{where}: {problem}", err=True)


def _check_characters(article: Article) -> None:
    """Refuse what no UTF-8 text can hold; replacing it would alter the text, and its offsets elsewhere.

    Raises:
        InputError: there is half a surrogate pair.
    """
    for name in ("id", "text", "title", "url"):
        try:
            getattr(article, name).encode()
        except UnicodeEncodeError as error:
            problem = f"{name!r} holds half a surrogate pair at character {error.start}"
            raise InputError(f"{problem}; write the character whole, or leave it out") from error


_Form = Callable[[Iterable[Extraction]], Iterator[str]]


def _written(articles: Iterator[Article], workers: int, form: _Form) -> Iterator[str]:
    """What is written for the articles, piece by piece, as they are read."""
    from extractors.pipeline import extract as extract_articles

    return form(extract_articles(articles, workers))


def _form(name: str | None) -> _Form:
    """How extractions are written: as JSON Lines, as text for a terminal or as a page of HTML."""
    if name == "text":
        from extractors.explain import explain as explain_extraction

        return lambda extractions: (f"{explain_extraction(extraction)}\n" for extraction in extractions)
    if name == "html":
        from extractors.explain_html import html_pages

        return html_pages
    return _json_lines


def _json_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    from extractors.extraction import to_json

    return (f"{json.dumps(to_json(extraction), ensure_ascii=False)}\n" for extraction in extractions)


def _page_article(html: Path, url: str | None) -> Article:
    """The article of one page.

    Raises:
        InputError: the file cannot be read, or holds no article.
    """
    from policygraph.articles import clean
    from policygraph.clock import now
    from policygraph.urls import is_web_address

    address = url or ""
    if not is_web_address(address):
        raise click.UsageError(f"--url {address!r}: not an absolute http or https URL")
    try:
        body = sys.stdin.buffer.read() if html == STDIN else html.read_bytes()
    except OSError as error:
        raise InputError(f"{html}: cannot be read: {error.strerror}; name a file of HTML") from error
    page = Page(address, address, 200, {}, body, now(), hashlib.sha256(body).hexdigest())
    article = clean(page)
    if not isinstance(article, Article):
        raise InputError(f"{html}: no article could be read: {article.reason}")
    return article


@click.command()
@click.argument("gold", type=FILE, metavar="GOLD.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option("--predictions", type=FILE, help="Judge these extractions instead of extracting anew.")
@click.option("--errors", is_flag=True, help="List each event that is missed, extra or wrongly identified.")
def evaluate(gold: Path, as_json: bool, predictions: Path | None, errors: bool) -> int:
    """Print precision, recall and F1 of the extraction against articles with gold.

    GOLD.jsonl holds articles as `extract` writes them, with `entities`, `events` and `facts` that people annotated.
    """
    from extractors.evaluate import evaluate as score

    truth = _objects(gold)
    scores = score(truth, _objects(predictions) if predictions else _predicted(truth))
    click.echo(
        json.dumps(scores.to_json(), indent=2, ensure_ascii=False) if as_json else _score_table(scores.to_json())
    )
    if errors:
        click.echo("\n".join(scores.errors), err=True)
    return 0


def _objects(path: Path) -> list[dict[str, Any]]:
    """The articles of a file that must be right throughout: a score over half of it would mislead."""
    lines = list(read_json_lines([path]))
    for line in lines:
        if isinstance(line, BadLine):
            raise InputError(f"{line.where}: {line.problem}")
        if "id" not in line.value:
            raise InputError(f"{line.where}: an article without 'id'; give each article one")
    objects = [line.value for line in lines if isinstance(line, Line)]
    if not objects:
        raise InputError(f"{path}: holds no article; give one JSON object a line")
    return objects


def _predicted(gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    from extractors.extraction import article_from_json, to_json
    from extractors.pipeline import extract as extract_articles

    return (to_json(extraction) for extraction in extract_articles(article_from_json(value) for value in gold))


def _score_table(rows: dict[str, Any]) -> str:
    lines = [f"{'':28} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>6} {'wrong':>6} {'missed':>6}"]
    for name, row in rows.items():
        if isinstance(row, dict):
            shares = f"{row['p']:9.3f} {row['r']:7.3f} {row['f1']:6.3f}"
            lines.append(f"{name:28} {shares} {row['tp']:6} {row['fp']:6} {row['fn']:6}")
        else:
            lines.append(f"{name:28} {row:9.3f}")
    return "\n".join(lines)
