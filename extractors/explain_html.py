"""Explanations as one page of HTML: no scripts, nothing loaded from elsewhere, every word of an article escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from extractors.explain import Explanation, Line, Statement, explanation, place
from policygraph.records import Extraction, Mention

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24;
  background: #fff; }
h1, h2 { line-height: 1.25; }
section { border-top: 1px solid #c9d1d9; padding: .5rem 0 1rem; }
h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
blockquote { margin: .25rem 0 .5rem; padding-left: 1rem; border-left: .25rem solid #c9d1d9; white-space: pre-line; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .1rem 1rem .1rem 0; }
th { font-weight: 600; }
mark { background: #fff3bf; color: inherit; }
mark.trigger { background: #ffd8a8; font-weight: 600; }
.source, .place { color: #57606a; font-size: .9em; }
@media (prefers-color-scheme: dark) {
  body { color: #e6edf3; background: #0d1117; }
  mark { background: #544600; } mark.trigger { background: #7a3e00; }
  .source, .place { color: #9aa4ae; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # the page needs its own style and nothing else


def html_pages(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One HTML document that explains extractions.

    Args:
        extractions: one an article, in the order in which they are shown; any number.

    Yields:
        The document piece by piece: its head, a piece for each article, its end.
    """
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What was read, and why</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        "<h1>What was read, and why</h1>\n"
    )
    for extraction in extractions:
        yield _article(explanation(extraction))
    yield "</body>\n</html>\n"


def _article(told: Explanation) -> str:
    statements = [_statement(statement) for statement in (*told.events, *told.facts)]
    body = "\n".join(statements) or "<p>Nothing was read from this article.</p>"
    return (
        f'<article>\n<h2>{escape(told.heading)}</h2>\n<p class="source">{escape(told.source)}</p>\n{body}\n</article>\n'
    )


def _statement(statement: Statement) -> str:
    rows = "\n".join(_row(line) for line in statement.lines)
    quote = f'{_marked(statement)} <span class="place">{escape(place(statement.evidence))}</span>'
    return (
        f"<section>\n<h3>{escape(statement.title)}</h3>\n<blockquote>{quote}</blockquote>\n"
        f"<table>\n{rows}\n</table>\n</section>"
    )


def _row(line: Line) -> str:
    words = f"“{escape(line.mention.text)}”" if line.mention else ""
    where = f'<span class="place">{escape(place(line.mention))}</span>' if line.mention else ""
    return f'<tr><th scope="row">{escape(line.label)}</th><td>{escape(line.value)}</td><td>{words} {where}</td></tr>'


def _marked(statement: Statement) -> str:
    """The sentence, with the words marked that gave the event its trigger, arguments and values."""
    evidence = statement.evidence
    pieces: list[str] = []
    done = evidence.start
    for start, end, label in _marks(statement):
        if start < done:
            continue
        kind = ' class="trigger"' if label == "evoked by" else ""
        words = escape(_cut(evidence, start, end))
        pieces += [escape(_cut(evidence, done, start)), f'<mark{kind} title="{escape(label)}">{words}</mark>']
        done = end
    return "".join([*pieces, escape(_cut(evidence, done, evidence.end))])


def _marks(statement: Statement) -> list[tuple[int, int, str]]:
    """(start, end, label) of what stands inside the sentence; the longest first where two begin together."""
    evidence = statement.evidence
    inside = [
        (line.mention.start, line.mention.end, line.label)
        for line in statement.lines
        if line.mention and _is_within(line.mention, evidence)
    ]
    return sorted(inside, key=lambda mark: (mark[0], -mark[1], mark[2]))


def _is_within(mention: Mention, evidence: Mention) -> bool:
    return mention.field == evidence.field and evidence.start <= mention.start < mention.end <= evidence.end


def _cut(evidence: Mention, start: int, end: int) -> str:
    return evidence.text[start - evidence.start : end - evidence.start]
