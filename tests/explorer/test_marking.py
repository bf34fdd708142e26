from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.marking import Mark, around, cut, paragraphs

TEXT = st.text(alphabet=st.sampled_from("ab 字\n😀."), max_size=40)
MARKS = st.lists(
    st.builds(Mark, st.integers(-3, 45), st.integers(-3, 45), st.sampled_from(["entity", "evidence"]), st.just("x")),
    max_size=8,
)


@given(TEXT, MARKS)
def test_the_pieces_are_the_text_and_each_character_has_its_marks(text: str, marks: list[Mark]) -> None:
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    place = 0
    for piece in pieces:
        for _ in piece.text:
            over = [mark for mark in marks if 0 <= mark.begin <= place < mark.end]
            assert sorted(map(repr, piece.marks)) == sorted(map(repr, over))
            place += 1


@given(TEXT, MARKS)
def test_each_mark_begins_once(text: str, marks: list[Mark]) -> None:
    begun = [mark for piece in cut(text, marks) for mark in piece.starts]
    assert len(begun) == len([mark for mark in marks if 0 <= mark.begin < mark.end and mark.begin < len(text)])


@given(TEXT, MARKS)
def test_paragraphs_lose_nothing_but_line_ends_and_blank_lines(text: str, marks: list[Mark]) -> None:
    shown = ["".join(piece.text for piece in line) for line in paragraphs(cut(text, marks))]
    assert shown == [line for line in text.split("\n") if line.strip()]


@given(TEXT, st.data())
def test_what_stands_around_holds_what_it_is_around(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    first, last = around(text, begin, end, width=3)
    assert 0 <= first <= begin <= end <= last <= len(text)
