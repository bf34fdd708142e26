from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_extractions import all_samples, lawsuit

from graph.listing import build_listing, is_current, match_expression
from graph.listing.events import ReportRow, Source, event_row
from graph.listing.fulltext import tokens
from graph.load import load
from graph.opening import open_store


@pytest.fixture(scope="module")
def listing(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    folder = tmp_path_factory.mktemp("listing")
    with open_store("memory:", folder) as store:
        load(store, (*all_samples(), lawsuit("en4")))
        database = sqlite3.connect(build_listing(store, folder / "listing.sqlite"))
    database.row_factory = sqlite3.Row
    return database


def found(listing: sqlite3.Connection, words: str, kind: str) -> set[str]:
    rows = listing.execute(
        f"SELECT iri FROM words JOIN {kind} ON document = words.rowid WHERE words MATCH ?",  # noqa: S608
        (match_expression(words),),
    )
    return {row["iri"].rpartition("/")[2] for row in rows}


def test_every_article_event_and_entity_has_a_row(listing: sqlite3.Connection) -> None:
    samples = (*all_samples(), lawsuit("en4"))
    assert listing.execute("SELECT COUNT(*) FROM article").fetchone()[0] == 5
    reports = sum(len(extraction.events) for extraction in samples)
    assert listing.execute("SELECT COUNT(*) FROM report").fetchone()[0] == reports
    entities = {entity.iri for extraction in samples for entity in extraction.entities}
    assert {row["iri"] for row in listing.execute("SELECT iri FROM entity")} == entities
    facts = sum(len(extraction.facts) for extraction in samples)
    assert listing.execute("SELECT COUNT(*) FROM fact").fetchone()[0] == facts


def test_an_event_has_its_amount_in_euros_whatever_its_currency(listing: sqlite3.Connection) -> None:
    rows = listing.execute("SELECT amount, currency, euros FROM event WHERE amount IS NOT NULL").fetchall()
    assert (13e9, "USD", 11.5e9) in map(tuple, rows)


def test_rows_hold_what_the_articles_say(listing: sqlite3.Connection) -> None:
    row = listing.execute("SELECT * FROM report WHERE type = 'FundingRound'").fetchone()
    assert (row["amount"], row["currency"], row["amount_text"]) == (13e9, "USD", "130亿美元")
    assert (row["field"], row["begin"], row["end"]) == ("text", 44, 65)
    fillers = listing.execute(
        "SELECT role, entity, text FROM participant WHERE event = ? ORDER BY place", (row["event"],)
    )
    assert [(r["role"], r["entity"].rpartition("/")[2], r["text"]) for r in fillers] == [
        ("recipient", "anthropic", ""),
        ("investor", "gic", ""),
    ]
    assert listing.execute("SELECT name_zh FROM entity WHERE name = 'ByteDance'").fetchone()[0] == "字节跳动"


@pytest.mark.parametrize(
    ("words", "kind", "names"),
    [
        ("字節跳動", "entity", {"bytedance"}),
        ("跳动", "entity", {"bytedance"}),
        ("节", "entity", {"bytedance"}),
        ("字跳", "entity", set()),
        ("字节", "article", {"en1"}),
        ("中資控股", "article", {"zh1"}),
        ("damages billion", "article", {"en3", "en4"}),
        ("openai 130", "article", set()),
        ("NOT OR AND", "article", set()),
    ],
)
def test_words_find_in_any_script(listing: sqlite3.Connection, words: str, kind: str, names: set[str]) -> None:
    assert found(listing, words, kind) == names


@given(st.text(max_size=30), st.booleans())
def test_whatever_is_typed_is_a_valid_expression(typed: str, prefix: bool) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
    if expression := match_expression(typed, prefix=prefix):
        database.execute("SELECT * FROM words WHERE words MATCH ?", (expression,)).fetchall()


@given(st.text(alphabet="字节跳动abc 。", min_size=1, max_size=12), st.data())
def test_every_part_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    part = text[begin:end]
    inside_word = (begin > 0 and (text[begin - 1] + text[begin]).isascii() and text[begin - 1].isalpha()) or (
        end < len(text) and (text[end - 1] + text[end]).isascii() and text[end].isalpha()
    )
    expression = match_expression(part)
    if inside_word or not expression:
        return
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
    database.execute("INSERT INTO words VALUES (?)", (tokens(text),))
    assert database.execute("SELECT COUNT(*) FROM words WHERE words MATCH ?", (expression,)).fetchone()[0] == 1


def test_a_listing_of_another_version_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "listing.sqlite"
    assert not is_current(path)
    path.write_bytes(b"not a database")
    assert not is_current(path)
    with open_store("memory:", tmp_path) as store:
        build_listing(store, path)
    assert is_current(path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE about SET version = 0")
    assert not is_current(path)


def said(article: str, **how: object) -> ReportRow:
    given: dict[str, object] = {
        "iri": f"r/{article}", "event": "e", "article": article, "type": "Lawsuit", "status": "actual",
        "confidence": 0.9, "background": False, "field": "text", "begin": 0, "end": 1, "evidence": "x", "edtf": "",
        "earliest": None, "latest": None, "amount": None, "amount_text": "", "currency": "",
    }  # fmt: skip
    return ReportRow(**{**given, **how})  # type: ignore[arg-type]


SOURCES = {"a": Source("Wire", "2025-09-05"), "b": Source("Wire", "2025-09-06"), "c": Source("Times", "2025-09-07")}


def test_an_event_counts_independent_sources() -> None:
    row = event_row("e", [said("a"), said("b"), said("c")], SOURCES)
    assert (row.reports, row.sources, row.first_reported, row.last_reported) == (3, 2, "2025-09-05", "2025-09-07")
    assert (row.day, row.dated) == ("2025-09-05", False)


def test_the_status_is_what_most_reports_say() -> None:
    assert event_row("e", [said("a", status="alleged"), said("b"), said("c")], SOURCES).status == "actual"
    assert event_row("e", [said("a", status="planned"), said("b", status="denied")], SOURCES).status == "planned"


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ({}, {}, ""),
        ({"status": "denied"}, {}, "status"),
        ({"status": "denied"}, {"status": "denied"}, ""),
        ({"amount": 100.0, "currency": "USD"}, {"amount": 100.5, "currency": "USD"}, ""),
        ({"amount": 100.0, "currency": "USD"}, {"amount": 120.0, "currency": "USD"}, "amount"),
        ({"amount": 100.0, "currency": "USD"}, {"amount": 700.0, "currency": "CNY"}, ""),
        (
            {"earliest": "2025-09-01", "latest": "2025-09-30", "edtf": "2025-09"},
            {"earliest": "2025-09-05", "latest": "2025-09-05", "edtf": "2025-09-05"},
            "",
        ),
        (
            {"earliest": "2025-09-04", "latest": "2025-09-04", "edtf": "2025-09-04"},
            {"earliest": "2025-09-05", "latest": "2025-09-05", "edtf": "2025-09-05"},
            "date",
        ),
    ],
)
def test_what_reports_disagree_about(one: dict[str, object], other: dict[str, object], conflict: str) -> None:
    assert event_row("e", [said("a", **one), said("c", **other)], SOURCES).conflict == conflict
