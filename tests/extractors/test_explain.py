"""Explanations name what a statement was read from, and an article's words do nothing but be shown."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.explain import amount_in_words, explain
from extractors.explain_html import html_pages
from policygraph.cli import policygraph
from policygraph.records import Amount, Argument, Article, Entity, Event, Extraction, Fact, Mention, When

TEXT = "According to Reuters, Corvane plans to buy <b>Tindra</b> for up to $310 million in May. Corvane has 900 staff."


def at(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words)


CORVANE = Entity("urn:e:corvane", "Company", "Corvane Systems", mentions=(at("Corvane"),))
REUTERS = Entity("urn:e:reuters", "Company", "Reuters", mentions=(at("Reuters"),))
EVENT = Event(
    type="Acquisition",
    status="planned",
    arguments=(
        Argument("acquirer", CORVANE.iri, True, at("Corvane")),
        Argument("acquired", "the rival", False, at("<b>Tindra</b>")),
    ),
    trigger=at("buy"),
    evidence=at(TEXT.partition(" Corvane has")[0]),
    amount=Amount(Decimal(310_000_000), "$310 million", at("$310 million"), Decimal(310_000_000), "USD", "up to"),
    when=When("2025-05", date(2025, 5, 1), date(2025, 5, 31), "May", at("May")),
    attributes=(("stage", "announced"),),
    attributed_to=REUTERS.iri,
    attribution=at("Reuters"),
    confidence=0.8,
    frame="Acquisition/buy.v",
    status_reason="plan",
)
STAFF = Amount(Decimal(900), "900", at("900"))
FACT = Fact(
    "Metric",
    CORVANE.iri,
    True,
    at("Corvane has 900 staff."),
    metric="employees",
    amount=STAFF,
    frame="Metric/employees",
)
EXTRACTION = Extraction(Article("a1", TEXT, "Corvane & Tindra"), (CORVANE, REUTERS), (EVENT,), (FACT,))


def test_an_event_is_explained_with_everything_it_was_read_from() -> None:
    told = [" ".join(line.split()) for line in explain(EXTRACTION).splitlines()]
    assert told[:5] == [
        "Corvane & Tindra",
        "a1",
        "",
        "Acquisition · planned · confidence 0.80",
        "evoked by Acquisition/buy.v “buy” [39:42]",
    ]
    assert "acquirer Corvane Systems “Corvane” [22:29]" in told
    assert "acquired the rival (described, not named) “<b>Tindra</b>” [43:56]" in told
    assert "amount up to USD 310,000,000 “$310 million” [67:79]" in told
    assert "date 2025-05 (2025-05-01 to 2025-05-31) “May” [83:86]" in told
    assert "stage announced" in told
    assert "status planned, because of “plan”" in told
    assert "according to Reuters “Reuters” [13:20]" in told


def test_a_fact_is_explained() -> None:
    told = " ".join(explain(EXTRACTION).split())
    assert "Metric · actual · confidence 1.00 evoked by Metric/employees subject Corvane Systems employees 900" in told


def test_an_article_without_events_says_so() -> None:
    empty = replace(EXTRACTION, events=(), facts=())
    assert "nothing was read" in explain(empty)
    assert "Nothing was read" in "".join(html_pages([empty]))


@pytest.mark.parametrize("steering", ["\x1b[2J", "\x07", "\u202e", "\r", "\x9b31m"])
def test_what_an_article_says_never_steers_a_terminal(steering: str) -> None:
    hostile = replace(EXTRACTION, article=Article("a1", TEXT, f"A{steering}B"))
    assert not set(steering) & set(explain(hostile)) - set("[2J31m")


class _Tags(HTMLParser):
    """The names of all tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.add(tag)


def test_the_page_shows_an_articles_markup_as_text_and_has_no_scripts() -> None:
    page = "".join(html_pages([EXTRACTION]))
    seen = _Tags()
    seen.feed(page)
    assert not {"b", "script", "link", "img", "iframe"} & seen.tags
    assert "&lt;b&gt;Tindra&lt;/b&gt;" in page
    assert "default-src 'none'" in page


def test_the_page_marks_trigger_arguments_and_values_inside_the_sentence() -> None:
    page = "".join(html_pages([EXTRACTION]))
    assert '<mark class="trigger" title="evoked by">buy</mark>' in page
    assert '<mark title="amount">$310 million</mark>' in page
    assert '<mark title="according to">Reuters</mark>' in page


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(Decimal("15300000000.0"), "", at("900"), currency="USD"), "USD 15,300,000,000"),
        (Amount(Decimal(2), "", at("900"), Decimal(3), "EUR"), "EUR 2 to 3"),
        (Amount(Decimal("1.50"), "", at("900"), qualifier="more than"), "more than 1.5"),
    ],
)
def test_amounts_are_written_out(amount: Amount, words: str) -> None:
    assert amount_in_words(amount) == words


ARTICLE = (
    '{"id": "1", "text": "Corvane Systems acquired Tindra AI on Monday for $310 million.", "published": "2025-09-05"}'
)


def test_the_command_explains_on_the_terminal_and_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "explained.html"
    shown = CliRunner().invoke(policygraph, ["extract", "--explain", "-"], input=ARTICLE)
    assert shown.exit_code == 0, shown.output
    assert "evoked by      Acquisition/acquire.v   “acquired” [16:24]" in shown.output
    CliRunner().invoke(policygraph, ["extract", "--explain-html", "-", "-o", str(page)], input=ARTICLE)
    assert '<mark title="acquirer">Corvane Systems</mark>' in page.read_text(encoding="utf-8")


def test_the_documentation_shows_what_is_printed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explain.md").read_text(encoding="utf-8")
    printed = CliRunner().invoke(policygraph, ["extract", "--explain", "-"], input=ARTICLE).output
    number = re.compile(r"confidence \d\.\d\d")  # fitted anew now and then
    shown = [number.sub("", line) for line in textwrap.dedent(page).splitlines()]
    for line in filter(None, printed.splitlines()):
        assert number.sub("", f"    {line}") in shown
