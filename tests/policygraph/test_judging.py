"""How judgements are made, and which word is the last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policygraph.archive import Archive
from policygraph.archive.records import Judgement
from policygraph.errors import InputError
from policygraph.judging import KINDS, last_words, make_judgement, question, replacement

AT = datetime(2026, 3, 1, tzinfo=UTC)
ONE, OTHER, REPORT = "https://x.example/entity/a", "https://x.example/entity/b", "https://x.example/report/r"


def made(kind: str, verdict: str, subject: str, other: str = "", role: str = "", note: str = "") -> Judgement:
    return make_judgement(kind, verdict, subject, other, role, who="Ada", made_at=AT, note=note)


def test_it_does_not_matter_which_of_two_is_named_first() -> None:
    assert made("same_entity", "positive", OTHER, ONE) == made("same_entity", "positive", ONE, OTHER)
    assert question(made("same_event", "negative", OTHER, ONE)) == ("same_event", ONE, OTHER, "")


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    yes, no = made("same_entity", "positive", ONE, OTHER), made("same_entity", "negative", ONE, OTHER)
    assert list(last_words([yes, no]).values()) == [no]
    assert last_words([yes, no, replace(no, verdict="none")]) == {}
    role = made("role", "positive", REPORT, ONE, "investor")
    assert len(last_words([yes, role, replace(role, role="target")])) == 3


def test_putting_somebody_else_into_a_role_is_two_judgements() -> None:
    gone, comes = replacement(REPORT, "investor", ONE, "a group of banks", who="Ada", made_at=AT)
    assert (gone.verdict, gone.object) == ("negative", ONE)
    assert (comes.verdict, comes.object, comes.role) == ("positive", "a group of banks", "investor")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("same_entity", "positive", ONE), "two IRIs"),
        (("same_entity", "positive", ONE, "Acme"), "not an IRI"),
        (("same_event", "positive", ONE, ONE), "both IRIs are the same"),
        (("report", "negative", REPORT, ONE), "one IRI alone"),
        (("event", "maybe", ONE), "positive, negative, unsure, none"),
        (("role", "unsure", REPORT, ONE, "investor"), "positive, negative, none"),
        (("role", "positive", REPORT, ONE), "is no role"),
        (("role", "positive", REPORT, ONE, "pg:investor> ."), "is no role"),
        (("alias", "positive", ONE, "Acme", "investor"), "takes no role"),
        (("alias", "positive", ONE, "x" * 501), "at most 500"),
        (("alias", "positive", "javascript:alert(1)", "Acme"), "not an IRI"),
        (("rumour", "positive", ONE), "no judgement is of kind"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_a_remedy(given: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputError, match=said):
        made(*given)


def test_texts_stand_on_one_line() -> None:
    assert made("alias", "positive", ONE, " Acme\n\x00Corp ").object == "Acme Corp"


def test_every_kind_survives_the_archive(tmp_path: Path) -> None:
    others = {"": "", "iri": OTHER, "text": "Acme", "iri or text": "the bank"}
    all_kinds = [
        made(name, verdict, ONE, others[kind.other], "investor" if kind.has_role else "", "why")
        for name, kind in KINDS.items()
        for verdict in kind.verdicts
    ]
    with Archive(f"sqlite:///{tmp_path}/archive.sqlite") as archive:
        for judgement in all_kinds:
            archive.judge(judgement)
        assert set(archive.judgements()) == set(all_kinds)


def test_judgements_of_an_older_archive_are_kept(tmp_path: Path) -> None:
    url, old = f"sqlite:///{tmp_path}/archive.sqlite", made("report", "negative", REPORT, note="misread")
    with Archive(url) as archive:
        archive.judge(old)
    with sqlite3.connect(tmp_path / "archive.sqlite") as database:
        database.execute("ALTER TABLE judgement DROP COLUMN role")
        database.execute("UPDATE schema_version SET version = 1")
    with Archive(url) as archive:
        assert archive.judgements() == (old,)
        archive.judge(made("role", "positive", REPORT, ONE, "investor"))
        assert archive.judgements()[-1].role == "investor"
