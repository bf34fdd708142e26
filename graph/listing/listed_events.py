"""The rows of events, from the rows of their reports and what consolidation concluded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from graph.listing import questions
from graph.listing.events import Concluded, EventRow, ReportRow, Source, event_row, status_bits, with_conclusion
from graph.listing.judged import Filler
from graph.listing.listed_articles import row_of
from graph.listing.writing import Row, Writing, event_words, number_of, publisher_or_site, text_of
from graph.tables import Cell
from policygraph.batches import batches

_AT_ONCE = 500  # IRIs of events in one statement


def write_events(writing: Writing, among: Collection[str] | None = None) -> None:
    """Write the rows of all events, or of those among some that have reports; those are listed already."""
    by_event = dict(_reports(writing, among))
    event_of = {report.iri: report.event for reports in by_event.values() for report in reports}
    reported = None if among is None else event_of
    writing.insert("participant", _participants(writing, event_of, reported))
    writing.insert("attribute", _attributes(writing, event_of, None if among is None else by_event))
    sources = _sources(writing, None if among is None else {r.article for found in by_event.values() for r in found})
    events = {iri: event_row(iri, reports, sources) for iri, reports in by_event.items()}
    _conclude(writing, events, None if among is None else by_event)
    writing.insert("event", (_row(writing, event, by_event[event.iri]) for event in events.values()))


def _reports(writing: Writing, among: Collection[str] | None) -> Iterator[tuple[str, list[ReportRow]]]:
    rows = _of_events(writing, "SELECT * FROM report {where} ORDER BY event, iri", "event", among)
    for event, found in groupby(rows, key=lambda row: str(row[1])):
        yield event, [ReportRow(*row) for row in found]  # type: ignore[arg-type]


def _sources(writing: Writing, among: Collection[str] | None) -> dict[str, Source]:
    """Where reports stand, by article."""
    rows = _of_events(writing, "SELECT iri, publisher, url, published FROM article {where}", "iri", among)
    return {
        str(iri): Source(publisher_or_site(str(publisher), str(url), str(iri)), text_of(published) or None)  # type: ignore[arg-type]
        for iri, publisher, url, published in rows
    }


def _of_events(writing: Writing, statement: str, column: str, among: Collection[str] | None) -> Iterator[Row]:
    """The rows of a statement, of all or of some IRIs."""
    if among is None:
        yield from writing.database.execute(statement.format(where=""))
        return
    for batch in batches(sorted(among), _AT_ONCE):
        where = f"WHERE {column} IN ({', '.join('?' * len(batch))})"
        yield from writing.database.execute(statement.format(where=where), batch)


def _participants(writing: Writing, event_of: dict[str, str], reported: Iterable[str] | None) -> Iterator[Row]:
    read: dict[str, list[tuple[Filler, int]]] = defaultdict(list)
    for row in writing.ask(questions.ARGUMENTS, reported):
        filler = (text_of(row["role"]), text_of(row["entity"]), text_of(row["text"]))
        read[str(row["iri"])].append((filler, int(number_of(row["begin"]) or 0)))
    found: dict[str, dict[Filler, int]] = defaultdict(dict)
    for report, event in event_of.items():
        for filler, begin in writing.decided.fillers(report, sorted(read.get(report, ()))):
            found[event][filler] = min(begin, found[event].get(filler, begin))
    for event, fillers in found.items():
        ordered = sorted(fillers, key=lambda filler: (fillers[filler], filler))
        yield from ((event, role, entity, text, place, 0) for place, (role, entity, text) in enumerate(ordered))


def _attributes(writing: Writing, event_of: dict[str, str], events: Iterable[str] | None) -> Iterator[Row]:
    """Those of each event where it was consolidated, else those of its report."""
    listed = set(event_of.values())  # an event that stands for a report alone has the report's IRI
    for kind in ("pg:Event", "pg:EventReport"):
        for row in writing.ask(questions.ATTRIBUTES.replace("%(class)s", kind), events):
            if row["iri"] in listed and row["name"] != "valuation":
                yield (row["iri"], row["name"], text_of(row["value"]))


def _conclude(writing: Writing, events: dict[str, EventRow], among: Collection[str] | None) -> None:
    """Put what consolidation concluded in place of what the reports suggest one by one."""
    conflicts: dict[str, set[str]] = defaultdict(set)
    for row in writing.ask(questions.CONFLICTS, among):
        conflicts[str(row["iri"])].add(text_of(row["about"]))
    for row in writing.ask(questions.CONCLUDED, among):
        iri = str(row["iri"])
        if iri in events:
            events[iri] = with_conclusion(events[iri], _conclusion(row, " ".join(sorted(conflicts[iri]))))


def _conclusion(row: dict[str, Cell], conflict: str) -> Concluded:
    return Concluded(
        status=text_of(row["status"]),
        confidence=number_of(row["confidence"]) or 0.0,
        sources=int(number_of(row["sources"]) or 0),
        edtf=text_of(row["edtf"]),
        earliest=text_of(row["earliest"]),
        amount=number_of(row["amount"]),
        amount_text=text_of(row["amount_text"]),
        currency=text_of(row["currency"]),
        conflict=conflict,
        euros=number_of(row["euros"]),
    )


def _row(writing: Writing, event: EventRow, reports: Collection[ReportRow]) -> Row:
    number = writing.number("event", event.iri)
    writing.put_words(number, event_words(writing.database, event.iri, event.type))
    is_right = writing.decided.is_right(event.iri, (report.iri for report in reports))
    statuses = status_bits(report.status for report in reports)
    *told, euros = row_of(event)
    return (number, *told, statuses, None, 1.0 if is_right else event.confidence, (event.day or "")[:7], euros)
