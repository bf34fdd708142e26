from __future__ import annotations

from dataclasses import replace

import pytest
from asking import ask
from sample_extractions import (
    ANTHROPIC,
    BYTEDANCE,
    CHINA,
    CLAUDE,
    SPRING,
    TENCENT,
    TRAE,
    Writer,
    all_samples,
    article,
    ban_in_english,
    known,
    ownership,
    unknown,
)

from graph.background import KnownRelation, load_background
from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.names import graph_name
from graph.store_embedded import MemoryStore
from graph.validate import validate
from policygraph.records import Extraction

US_FUND = known("us-fund", "Company", "US Fund", country="US")
CN_FUND = known("cn-fund", "Company", "CN Fund", country="CN")
MIDDLE = unknown("Company", "Middle Holdings")
ACME = unknown("Company", "Acme Tools")
ACME_CODE = unknown("Product", "Acme Code")


def made(*extractions: Extraction) -> MemoryStore:
    store = MemoryStore()
    assert not load(store, extractions).quarantined
    consolidate(store)
    infer(store)
    return store


def tool_on_claude(identifier: str = "tool") -> Extraction:
    text = "Acme Tools makes Acme Code, which is built on Claude."
    writer = Writer(article(identifier, text))
    writer.fact("Makes", ACME, "Acme Tools", ACME_CODE, "Acme Code", text)
    return writer.fact("DependsOn", ACME_CODE, "Acme Code", CLAUDE, "Claude", text).done()


LAYER = [(MIDDLE, ACME, "51"), (US_FUND, ACME, "49")]
VERDICTS = [
    ([(CN_FUND, ACME, "49"), (TENCENT, ACME, "2"), (US_FUND, ACME, "49")], "possibly in scope"),
    ([(CN_FUND, ACME, "60"), (US_FUND, ACME, "40")], "in scope"),
    ([(CN_FUND, ACME, "50"), (US_FUND, ACME, "50")], "out of scope"),
    (
        [(CN_FUND, MIDDLE, "51"), (US_FUND, MIDDLE, "49"), (MIDDLE, ACME, "51"), (US_FUND, ACME, "49")],
        "possibly in scope",
    ),
    ([(CN_FUND, ACME, "30")], "possibly in scope"),
]


@pytest.mark.parametrize(("stakes", "verdict"), VERDICTS)
def test_who_owns_the_maker_decides(stakes: list, verdict: str) -> None:  # type: ignore[type-arg]
    store = made(ban_in_english(), tool_on_claude(), ownership("own", stakes))
    rows = {row["exposed"]: row for row in ask(store, "exposure")}
    assert rows["Acme Code"]["verdict"] == verdict
    assert rows["Acme Tools"]["verdict"] == verdict
    assert rows["Acme Code"]["basis"] == "ownership"
    assert "Acme Tools ownedBy" in str(rows["Acme Code"]["path"])
    assert "https://news.example/own" in str(rows["Acme Code"]["articles"])


def test_49_and_2_percent_have_a_verdict_for_each_way_of_counting() -> None:
    store = made(ban_in_english(), tool_on_claude(), ownership("own", VERDICTS[0][0]))
    shown = {
        row["method"]: (row["at_least"], row["verdict"])
        for row in ask(store, "effective-ownership", entity="Acme Tools")
    }
    assert shown == {
        "single owner": (49, "out of scope"),
        "aggregate": (51, "in scope"),
        "control chain": (51, "in scope"),
        "look-through": (51, "in scope"),
    }


def test_a_parent_without_a_share_owns_more_than_half() -> None:
    text = "SPRING (SG) Pte. Ltd. is a subsidiary of ByteDance. Trae is run by SPRING (SG) Pte. Ltd. in Singapore."
    writer = Writer(article("sub", text))
    writer.fact(
        "Ownership", SPRING, SPRING.name, BYTEDANCE, "ByteDance", "SPRING (SG) Pte. Ltd. is a subsidiary of ByteDance."
    )
    writer.fact("Makes", SPRING, SPRING.name, TRAE, "Trae", "Trae is run by SPRING (SG) Pte. Ltd. in Singapore.")
    store = made(ban_in_english(), writer.done())
    rows = {(row["exposed"], row["operator"]): row for row in ask(store, "exposure")}
    assert rows["Trae", SPRING.name]["verdict"] == "in scope"
    assert rows["Trae", SPRING.name]["basis"] == "ownership"
    assert rows["Trae", "ByteDance"]["basis"] == "headquarters"


def test_a_maker_from_elsewhere_with_no_owner_known_is_not_reached() -> None:
    abroad = replace(ACME, country="DE", known=True)
    text = "Acme Tools makes Acme Code, which is built on Claude."
    writer = Writer(article("tool", text))
    writer.fact("Makes", abroad, "Acme Tools", ACME_CODE, "Acme Code", text)
    writer.fact("DependsOn", ACME_CODE, "Acme Code", CLAUDE, "Claude", text)
    assert "Acme Code" not in {row["exposed"] for row in ask(made(ban_in_english(), writer.done()), "exposure")}


def test_who_imposes_is_not_exposed_and_neither_is_a_country() -> None:
    text = "Anthropic bars China from using Claude, on which Anthropic itself depends."
    writer = Writer(article("self", text))
    arguments = [("authority", ANTHROPIC, "Anthropic"), ("target", CHINA, "China"), ("object", CLAUDE, "Claude")]
    writer.event("Restriction", "actual", arguments, "bars", text, attributes=(("action", "impose"),))
    writer.fact("DependsOn", ANTHROPIC, "Anthropic", CLAUDE, "Claude", text)
    assert ask(made(writer.done()), "exposure") == []


def test_a_ban_that_is_lifted_exposes_nobody() -> None:
    ban = ban_in_english()
    lifted = replace(ban.events[0], attributes=(("action", "lift"), ("kind", "ban")))
    assert ask(made(replace(ban, events=(lifted,))), "exposure") == []


def test_the_gazetteer_says_who_makes_what_an_article_only_names() -> None:
    text = "Trae is built on Claude."
    extraction = Writer(article("t", text)).fact("DependsOn", TRAE, "Trae", CLAUDE, "Claude", text).done()
    store = MemoryStore()
    ban = replace(ban_in_english(), facts=())
    load(store, [extraction, ban])
    relations = [KnownRelation("Makes", BYTEDANCE, TRAE), KnownRelation("Makes", US_FUND, ACME_CODE)]
    assert load_background(store, relations, "g1") == 1
    consolidate(store)
    infer(store)
    (trae,) = [row for row in ask(store, "exposure") if row["exposed"] == "Trae"]
    assert (trae["operator"], trae["verdict"]) == ("ByteDance", "in scope")
    assert [row["says"] for row in ask(store, "products", entity="ByteDance")] == ["gazetteer"]
    assert list(validate(store)) == []


def test_background_goes_with_what_it_is_the_background_of() -> None:
    store = MemoryStore()
    load(store, [ban_in_english()])
    before = b"".join(store.dump_nquads())
    load_background(store, [KnownRelation("Ownership", BYTEDANCE, US_FUND)], "g1")
    assert graph_name("background") in store.graph_names()
    load_background(store, [], "g1")
    assert b"".join(store.dump_nquads()) == before


def test_dropping_what_was_inferred_loses_nothing_else() -> None:
    store = made(*all_samples())
    before = list(store.dump_nquads())
    store.drop([graph_name("inferred")])
    infer(store)
    assert list(store.dump_nquads()) == before
    assert not infer(store).changed


def test_who_owns_a_product_runs_it() -> None:
    text = "ByteDance owns Trae, which is built on Claude."
    writer = Writer(article("own", text))
    writer.fact("Ownership", TRAE, "Trae", BYTEDANCE, "ByteDance", text)
    writer.fact("DependsOn", TRAE, "Trae", CLAUDE, "Claude", text)
    store = made(replace(ban_in_english(), facts=()), writer.done())
    assert {row["exposed"] for row in ask(store, "exposure")} == {"Trae", "ByteDance"}
    assert ask(store, "effective-ownership") == []
