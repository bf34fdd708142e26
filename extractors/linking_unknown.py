"""Names that the gazetteer does not have: the same name and its short forms go together, wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.gazetteer_folding import is_cjk
from extractors.linking_spans import NamedSpan, SpanIndex
from policygraph.identifiers import fold_name
from policygraph.records import Article

_PERSON = "Person"
_PREFIX = 3  # characters of a Chinese name from which they stand for the whole
_ACRONYM = re.compile(r"\s?[(（][“\"]?([A-Z][A-Za-z&]{1,9})[”\"]?[)）]")
_FOREIGN = re.compile(r"\s?[(（]([A-Z][\w&'-]+(?: [A-Z][\w&'.-]*){1,3})[)）,，]")  # 甲乙系统（Alpha Systems）
_SHORT_ZH = re.compile(
    r"\s?[(（](?:[A-Za-z][\w .&-]*[，,;；]\s?)?(?:以下)?(?:简称|簡稱|下称|下稱|简称为)[:：]?[“\"「‘]?"
    r"([^”\"」’)）]{2,12})[”\"」’]?[)）]"
)
_LISTED_ZH = re.compile(
    r"\s?[(（]([\u4e00-\u9fffA-Z*]{2,8})[，,]\s?\d{4,6}\.[A-Z]{1,3}[)）]"
)  # （甲乙医疗，600000.SH）
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
    homes = _Homes()
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
        name = " ".join(article.text[span.start : span.end].split())  # it may run over the end of a line
        key = homes.of(name, span.type)
        if key is None:
            key = name
            homes.add(name, span.type, span.start)
        homes.add_shorts(key, _brackets(article.text, span.end))
        members.setdefault(key, []).append(span)
    return [_group(name, group, article, homes) for name, group in members.items()]


class _Homes:
    """The fuller names so far, found by what a name that goes with one can look like; the first that fits holds."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}  # name -> its place in the order
        self._listed: list[str] = []
        self._starts: list[int] = []  # where each stands first
        self._by_look: dict[tuple[str, ...], int] = {}  # look -> the name that has it

    def of(self, name: str, label: str) -> str | None:
        """The fuller name that a name of a type goes with; None where it stands for itself."""
        found = [self._by_look[look] for look in _looks_sought(name, label) if look in self._by_look]
        return self._listed[min(found)] if found else None

    def add(self, name: str, label: str, start: int) -> None:
        """Take in a name that goes with none; of two people of one family, who is named first is meant by its name."""
        self._names[name] = len(self._listed)
        self._listed.append(name)
        self._starts.append(start)
        for look in _looks_given(name, label):
            holder = self._by_look.setdefault(look, self._names[name])
            if look[0] == "part" and start < self._starts[holder]:
                self._by_look[look] = self._names[name]

    def add_shorts(self, name: str, shorts: Iterable[str]) -> None:
        """Take in the short forms that a bracket gives a name."""
        for short in shorts:
            place = self._by_look.get(("short", short), self._names[name])
            self._by_look["short", short] = min(place, self._names[name])


def _looks_sought(name: str, label: str) -> Iterator[tuple[str, ...]]:
    """What a fuller name of this one, or the same name, has: see ``_looks_given``."""
    yield "same", fold_name(name)
    yield "short", name
    if is_cjk(name[0]):
        yield "starts", label, name
        return
    words = name.split()
    if label in ("", _PERSON) and len(words) == 1:
        yield "part", words[0]
    if label != _PERSON and len(name) > 2:
        yield "words", label, *words


def _looks_given(name: str, label: str) -> Iterator[tuple[str, ...]]:
    """The forms that go with a name: its own, its first characters, its first words, either name of a person."""
    yield "same", fold_name(name)
    if is_cjk(name[0]):
        yield from (("starts", label, name[:length]) for length in range(_PREFIX, len(name) + 1))
    words = name.split()
    if label != _PERSON:
        yield from (("words", kind, *words[:count]) for kind in {label, ""} for count in range(1, len(words) + 1))
    elif len(words) > 1:
        yield from (("part", words[0]), ("part", words[-1]))


def _brackets(text: str, end: int) -> Iterator[str]:
    """The short forms that a bracket right after a name gives."""
    foreign = (_FOREIGN,) if is_cjk(text[end - 1]) else ()
    for pattern in (_ACRONYM, *foreign, _SHORT_ZH, _LISTED_ZH, _SHORT_EN):
        if found := pattern.match(text, end):
            yield found.group(1)


def _group(name: str, spans: Sequence[NamedSpan], article: Article, homes: _Homes) -> Group:
    shorts = {short for span in spans for short in _brackets(article.text, span.end)}
    stated = {(span.start, span.end) for span in spans}
    taken = SpanIndex(stated)
    found = {
        place
        for form in {name, *shorts, *_family_name(name, spans, homes)}
        for place in _occurrences(form, article.text)
    }
    mentions = sorted(stated | {place for place in found if not taken.touches(*place)})
    labels = Counter(span.type for span in spans if span.type)
    return Group(
        name=name,
        aliases=tuple(sorted(shorts)),
        mentions=tuple(mentions),
        labels=tuple((label, float(count)) for label, count in sorted(labels.items())),
        confidence=max(span.confidence for span in spans),
    )


def _family_name(name: str, spans: Sequence[NamedSpan], homes: _Homes) -> set[str]:
    """The family name of a person known by a full name in Latin letters, where nobody else is meant by it."""
    words = name.split()
    person = spans[0].type == _PERSON and len(words) > 1 and not is_cjk(name[0])
    means = person and homes.of(words[-1], _PERSON) == name
    return {words[-1]} if means and len(words[-1]) > 2 and words[-1][0].isupper() else set()


def _occurrences(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a form stands, in order and without overlaps; one in letters only as whole words."""
    loose, start = is_cjk(form[0]), text.find(form)
    while start >= 0:
        end = start + len(form)
        whole = loose or not (_is_word(text[max(0, start - 1) : start]) or _is_word(text[end : end + 1]))
        if whole:
            yield start, end
        start = text.find(form, end if whole else start + 1)


def _is_word(character: str) -> bool:
    r"""Whether a regular expression would take a character for ``\w``."""
    return character == "_" or character.isalnum()
