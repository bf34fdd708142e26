"""Parties that a clause describes after 对 or 向: 对|中资占比超过一半的实体|禁止, 向|使用某芯片的企业|提供."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.chinese.chunks import TO, Chunk, Kind

_LONGEST = 36  # characters of such a description


def with_described_parties(chunks: Sequence[Chunk], is_people: Callable[[str], bool]) -> Sequence[Chunk]:
    """Take each such description as one noun.

    Args:
        chunks: of a stretch.
        is_people: whether a noun describes people or bodies.

    Returns:
        The chunks, those of a description as one. What begins with a name is left alone: 对|甲公司|调查的部门 is of
        two parties.
    """
    if not any(chunk.kind is Kind.DE for chunk in chunks):
        return chunks
    made: list[Chunk] = []
    i = 0
    while i < len(chunks):
        made.append(chunks[i])
        i += 1
        end = _end(chunks, i, is_people) if chunks[i - 1].text in TO else None
        if end is not None:
            text = "".join(chunk.text for chunk in chunks[i : end + 1])
            made.append(Chunk(Kind.NOUN, chunks[i].start, chunks[end].end, text))
            i = end + 1
    return made


def _end(chunks: Sequence[Chunk], start: int, is_people: Callable[[str], bool]) -> int | None:
    """Where the description that starts at a chunk ends, if one does."""
    if start + 1 >= len(chunks) or not _begins(chunks[start], chunks[start + 1]):
        return None
    verb = False
    for i in range(start, len(chunks)):
        chunk = chunks[i]
        if chunk.kind is Kind.POINT or chunk.end - chunks[start].start > _LONGEST:
            return None
        verb = verb or chunk.kind is Kind.VERB or chunk.text in ("超过", "由")
        if verb and chunk.kind is Kind.DE:
            return _head(chunks, i + 1, is_people)
    return None


def _begins(first: Chunk, second: Chunk) -> bool:
    """Whether a description may begin so: 使用…的, 资本占比…的, and a country's name before a noun (中|资持股…的)."""
    place = first.kind is Kind.NAME and first.entity is not None and first.entity.type == "Place"
    return first.kind in (Kind.NOUN, Kind.VERB) or (place and second.kind is Kind.NOUN)


def _head(chunks: Sequence[Chunk], start: int, is_people: Callable[[str], bool]) -> int | None:
    """The last noun of what is described, where it says people or bodies."""
    end = start
    while end < len(chunks) and chunks[end].kind in (Kind.NOUN, Kind.AND):
        end += 1
    last = end - 1
    nouns = last >= start and chunks[last].kind is Kind.NOUN and is_people(chunks[last].text)
    return last if nouns and not (end < len(chunks) and chunks[end].kind in (Kind.DE, Kind.NAME)) else None
