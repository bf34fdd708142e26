"""When it was so, and when we knew it: what was believed on a day, lifecycles, and since when a stake is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from asking import ask
from sample_extractions import (
    ALIBABA,
    ANTHROPIC,
    BYTEDANCE,
    FTC,
    OPENAI,
    QODER,
    TRAE,
    Writer,
    article,
    known,
    lawsuit,
    ownership,
)

from graph.consolidate import consolidate
from graph.load import load, retract
from graph.names import article_graph_name
from graph.store_embedded import MemoryStore
from policygraph.records import Entity, Extraction

ACT = known("open-models-act", "Law", "Open Models Act")


def made(*extractions: Extraction) -> MemoryStore:
    store = MemoryStore()
    assert not load(store, extractions).quarantined
    consolidate(store)
    return store


def deal(identifier: str, published: str, status: str, stage: str, day: str = "") -> Extraction:
    """Alibaba buys Qoder, in some stage."""
    text = f"Alibaba and Qoder: {stage} ({status}){' on ' + day if day else ''}."
    writer = Writer(article(identifier, text, published=published, publisher=f"Paper {identifier}"))
    arguments = [("acquirer", ALIBABA, "Alibaba"), ("acquired", QODER, "Qoder")]
    when = writer.day(day, day) if day else None
    return writer.event("Acquisition", status, arguments, stage, text, when=when, attributes=(("stage", stage),)).done()


DEAL = (
    deal("rumour", "2025-02-10", "alleged", "rumoured"),
    deal("plan", "2025-02-26", "planned", "announced", "2025-02-25"),
    deal("close", "2025-04-02", "actual", "completed", "2025-03-31"),
)


@pytest.mark.parametrize(
    ("day", "status", "said", "reports"),
    [
        ("2025-02-10", "alleged", {"alleged"}, 1),
        ("2025-03-01", "planned", {"alleged", "planned"}, 2),
        ("2025-03-31", "planned", {"alleged", "planned"}, 2),  # it was so, but nobody had told us
        ("2025-04-02", "actual", {"alleged", "planned", "actual"}, 3),
    ],
)
def test_what_was_believed_on_a_day_is_what_was_reported_by_then(
    day: str, status: str, said: set[str], reports: int
) -> None:
    (row,) = ask(made(*DEAL), "believed", day=day)
    assert (row["kind"], row["status"], row["reports"]) == ("Acquisition", status, reports)
    assert set(str(row["said"]).split(", ")) == said


def test_nothing_was_believed_before_the_first_report() -> None:
    assert ask(made(*DEAL), "believed", day="2025-02-09") == []


def test_what_happened_earlier_and_was_told_later_was_not_known_in_between() -> None:
    store = made(lawsuit("late", published="2025-12-01"))  # of August
    assert ask(store, "believed", day="2025-09-01") == []
    (row,) = ask(store, "events", type="Lawsuit")
    assert str(row["day"]) < "2025-09-01"


def test_a_denial_changes_what_is_said_but_not_what_another_report_holds() -> None:
    store = made(DEAL[1], deal("no", "2025-03-05", "denied", "announced"))
    before, after = (ask(store, "believed", day=day)[0] for day in ("2025-03-01", "2025-03-06"))
    assert (before["said"], before["status"]) == ("planned", "planned")
    assert set(str(after["said"]).split(", ")) == {"planned", "denied"}
    assert after["status"] == "planned"


def test_an_article_that_is_retracted_was_never_believed() -> None:
    store = made(*DEAL)
    retract(store, [article_graph_name("rumour")])
    consolidate(store)
    assert ask(store, "believed", day="2025-02-20") == []


def act(identifier: str, published: str, status: str, action: str, day: str, where: Entity = ACT) -> Extraction:
    """Something is done with a law, on a day."""
    text = f"{where.name}: {action} on {day}."
    writer = Writer(article(identifier, text, published=published, publisher=f"Paper {identifier}"))
    return writer.event(
        "Legislation",
        status,
        [("law", where, where.name)],
        action,
        text,
        when=writer.day(day, day),
        attributes=(("action", action),),
    ).done()


def states(store: MemoryStore) -> list[tuple[object, ...]]:
    return [(row["number"], row["state"], str(row["day"]), str(row["known"])) for row in ask(store, "lifecycles")]


LAW = (
    act("propose", "2025-01-11", "actual", "propose", "2025-01-10"),
    act("pass", "2025-05-03", "actual", "pass", "2025-05-02"),
    act("effect", "2025-09-01", "actual", "effect", "2025-09-01"),
)


def test_a_law_goes_from_proposal_to_force_each_state_with_both_its_times() -> None:
    assert states(made(*LAW)) == [
        (1, "proposed", "2025-01-10", "2025-01-11"),
        (2, "adopted", "2025-05-02", "2025-05-03"),
        (3, "in force", "2025-09-01", "2025-09-01"),
    ]


def test_a_state_that_is_told_later_takes_its_place_by_when_it_was_so() -> None:
    store = made(LAW[0], LAW[2])
    assert [number for number, *_ in states(store)] == [1, 2]
    load(store, [act("pass", "2025-10-20", "actual", "pass", "2025-05-02")])
    consolidate(store)
    assert states(store) == [
        (1, "proposed", "2025-01-10", "2025-01-11"),
        (2, "adopted", "2025-05-02", "2025-10-20"),
        (3, "in force", "2025-09-01", "2025-09-01"),
    ]


def test_a_state_is_known_since_the_first_that_told_it() -> None:
    again = act("again", "2025-02-01", "actual", "propose", "2025-01-10")
    assert states(made(again, *LAW[:2]))[0] == (1, "proposed", "2025-01-10", "2025-01-11")


def test_the_lifecycle_of_one_law_says_nothing_of_another() -> None:
    other = known("chip-act", "Law", "Chip Act")
    store = made(*LAW, act("other", "2025-03-01", "actual", "propose", "2025-03-01", other))
    assert {row["about"] for row in ask(store, "lifecycles")} == {"Open Models Act"}


def test_a_stake_is_known_since_the_first_article_that_tells_it() -> None:
    first, last = ownership("b", [(BYTEDANCE, TRAE, "60")]), ownership("a", [(BYTEDANCE, TRAE, "60")])
    store = made(dated(first, "2025-03-01"), dated(last, "2025-06-01"))
    (row,) = ask(store, "owners")
    assert (str(row["known"]), str(row["last_told"])) == ("2025-03-01", "2025-06-01")


def dated(extraction: Extraction, published: str) -> Extraction:
    return replace(extraction, article=replace(extraction.article, published=date.fromisoformat(published)))


def ruling(identifier: str, suing: Entity, sued: Entity) -> Extraction:
    """A decision of 3 March, with the sides as one paper has them."""
    text = f"On 3 March 2025 the FTC decided between {suing.name}, which sued, and {sued.name}."
    writer = Writer(article(identifier, text, published="2025-03-04", publisher=f"Paper {identifier}"))
    arguments = [("plaintiff", suing, suing.name), ("defendant", sued, sued.name), ("court", FTC, "FTC")]
    when = writer.day("2025-03-03", "3 March 2025")
    return writer.event("Ruling", "actual", arguments, "decided", text, when=when).done()


def test_who_is_on_which_side_is_a_contradiction_with_both_sentences() -> None:
    store = made(ruling("a", ANTHROPIC, OPENAI), ruling("b", OPENAI, ANTHROPIC))
    assert len(ask(store, "rulings")) == 1
    rows = ask(store, "contradictions")
    assert {(row["about"], row["publisher"], str(row["says"])[20:]) for row in rows} == {
        ("roles", "Paper a", "FTC decided between Anthropic, which sued, and OpenAI."),
        ("roles", "Paper b", "FTC decided between OpenAI, which sued, and Anthropic."),
    }


def test_who_agree_about_the_sides_do_not_contradict() -> None:
    assert ask(made(ruling("a", ANTHROPIC, OPENAI), ruling("b", ANTHROPIC, OPENAI)), "contradictions") == []


def test_two_dates_of_one_deal_stand_side_by_side() -> None:
    rows = ask(made(*DEAL), "contradictions", entity="Qoder")
    assert [(row["about"], row["says"], row["status"], row["url"]) for row in rows] == [
        ("date", "2025-02-25", "planned", "https://news.example/plan"),
        ("date", "2025-03-31", "actual", "https://news.example/close"),
    ]
    assert ask(made(*DEAL), "contradictions", entity="OpenAI") == []
