from __future__ import annotations

import pytest

from graph.readable import readable

ROWS = [["Trae", "in scope"], ["通义灵码", "out of scope"]]


def test_what_fits_stands_in_columns() -> None:
    lines = readable(("product", "verdict"), ROWS, width=40).splitlines()
    assert [line for line in lines if "Trae" in line and "in scope" in line]
    assert [line for line in lines if "通义灵码" in line and "out of scope" in line]
    assert max(map(len, lines)) <= 40


def test_what_does_not_fit_stands_row_by_row_and_whole() -> None:
    address = "https://news.example/" + "a" * 60
    shown = readable(("product", "article"), [["Trae", address], ["Qoder", ""]], width=40)
    assert shown == f"-- 1 of 2\nproduct  Trae\narticle  {address}\n\n-- 2 of 2\nproduct  Qoder\n\n"


def test_later_lines_of_a_text_stand_below_its_first() -> None:
    shown = readable(("text",), [["one\ntwo, which is the longer line of both"]], width=20)
    assert shown.splitlines()[1:3] == ["text  one", "      two, which is the longer line of both"]


@pytest.mark.parametrize("width", [10, 200])
def test_what_looks_like_markup_is_text(width: int) -> None:
    assert "[red]alert[/red]" in readable(("text",), [["[red]alert[/red]"]], width=width)


def test_a_question_without_an_answer_shows_its_columns() -> None:
    assert "verdict" in readable(("product", "verdict"), [], width=40)
