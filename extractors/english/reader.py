"""The reader of English articles: one pass of the model over a batch, then everything else on plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Protocol

from spacy.language import Language

from extractors.english.affiliations import affiliations, homes
from extractors.english.cast import Found, Player, gather
from extractors.english.dates import find_dates
from extractors.english.earlier import Told, completed
from extractors.english.figures import find_figures
from extractors.english.headlines import sentence_case
from extractors.english.lexicon import Lexicon
from extractors.english.model import load_model
from extractors.english.money import find_money
from extractors.english.origins import origins
from extractors.english.parse import Parse, parse_of
from extractors.english.relations import find_relations
from extractors.english.scene import scene_of
from extractors.english.telling import tell
from extractors.english.tickers import Cut, without_tickers
from extractors.english.values import values_of
from extractors.english.wrapping import unwrapped
from extractors.frames import english_frames, frames_version
from extractors.gazetteer import Entry, Match
from extractors.reading import Reading
from policygraph.records import Article, Entity, Event, Fact

BATCH = 16
LONGEST = 200_000  # characters of an article that are read; what comes after is no news article


class Names(Protocol):
    """What the reader asks of the gazetteer."""

    @property
    def version(self) -> str:
        """Of its data."""
        ...

    def find(self, text: str, lang: str) -> list[Match]:
        """Where known names stand in a text."""
        ...

    def entry(self, identifier: str) -> Entry:
        """A known entity."""
        ...


class EnglishReader:
    """Reads English articles."""

    def __init__(self, model: str, gazetteer: Names | None = None) -> None:
        """Load the model and the gazetteer.

        Args:
            model: name of a spaCy pipeline with tagger, parser and NER.
            gazetteer: the known names; the one that ships where it is not given.
        """
        self._nlp: Language = load_model(model)
        self._lexicon = Lexicon(english_frames())
        self._gazetteer = gazetteer or _shipped_gazetteer()

    @property
    def versions(self) -> dict[str, str]:
        """Gazetteer and model with their versions."""
        meta = self._nlp.meta
        return {
            "frames": frames_version("en"),
            "gazetteer": self._gazetteer.version,
            "model": f"{meta['lang']}_{meta['name']}-{meta['version']}",
        }

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield a reading for each article, in order."""
        source = iter(articles)
        while batch := list(islice(source, BATCH)):
            yield from self._read_batch(batch)

    def _read_batch(self, batch: list[Article]) -> list[Reading]:
        raw = [passage for article in batch for passage in (article.title, article.text[:LONGEST])]
        cut = [c for a in batch for c in (Cut(self._headline(a)), without_tickers(unwrapped(a.text[:LONGEST])))]
        with self._nlp.memory_zone():
            docs = enumerate(self._nlp.pipe([passage.text for passage in cut]))
            parses = [parse_of(doc, "text" if i % 2 else "title", raw[i], cut[i]) for i, doc in docs]
        return [self._reading(article, parses[2 * i], parses[2 * i + 1]) for i, article in enumerate(batch)]

    def _headline(self, article: Article) -> str:
        names = [(match.start, match.end) for match in self._gazetteer.find(article.title, "en")]
        return sentence_case(article.title, article.text[:LONGEST], names, self._lexicon.knows)

    def _reading(self, article: Article, title: Parse, text: Parse) -> Reading:
        found = Found(self._gazetteer.find(title.flat, "en"), self._gazetteer.find(text.flat, "en"))
        players = gather(article, title, text, found)
        scene = scene_of([title, text], players, article.published)
        scene.employer.update(affiliations(scene))
        scene.homes.update(homes(scene))
        told: list[Told] = []
        facts: list[Fact] = []
        for passage in scene.passages:
            values = values_of(
                passage.parse, find_dates(passage.parse.flat, scene.published), find_money(passage.parse.flat)
            )
            told.extend(tell(scene, passage, self._lexicon, values))
            if passage.parse.field == "text":
                facts.extend([*find_relations(scene, passage), *find_figures(scene, passage, values)])
        events = completed(scene, told, self._lexicon.lending, self._lexicon.lacking)
        entities = _entities(players, events, facts)
        countries = origins(scene)
        entities = tuple(replace(e, country=countries.get(e.iri, e.country)) for e in entities)
        return Reading(article, entities, tuple(events), tuple(facts))


def _entities(players: list[Player], events: list[Event], facts: list[Fact]) -> tuple[Entity, ...]:
    """Those that the text names, and those that the title or an adjective names and an event or fact needs."""
    used = {argument.filler for event in events for argument in event.arguments}
    used |= (
        {event.attributed_to for event in events} | {fact.subject for fact in facts} | {fact.object for fact in facts}
    )
    return tuple(player.record for player in players if player.shown or player.iri in used)


def _shipped_gazetteer() -> Names:
    from extractors.gazetteer import load_gazetteer

    return load_gazetteer()
