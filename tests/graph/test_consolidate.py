from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from asking import ask
from pyoxigraph import Quad
from sample_extractions import (
    ALIBABA,
    ANTHROPIC,
    GIC,
    MUSK,
    OPENAI,
    QODER,
    TENCENT,
    Writer,
    all_samples,
    article,
    ban_in_chinese,
    ban_in_english,
    lawsuit,
)

from graph.bulk import build
from graph.consolidate import consolidate
from graph.consolidation.blocks import compared
from graph.consolidation.clusters import cluster
from graph.consolidation.criteria import read_criterion, read_in_sentence, read_owners
from graph.consolidation.judgements import write_judgements
from graph.consolidation.matching import match
from graph.consolidation.reasons import Reason, in_english
from graph.consolidation.reports import EventReport, Organ, Span, Sum
from graph.event_details import conclusion
from graph.load import load
from graph.names import graph_name, node
from graph.store import Change
from graph.store_embedded import MemoryStore
from ontology.terms import PG
from policygraph.archive.records import Judgement
from policygraph.records import Extraction, When


def made(*extractions: Extraction) -> MemoryStore:
    store = MemoryStore()
    assert not load(store, extractions).quarantined
    consolidate(store)
    return store


def events(store: MemoryStore) -> bytes:
    return b"".join(line for line in store.dump_nquads() if graph_name("events").encode() in line)


def funding(
    identifier: str, published: str, *, amount: str, round_name: str = "", investors: bool = False
) -> Extraction:
    text = f"Anthropic raised ${amount} billion {round_name} from GIC."
    writer = Writer(article(identifier, text, published=published, publisher=f"Paper {identifier}"))
    arguments = [("recipient", ANTHROPIC, "Anthropic"), *([("investor", GIC, "GIC")] if investors else [])]
    attributes = (("round", round_name),) if round_name else ()
    return writer.event(
        "FundingRound",
        "actual",
        arguments,
        "raised",
        text,
        amount=writer.money(str(Decimal(amount) * 10**9), f"${amount} billion"),
        attributes=attributes,
    ).done()


def test_order_of_arrival_and_of_batches_leaves_no_trace() -> None:
    many = [
        *all_samples(),
        lawsuit("en4", "2025-08-27"),
        funding("f1", "2025-09-02", amount="13", round_name="Series F"),
    ]
    expected = events(made(*many))
    for seed in range(5):
        shuffled = many[:]
        random.Random(seed).shuffle(shuffled)
        store = MemoryStore()
        for one in shuffled:
            load(store, [one])
            consolidate(store)
        assert events(store) == expected


def test_an_event_that_was_found_earlier_elsewhere_keeps_its_address() -> None:
    late = made(ban_in_chinese())
    (before,) = ask(late, "events", type="Restriction")
    load(late, [ban_in_english()])
    consolidate(late)
    (after,) = ask(late, "events", type="Restriction")
    assert after["event"] != before["event"]
    question = f"ASK {{ <{before['event']}> <http://purl.org/dc/terms/isReplacedBy> <{after['event']}> }}"
    assert bool(late.query(question))


def test_two_rounds_of_one_company_stay_two() -> None:
    store = made(
        funding("f1", "2025-09-02", amount="13", round_name="Series F"),
        funding("f2", "2025-09-03", amount="3.5", round_name="Series E"),
    )
    assert len(ask(store, "funding")) == 2


def test_one_round_with_two_sums_is_one_event_with_a_contradiction() -> None:
    store = made(
        funding("f1", "2025-09-02", amount="13", round_name="Series F", investors=True),
        funding("f2", "2025-09-03", amount="15", round_name="Series F", investors=True),
    )
    assert len(ask(store, "funding")) == 1
    rows = ask(store, "contradictions")
    assert {(row["about"], row["says"], row["publisher"]) for row in rows} == {
        ("amount", "$13 billion", "Paper f1"),
        ("amount", "$15 billion", "Paper f2"),
    }


def test_a_rounded_sum_is_no_contradiction() -> None:
    store = made(
        funding("f1", "2025-09-02", amount="13", round_name="Series F"),
        funding("f2", "2025-09-03", amount="13.05", round_name="Series F"),
    )
    assert len(ask(store, "funding")) == 1
    assert ask(store, "contradictions") == []


def test_the_same_parties_half_a_year_apart_are_two_lawsuits() -> None:
    def dated(extraction: Extraction, day: str) -> Extraction:
        event = extraction.events[0]
        assert event.when is not None
        when = When(day, date.fromisoformat(day), date.fromisoformat(day), event.when.text, event.when.mention)
        return replace(extraction, events=(replace(event, when=when),))

    store = made(dated(lawsuit("a"), "2025-03-01"), dated(lawsuit("b"), "2025-08-05"))
    assert len(ask(store, "lawsuits")) == 2


def test_one_article_that_tells_two_apart_is_believed() -> None:
    twice = replace(lawsuit(), events=(lawsuit().events[0], replace(lawsuit().events[0], status="planned")))
    assert len(ask(made(twice), "lawsuits")) == 2


def test_copies_of_one_publisher_are_one_source() -> None:
    store = made(lawsuit("a"), lawsuit("b"), lawsuit("c"))
    (suit,) = ask(store, "events", type="Lawsuit")
    assert suit["sources"] == 1
    assert suit["confidence"] == Decimal("0.9")


def purchase(identifier: str, status: str, text: str) -> Extraction:
    writer = Writer(article(identifier, text, publisher=f"Paper {identifier}"))
    arguments = [("acquirer", ALIBABA, "Alibaba"), ("acquired", QODER, "Qoder")]
    return writer.event("Acquisition", status, arguments, "buys", text).done()


def test_a_denial_stands_beside_what_it_denies() -> None:
    store = made(
        purchase("a", "actual", "Alibaba buys Qoder."), purchase("b", "denied", "Alibaba denies that it buys Qoder.")
    )
    (deal,) = ask(store, "acquisitions")
    assert deal["status"] == "actual"
    assert {(row["about"], row["status"]) for row in ask(store, "contradictions")} == {
        ("status", "actual"),
        ("status", "denied"),
    }


def decided(kind: str, verdict: str, subject: object, other: object = "") -> Judgement:
    first, second = sorted((str(subject), str(other))) if other else (str(subject), "")
    return Judgement(kind, first, second, verdict, "ana", datetime(2025, 9, 9, tzinfo=UTC), "known to be so")


def test_an_analyst_parts_what_was_merged_and_takes_it_back() -> None:
    store = made(*all_samples())
    before = events(store)
    (merge,) = ask(store, "merges")
    apart = decided("same_event", "negative", merge["first"], merge["second"])
    write_judgements(store, [apart])
    consolidate(store)
    assert len(ask(store, "restrictions")) == 2
    write_judgements(store, [apart, replace(apart, verdict="none")])
    consolidate(store)
    assert events(store) == before


def test_what_an_older_version_gave_as_a_reason_is_still_told() -> None:
    store = made(*all_samples())
    (merge,) = ask(store, "merges")
    evidence = store.query(f"SELECT ?m ?e WHERE {{ ?m <{PG.mergeEvidence}> ?e }}")
    events_graph = node(graph_name("events"))
    store.apply(Change(delete=[Quad(m, node(PG.mergeEvidence), e, events_graph) for m, e in evidence]))
    (told,) = conclusion(store, str(merge["event"])).merges
    assert in_english(told.reasons) == merge["reason"]
    assert told.reasons[0] == Reason("same participants")


def test_an_analyst_joins_what_was_apart() -> None:
    first = funding("f1", "2025-09-02", amount="13", round_name="Series F")
    store = made(first, funding("f2", "2025-09-03", amount="3.5", round_name="Series E"))
    one, other = (row["event"] for row in ask(store, "funding"))
    write_judgements(store, [decided("same_event", "positive", one, other)])
    consolidate(store)
    assert len(ask(store, "funding")) == 1
    assert [row["reason"] for row in ask(store, "merges")] == ["an analyst says so"]


def test_an_analyst_rejects_a_report() -> None:
    store = made(lawsuit())
    (suit,) = ask(store, "events", type="Lawsuit")
    write_judgements(store, [decided("report", "negative", suit["event"])])
    consolidate(store)
    assert ask(store, "events", type="Lawsuit") == []
    (shown,) = ask(store, "judgements")
    assert (shown["decision"], shown["who"]) == ("rejected", "ana")


def test_an_analyst_says_that_two_entities_are_one() -> None:
    store = made(*all_samples())
    write_judgements(store, [decided("same_entity", "positive", ALIBABA.iri, TENCENT.iri)])
    consolidate(store)
    question = f"ASK {{ <{TENCENT.iri}> <http://purl.org/dc/terms/isReplacedBy> <{ALIBABA.iri}> }}"
    assert bool(store.query(question))


def test_a_case_goes_from_the_suit_to_the_ruling() -> None:
    text = "The court ruled for OpenAI against Elon Musk."
    writer = Writer(article("r1", text, published="2025-12-01"))
    arguments = [("plaintiff", MUSK, "Elon Musk"), ("defendant", OPENAI, "OpenAI"), ("court", None, "The court")]
    ruling = writer.event(
        "Ruling", "actual", arguments, "ruled", text, attributes=(("outcome", "for_defendant"),)
    ).done()
    states = ask(made(lawsuit(), ruling), "lifecycles")
    assert [(row["number"], row["state"], row["state_zh"]) for row in states] == [
        (1, "filed", "已立案"),
        (2, "ruled", "已裁决"),
    ]


@pytest.mark.parametrize(
    ("phrase", "country", "threshold", "exclusive", "owned"),
    [
        ("companies more than 50% owned by Chinese entities", "CN", "50", True, True),
        ("海外中資控股超過50%的公司", "CN", "50", True, True),
        ("中國控股企業", "CN", "50", True, True),
        ("firms at least 25 percent owned by Russian citizens", "RU", "25", False, True),
        ("Chinese companies", "CN", "50", True, False),
    ],
)
def test_criteria_are_read_from_the_words(
    phrase: str, country: str, threshold: str, exclusive: bool, owned: bool
) -> None:
    found = read_criterion(phrase)
    assert found is not None
    assert (found.country, found.threshold, found.exclusive, found.owned) == (
        country,
        Decimal(threshold),
        exclusive,
        owned,
    )


@pytest.mark.parametrize(
    "phrase", ["young users", "the justice department", "用户", "companies that trust us with data"]
)
def test_words_that_name_no_country_are_no_criterion(phrase: str) -> None:
    found = read_criterion(phrase)
    assert found is None


def test_a_country_as_target_is_a_criterion_of_its_sentence() -> None:
    found = read_in_sentence("Anthropic宣布,全麵禁止中國控股企業使用其Claude", "CN")
    assert (found.threshold, found.exclusive, found.owned) == (Decimal(50), True, True)
    assert not read_in_sentence("Anthropic cut off China from Claude.", "CN").owned


@pytest.mark.parametrize(
    ("sentence", "country", "at_least"),
    [
        ("Corvane barred companies that are majority-owned by Chinese entities from its models.", "CN", False),
        ("The ban covers any firm that is 25% or more owned, at any remove, by people in Russia.", "RU", True),
        ("Chinese-owned companies may no longer buy the models.", "CN", False),
        ("科凡系统禁止由中国资本控股的企业使用其模型。", "CN", False),
        ("這項禁令適用於中國企業直接或間接持有超過50%股權的公司。", "CN", False),
    ],
)
def test_a_sentence_says_from_where_those_are_owned_whom_it_reaches(
    sentence: str, country: str, at_least: bool
) -> None:
    found = read_owners(sentence)
    assert found is not None
    assert (found.country, found.owned, not found.exclusive) == (country, True, at_least)


@pytest.mark.parametrize(
    "sentence",
    [
        "The US extended its rules to any company that is owned 50% or more by firms on its list.",
        "The US banned a Chinese chip maker, which a state fund backs.",
        "美国禁止华为控股的公司使用其芯片。",
        "美国对中国的出口控制将扩大。",
    ],
)
def test_who_only_acts_in_a_sentence_or_is_named_owns_nothing_by_it(sentence: str) -> None:
    assert read_owners(sentence) is None


def test_no_reports_make_no_clusters() -> None:
    assert cluster({}, {}) == []


def random_reports(chance: random.Random, count: int) -> dict[str, EventReport]:
    """Reports of a few companies over two years, some dated to the day, some to the month or year, some not at all."""
    made = {}
    for number in range(count):
        first = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
        length = chance.choice([0, 0, 0, 27, 364])
        when = Span(first.isoformat(), first, first + timedelta(days=length)) if chance.random() < 0.6 else None
        value, currency = chance.choice([(Decimal(5), "USD"), (Decimal(10), "USD"), (Decimal("4.5"), "EUR")])
        made[f"urn:r{number}"] = EventReport(
            iri=f"urn:r{number}",
            type="Acquisition",
            status="actual",
            article=f"urn:a{number}",
            source=f"s{number % 7}",
            lang="en",
            published=first + timedelta(days=chance.randrange(40)) if chance.random() < 0.9 else None,
            background=chance.random() < 0.2,
            confidence=Decimal("0.8"),
            entities={
                "acquirer": frozenset(chance.sample(["urn:x", "urn:y"], chance.randrange(2))),
                "acquired": frozenset({chance.choice(["urn:p", "urn:q"])}),
            },
            phrases={},
            amount=Sum(value, value, value, currency, str(value)) if chance.random() < 0.5 else None,
            valuation=None,
            when=when,
            attributes={},
        )
    return made


@pytest.mark.parametrize("seed", range(8))
def test_reports_that_match_are_compared(seed: int) -> None:
    reports = random_reports(random.Random(seed), 60)
    for first, second in combinations(reports.values(), 2):
        if match(first, second, alike=True).is_one:
            assert compared(first, second)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("kind", "roles"), [("Settlement", ("party", "party")), ("Penalty", ("authority", "target"))])
def test_reports_of_other_types_that_match_are_compared(kind: str, roles: tuple[str, str], seed: int) -> None:
    chance = random.Random(seed)
    organs = {"urn:p": Organ("US", True), "urn:q": Organ("US", False)}

    def of_kind(report: EventReport) -> EventReport:
        who = [frozenset(chance.sample(["urn:p", "urn:q", "urn:x", "urn:y"], chance.randrange(1, 3))) for _ in range(2)]
        entities = {roles[0]: who[0], roles[1]: who[1] | (who[0] if roles[0] == roles[1] else frozenset())}
        return replace(report, type=kind, entities=entities, organs=organs)

    reports = [of_kind(report) for report in random_reports(chance, 60).values()]
    ones = [pair for pair in combinations(reports, 2) if match(*pair, alike=True).is_one]
    assert ones
    # that one acts for the other is looked for only among those that share somebody else
    assert all(compared(*pair) for pair in ones if pair[0].everyone & pair[1].everyone)


def test_building_in_bulk_gives_the_same_bytes() -> None:
    bulk, loaded = MemoryStore(), MemoryStore()
    build(bulk, all_samples())
    load(loaded, all_samples())
    assert list(bulk.dump_nquads()) == list(loaded.dump_nquads())
