"""Names of people that a point divides: 斯科特·维纳|提出, 此外|丽贝卡·鲍尔|在德州."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.words import words as words_of_lists

_POINT = re.compile(r"(?<=[\u4e00-\u9fff])[·・‧•](?=[\u4e00-\u9fff])")
_FIRST, _LAST = 6, 7  # characters that a part of such a name has at most
_SOUNDS = frozenset("".join([*words_of_lists().transliteration, *words_of_lists().transliteration_with_point]))


def foreign_names(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Find names that a point divides.

    Args:
        text: folded.
        words: its segmentation; no name ends in the middle of a word of the dictionary.

    Yields:
        Where each name starts and ends.
    """
    ends = [word.end for word in words]
    done = 0
    for point in _POINT.finditer(text):
        if point.start() < done:
            continue
        start, end = _back(text, point.start()), _on(text, point.end())
        while end < len(text) and _POINT.match(text, end):
            end = _on(text, end + 1)
        end = _without_cut_word(end, point.end(), words, ends)
        if start < point.start() and end > point.end():
            done = end
            yield start, end


def _back(text: str, position: int) -> int:
    start = position
    while start > 0 and position - start < _FIRST and text[start - 1] in _SOUNDS:
        start -= 1
    return start


def _on(text: str, position: int) -> int:
    end = position
    while end < len(text) and end - position < _LAST and text[end] in _SOUNDS:
        end += 1
    return end


def _without_cut_word(end: int, floor: int, words: Sequence[Word], ends: Sequence[int]) -> int:
    """The end of a name before a word of the dictionary that it would cut: 维纳|提出."""
    index = bisect_left(ends, end + 1)
    if index >= len(words):
        return end
    word = words[index]
    cuts = word.start < end < word.end and word.tag != "unk" and len(word.text) == 2
    return word.start if cuts and word.start > floor else end
