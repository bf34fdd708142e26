"""A tree stays a tree: tokens that mending made to hang on one another in a circle hang again as they were given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.english.parse import Parse


def without_circles(parse: Parse, heads: Sequence[int], relations: Sequence[str]) -> None:
    """Give the sentences in which there is a circle the heads and relations that the parser gave them.

    Whoever walks up a tree with a circle in it never comes to an end.

    Args:
        parse: mended; changed where there is a circle.
        heads: as the parser gave them, a tree in each sentence.
        relations: to those heads.
    """
    for number in {parse.sentence[token] for token in in_circles(parse.head)}:
        for token in range(*parse.sentences[number]):
            parse.head[token], parse.dep[token] = heads[token], relations[token]


def in_circles(heads: Sequence[int]) -> list[int]:
    """The tokens from which no way up leads to a token that is its own head, in order."""
    ends: dict[int, bool] = {}
    for token in range(len(heads)):
        way: list[int] = []
        while token not in ends and heads[token] != token and token not in way:
            way.append(token)
            token = heads[token]
        found = ends.get(token, heads[token] == token)
        ends.update(dict.fromkeys([*way, token], found))
    return sorted(token for token, found in ends.items() if not found)
