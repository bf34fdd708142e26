"""The one box: what matches the words that were typed, and what is close to them in meaning."""

from __future__ import annotations

import json
from dataclasses import dataclass

from explorer.addresses import page_of, page_of_event
from explorer.lists.records import ArticleItem, EntityItem, EventItem
from explorer.lists.search import COUNTED, Found, Similar, search, similar, suggest
from explorer.pages import Ask, Page
from explorer.views.parameters import confidence_of
from graph.meaning import Near

_NEAR = 40  # looked at, of which those are shown that the words did not find
_OFFERED = 3  # events and articles in the suggestions, of each kind
_FEWEST = 5  # characters before meaning is asked for while one types; two Chinese ones say as much


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found."""

    words: str
    found: Found  # by words and names
    similar: Similar  # by meaning, without what was found by words
    preparing: bool = False  # whether the search by meaning is not ready yet
    confidence: float = 0.0  # of events, at least

    def counted(self, number: int) -> str:
        """A number of matches as it is shown."""
        return f"{number:,}" if number <= COUNTED else f"{COUNTED:,}+"


def search_page(ask: Ask) -> Page:
    """Entities, events and articles that match what was typed, then those that are close in meaning."""
    words = ask.value("q")
    if not words:
        return Page("search.html", SearchPage("", Found(), Similar()))
    least = confidence_of(ask)
    found = ask.data.recall(search, words, confidence=least)
    close = similar(ask.data.listing, _near(ask, words), _shown(found), confidence=least)
    preparing = not ask.data.vectors.are_ready()
    return Page("search.html", SearchPage(words, found, close, preparing, least))


def _shown(found: Found) -> set[str]:
    return {event.iri for event in found.events} | {article.iri for article in found.articles}


def _near(ask: Ask, words: str) -> tuple[Near, ...]:
    if not ask.data.vectors.are_ready():
        return ()
    return ask.data.memory.recall(("near", words), lambda: ask.data.vectors.nearest(words, _NEAR))


def suggestions(ask: Ask) -> bytes:
    """What the search box offers while one types: entities by any of their names, events and articles."""
    words = ask.value("q")
    rows = [_entity(ask, entity) for entity in suggest(ask.data.listing, words)] if words else []
    long_enough = len(words) + 2 * sum(not character.isascii() for character in words) > _FEWEST
    if long_enough:
        rows += _reports(ask, words)
    return json.dumps({"suggestions": rows}, ensure_ascii=False).encode()


def _reports(ask: Ask, words: str) -> list[dict[str, str]]:
    """Events and articles that match, those by their words before those by their meaning."""
    least = confidence_of(ask)
    found = ask.data.recall(search, words, confidence=least, limit=_OFFERED, telling=True)
    close = similar(ask.data.listing, _near(ask, words), _shown(found), confidence=least)
    events = [*found.events, *(one.event for one in close.events)][:_OFFERED]
    articles = [*found.articles, *(one.article for one in close.articles)][:_OFFERED]
    return [_event(ask, event) for event in events] + [_article(article) for article in articles]


def _entity(ask: Ask, entity: EntityItem) -> dict[str, str]:
    name = entity.name_zh if ask.language.code == "zh" and entity.name_zh else entity.name
    return {"of": "entity", "name": name, "kind": ask.language.label(entity.type), "href": page_of(entity.iri)}


def _event(ask: Ask, event: EventItem) -> dict[str, str]:
    kind = f"{ask.language.label(event.type)} · {ask.language.date(event.day)}"
    return {"of": "event", "name": event.evidence, "kind": kind, "href": page_of_event(event.iri)}


def _article(article: ArticleItem) -> dict[str, str]:
    name = article.title or article.id
    return {"of": "article", "name": name, "kind": article.publisher, "href": page_of(article.iri)}
