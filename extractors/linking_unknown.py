"""Names that the gazetteer does not have: the same name and its short forms go together, wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.gazetteer_folding import is_cjk
from extractors.linking_spans import NamedSpan
from policygraph.identifiers import fold_name
from policygraph.records import Article

_PERSON = "Person"
_ACRONYM = re.compile(r"\s?[(（][“\"]?([A-Z][A-Za-z&]{1,9})[”\"]?[)）]")
_SHORT_ZH = re.compile(
    r"\s?[(（](?:[A-Za-z][\w .&-]*[，,;；]\s?)?(?:以下)?(?:简称|簡稱|下称|下稱|简称为)[:：]?[“\"「‘]?"
    r"([^”\"」’)）]{2,12})[”\"」’]?[)）]"
)
_SHORT_EN = re.compile(r"\s?\((?:the |collectively,? )?[“\"]([^”\"]{2,30}?),?[”\"]\)")


@dataclass(frozen=True, slots=True)
class Group:
    """One unknown name with all that stands for it."""

    name: str  # the fullest form
    aliases: tuple[str, ...]
    mentions: tuple[tuple[int, int], ...]  # sorted
    labels: tuple[tuple[str, float], ...]  # (type, how often the reader gave it)
    confidence: float


def groups_of(article: Article, spans: Sequence[NamedSpan]) -> list[Group]:
    """Group the spans of unknown names.

    Args:
        article: where they stand.
        spans: names outside of all known ones.

    Returns:
        A group for each name: same name, family name of a person, first words of a longer name, and the short form
        that a bracket gives it.
    """
    members: dict[str, list[NamedSpan]] = {}
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
        key = _home(article.text[span.start : span.end], span, members, article)
        members.setdefault(key, []).append(span)
    return [_group(name, group, article) for name, group in members.items()]


def _home(name: str, span: NamedSpan, members: dict[str, list[NamedSpan]], article: Article) -> str:
    """The fuller name that a name goes with, or itself."""
    folded = fold_name(name)
    for other, spans in members.items():
        if folded == fold_name(other) or _shortens(name, span.type, other, spans[0].type):
            return other
        if any(name in _brackets(article.text, one.end) for one in spans):
            return other
    return name


def _shortens(name: str, label: str, other: str, other_label: str) -> bool:
    if is_cjk(name[0]):
        return len(name) > 2 and other.startswith(name) and label == other_label
    words, others = name.split(), other.split()
    if other_label == _PERSON:
        return label in ("", _PERSON) and words in (others[-1:], others[:1]) and len(others) > 1
    return label == other_label and words == others[: len(words)] and len(name) > 2


def _brackets(text: str, end: int) -> Iterator[str]:
    """The short forms that a bracket right after a name gives."""
    for pattern in (_ACRONYM, _SHORT_ZH, _SHORT_EN):
        if found := pattern.match(text, end):
            yield found.group(1)


def _group(name: str, spans: Sequence[NamedSpan], article: Article) -> Group:
    shorts = {short for span in spans for short in _brackets(article.text, span.end)}
    stated = {(span.start, span.end) for span in spans}
    found = {
        place for form in {name, *shorts, *_family_name(name, spans)} for place in _occurrences(form, article.text)
    }
    mentions = sorted(stated | {place for place in found if not _inside(place, stated)})
    labels = Counter(span.type for span in spans if span.type)
    return Group(
        name=name,
        aliases=tuple(sorted(shorts)),
        mentions=tuple(mentions),
        labels=tuple((label, float(count)) for label, count in sorted(labels.items())),
        confidence=max(span.confidence for span in spans),
    )


def _family_name(name: str, spans: Sequence[NamedSpan]) -> set[str]:
    """The family name of a person known by a full name in Latin letters."""
    words = name.split()
    person = spans[0].type == _PERSON and len(words) > 1 and not is_cjk(name[0])
    return {words[-1]} if person and len(words[-1]) > 2 and words[-1][0].isupper() else set()


def _occurrences(form: str, text: str) -> Iterator[tuple[int, int]]:
    pattern = re.escape(form) if is_cjk(form[0]) else rf"(?<!\w){re.escape(form)}(?!\w)"
    return (found.span() for found in re.finditer(pattern, text))


def _inside(place: tuple[int, int], others: set[tuple[int, int]]) -> bool:
    return any(place[0] < end and place[1] > start for start, end in others)
