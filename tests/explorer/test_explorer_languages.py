from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.languages import LANGUAGES, chosen_language, language
from ontology.vocabulary import load_vocabulary

ROOM = Path(__file__).parents[2] / "explorer"
_MESSAGE = re.compile(r"""\b_\(\s*(?P<quote>['"])(?P<text>(?:(?!(?P=quote)).)+)(?P=quote)\s*[,)]""")


def messages() -> set[str]:
    templates = "".join(path.read_text() for path in (ROOM / "templates").glob("*.html"))
    views = "".join(path.read_text() for path in (ROOM / "views").glob("*.py"))
    return {found["text"] for found in _MESSAGE.finditer(templates)} | set(re.findall(r'missing\("([^"]+)"\)', views))


def test_every_message_is_translated() -> None:
    assert len(messages()) > 80
    assert messages() - set(language("zh").messages) == set()


def test_every_value_of_the_vocabulary_is_translated() -> None:
    types = load_vocabulary().event_types.values()
    values = {value for kind in types for allowed in kind.attributes.values() for value in allowed}
    names = {name for kind in types for name in kind.attributes}
    assert (values | names) - set(language("zh").messages) == set()


def test_placeholders_are_kept() -> None:
    for code in LANGUAGES:
        for message, shown in language(code).messages.items():
            wanted, kept = (set(re.findall(r"%\(\w+\)s", text)) for text in (message, shown))
            assert wanted - kept <= ({"%(n)s"} if message.startswith("one: ") else set()), message
            assert kept <= wanted, message


def test_what_is_said_of_one_has_its_own_form_in_english() -> None:
    english, chinese = language("en"), language("zh")
    assert [english.text("%(n)s articles", n=n) for n in (0, 1, 2, "1,000")] == [
        "0 articles",
        "1 article",
        "2 articles",
        "1,000 articles",
    ]
    assert chinese.text("%(n)s articles", n=1) == "1 篇文章"
    forms = {message.removeprefix("one: ") for message in english.messages if message.startswith("one: ")}
    assert forms - messages() == set()


def test_countries_have_names() -> None:
    assert [language(code).country("US") for code in LANGUAGES] == ["United States", "美国"]
    assert [language(code).country("HK") for code in LANGUAGES] == ["Hong Kong", "香港"]
    assert language("en").country("EU") == "European Union"
    assert language("zh").country("??") == "??"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("2025-09-05", "5 Sep 2025", "2025年9月5日"),
        ("2025-09", "Sep 2025", "2025年9月"),
        ("2025", "2025", "2025年"),
        ("2025-XX", "2025-XX", "2025-XX"),
        ("2025-09-01/2025-09-30", "2025-09-01/2025-09-30", "2025-09-01/2025-09-30"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_dates(value: str | None, english: str, chinese: str) -> None:
    assert language("en").date(value) == english
    assert language("zh").date(value) == chinese


@pytest.mark.parametrize(
    ("value", "currency", "english", "chinese"),
    [
        (13_000_000_000, "USD", "US$13bn", "130亿美元"),
        (1_500_000, "EUR", "€1.5m", "150万欧元"),
        (500, "CHF", "500 CHF", "500 CHF"),
        (183_000_000_000, "", "183bn", "1,830亿"),
        (None, "USD", "", ""),
    ],
)
def test_sums(value: float | None, currency: str, english: str, chinese: str) -> None:
    assert language("en").money(value, currency) == english
    assert language("zh").money(value, currency) == chinese


@pytest.mark.parametrize(
    ("wanted", "cookie", "header", "code"),
    [
        ("zh", "en", "en", "zh"),
        ("", "zh", "en", "zh"),
        ("", "", "zh-TW,zh;q=0.9,en;q=0.8", "zh"),
        ("", "", "fr, en;q=0.5, zh;q=0.9", "zh"),
        ("", "", "fr", "en"),
        ("", "", "zh;q=x;;,", "en"),
        ("klingon", "?", "", "en"),
    ],
)
def test_the_language_of_a_page(wanted: str, cookie: str, header: str, code: str) -> None:
    assert chosen_language(wanted, cookie, header).code == code
