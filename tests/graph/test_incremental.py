"""Consolidating article by article gives what consolidating everything gives, in any order, through any change."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS
from sample_extractions import (
    ALIBABA,
    ANTHROPIC,
    BYTEDANCE,
    CHINA,
    GIC,
    OPENAI,
    TENCENT,
    Writer,
    all_samples,
    article,
    ban_in_english,
    unknown,
)

from graph.background import KnownRelation, load_background
from graph.bulk import build
from graph.consolidate import consolidate
from graph.consolidation.clusters import ordered
from graph.consolidation.entity_merges import staying
from graph.consolidation.index import Index
from graph.consolidation.judgements import write_judgements
from graph.consolidation.organs import Organs
from graph.consolidation.reports import Organ
from graph.infer import infer
from graph.load import load, retract
from graph.names import article_graph_name, graph_name
from graph.opening import open_store
from graph.pending import pending
from graph.store import Change, Store
from graph.store_embedded import DiskStore, MemoryStore
from graph.tables import to_table
from graph.validate import validate
from ontology.terms import PG
from policygraph.archive.records import Judgement
from policygraph.judging import make_judgement
from policygraph.records import Amount, Entity, Extraction

COMPANIES = (ANTHROPIC, OPENAI, ALIBABA, TENCENT, BYTEDANCE)
AT = datetime(2026, 1, 1, tzinfo=UTC)
ZHIPU, ZHIPU_ZH = unknown("Company", "Zhipu AI"), unknown("Company", "智谱", "zh-Hans")
ZHIPU_TW = unknown("Company", "智譜", "zh")
NAMED = (*COMPANIES, ZHIPU, ZHIPU_ZH)  # in the other script it is the same one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store("oxigraph:", tmp_path) as opened:
        yield opened


def dump(store: Store) -> bytes:
    return b"".join(store.dump_nquads())


def from_scratch(store: Store, judgements: list[Judgement]) -> bytes:
    """What a store in memory holds that gets all article graphs at once and consolidates once."""
    other = MemoryStore()
    derived = {graph_name(name) for name in ("events", "inferred", "judgements", "ontology")}
    for name in set(store.graph_names()) - derived:
        quads = tuple(triple for triple in store.graph(name))
        other.replace([replace_graph(name, quads)])
    write_judgements(other, judgements)
    consolidate(other)
    infer(other)
    return dump(other)


def replace_graph(name: str, triples: tuple[object, ...]) -> object:
    from graph.store import NamedGraph

    return NamedGraph(name, triples)  # type: ignore[arg-type]


def news(number: int, seed: int) -> Extraction:
    """An article of a few companies, in which much of what others say is said again, nearly or quite."""
    chance = random.Random(seed)
    one, two = chance.sample(COMPANIES, 2)
    amount = chance.choice(["5", "5", "7"])
    verb = chance.choice(["sued", "bought", "backs"])
    text = f"{one.name} {verb} {two.name} for ${amount} billion. {two.name} depends on {one.name}. China watched."
    other = chance.choice([None, ZHIPU, ZHIPU_ZH, ZHIPU_TW])
    if other:
        text += f" {other.name} joined {one.name}. Zhipu AI ({chance.choice([ZHIPU_ZH, ZHIPU_TW]).name}) is new."
    day = date(2025, 9, 1) + timedelta(days=chance.choice([0, 0, 1, 2, 40]))
    writer = Writer(article(f"n{number}", text, published=day.isoformat(), publisher=f"P{number % 3}"))
    money = writer.span(f"${amount} billion")
    kind, roles = {
        "sued": ("Lawsuit", ("plaintiff", "defendant")),
        "bought": ("Acquisition", ("acquirer", "acquired")),
        "backs": ("Partnership", ("party", "party")),
    }[verb]
    writer.event(
        kind,
        chance.choice(["actual", "actual", "denied", "planned"]),
        [(roles[0], one, one.name), (roles[1], two, two.name)],
        verb,
        text.partition(".")[0],
        amount=Amount(Decimal(amount) * 1_000_000_000, money.text, money, None, "USD"),
    )
    if chance.random() < 0.5:
        writer.fact("DependsOn", two, two.name, one, one.name, f"{two.name} depends on {one.name}")
    if other:
        writer.event(
            "Partnership", "actual", [("party", other, other.name), ("party", one, one.name)], "joined", other.name
        )
        for name in (ZHIPU, ZHIPU_ZH, ZHIPU_TW)[: chance.choice([0, 3])]:
            if name.name in text:
                writer.entity(name, name.name)
    if chance.random() < 0.5:
        state = replace(CHINA, country=chance.choice(["CN", ""]))
        arguments = [("authority", state, "China"), ("target", two, two.name)]
        writer.event("Penalty", "actual", arguments, "watched", "China watched")
    return writer.done()


def judged(chance: random.Random, store: Store) -> Judgement:
    """A judgement on something that the store holds."""
    reports = sorted(
        triple.subject.value  # type: ignore[union-attr]
        for triple in store.graph(graph_name("events"))
        if triple.predicate.value.endswith("#reportOf") and "/event/" in triple.object.value  # type: ignore[union-attr]
    )
    events = sorted({t.object.value for t in store.graph(graph_name("events")) if "#reportOf" in t.predicate.value})  # type: ignore[union-attr]
    events = [iri for iri in events if "/event/" in iri]
    given = {"who": "Ada", "made_at": AT + timedelta(seconds=chance.randrange(10**6))}
    if len(reports) < 2 or len(events) < 2:
        return make_judgement("same_entity", "positive", ALIBABA.iri, TENCENT.iri, **given)  # type: ignore[arg-type]
    verdict = chance.choice(["positive", "negative", "none"])
    kind = chance.choice(["same_entity", "same_event", "report", "event", "role"])
    if kind == "same_entity":
        return make_judgement(kind, verdict, *(one.iri for one in chance.sample(NAMED, 2)), **given)  # type: ignore[arg-type, misc]
    if kind == "same_event":
        return make_judgement(kind, verdict, *chance.sample(chance.choice([reports, events]), 2), **given)  # type: ignore[arg-type, misc]
    if kind == "role":
        role, who = chance.choice(["plaintiff", "acquirer", "party"]), chance.choice(COMPANIES).iri
        return make_judgement(kind, verdict, chance.choice(reports), who, role, **given)  # type: ignore[arg-type]
    return make_judgement(kind, verdict, chance.choice(reports if kind == "report" else events), **given)  # type: ignore[arg-type]


STEPS = st.lists(st.tuples(st.sampled_from("lllrj"), st.integers(0, 7), st.integers(0, 40)), min_size=1, max_size=10)


@settings(
    max_examples=30,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_step_by_step_equals_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    judgements: list[Judgement] = []
    with DiskStore(tmp_path_factory.mktemp("home")) as store:
        for what, number, seed in steps:
            if what == "l":
                assert not load(store, [news(number, seed)]).quarantined
            elif what == "r":
                retract(store, [article_graph_name(f"n{number}")])
            else:
                judgements.append(judged(random.Random(seed), store))
                write_judgements(store, judgements)
            consolidate(store)
            infer(store)
        assert dump(store) == from_scratch(store, judgements)
        assert list(validate(store)) == []


def test_a_new_article_touches_only_what_it_can_match(store: Store) -> None:
    load(store, all_samples())
    consolidate(store)
    late = Writer(article("late", "GIC bought Tencent.", published="2025-09-09"))
    late.event(
        "Acquisition",
        "actual",
        [("acquirer", GIC, "GIC"), ("acquired", TENCENT, "Tencent")],
        "bought",
        "GIC bought Tencent.",
    )
    load(store, [late.done()])
    result = consolidate(store)
    assert (result.articles, result.reports, result.events) == (1, 1, 1)


def test_after_building_in_bulk_everything_is_looked_at_once_and_then_only_what_is_new(store: Store) -> None:
    first, *rest = all_samples()
    build(store, rest)
    assert consolidate(store).articles == len(rest)
    assert not pending(store)
    assert consolidate(store).articles == 0
    load(store, [first])
    assert consolidate(store).articles == 1
    infer(store)
    assert dump(store) == from_scratch(store, [])


def test_the_background_may_tell_what_somebody_is_of_a_state(store: Store) -> None:
    text = "China fined Alibaba."
    writer = Writer(article("n1", text))
    someone = replace(CHINA, country="")
    writer.event("Penalty", "actual", [("authority", someone, "China"), ("target", ALIBABA, "Alibaba")], "fined", text)
    load(store, [writer.done()])
    consolidate(store)
    with closing(Index(store.index_path)) as index:
        assert Organs(index).get(CHINA.iri) is None
    load_background(store, [KnownRelation("Ownership", ALIBABA, CHINA)], "g1")
    consolidate(store)
    with closing(Index(store.index_path)) as index:
        assert Organs(index).get(CHINA.iri) == ("Place", Organ("CN", True))
    infer(store)
    assert dump(store) == from_scratch(store, [])


def test_nothing_new_touches_nothing(store: Store) -> None:
    load(store, all_samples())
    assert consolidate(store).changed
    again = consolidate(store)
    assert (again.articles, again.reports, again.changed) == (0, 0, False)
    assert not consolidate(store, anew=True).changed


def test_an_index_that_is_lost_or_of_another_store_is_made_anew(tmp_path: Path) -> None:
    with open_store("oxigraph:", tmp_path / "one") as first, open_store("oxigraph:", tmp_path / "two") as second:
        load(first, all_samples())
        consolidate(first)
        expected = dump(first)
        load(second, all_samples())
        (tmp_path / "two" / "index.sqlite").write_bytes((tmp_path / "one" / "index.sqlite").read_bytes())
        consolidate(second)
        assert dump(second) == expected
        (tmp_path / "one" / "index.sqlite").write_bytes(b"no database")
        retract(first, [article_graph_name("en3")])
        consolidate(first)
        retract(second, [article_graph_name("en3")])
        consolidate(second)
        assert dump(first) == dump(second) != expected


class KilledError(Exception):
    """Stands for the end of the process."""


class Dying:
    """A store whose process ends at one of its writes."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store = store
        self._left = writes

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def apply(self, change: Change) -> None:
        self._left -= 1
        if self._left < 0:
            raise KilledError
        self._store.apply(change)


@pytest.mark.parametrize("writes", [0, 1])
def test_a_kill_between_two_writes_loses_nothing(store: Store, writes: int) -> None:
    load(store, all_samples())
    consolidate(store)
    load(store, [replace(ban_in_english(), events=()), news(1, 1)])
    with pytest.raises(KilledError):
        consolidate(Dying(store, writes))  # type: ignore[arg-type]
    assert pending(store)
    consolidate(store)
    infer(store)
    assert not pending(store)
    assert dump(store) == from_scratch(store, [])


def test_an_event_that_is_rejected_goes_with_all_its_reports_and_comes_back(store: Store) -> None:
    load(store, all_samples())
    consolidate(store)
    before = dump(store)
    merged = [t for t in store.graph(graph_name("events")) if t.predicate.value.endswith("#merge")]
    event = merged[0].subject.value  # type: ignore[union-attr]
    no = make_judgement("event", "negative", event, who="Ada", made_at=AT)
    write_judgements(store, [no])
    consolidate(store)
    assert not any(event in str(triple) for triple in store.graph(graph_name("events")))
    write_judgements(store, [no, replace(no, verdict="none", made_at=AT + timedelta(hours=1))])
    consolidate(store)
    kept = [line for line in dump(store).splitlines() if b"/graph/judgements>" not in line]
    assert b"\n".join(kept) == before.rstrip()


def introduced(identifier: str, text: str, *named: tuple[Entity, str]) -> Extraction:
    writer = Writer(article(identifier, text, published="2025-09-01"))
    for who, words in named:
        writer.entity(who, words)
    return writer.done()


def replaced(store: Store) -> dict[str, str]:
    found = store.query(
        f"SELECT ?a ?b WHERE {{ ?a <{DCTERMS.isReplacedBy}> ?b FILTER(CONTAINS(STR(?a), '/entity/')) }}"
    )
    return {str(a): str(b) for a, b in to_table(found).cells()}


def test_two_names_that_a_text_introduces_as_one_are_one_while_it_says_so(store: Store) -> None:
    load(store, [introduced("a", "Zhipu AI (智谱) filed for an offering.", (ZHIPU, "Zhipu AI"), (ZHIPU_ZH, "智谱"))])
    consolidate(store)
    low, high = sorted((ZHIPU.iri, ZHIPU_ZH.iri))
    assert replaced(store) == {high: low}
    assert "introduced as Zhipu AI (智谱)" in dump(store).decode()
    no = make_judgement("same_entity", "negative", low, high, who="Ada", made_at=AT)
    write_judgements(store, [no])
    consolidate(store)
    assert replaced(store) == {}
    write_judgements(store, [])
    retract(store, [article_graph_name("a")])
    consolidate(store)
    assert replaced(store) == {}


def test_one_entity_with_two_names_is_who_another_article_knows_by_one_of_them(store: Store) -> None:
    both = introduced("a", "智谱(Zhipu AI)申请上市。", (ZHIPU_ZH, "智谱"), (ZHIPU_ZH, "Zhipu AI"))
    other = introduced("b", "Zhipu AI filed for an offering.", (ZHIPU, "Zhipu AI"))
    load(store, [both, other])
    consolidate(store)
    low, high = sorted((ZHIPU.iri, ZHIPU_ZH.iri))
    assert replaced(store) == {high: low}
    retract(store, [article_graph_name("b")])
    consolidate(store)
    assert replaced(store) == {}


def test_an_owner_in_brackets_is_not_the_company(store: Store) -> None:
    load(store, [introduced("a", "Zhipu AI (Anthropic) filed.", (ZHIPU, "Zhipu AI"), (ANTHROPIC, "Anthropic"))])
    consolidate(store)
    assert replaced(store) == {}


def test_a_name_that_an_analyst_gives_leads_to_the_entity(store: Store) -> None:
    load(store, [introduced("a", "智谱 filed. Anthropic did not.", (ZHIPU_ZH, "智谱"), (ANTHROPIC, "Anthropic"))])
    name = make_judgement("alias", "positive", ANTHROPIC.iri, "智譜", who="Ada", made_at=AT)
    write_judgements(store, [name])
    consolidate(store)
    assert replaced(store) == {ZHIPU_ZH.iri: ANTHROPIC.iri}


def test_evidence_joins_no_two_that_are_known_apart() -> None:
    unknown_one = ZHIPU.iri
    pairs = [ordered(ANTHROPIC.iri, unknown_one), ordered(OPENAI.iri, unknown_one)]
    assert staying([], pairs, ()) == {unknown_one: ANTHROPIC.iri}
    assert staying(pairs, [], ()) == {unknown_one: ANTHROPIC.iri, OPENAI.iri: ANTHROPIC.iri}
    assert staying([], pairs, {ordered(ANTHROPIC.iri, unknown_one)}) == {unknown_one: OPENAI.iri}


def test_of_two_unknown_names_the_one_in_english_stays() -> None:
    pair = ordered(ZHIPU.iri, ZHIPU_ZH.iri)
    for english, chinese in (pair, pair[::-1]):
        assert staying([], [pair], (), {english}) == {chinese: english}


def test_what_the_gazetteer_comes_to_know_of_owners_counts_for_reports_that_are_there_already(store: Store) -> None:
    unit = unknown("Company", "Tindra Cloud")
    for name, buyer in (("a", ALIBABA), ("b", unit)):
        writer = Writer(article(name, f"{buyer.name} bought {OPENAI.name}.", published="2025-09-01", publisher=name))
        sides = [("acquirer", buyer, buyer.name), ("acquired", OPENAI, OPENAI.name)]
        writer.event("Acquisition", "actual", sides, "bought", f"{buyer.name} bought {OPENAI.name}.")
        load(store, [writer.done()])
    consolidate(store)
    assert len(events_of(store)) == 2
    load_background(store, [KnownRelation("Ownership", unit, ALIBABA)], "g2")
    consolidate(store)
    assert len(events_of(store)) == 1
    before = dump(store)
    consolidate(store, anew=True)
    assert dump(store) == before
    load_background(store, [], "g3")
    consolidate(store)
    assert len(events_of(store)) == 2


def events_of(store: Store) -> set[str]:
    rows = to_table(store.query(f"SELECT ?e WHERE {{ GRAPH <{graph_name('events')}> {{ ?e a <{PG.Event}> }} }}"))
    return {str(event) for (event,) in rows.cells()}
