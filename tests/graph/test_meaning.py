from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.listing import listing_of
from graph.listing.schema import SCHEMA
from graph.meaning import Meaning, build_meaning, meaning_of
from graph.meaning.build import digest_of, quantised
from graph.meaning.encoder import encode

SENTENCES = {
    "chips-en": "The Commerce Department banned exports of advanced AI chips to China.",
    "chips-zh": "美国商务部禁止向中国出口先进人工智能芯片。",
    "chips-hant": "美國商務部禁止向中國出口先進人工智慧晶片。",
    "round-en": "The start-up raised $40 billion in a funding round led by a Japanese bank.",
    "round-zh": "一家日本银行领投该初创公司四百亿美元融资。",
    "suit-en": "Authors sued the company for copyright infringement.",
    "suit-zh": "作家起诉该公司侵犯版权。",
    "weather": "It rained in Paris all afternoon.",
}


def write_listing(folder: Path, sentences: dict[str, str]) -> Path:
    """A snapshot's folder with a listing that holds these articles, each with its lead alone."""
    folder.mkdir()
    with sqlite3.connect(listing_of(folder)) as database:
        database.executescript(SCHEMA)
        database.executemany(
            "INSERT INTO article (iri, id, title, lang, publisher, url, feed, copy_of, lead) "
            "VALUES (?, ?, '', 'en', '', '', '', '', ?)",
            ((iri, iri, text) for iri, text in sentences.items()),
        )
    return folder


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    folder = write_listing(tmp_path_factory.mktemp("meaning") / "00000001", SENTENCES)
    assert build_meaning(folder) == len(SENTENCES)
    opened = Meaning.of(meaning_of(folder))
    assert opened is not None
    return opened


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("chip export ban", {"chips-en", "chips-zh", "chips-hant"}),
        ("芯片出口禁令", {"chips-en", "chips-zh", "chips-hant"}),
        ("晶片出口禁令", {"chips-en", "chips-zh", "chips-hant"}),
        ("copyright lawsuit", {"suit-en", "suit-zh"}),
        ("版权诉讼", {"suit-en", "suit-zh"}),
        ("a bank invests billions in a start-up", {"round-en", "round-zh"}),
    ],
)
def test_a_text_finds_what_says_the_same_in_either_language(meaning: Meaning, asked: str, expected: set[str]) -> None:
    assert {near.iri for near in meaning.nearest(asked)[: len(expected)]} == expected


def test_what_is_nearest_comes_first_and_what_is_far_not_at_all(meaning: Meaning) -> None:
    found = meaning.nearest(SENTENCES["suit-en"])
    assert (found[0].iri, found[0].likeness) == ("suit-en", pytest.approx(1, abs=0.01))
    assert [near.likeness for near in found] == sorted((near.likeness for near in found), reverse=True)
    assert "weather" not in {near.iri for near in found}
    assert meaning.nearest("  ") == ()
    assert len(meaning.nearest("芯片", count=1, least=-1)) == 1


def test_sentences_that_stay_are_not_encoded_again(tmp_path: Path) -> None:
    first = write_listing(tmp_path / "00000001", {"a": SENTENCES["suit-en"], "b": SENTENCES["weather"]})
    assert build_meaning(first) == 2
    changed = {"c": SENTENCES["suit-en"], "d": SENTENCES["round-zh"]}
    second = write_listing(tmp_path / "00000002", changed)
    assert build_meaning(second, first) == 1
    whole = write_listing(tmp_path / "00000003", changed)
    build_meaning(whole)
    for name in ("vectors.int8", "signs.bits"):
        assert (meaning_of(second) / name).read_bytes() == (meaning_of(whole) / name).read_bytes()


def test_nothing_to_search_is_no_error(tmp_path: Path) -> None:
    folder = write_listing(tmp_path / "00000001", {})
    assert Meaning.of(meaning_of(folder)) is None
    assert build_meaning(folder) == 0
    empty = Meaning.of(meaning_of(folder))
    assert empty is not None
    assert empty.nearest("anything") == ()
    (meaning_of(folder) / "sentences.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 20)
    assert Meaning.of(meaning_of(folder)) is None


@given(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8), min_size=1, max_size=5))
def test_a_byte_for_each_number_keeps_the_direction(numbers: Sequence[Sequence[float]]) -> None:
    vectors = np.array(numbers, np.float32)
    small = quantised(vectors).astype(np.float32)
    for vector, kept in zip(vectors, small, strict=True):
        if np.linalg.norm(vector) > 1e-3:
            assert vector @ kept / np.linalg.norm(vector) / np.linalg.norm(kept) > 0.99


def test_scripts_and_spaces_make_no_difference() -> None:
    assert digest_of("字節跳動  Inc") == digest_of("字节跳动 Ｉｎｃ")
    vectors = encode(["字節跳動", "字节跳动"])
    assert np.allclose(vectors[0], vectors[1])
