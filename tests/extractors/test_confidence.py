"""What a stated confidence is: a chance between 0 and 1 that better evidence raises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.confidence import FEATURES, features, with_confidence
from policygraph.records import Amount, Argument, Event, Mention

TRIGGER = Mention(10, 14, "sued")
PARTIES = (
    Argument("plaintiff", "urn:e:a", True, Mention(0, 5, "Apple"), 0.95),
    Argument("defendant", "urn:e:b", True, Mention(15, 22, "Samsung"), 0.95),
)
LAWSUIT = Event("Lawsuit", "actual", PARTIES, TRIGGER, Mention(0, 22, "x" * 22), confidence=0.9, frame="Lawsuit/sue.v")

shares = st.floats(0, 1)
events = st.builds(
    replace,
    st.just(LAWSUIT),
    arguments=st.lists(
        st.builds(replace, st.sampled_from(PARTIES), confidence=shares, is_entity=st.booleans()), max_size=3
    ).map(tuple),
    status=st.sampled_from(["actual", "planned", "alleged", "denied", "hypothetical"]),
    frame=st.sampled_from(["Lawsuit/sue.v", "Lawsuit/lawsuit.n", ""]),
    confidence=shares,
)


def stated(event: Event) -> float:
    return with_confidence(event).confidence


@given(events)
def test_a_confidence_is_a_chance(event: Event) -> None:
    assert 0 < stated(event) < 1
    assert len(features(event)) == len(FEATURES)
    assert all(0 <= value <= 1 for value in features(event))


@given(events)
def test_a_bare_noun_is_less_sure_than_a_verb(event: Event) -> None:
    assert stated(replace(event, frame="Lawsuit/lawsuit.n")) < stated(replace(event, frame="Lawsuit/sue.v"))


@given(events)
def test_a_name_is_surer_than_a_description(event: Event) -> None:
    named = tuple(replace(argument, is_entity=True) for argument in event.arguments)
    described = tuple(replace(argument, is_entity=False) for argument in event.arguments)
    assert stated(replace(event, arguments=described)) <= stated(replace(event, arguments=named))


def test_a_missing_party_and_a_plan_lower_it_and_a_sum_raises_it() -> None:
    sum_of = Amount(Decimal(5), "$5", Mention(20, 22, "$5"))
    assert stated(replace(LAWSUIT, arguments=PARTIES[:1])) < stated(LAWSUIT)
    assert stated(replace(LAWSUIT, status="planned")) < stated(LAWSUIT) < stated(replace(LAWSUIT, amount=sum_of))
