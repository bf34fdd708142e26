"""From decided mentions and free names to entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from extractors.gazetteer import Entry
from extractors.linking_decisions import Decided
from extractors.linking_facets import type_of
from extractors.linking_spans import Hint, NamedSpan
from extractors.linking_types import corrected_type
from extractors.linking_unknown import Group, groups_of
from policygraph.identifiers import known_entity_iri, unknown_entity_iri
from policygraph.records import Article, Entity, Mention

HintOf = Callable[[Mention], Hint | None]


def known_entities(article: Article, decided: Sequence[Decided], hint: HintOf) -> list[Entity]:
    """An entity for each entry that is named other than by an adjective alone."""
    grouped: dict[str, list[Decided]] = defaultdict(list)
    for one in decided:
        grouped[one.entry.id].append(one)
    named = (group for group in grouped.values() if not all(one.match.adjective for one in group))
    return [_known(article, group, hint) for group in named]


def _known(article: Article, group: Sequence[Decided], hint: HintOf) -> Entity:
    entry = group[0].entry
    mentions = tuple(_mention(article, one.match.start, one.match.end) for one in group)
    return Entity(
        iri=known_entity_iri(entry.id),
        type=type_of(entry, mentions, article, hint),
        name=entry.name,
        names=_names(entry, mentions, article.lang),
        mentions=mentions,
        wikidata=entry.wikidata,
        country=entry.country,
        known=True,
        confidence=max(one.confidence for one in group),
    )


def _mention(article: Article, start: int, end: int) -> Mention:
    return Mention(start, end, article.text[start:end])


def _names(entry: Entry, mentions: Iterable[Mention], language: str) -> tuple[tuple[str, str], ...]:
    known = [(tag, name) for tag, names in entry.names.items() for name in names]
    found = [(language, mention.text) for mention in mentions]
    texts = {name for _, name in known}
    return tuple(dict.fromkeys([*known, *((tag, text) for tag, text in found if text not in texts)]))


def unknown_entities(article: Article, spans: Sequence[NamedSpan], hint: HintOf) -> list[Entity]:
    """An entity for each name that the gazetteer does not have; short forms go with the full name."""
    return [_unknown(article, group, hint) for group in groups_of(article, spans)]


def _unknown(article: Article, group: Group, hint: HintOf) -> Entity:
    mentions = tuple(_mention(article, start, end) for start, end in group.mentions)
    kind = corrected_type(group, mentions, article, hint)
    names = dict.fromkeys([group.name, *group.aliases, *(mention.text for mention in mentions)])
    return Entity(
        iri=unknown_entity_iri(kind, group.name),
        type=kind,
        name=group.name,
        names=tuple((article.lang, name) for name in names),
        mentions=mentions,
        confidence=group.confidence,
    )
