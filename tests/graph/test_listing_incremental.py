"""A listing that is brought up to date is the one that is written anew, row by row, through any change."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sample_extractions import ANTHROPIC, CHINA, OPENAI, Writer, all_samples, article, unknown
from test_incremental import AT, ZHIPU, ZHIPU_ZH, introduced, judged, news
from test_inference_incremental import told

from graph.consolidate import consolidate
from graph.consolidation.judgements import write_judgements
from graph.infer import infer
from graph.listing import build_listing, listing_of, update_listing
from graph.load import load, retract
from graph.names import article_graph_name
from graph.snapshot import Snapshot
from graph.store_embedded import DiskStore
from policygraph.archive.records import Judgement
from policygraph.judging import make_judgement
from policygraph.records import Entity, Extraction

_NUMBERED = ("article", "entity", "event")  # tables whose rows have words


def publish(store: DiskStore) -> tuple[Path, bool]:
    """Publish with a listing; gives its path, and whether an older one was of use."""
    folder = store.publish()
    with Snapshot(folder) as snapshot:
        was_of_use = update_listing(snapshot, store.changes.changes())
        build_listing(snapshot, folder / "anew.sqlite")
    store.changes.begin(folder.name)
    return listing_of(folder), was_of_use


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a listing says, with IRIs in place of the numbers of rows."""
    with closing(sqlite3.connect(path)) as database:
        iris = {}
        for table in _NUMBERED:
            iris |= dict(database.execute(f"SELECT document, iri FROM {table}"))  # noqa: S608
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if not name.startswith(("words", "sqlite_"))]
        found = {table: sorted(rows_of(database, table, iris), key=repr) for table in tables}
        database.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, words, instance)")
        terms = database.execute("SELECT term, doc, col, offset FROM temp.term")
        found["words"] = sorted(((term, iris[doc], *place) for term, doc, *place in terms), key=repr)
        database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    return found


def rows_of(database: sqlite3.Connection, table: str, iris: dict[int, str]) -> Iterator[tuple[object, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608
        yield tuple(iris[value] if name == "document" else value for name, value in zip(columns, row, strict=True))


def in_brackets(number: int, seed: int) -> Extraction:
    """An article that names somebody twice, in one way or another, or gives somebody else in brackets."""
    chance = random.Random(seed)
    text, *named = chance.choice(
        [
            ("Zhipu AI (智谱) filed.", (ZHIPU, "Zhipu AI"), (ZHIPU_ZH, "智谱")),
            ("智谱(Zhipu AI)申请上市。", (ZHIPU_ZH, "智谱"), (ZHIPU_ZH, "Zhipu AI")),
            ("Zhipu AI (Z Works) filed. China watched.", (ZHIPU, "Zhipu AI"), (CHINA, "China")),
            ("Z Works, an unknown firm, filed.", (unknown("Company", "Z Works"), "Z Works")),
            ("ZHIPU-AI filed with Anthropic.", (unknown("Product", "ZHIPU-AI"), "ZHIPU-AI"), (ANTHROPIC, "Anthropic")),
        ]
    )
    return introduced(f"n{number}", text, *named)


INTRODUCED, NAMED_ONLY_IN_BRACKETS, NAMED_ALONE = 2, 7, 0  # seeds of articles that do so
KINDS = {"n": news, "t": told, "b": in_brackets}
STEPS = st.lists(st.tuples(st.sampled_from("ntbbrjpp"), st.integers(0, 7), st.integers(0, 10**6)), max_size=12)


def judge(chance: random.Random, store: DiskStore) -> Judgement:
    """A judgement on something that the store holds."""
    if chance.random() < 0.3:
        verdict = chance.choice(["positive", "negative"])
        made = {"who": "Ada", "made_at": AT + timedelta(seconds=chance.randrange(10**6))}
        return make_judgement("alias", verdict, chance.choice([OPENAI, ZHIPU]).iri, "智谱", **made)  # type: ignore[arg-type]
    return judged(chance, store)


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([("b", 0, NAMED_ONLY_IN_BRACKETS), ("p", 0, 0), ("b", 1, NAMED_ALONE), ("p", 0, 0), ("r", 1, 0)])
@example([("b", 0, NAMED_ONLY_IN_BRACKETS), ("p", 0, 0), ("b", 1, INTRODUCED), ("p", 0, 0), ("r", 1, 0)])
@given(steps=STEPS)
def test_what_is_brought_up_to_date_is_what_is_written_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    judgements: list[Judgement] = []
    with DiskStore(tmp_path_factory.mktemp("home")) as store:
        load(store, [*all_samples(), *(news(20 + n, n) for n in range(12)), *(told(40 + n, n) for n in range(12))])
        for what, number, seed in (("p", 0, 0), *steps, ("p", 0, 0)):
            if what in KINDS:
                load(store, [KINDS[what](number, seed)])
            elif what == "r":
                retract(store, [article_graph_name(f"n{number}")])
            elif what == "j":
                judgements.append(judge(random.Random(seed), store))
                write_judgements(store, judgements)
            else:
                consolidate(store)
                infer(store)
                listing, _ = publish(store)
                assert content(listing) == content(listing.with_name("anew.sqlite"))


def test_an_older_listing_is_of_use_while_the_list_of_changes_is_whole(tmp_path: Path) -> None:
    with DiskStore(tmp_path) as store:
        load(store, all_samples())
        assert not publish(store)[1]
        assert publish(store)[1]
        load(store, [news(1, 1)])
        assert publish(store)[1]
    with DiskStore(tmp_path) as store:
        retract(store, [article_graph_name("n1")])
        assert publish(store)[1]
    (tmp_path / "changes.txt").unlink()
    with DiskStore(tmp_path) as store:
        assert not publish(store)[1]


@pytest.mark.parametrize("alike", [unknown("Product", ZHIPU.name), ZHIPU_ZH], ids=["same name", "other name"])
def test_articles_move_from_an_entity_to_the_one_that_stands_for_it_and_back(tmp_path: Path, alike: Entity) -> None:
    one = make_judgement("same_entity", "positive", *sorted((ZHIPU.iri, alike.iri)), who="Ada", made_at=AT)
    with DiskStore(tmp_path) as store:
        load(
            store,
            [introduced(f"n{n}", f"{each.name} filed.", (each, each.name)) for n, each in enumerate([ZHIPU, alike])],
        )
        listed = []
        for judgements in ([], [one], []):
            write_judgements(store, judgements)
            consolidate(store)
            listing, was_of_use = publish(store)
            assert was_of_use == bool(listed)
            listed.append(content(listing))
            assert listed[-1] == content(listing.with_name("anew.sqlite"))
    apart, joined, again = ([row[1] for row in rows["reference"]] for rows in listed)
    assert (len({*apart}), len({*joined}), again) == (2, 1, apart)


def test_a_run_that_was_killed_leaves_a_list_of_no_use(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    load(store, all_samples())
    publish(store)
    load(store, [news(1, 1)])
    kept = (tmp_path / "changes.txt").read_bytes()
    store.close()
    (tmp_path / "changes.txt").write_bytes(kept)  # as it was before the store was closed
    with DiskStore(tmp_path) as store:
        assert store.changes.changes() is None
        assert not publish(store)[1]
        assert publish(store)[1]


def test_a_listing_made_by_other_code_or_of_a_store_that_is_gone_is_of_no_use(tmp_path: Path) -> None:
    with DiskStore(tmp_path / "one") as store:
        load(store, all_samples())
        listing, _ = publish(store)
        with closing(sqlite3.connect(listing)) as database, database:
            database.execute("UPDATE about SET made_by = 'other code'")
        assert not publish(store)[1]
        assert publish(store)[1]
    with DiskStore(tmp_path / "two") as store:
        load(store, all_samples())
        publish(store)
    (tmp_path / "two" / "changes.txt").write_bytes((tmp_path / "one" / "changes.txt").read_bytes())
    with DiskStore(tmp_path / "two") as store:
        assert store.changes.changes() is None


def test_only_what_a_new_article_bears_on_is_written(tmp_path: Path) -> None:
    with DiskStore(tmp_path) as store:
        load(store, [*all_samples(), *(news(number, number) for number in range(8))])
        consolidate(store)
        infer(store)
        publish(store)
        writer = Writer(article("late", "GIC watched."))
        load(store, [writer.done()])
        consolidate(store)
        changes = store.changes.changes()
    assert changes is not None
    assert {name.split("/")[-2] for name in changes.names} == {"article", "publisher"}
