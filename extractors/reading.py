"""What a language's reader hands on: mentions told one by one, before they are merged into events.

A reader exists for each language (``extractors.english``, ``extractors.chinese``). Both yield the same records, so
merging, confidence and output know nothing of languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from policygraph.records import Article, Entity, Event, Fact


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader saw in one article."""

    article: Article
    entities: tuple[Entity, ...]  # one an entity, with all its mentions
    events: tuple[Event, ...]  # one a mention of an event: the same occurrence may stand here several times
    facts: tuple[Fact, ...]


class Reader(Protocol):
    """Reads the articles of one language."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield a reading for each article, in order; one that cannot be read yields an empty reading."""
        ...
