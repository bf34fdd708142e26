"""Bring what the index remembers of an article to what its graph says, and note what that touches."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.consolidation.article_reading import ReadArticle
from graph.consolidation.events import named_after
from graph.consolidation.index import Index, Row, number_of
from graph.consolidation.publishing import remember_publication
from graph.consolidation.relations import FactReport, fact_to_json
from graph.consolidation.reports import EventReport, report_to_json
from graph.consolidation.stories import forget_words, remember_words


@dataclass(slots=True)
class Touched:
    """What may have to be concluded anew."""

    reports: set[int] = field(default_factory=set)  # numbers of reports to compare with others again
    neighbours: set[int] = field(default_factory=set)  # of reports that matched one that changed or went
    events: set[str] = field(default_factory=set)  # IRIs of events that lost a report
    matters: set[str] = field(default_factory=set)  # keys
    relations: set[str] = field(default_factory=set)  # keys
    facts: set[int] = field(default_factory=set)  # numbers of facts whose ends may be called otherwise
    tellings: set[int] = field(default_factory=set)  # numbers of articles whose predecessor may be another
    gone_articles: set[str] = field(default_factory=set)  # IRIs
    spoken_of: set[str] = field(default_factory=set)  # IRIs of entities that other articles speak of than before
    described: set[str] = field(default_factory=set)  # IRIs of entities that may be described or introduced otherwise
    publishers: set[str] = field(default_factory=set)  # names of those whose articles are others than before


def gather(index: Index, name: str, read: ReadArticle | None, touched: Touched) -> None:
    """Remember what an article says now.

    Args:
        index: is written.
        name: IRI of the article's graph.
        read: what the graph holds; None where it is gone.
        touched: is added to.
    """
    number = index.value("SELECT id FROM article WHERE name = ?", name)
    if read is None:
        if isinstance(number, int):
            _remove(index, number, touched)
        return
    if not isinstance(number, int):
        number = index.run("INSERT INTO article (name, iri, lang) VALUES (?, ?, '')", name, read.article)
    _remember_publication(index, number, read, touched)
    _remember_introductions(index, number, read.introduced, touched)
    _remember_reports(index, number, read.reports, touched)
    _remember_facts(index, number, read.facts, touched)
    touched.tellings |= remember_words(index, number, read)


def _remember_publication(index: Index, number: int, read: ReadArticle | None, touched: Touched) -> None:
    entities, publishers = remember_publication(index, number, read)
    touched.spoken_of |= entities
    touched.described |= entities | (read.spoken_of if read else frozenset())
    touched.publishers |= publishers


def _remember_introductions(
    index: Index, number: int, introduced: Iterable[tuple[str, str, str]], touched: Touched
) -> None:
    now: set[Row] = set(introduced)
    before = set(index.rows("SELECT first, second, words FROM introduced WHERE article = ?", number))
    if now != before:
        index.run("DELETE FROM introduced WHERE article = ?", number)
        index.run_many("INSERT INTO introduced VALUES (?, ?, ?, ?)", ((number, *each) for each in sorted(now, key=str)))
    touched.described |= {str(entity) for row in now ^ before for entity in row[:2]}


def _remove(index: Index, number: int, touched: Touched) -> None:
    _remember_publication(index, number, None, touched)
    _remember_reports(index, number, (), touched)
    _remember_facts(index, number, (), touched)
    touched.tellings |= forget_words(index, number)
    _remember_introductions(index, number, (), touched)
    touched.gone_articles.add(str(index.value("SELECT iri FROM article WHERE id = ?", number)))
    index.run("DELETE FROM article WHERE id = ?", number)


def _remember_reports(index: Index, article: int, reports: tuple[EventReport, ...], touched: Touched) -> None:
    now = {report.iri: report_to_json(report) for report in reports}
    rows = index.rows("SELECT id, iri, data FROM report WHERE article = ?", article)
    for number, iri, data in rows:
        if now.get(str(iri)) != data:
            _remove_report(index, int(str(number)), touched)
    kept = {str(iri) for _, iri, data in rows if now.get(str(iri)) == data}
    for report in reports:
        if report.iri not in kept:
            touched.reports.add(_add_report(index, article, report, now[report.iri]))


def _add_report(index: Index, article: int, report: EventReport, data: str) -> int:
    number = index.run(
        "INSERT INTO report (iri, article, named, event, data) VALUES (?, ?, ?, '', ?)",
        report.iri,
        article,
        named_after(report.type, report.iri),
        data,
    )
    index.run_many("INSERT OR IGNORE INTO filler VALUES (?, ?)", ((number_of(e), number) for e in report.everyone))
    return number


def _remove_report(index: Index, number: int, touched: Touched) -> None:
    disconnect(index, number, touched)
    touched.reports.discard(number)
    entities = entities_in(str(index.value("SELECT data FROM report WHERE id = ?", number)))
    index.run_many("DELETE FROM filler WHERE entity = ? AND report = ?", ((number_of(e), number) for e in entities))
    index.run("DELETE FROM report WHERE id = ?", number)


def disconnect(index: Index, number: int, touched: Touched) -> None:
    """Forget what a report was compared with and concluded to be of, noting all that hangs on it."""
    event = index.value("SELECT event FROM report WHERE id = ?", number)
    if event:
        touched.events.add(str(event))
    near = [int(str(other)) for (other,) in index.rows("SELECT second FROM edge WHERE first = ?", number)]
    touched.neighbours |= set(near)
    index.run("DELETE FROM edge WHERE first = ?", number)
    index.run_many("DELETE FROM edge WHERE first = ? AND second = ?", ((other, number) for other in near))
    blocks = index.rows("SELECT key, day FROM block_of WHERE report = ?", number)
    index.run_many("DELETE FROM block WHERE key = ? AND day = ? AND report = ?", ((k, d, number) for k, d in blocks))
    index.run("DELETE FROM block_of WHERE report = ?", number)
    touched.matters |= {str(key) for (key,) in index.rows("SELECT key FROM matter WHERE report = ?", number)}
    index.run("DELETE FROM matter WHERE report = ?", number)


def _remember_facts(index: Index, article: int, facts: tuple[FactReport, ...], touched: Touched) -> None:
    now = {fact.iri: fact_to_json(fact) for fact in facts}
    rows = index.rows("SELECT id, iri, key, data FROM fact WHERE article = ?", article)
    kept = {str(iri) for _, iri, _, data in rows if now.get(str(iri)) == data}
    for number, iri, key, _ in rows:
        if str(iri) not in kept:
            touched.relations.add(str(key))
            touched.facts.discard(int(str(number)))
            index.run("DELETE FROM fact WHERE id = ?", number)
    for fact in facts:
        if fact.iri not in kept:
            number = index.run(
                "INSERT INTO fact (iri, article, subject, object, key, data) VALUES (?, ?, ?, ?, '', ?)",
                fact.iri,
                article,
                number_of(fact.subject),
                number_of(fact.object),
                now[fact.iri],
            )
            touched.facts.add(number)


def entities_in(data: str) -> frozenset[str]:
    """The entities that take part in a report, from its JSON."""
    fillers: dict[str, list[str]] = json.loads(data)["entities"]
    return frozenset(entity for values in fillers.values() for entity in values)
