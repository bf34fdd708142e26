"""The part of the gazetteer that is built from lists."""

from __future__ import annotations

import pytest

from extractors.gazetteer_build import company_names, without_form
from extractors.gazetteer_courts import us_courts

COMMON = {"target": 5.0, "apple": 4.5, "power": 5.5, "systems": 5.0, "general": 5.4, "trimble": 1.9, "tata": 2.9}


def frequency(word: str, _: str) -> float:
    return COMMON.get(word, 0.0)


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Trimble Inc.", "Trimble"), ("Acme Holdings Co., Ltd.", "Acme"), ("Foo Class A Common Stock", "Foo")],
)
def test_the_form_of_incorporation_is_left_out(name: str, bare: str) -> None:
    assert without_form(name) == bare


def test_a_rare_word_may_stand_alone() -> None:
    assert company_names("Trimble Inc.", frequency) == ["Trimble"]


def test_a_common_word_keeps_its_form_of_incorporation() -> None:
    assert company_names("Target Corporation", frequency) == ["Target Corporation"]


def test_common_words_without_a_form_are_no_name() -> None:
    assert company_names("General Power Systems", frequency) == []


def test_every_federal_district_has_a_court() -> None:
    rows = list(us_courts())
    names = {name for row in rows for name in row["en"]}
    assert sum("-district-of-" in row["id"] for row in rows) == 91  # without the three territorial courts
    assert "U.S. District Court for the Northern District of California" in names
    assert "9th U.S. Circuit Court of Appeals" in names
