"""Reads Chinese articles, Simplified and Traditional, into entities, events and facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractors.chinese.anaphora import anaphora
from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.capitals import acts_in
from extractors.chinese.chunks import Chunker, overlays
from extractors.chinese.countries import country_spans, leading_countries
from extractors.chinese.dates import find_dates
from extractors.chinese.events import EventReader
from extractors.chinese.facts import FactReader
from extractors.chinese.fold import fold_prose
from extractors.chinese.frames import TriggerFinder, load_frames
from extractors.chinese.headline_names import SURE
from extractors.chinese.home import Known
from extractors.chinese.layout import Sentence, sentences
from extractors.chinese.makers import makers_by_name
from extractors.chinese.model_names import kept
from extractors.chinese.model_numbers import model_products
from extractors.chinese.money import find_sums
from extractors.chinese.names import pattern_names
from extractors.chinese.offices import is_office
from extractors.chinese.origins import origins
from extractors.chinese.parties import party_spans
from extractors.chinese.pipeline import Analysis, analyse, load_pipeline
from extractors.chinese.plurals import plurals
from extractors.chinese.short_names import short_names
from extractors.chinese.values import Values, default_currency
from extractors.chinese.words import words
from extractors.gazetteer import Match, load_gazetteer
from extractors.linking import Linked, NamedSpan, SpanIndex, link
from extractors.reading import Reading
from policygraph.identifiers import known_entity_iri
from policygraph.junk import find as find_junk
from policygraph.records import Article, Entity, Event

_BATCH = 32
_JOINED = frozenset(
    "对向与和在被给由将把就因于从为以及或称指让令遭年月日美中日韩英德法俄"
)  # what segmentation may join to a name
_MEDIA = frozenset({"media", "news agency", "newspaper", "broadcaster", "magazine", "news site", "publisher"})
_OUR_COUNTRY = re.compile("我国(?!籍|际)")  # as the mainland's press says; elsewhere it is the country of who speaks
_BODIES = ("Organization", "GovernmentBody", "Company", "Law")
_TITLED = re.compile(rf"(?:{'|'.join(words().titles)})$")
_SOUNDS = frozenset("".join(words().transliteration))
_SURE = 0.6  # confidence from which a name that was seen holds against a place in it


@dataclass(frozen=True, slots=True)
class _Laid:
    """An article laid out."""

    sentences: Sequence[Sentence]
    junk: SpanIndex  # what is no part of it


class ChineseReader:
    """The reader for zh-Hans and zh-Hant."""

    def __init__(self, model: str = "") -> None:
        """Load what reading needs.

        Args:
            model: a spaCy pipeline for Chinese; empty for the one that ships.
        """
        self._nlp = load_pipeline(model)
        self._trusted = bool(model)  # a model that the user chose is taken at its word
        self._frames = load_frames()
        self._finder = TriggerFinder(self._frames.frames)
        self._gazetteer = load_gazetteer()
        entries = self._gazetteer.entries.values()
        self._countries = {e.country: e for e in entries if e.type == "Place" and e.kind == "country"}
        self._country_iris = {code: known_entity_iri(entry.id) for code, entry in self._countries.items()}
        self._makers = {known_entity_iri(e.id): known_entity_iri(e.maker) for e in entries if e.maker}
        self._media_iris = frozenset(known_entity_iri(e.id) for e in entries if e.kind in _MEDIA)

    @property
    def versions(self) -> dict[str, str]:
        """Frames, gazetteer and model with their versions."""
        meta = self._nlp.meta
        model = f"{meta['lang']}_{meta['name']}-{meta['version']}"
        return {"frames": self._frames.version, "gazetteer": self._gazetteer.version, "model": model}

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield a reading for each article, in order."""
        source = iter(articles)
        while batch := list(islice(source, _BATCH)):
            folded = [fold_prose(article.text) for article in batch]
            for article, text, analysis in zip(batch, folded, analyse(self._nlp, folded), strict=True):
                yield self._read(article, text, analysis)

    def _read(self, article: Article, text: str, analysis: Analysis) -> Reading:
        junk = [(item.start, item.end) for item in find_junk(article.text, article.lang)]
        layout, dropped = sentences(text, junk), SpanIndex(junk)
        currency = default_currency(text, article.url, article.lang)
        values = Values(text, find_sums(text, currency), find_dates(text, article.published), currency)
        spans = self._spans(text, analysis)
        matches = self._gazetteer.find(article.text, article.lang)
        spans = [span for span in spans if not _joins_known(span, matches)]
        matches = self._kept(matches, spans, dropped, article, text, analysis)
        matches = sorted([*matches, *short_names(article.text, matches, spans)], key=lambda m: m.start)
        models = model_products(article, text, matches)
        taken = SpanIndex((m.start, m.end) for model in models for m in model.mentions)
        title = self._gazetteer.find(article.title, article.lang)
        found: list[Event] = []
        for _ in range(2):
            clean = [s for s in spans if not dropped.touches(s.start, s.end) and not taken.touches(s.start, s.end)]
            linked = link(article, matches, clean, title_matches=title, hint=acts_in(text))
            linked = replace(linked, entities=(*linked.entities, *models))
            arguments, events = self._event_reader(article, text, analysis, linked, _Laid(layout, dropped), values)
            told = arguments.joined(layout)
            found = list(events.read(told))
            if not events.unknown:
                break
            spans = [*spans, *events.unknown]
        facts = FactReader(article.text, text, arguments, values, events.known.makers, linked.entities)
        return Reading(article, _placed(text, linked.entities), tuple(found), tuple(facts.read(told, found)))

    def _kept(
        self,
        matches: Sequence[Match],
        spans: Sequence[NamedSpan],
        dropped: SpanIndex,
        article: Article,
        text: str,
        analysis: Analysis,
    ) -> list[Match]:
        """The known names that stand in no longer one and cut no word, with those of countries in one character."""
        sure = [s for s in spans if s.type in _BODIES and _holds(s, text)]
        bodies = SpanIndex((s.start, s.end) for s in sure)
        headed = [s for s in spans if s.type == "Company" and s.confidence == SURE]
        matches = [m for m in matches if not dropped.touches(m.start, m.end)]
        matches = [m for m in matches if not _part_of_longer(m, bodies, headed, text)]
        matches = [m for m in matches if not _cuts_word(m, text, analysis) and not _ends_longer_name(m, matches, text)]
        offices = SpanIndex((s.start, s.end) for s in sure if s.type == "GovernmentBody")
        return self._with_countries(matches, offices, article, text, analysis)

    def _event_reader(
        self,
        article: Article,
        text: str,
        analysis: Analysis,
        linked: Linked,
        laid: _Laid,
        values: Values,
    ) -> tuple[ArgumentReader, EventReader]:
        names = _names(linked.entities)
        breaks = [s.start for s in laid.sentences if s.headline]
        stands_for = [(a.start, a.end, a.entity) for a in anaphora(text, names, breaks, self._media(linked))]
        long = [a for a in stands_for if a[1] - a[0] > 3]  # 这家美国企业 is a name in spite of the one in it
        models = [name for name in names if name[2].type == "Product"]  # so is 小米17
        over = overlays(text, [*long, *models, *names, *stands_for], values.sums, values.moments)
        chunker = Chunker(text, analysis.words, over)
        arguments = ArgumentReader(chunker, self._media_iris, list(plurals(text, names)))
        inside = {i: entity.iri for start, end, entity in names for i in range(start, end)}
        makers = self._makers | makers_by_name(linked.entities, self._makers)
        known = Known.of(text, names, makers, self._country_iris)
        published = article.published
        reader = EventReader(article.text, text, self._finder, arguments, values, published, inside, known, laid.junk)
        return arguments, reader

    def _spans(self, text: str, analysis: Analysis) -> list[NamedSpan]:
        """The names that patterns and the model give; patterns win."""
        patterns = pattern_names(text, analysis.words)
        taken = SpanIndex((span.start, span.end) for span in patterns)
        seen = (span for span in analysis.names if not taken.touches(span.start, span.end))
        return [*patterns, *(name for span in seen if (name := kept(span, text, analysis, trusted=self._trusted)))]

    def _with_countries(
        self, matches: list[Match], offices: SpanIndex, article: Article, text: str, analysis: Analysis
    ) -> list[Match]:
        """Add the one-character names of countries and parties that stand in no other name."""
        taken = SpanIndex((m.start, m.end) for m in matches)
        named = {(s, e): code for s, e, code in [*leading_countries(text, analysis.words), *country_spans(text)]}
        if article.lang == "zh-Hans":
            named |= {match.span(): "CN" for match in _OUR_COUNTRY.finditer(text)}
        meant = [(*span, self._countries[code]) for span, code in named.items() if code in self._countries]
        known = self._gazetteer.entries
        meant += [(start, end, known[party]) for start, end, party in party_spans(text) if party in known]
        added = [Match(s, e, (entry,)) for s, e, entry in meant if not (taken.touches(s, e) or offices.touches(s, e))]
        return sorted([*matches, *added], key=lambda m: m.start)

    def _media(self, linked: Linked) -> frozenset[str]:
        return frozenset(entity.iri for entity in linked.entities if entity.iri in self._media_iris)


def _placed(text: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with the countries that the text gives the unknown ones."""
    countries = origins(text, _names(entities))
    return tuple(replace(entity, country=countries.get(entity.iri, entity.country)) for entity in entities)


def _names(entities: Iterable[Entity]) -> list[tuple[int, int, Entity]]:
    """Where entities are named, in order."""
    return sorted(((m.start, m.end, entity) for entity in entities for m in entity.mentions), key=lambda n: n[:2])


def _cuts_word(match: Match, text: str, analysis: Analysis) -> bool:
    """A short name that is only a part of a word (三星|堆, 陈|德里)."""
    length = match.end - match.start
    if length > 3 or text[match.start].isascii():
        return False
    ends = analysis.word_ends
    word = analysis.words[min(bisect_right(ends, match.start), len(ends) - 1)]
    if not (word.start <= match.start and match.end <= word.end) or len(word.text) == length:
        return False
    before = text[word.start : match.start]
    return word.tag != "unk" or (bool(before) and length <= 2 and before[-1] not in _JOINED)


def _ends_longer_name(match: Match, matches: Sequence[Match], text: str) -> bool:
    """The short name of a person that is only the end of somebody else's, written by its sounds (菲尔博|梅伊)."""
    if match.entries[0].type != "Person" or match.end - match.start > 2 or text[match.start].isascii():
        return False
    before = text[max(0, match.start - 6) : match.start]
    sounds = len(before) - len(before.rstrip("".join(_SOUNDS)))
    known = any(m.end > match.start - sounds and m.start < match.start for m in matches)
    return sounds >= 2 and not known and not _TITLED.search(before)


def _joins_known(span: NamedSpan, matches: Sequence[Match]) -> bool:
    """What only begins with a place and goes on to a known company names neither (匈牙利|要查|比亚迪|投资)."""
    inside = [m for m in matches if span.start <= m.start and m.end <= span.end]
    first = next((m for m in inside if m.start == span.start and m.entries[0].type == "Place"), None)
    return first is not None and any(m.start > first.end and m.entries[0].type == "Company" for m in inside)


_FORM = re.compile(r"(?:公司|集团|控股|股份|科技|有限公司|-[A-Z]{1,2})+")  # after a name, of the same company


def _is_more(longer: NamedSpan, match: Match, text: str) -> bool:
    """Whether what goes on after a known name is another's (三星|医疗), not the same with its form (京东|集团)."""
    return not _FORM.fullmatch(text, match.end, longer.end)


def _holds(span: NamedSpan, text: str) -> bool:
    """Whether the name of a body holds against the place that it begins with."""
    return span.confidence >= _SURE or (span.type == "GovernmentBody" and is_office(text[span.start : span.end]))


def _part_of_longer(match: Match, bodies: SpanIndex, headed: Sequence[NamedSpan], text: str) -> bool:
    """A place that only begins the name of a body (密歇根|州立大学), or what begins one that a headline makes sure."""
    place = {entry.type for entry in match.entries} == {"Place"}
    within = (
        h for h in headed if h.start <= match.start and match.end <= h.end and match.end - match.start < h.end - h.start
    )
    if any(place or (h.start == match.start and _is_more(h, match, text)) for h in within):
        return True
    return place and bodies.reach(match.start + 1) > match.end
