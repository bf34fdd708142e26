from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_explorer import Publish, TestClient, client_of, with_vectors
from sample_extractions import Writer, article

from policygraph.records import Extraction, Language

BANNED = "The Commerce Department banned exports of advanced AI chips to China."
BANNED_ZH = "美国商务部禁止向中国出口先进人工智能芯片。"
RAIN = "It rained in Paris all afternoon."


def article_saying(identifier: str, text: str, lang: Language) -> Extraction:
    return Writer(article(identifier, text, lang=lang, title="")).done()


@pytest.fixture(scope="module")
def searched(
    tmp_path_factory: pytest.TempPathFactory, samples: tuple[Extraction, ...], publish: Publish
) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("searched")
    said: tuple[tuple[str, Language], ...] = ((BANNED, "en"), (BANNED_ZH, "zh-Hans"), (RAIN, "en"))
    publish(home, [*samples, *(article_saying(f"near{place}", *each) for place, each in enumerate(said))])
    with_vectors(home)
    with client_of(home) as client:
        yield client


@pytest.mark.parametrize("words", ["芯片出口禁令", "晶片出口禁令", "ban on selling semiconductors abroad"])
def test_what_says_the_same_is_found_in_either_language(searched: TestClient, words: str) -> None:
    read = searched.get("/search.json", params={"q": words}).json()
    close = [one["article"]["id"] for one in read["similar"]["articles"]]
    assert set(close[:2]) == {"near0", "near1"}
    assert "near2" not in close
    assert "Close in meaning" in searched.get("/search", params={"q": words}).text


def test_what_the_words_find_is_not_shown_twice(searched: TestClient) -> None:
    read = searched.get("/search.json", params={"q": "banned exports chips"}).json()
    found = {article["id"] for article in read["found"]["articles"]}
    close = {one["article"]["id"] for one in read["similar"]["articles"]}
    assert "near0" in found
    assert "near1" in close
    assert not found & close


def test_suggestions_hold_what_is_close_in_meaning(searched: TestClient) -> None:
    found = searched.get("/suggest.json", params={"q": "芯片出口禁令"}).json()["suggestions"]
    assert BANNED not in [one["name"] for one in found]  # an article without a title is offered by its id
    assert {"near0", "near1"} <= {one["name"] for one in found}


def test_a_snapshot_without_vectors_gets_them_when_first_asked(tmp_path: Path, publish: Publish) -> None:
    publish(tmp_path, [article_saying("near0", BANNED, "en")])
    with client_of(tmp_path) as client:
        first = client.get("/search.json?q=芯片出口禁令").json()
        deadline = time.monotonic() + 60
        while (read := client.get("/search.json?q=芯片出口禁令").json())["preparing"]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert first["preparing"]
        assert [one["article"]["id"] for one in read["similar"]["articles"]] == ["near0"]
