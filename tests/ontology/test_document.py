from pathlib import Path

from ontology.document import document
from ontology.terms import PG

PAGE = Path(__file__).parents[2] / "docs" / "ontology.html"


def test_the_page_in_docs_is_that_of_the_ontology() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "run: python -m ontology.document > docs/ontology.html"


def test_every_term_has_a_place_on_it() -> None:
    page = document()
    for name in set(PG.__annotations__) - {"_NS", "_fail"}:
        assert f'<section id="{name}">' in page
