"""What the graph is to hold is a function of the set of articles."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.plan import plan
from policygraph.archive import CleanedArticle
from policygraph.copies import signature

TEXTS = [
    " ".join(f"story{number} word{place} of{place % 7} the{place % 5} tale{place * number}" for place in range(40))
    for number in range(1, 4)
]
SIGNATURES = [signature(text, "en").to_bytes() for text in TEXTS]


@st.composite
def cleaned(draw: st.DrawFn) -> list[CleanedArticle]:
    """Pages of few articles with few texts, so that copies and second addresses abound."""
    keys = draw(st.lists(st.sampled_from([f"https://x.example/{n}" for n in range(8)]), unique=True))
    return [
        CleanedArticle(
            key=key,
            article_id=draw(st.sampled_from(["a", "b", "c", "d", "e"])),
            lang="en",
            published=draw(st.none() | st.dates(date(2025, 9, 1), date(2025, 9, 4))),
            signature=draw(st.sampled_from(SIGNATURES)),
        )
        for key in keys
    ]


@settings(max_examples=40)
@given(cleaned(), st.randoms())
def test_the_order_of_the_pages_does_not_matter(rows: list[CleanedArticle], random: Random) -> None:
    shuffled = sorted(rows, key=lambda _: random.random())
    assert plan(shuffled) == plan(rows)


@settings(max_examples=40)
@given(cleaned())
def test_every_page_has_its_place_and_every_copy_an_original(rows: list[CleanedArticle]) -> None:
    made = plan(rows)
    assert made.copy_of.keys() == {row.key for row in rows}
    for row in rows:
        original = made.copy_of[row.key]
        if original and original != row.article_id:
            assert made.copy_of[made.owners[original]] == ""  # no copy of a copy
        assert made.has_graph(row.key, row.article_id) == (made.owners[row.article_id] == row.key)
