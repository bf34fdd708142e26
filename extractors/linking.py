"""Who is meant: from the names found in an article to its entities, each with all its mentions.

Language-neutral. A reader passes what the gazetteer and its own model found, and what its parse says of a mention:

    matches = load_gazetteer().find(article.text, article.lang)
    linked = link(article, matches, spans, hint=hint)
    linked.at(start, end)  # the entity that these characters name, or None
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractors.gazetteer import Match
from extractors.linking_decisions import decide
from extractors.linking_entities import known_entities, unknown_entities
from extractors.linking_plausible import is_plausible
from extractors.linking_spans import Hint, NamedSpan, SpanIndex
from policygraph.records import Article, Entity, Mention

__all__ = ["Hint", "Linked", "NamedSpan", "SpanIndex", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities of one article and where each is named."""

    entities: tuple[Entity, ...]  # by first mention
    _starts: tuple[int, ...] = field(repr=False, default=())
    _spans: tuple[tuple[int, int, Entity], ...] = field(repr=False, default=())

    def at(self, start: int, end: int) -> Entity | None:
        """The entity named in a stretch of the text, or in the part of it that comes first; None where none is."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        touching = (entity for first, last, entity in self._spans[index:] if first < end and last > start)
        return next(touching, None)

    def within(self, start: int, end: int) -> list[Entity]:
        """The entities named wholly within a stretch of the text, each once, in order."""
        inside = [entity for first, last, entity in self._spans if start <= first and last <= end]
        return list({entity.iri: entity for entity in inside}.values())


def link(
    article: Article,
    matches: Sequence[Match],
    spans: Sequence[NamedSpan] = (),
    *,
    title_matches: Sequence[Match] = (),
    hint: Callable[[Mention], Hint | None] | None = None,
) -> Linked:
    """Decide who is meant by each name of an article.

    Args:
        article: its text is what offsets count in.
        matches: what ``Gazetteer.find`` gave for the text.
        spans: names that a language model or a pattern saw, with the type it gives them; those that the gazetteer
            knows are settled by the gazetteer.
        title_matches: what ``Gazetteer.find`` gave for the title: evidence of who the article is about.
        hint: what the reader's parse says of a mention, or None where it says nothing.

    Returns:
        The entities in the order of their first mention, with all mentions in the text. An entity that a rule of the
        gazetteer needs context for and does not get is left out.
    """
    decided = decide(article, matches, title_matches, hint or _no_hint)
    known = known_entities(article, decided, hint or _no_hint)
    entities = [*known, *unknown_entities(article, _free(article, spans, known), hint or _no_hint)]
    return _linked(sorted(entities, key=lambda entity: (entity.mentions[0].start, entity.iri)))


def _no_hint(_: Mention) -> None:
    return None


def _free(article: Article, spans: Sequence[NamedSpan], known: Sequence[Entity]) -> list[NamedSpan]:
    """The spans that can be names and touch no mention of a known entity."""
    taken = SpanIndex((mention.start, mention.end) for entity in known for mention in entity.mentions)
    free = (span for span in spans if not taken.touches(span.start, span.end))
    return [span for span in free if is_plausible(article.text[span.start : span.end])]


def _linked(entities: Sequence[Entity]) -> Linked:
    spans = sorted(
        ((mention.start, mention.end, entity) for entity in entities for mention in entity.mentions),
        key=lambda span: span[:2],
    )
    return Linked(tuple(entities), tuple(start for start, _, _ in spans), tuple(spans))
