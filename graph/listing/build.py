"""Write the listing of a graph."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, fields
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from graph.listing import questions
from graph.listing.conclusions import CONCLUDED_INDICES, concluded_rows
from graph.listing.events import Concluded, EventRow, ReportRow, Source, event_row, status_bits, with_conclusion
from graph.listing.fulltext import tokens
from graph.listing.judged import Filler, decided
from graph.listing.pairs import Candidate, Happening, Pair, bracketed, pairs
from graph.listing.questions import ask
from graph.listing.schema import INDICES, RANGES, SCHEMA, SHOWN_FROM, VERSION
from graph.store import Reader
from graph.tables import Cell

FILE_NAME = "listing.sqlite"
BUSY = 500  # events of an entity beyond which its companions are counted beforehand
# Events by type, statuses and month, and how many of them are less sure than {sure}, a number.
MONTHS = """
    SELECT type, statuses, month, COUNT(*) AS count,
        SUM(sure < {sure}) AS doubtful FROM event {where}
    GROUP BY 1, 2, 3"""
# With whom an entity (?1) takes part in events that are at least as sure as ?3, the most frequent first; at most ?2.
COMPANIONS = """
    SELECT other.entity AS iri, COUNT(DISTINCT other.document) AS events FROM participant AS one
    JOIN event ON event.document = one.document AND event.sure >= ?3
    JOIN participant AS other ON other.event = one.event AND other.entity <> one.entity
    WHERE one.entity = ?1 AND other.entity <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?2"""


def listing_of(snapshot: Path) -> Path:
    """Where the listing of a snapshot lies, beside its store."""
    return snapshot / FILE_NAME


def is_current(path: Path) -> bool:
    """Whether there is a listing that this version of the program can read."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            return bool(database.execute("SELECT version FROM about").fetchone() == (VERSION,))
        except sqlite3.DatabaseError:
            return False


def build_listing(reader: Reader, path: Path) -> Path:
    """Write the listing of all that a reader sees.

    Args:
        reader: a snapshot or a store.
        path: of the file; it appears whole or not at all.

    Returns:
        The same path.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished)
    try:
        database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
        with database:
            _Listing(reader, database).write()
        database.execute("ANALYZE")
        database.commit()
    finally:
        database.close()
    unfinished.replace(path)
    return path


class _Listing:
    """One writing of the listing."""

    def __init__(self, reader: Reader, database: sqlite3.Connection) -> None:
        self._reader = reader
        self._database = database
        self._decided = decided(reader)
        self._sources: dict[str, Source] = {}
        self._names: dict[str, list[str]] = defaultdict(list)  # entity -> all its names
        self._spoken_of: dict[str, list[str]] = defaultdict(list)  # article or event -> entities
        self._called: dict[str, str] = {}  # name that one entity alone has -> IRI
        self._candidates: dict[str, Candidate] = {}  # by IRI, all entities
        self._brackets: list[Pair] = []  # entities of which some text gives one in brackets after the other
        self._documents = {kind: first for kind, (first, _) in RANGES.items()}  # number of the next

    def write(self) -> None:
        self._entities()
        self._references()
        self._articles()
        self._events()
        self._facts()
        for table, rows in concluded_rows(self._reader):
            self._insert(table, rows)
        self._insert("entity_pair", self._pairs())
        self._counts()
        self._database.executescript(INDICES + CONCLUDED_INDICES)
        self._busiest()
        self._insert("about", [(VERSION,)])

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        iterator = iter(rows)
        for row in iterator:
            marks = ", ".join("?" * len(row))
            statement = f"INSERT OR IGNORE INTO {table} VALUES ({marks})"  # noqa: S608  # table is ours
            self._database.execute(statement, row)
            self._database.executemany(statement, iterator)

    def _document(self, kind: str, title: str, names: str, body: str) -> int:
        """Note a text; gives its number, which is that of the row that it belongs to."""
        number = self._documents[kind]
        self._documents[kind] += 1
        self._database.execute(
            "INSERT INTO words (rowid, title, names, body) VALUES (?, ?, ?, ?)",
            (number, tokens(title), tokens(names), tokens(body)),
        )
        return number

    def _ask(self, question: str) -> Iterator[dict[str, Cell]]:
        return ask(self._reader, question)

    def _entities(self) -> None:
        chinese: dict[str, tuple[int, str]] = {}
        for row in self._ask(questions.NAMES):
            self._names[str(row["iri"])].append(str(row["text"]))
            if row["preferred"] and str(row["lang"]).startswith("zh"):
                best = (0 if row["lang"] in {"zh-hans", "zh"} else 1, str(row["text"]))
                chinese[str(row["iri"])] = min(best, chinese.get(str(row["iri"]), best))
        self._names = self._decided.names(self._names)
        rows = []
        for row in self._ask(questions.ENTITIES):
            iri, name = str(row["iri"]), str(row["name"])
            if self._decided.one(iri) != iri:
                continue  # another one stands for it
            wikidata = str(row["wikidata"] or "").rpartition("/")[2]
            name_zh = chinese.get(iri, (0, ""))[1]
            number = self._document("entity", name, "\n".join(sorted({*self._names[iri], name})), "")
            what = (row["type"], row["country"] or "", wikidata, bool(row["known"]))
            rows.append((number, iri, name, name_zh, *what, 0, 0, None, None))
            names = tuple(sorted({*self._names[iri], name}))
            self._candidates[iri] = Candidate(iri, str(row["type"]), bool(row["known"]), names)
        self._insert("entity", rows)
        self._insert("replaced", ((gone, self._decided.one(gone)) for gone in self._decided.stays))
        named = Counter(name for candidate in self._candidates.values() for name in candidate.names)
        every = ((name, iri) for iri, candidate in self._candidates.items() for name in candidate.names)
        self._called = {name: iri for name, iri in every if named[name] == 1}

    def _references(self) -> None:
        rows = []
        for row in self._ask(questions.REFERENCES):
            entity = self._decided.one(str(row["entity"]))
            self._spoken_of[str(row["article"])].append(entity)
            rows.append((row["article"], entity, _number(row["confidence"])))
        self._insert("reference", rows)

    def _articles(self) -> None:
        rows = []
        for row in self._ask(questions.ARTICLES):
            iri, published = str(row["iri"]), _text(row["published"]) or None
            publisher, url = _text(row["publisher"]), _text(row["url"])
            self._sources[iri] = Source(publisher or urlsplit(url).hostname or iri, published)
            title, lang, copy_of = _text(row["title"]), _text(row["lang"]), _text(row["copy_of"])
            times = (_text(row["feed"]), copy_of, row["fetched_at"])
            text = _text(row["text"])
            self._brackets += self._bracketed(iri, text)
            number = self._document("article", title, self._names_in(iri), f"{publisher}\n{text}")
            rows.append((number, iri, row["id"], title, lang, published, publisher, url, *times, 0, 0, lead_of(text)))
        self._insert("article", rows)

    def _bracketed(self, article: str, text: str) -> Iterator[Pair]:
        entities = [self._candidates[iri] for iri in self._spoken_of[article] if iri in self._candidates]
        if any(not entity.known for entity in entities):
            names = {name: entity.iri for entity in entities for name in entity.names}
            yield from bracketed(article, text, names, self._called)

    def _pairs(self) -> Iterator[tuple[object, ...]]:
        """Entities that may be one, of those that articles speak of."""
        spoken_of = {article: self._spoken_of[article] for article in self._sources}
        mentioned = {entity for entities in spoken_of.values() for entity in entities}
        candidates = (candidate for iri, candidate in self._candidates.items() if iri in mentioned)
        found = pairs(candidates, self._brackets, self._happenings(), spoken_of)
        return (astuple(pair) for pair in found)

    def _happenings(self) -> Iterator[Happening]:
        rows = self._database.execute("""
            SELECT event.iri, type, day, amount, role, entity FROM event
            JOIN participant ON participant.event = event.iri
            WHERE day IS NOT NULL AND entity <> '' AND status <> 'denied' ORDER BY event.iri, place""")
        for (iri, kind, day, amount), found in groupby(rows, key=lambda row: row[:4]):
            yield Happening(iri, kind, day, amount, tuple((role, entity) for *_, role, entity in found))

    def _names_in(self, subject: str) -> str:
        return "\n".join(name for entity in sorted(set(self._spoken_of[subject])) for name in self._names[entity])

    def _events(self) -> None:
        event_of = {str(row["iri"]): str(row["event"]) for row in self._ask(questions.EVENTS)}
        by_event: dict[str, list[ReportRow]] = defaultdict(list)
        for row in self._ask(questions.REPORTS):
            if self._decided.leaves_out(str(row["iri"]), event_of):
                continue
            report = _report(row, event_of.get(str(row["iri"]), str(row["iri"])))
            by_event[report.event].append(report)
        reports = {report.iri: report.event for found in by_event.values() for report in found}
        self._insert("report", (_row(report) for found in by_event.values() for report in found))
        self._participants(reports)
        events = self._concluded({iri: event_row(iri, found, self._sources) for iri, found in by_event.items()})
        self._insert("event", self._event_rows(events, by_event))

    def _participants(self, event_of: dict[str, str]) -> None:
        read: dict[str, list[tuple[Filler, int]]] = defaultdict(list)
        for row in self._ask(questions.ARGUMENTS):
            filler = (_text(row["role"]), _text(row["entity"]), _text(row["text"]))
            read[str(row["iri"])].append((filler, int(_number(row["begin"]) or 0)))
        found: dict[str, dict[Filler, int]] = defaultdict(dict)
        for report, event in event_of.items():
            for filler, begin in self._decided.fillers(report, read.get(report, ())):
                found[event][filler] = min(begin, found[event].get(filler, begin))
        rows = []
        for event, fillers in found.items():
            ordered = sorted(fillers, key=lambda filler: (fillers[filler], filler))
            rows += [(event, role, entity, text, place, 0) for place, (role, entity, text) in enumerate(ordered)]
            self._spoken_of[event] = [entity for _, entity, _ in ordered if entity]
        self._insert("participant", rows)
        self._attributes(event_of)

    def _attributes(self, event_of: dict[str, str]) -> None:
        """Those of each event where it was consolidated, else those of its report."""
        concluded = list(self._ask(questions.ATTRIBUTES.replace("%(class)s", "pg:Event")))
        reported = self._ask(questions.ATTRIBUTES.replace("%(class)s", "pg:EventReport"))
        rows = [(str(row["iri"]), row["name"], _text(row["value"])) for row in concluded]
        alone = [
            (str(row["iri"]), row["name"], _text(row["value"]))
            for row in reported
            if event_of.get(str(row["iri"])) == row["iri"]
        ]
        self._insert("attribute", (row for row in rows + alone if row[1] != "valuation"))

    def _concluded(self, events: dict[str, EventRow]) -> dict[str, EventRow]:
        """The rows with what consolidation concluded in place of what their reports suggest one by one."""
        conflicts: dict[str, set[str]] = defaultdict(set)
        for row in self._ask(questions.CONFLICTS):
            conflicts[str(row["iri"])].add(_text(row["about"]))
        for row in self._ask(questions.CONCLUDED):
            iri = str(row["iri"])
            if iri in events:
                conflict = " ".join(sorted(conflicts[iri]))
                events[iri] = with_conclusion(events[iri], _conclusion(row, conflict))
        return events

    def _event_rows(
        self, events: dict[str, EventRow], by_event: dict[str, list[ReportRow]]
    ) -> Iterator[tuple[object, ...]]:
        for iri, event in events.items():
            evidence = "\n".join(sorted({report.evidence for report in by_event[iri]}))
            number = self._document("event", event.type, self._names_in(iri), evidence)
            sure = 1.0 if self._decided.is_right(iri, (report.iri for report in by_event[iri])) else event.confidence
            statuses = status_bits(report.status for report in by_event[iri])
            yield (number, *_row(event), statuses, None, sure, (event.day or "")[:7], event.euros)

    def _facts(self) -> None:
        rows = []
        for row in self._ask(questions.FACTS):
            ends = [_text(row[name]) for name in ("subject", "subject_text", "object", "object_text")]
            ends[0], ends[2] = self._decided.one(ends[0]), self._decided.one(ends[2])
            shares = [_number(row[name]) for name in ("share_min", "share_max")]
            figure = [_text(row["metric"]), _text(row["period"]), _number(row["amount"]), _text(row["amount_text"])]
            place = [_field(row["context"]), row["begin"], row["end"], row["evidence"]]
            head = [row["iri"], row["article"], row["type"], row["status"], _number(row["confidence"])]
            rows.append((*head, *ends, *shares, *figure, _text(row["currency"]), *place))
        self._insert("fact", rows)

    def _busiest(self) -> None:
        """What would take long to count when it is asked for: of all events, and of the busiest entities."""
        of_all = MONTHS.format(where="", sure=SHOWN_FROM)
        self._database.execute(f"INSERT INTO event_month SELECT '', * FROM ({of_all})")  # noqa: S608
        taking_part = "WHERE document IN (SELECT document FROM participant WHERE entity = ?1)"
        of_entity = MONTHS.format(where=taking_part, sure=SHOWN_FROM)
        busy = "SELECT entity FROM participant WHERE entity <> '' GROUP BY 1 HAVING COUNT(DISTINCT document) > ?"
        for (iri,) in self._database.execute(busy, (BUSY,)).fetchall():
            for sure in (0.0, SHOWN_FROM):
                self._database.execute(f"INSERT INTO companion SELECT ?1, ?3, * FROM ({COMPANIONS})", (iri, 50, sure))  # noqa: S608
            self._database.execute(f"INSERT INTO event_month SELECT ?1, * FROM ({of_entity})", (iri,))  # noqa: S608

    def _counts(self) -> None:
        self._database.executescript(
            """
            UPDATE participant SET document = (SELECT document FROM event WHERE event.iri = participant.event);
            CREATE INDEX participant_entity ON participant (entity, document);
            CREATE INDEX participant_document ON participant (document, entity);
            INSERT OR IGNORE INTO event_country SELECT entity.country, participant.document FROM participant
                JOIN entity ON entity.iri = participant.entity WHERE entity.country <> '' ORDER BY 1, 2;
            CREATE INDEX event_country_document ON event_country (document, country);
            UPDATE article SET
                events = (SELECT COUNT(DISTINCT event) FROM report WHERE article = article.iri),
                entities = (SELECT COUNT(*) FROM reference WHERE article = article.iri);
            UPDATE entity SET
                articles = (SELECT COUNT(*) FROM reference WHERE entity = entity.iri),
                events = (SELECT COUNT(DISTINCT event.document) FROM participant JOIN event USING (document)
                    WHERE participant.entity = entity.iri AND event.sure >= %(shown)s),
                (first_seen, noted) = (SELECT MIN(published), MIN(fetched_at) FROM reference
                    JOIN article ON article.iri = reference.article WHERE reference.entity = entity.iri);
            UPDATE event SET noted = (SELECT MIN(fetched_at) FROM report JOIN article ON article.iri = report.article
                                      WHERE report.event = event.iri);
        """.replace("%(shown)s", str(SHOWN_FROM))
        )


def lead_of(text: str, length: int = 240) -> str:
    """How an article begins: its first line with words, cut at a space."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _row(record: ReportRow | EventRow) -> tuple[object, ...]:
    """The fields of a record in their order (``dataclasses.astuple`` would copy each one deeply)."""
    return tuple(getattr(record, spec.name) for spec in fields(record))


def _report(row: dict[str, Cell], event: str) -> ReportRow:
    return ReportRow(
        iri=_text(row["iri"]),
        event=event,
        article=_text(row["article"]),
        type=_text(row["type"]),
        status=_text(row["status"]),
        confidence=_number(row["confidence"]) or 0.0,
        background=bool(row["background"]),
        field=_field(row["context"]),
        begin=int(_number(row["begin"]) or 0),
        end=int(_number(row["end"]) or 0),
        evidence=_text(row["evidence"]),
        edtf=_text(row["edtf"]),
        earliest=_text(row["earliest"]) or None,
        latest=_text(row["latest"]) or None,
        amount=_number(row["amount"]),
        amount_text=_text(row["amount_text"]),
        currency=_text(row["currency"]),
    )


def _conclusion(row: dict[str, Cell], conflict: str) -> Concluded:
    return Concluded(
        status=_text(row["status"]),
        confidence=_number(row["confidence"]) or 0.0,
        sources=int(_number(row["sources"]) or 0),
        edtf=_text(row["edtf"]),
        earliest=_text(row["earliest"]),
        amount=_number(row["amount"]),
        amount_text=_text(row["amount_text"]),
        currency=_text(row["currency"]),
        conflict=conflict,
    )


def _field(context: Cell) -> str:
    return str(context).rpartition("/")[2]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _number(cell: Cell) -> float | None:
    return None if cell is None else float(cell)
