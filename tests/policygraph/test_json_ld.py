from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from policygraph.json_ld import Declared, declared
from policygraph.page_tree import Unreadable, parse_text


def read(*scripts: object) -> Declared:
    texts = (each if isinstance(each, str) else json.dumps(each) for each in scripts)
    html = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    tree = parse_text(f"<html><head>{html}</head><body><p>x</p></body></html>")
    assert not isinstance(tree, Unreadable)
    return declared(tree)


def test_an_article_in_a_graph_with_references() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Site"},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": ["Thing", "NewsArticle"], "headline": "A &amp; B merge", "datePublished": "2025-09-05",
             "author": [{"@id": "#jane"}, "John Roe"], "publisher": {"name": "Site"}, "isAccessibleForFree": "False"},
        ]
    }  # fmt: skip
    found = read(graph)
    assert (found.headline, found.published, found.publisher) == ("A & B merge", "2025-09-05", "Site")
    assert found.authors == ("Jane Doe", "John Roe")
    assert not found.free


def test_the_first_article_is_the_page_s_and_the_teasers_after_it_are_not() -> None:
    found = read(
        {"@type": "BreadcrumbList"},
        {"@type": "NewsArticle", "headline": "One"},
        {"@type": "Article", "headline": "Two"},
    )
    assert found.headline == "One"


def test_what_is_no_json_is_mended_or_ignored() -> None:
    assert read('/*<![CDATA[*/ {"@type": "Article", "headline": "One",} /*]]>*/').headline in ("", "One")
    assert read('{"@type": "Article", "headline": "line\nbreak"}').headline == "line break"
    assert read("{not json", "[" * 5000, {"@type": "Article", "headline": "Two"}).headline == "Two"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "headline", "author", "publisher", "name", "datePublished", "url"]
            ),
            inner | st.sampled_from(["NewsArticle", "WebPage"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_form_of_it_breaks_the_reader(value: object) -> None:
    assert isinstance(read(json.dumps(value).replace("<", "\\u003c")), Declared)
