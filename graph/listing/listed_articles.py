"""The rows of articles and of what each of them says by itself: whom it speaks of, its reports, its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields

from graph.listing import questions
from graph.listing.events import ReportRow
from graph.listing.likeness import write_brackets
from graph.listing.writing import Row, Writing, article_words, field_of, number_of, text_of
from graph.tables import Cell


def write_articles(writing: Writing, among: Collection[str] | None = None) -> None:
    """Write the rows of all articles, or of those among some that are there."""
    _references(writing, among)
    for row in writing.ask(questions.ARTICLES, among):
        iri, title, publisher = str(row["iri"]), text_of(row["title"]), text_of(row["publisher"])
        text, number = text_of(row["text"]), writing.number("article", iri)
        told = (title, text_of(row["lang"]), text_of(row["published"]) or None, publisher, text_of(row["url"]))
        times = (text_of(row["feed"]), text_of(row["copy_of"]), row["fetched_at"])
        writing.insert("article", [(number, iri, row["id"], *told, *times, 0, 0, lead_of(text))])
        writing.put_words(number, article_words(writing.database, iri, (title, publisher), text))
        write_brackets(writing, iri, text)
    reports = None if among is None else reports_of(writing, among)
    writing.insert("report", (row_of(report) for report in read_reports(writing, reports)))
    writing.insert("fact", (_fact(writing, row) for row in writing.ask(questions.FACTS, reports)))


def reports_of(writing: Writing, articles: Iterable[str]) -> list[str]:
    """The IRIs of what some articles report: of events and of facts."""
    return [str(row["iri"]) for row in writing.ask(questions.REPORTED, articles)]


def read_reports(writing: Writing, among: Collection[str] | None) -> Iterator[ReportRow]:
    """The reports of events that are listed, of all or of some."""
    event_of = {str(row["iri"]): str(row["event"]) for row in writing.ask(questions.EVENTS, among)}
    for row in writing.ask(questions.REPORTS, among):
        iri = str(row["iri"])
        if not writing.decided.leaves_out(iri, event_of.get(iri)):
            yield _report(row, event_of.get(iri, iri))


def row_of(record: object) -> Row:
    """The fields of a record in their order (``dataclasses.astuple`` would copy each one deeply)."""
    return tuple(getattr(record, spec.name) for spec in fields(record))  # type: ignore[arg-type]


def lead_of(text: str, length: int = 240) -> str:
    """How an article begins: its first line with words, cut at a space."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _references(writing: Writing, among: Collection[str] | None) -> None:
    """Whom articles speak of; of two entities for which one stands, the surer reference."""
    rows = (
        (row["article"], writing.decided.one(str(row["entity"])), number_of(row["confidence"]))
        for row in writing.ask(questions.REFERENCES, among)
    )
    writing.database.executemany(
        """INSERT INTO reference VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET confidence = MAX(confidence, excluded.confidence)""",
        rows,
    )


def _report(row: dict[str, Cell], event: str) -> ReportRow:
    return ReportRow(
        iri=text_of(row["iri"]),
        event=event,
        article=text_of(row["article"]),
        type=text_of(row["type"]),
        status=text_of(row["status"]),
        confidence=number_of(row["confidence"]) or 0.0,
        background=bool(row["background"]),
        field=field_of(row["context"]),
        begin=int(number_of(row["begin"]) or 0),
        end=int(number_of(row["end"]) or 0),
        evidence=text_of(row["evidence"]),
        edtf=text_of(row["edtf"]),
        earliest=text_of(row["earliest"]) or None,
        latest=text_of(row["latest"]) or None,
        amount=number_of(row["amount"]),
        amount_text=text_of(row["amount_text"]),
        currency=text_of(row["currency"]),
    )


def _fact(writing: Writing, row: dict[str, Cell]) -> Row:
    ends = [text_of(row[name]) for name in ("subject", "subject_text", "object", "object_text")]
    ends[0], ends[2] = writing.decided.one(ends[0]), writing.decided.one(ends[2])
    shares = [number_of(row[name]) for name in ("share_min", "share_max")]
    figure = [text_of(row["metric"]), text_of(row["period"]), number_of(row["amount"]), text_of(row["amount_text"])]
    place = [field_of(row["context"]), row["begin"], row["end"], row["evidence"]]
    head = [row["iri"], row["article"], row["type"], row["status"], number_of(row["confidence"])]
    return (*head, *ends, *shares, *figure, text_of(row["currency"]), *place)
