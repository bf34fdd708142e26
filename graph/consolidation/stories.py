"""Stories: articles of one language that tell of one happening, found by the words that they share and others lack.

Words are weighted by how rare they are among all articles (TF-IDF), names more than others; articles whose words are
alike on average form a story (average linkage). It is a function of the set of articles. A story says nothing by
itself: it is a hint that reports of its articles may be of one event, and a way for a reader to find the others.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib.namespace import RDF

from graph.consolidation.reports import PREFIXES
from graph.literals import integer
from graph.names import base, node
from graph.rdf_triples import Triples
from graph.store import Reader
from graph.tables import to_table
from ontology.terms import PG
from policygraph.identifiers import digest, fold_name

# Measured on 183 news articles of 35 happenings: docs/quality.md.
ALIKE = 0.13  # cosine, on average over the pairs of a story
LEAD = 1_500  # code points: the news stands at the beginning
NAME_WEIGHT = 3  # a word with a capital counts as so many
TELLING_WORDS = 25  # of an article, by weight: only articles that share one are compared
DAYS_APART = 45  # between two articles that are compared

_ARTICLES = """SELECT ?article ?lang ?title ?published ?text WHERE {
  ?article a pg:Article ; schema:inLanguage ?lang ; pg:textContext/nif:isString ?text
  OPTIONAL { ?article schema:headline ?title } OPTIONAL { ?article schema:datePublished ?published }
  FILTER NOT EXISTS { ?article pg:copyOf ?original } }"""
_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")

Pair = tuple[str, str]
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as stories compare it."""

    article: str  # IRI
    published: date | None
    words: Mapping[str, int]  # word -> how much it counts


def find_stories(reader: Reader) -> list[tuple[str, ...]]:
    """The stories of the graph, each as the IRIs of its articles; those that stand alone are left out."""
    told: dict[str, list[Told]] = defaultdict(list)
    for article, lang, title, published, text in to_table(reader.query(PREFIXES + _ARTICLES)).cells():
        language = str(lang).partition("-")[0]
        words = _words(f"{title or ''} {title or ''} {str(text)[:LEAD]}", language)
        told[language].append(Told(str(article), date.fromisoformat(str(published)) if published else None, words))
    return sorted(story for language in sorted(told) for story in group(told[language]))


def group(told: Sequence[Told]) -> list[tuple[str, ...]]:
    """Group articles of one language into stories."""
    vectors = _vectors(told)
    days = {each.article: each.published for each in told}
    alike: dict[Pair, float] = {}
    for pair in _candidates(vectors):
        first, second = days[pair[0]], days[pair[1]]
        if first is None or second is None or abs((first - second).days) <= DAYS_APART:
            alike[pair] = _cosine(vectors[pair[0]], vectors[pair[1]])
    return sorted(story for story in _average_linkage(alike) if len(story) > 1)


def add_stories(triples: Triples, stories: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Add the stories; gives article IRI to story IRI."""
    told: dict[str, str] = {}
    for story in stories:
        iri = f"{base()}story/{digest(story[0])}"
        triples.add(iri, RDF.type, node(PG.Story))
        triples.add(iri, PG.articleCount, integer(len(story)))
        for article in story:
            triples.add(iri, PG.hasArticle, node(article))
            told[article] = iri
    return told


def _words(text: str, language: str) -> Counter[str]:
    if language == "zh":
        runs = _HAN.findall(fold_name(text))
        return Counter(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    found: Counter[str] = Counter()
    for word in _WORD.findall(text):
        found[word.casefold()] += NAME_WEIGHT if word[0].isupper() else 1
    return found


def _vectors(told: Sequence[Told]) -> dict[str, Vector]:
    frequency = Counter(word for each in told for word in each.words)
    return {each.article: _vector(each.words, frequency, len(told)) for each in told}


def _vector(words: Mapping[str, int], frequency: Mapping[str, int], total: int) -> Vector:
    weights = {
        word: (1 + math.log(count)) * math.log(total / frequency[word])
        for word, count in sorted(words.items())
        if 1 < frequency[word] < total
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _candidates(vectors: Mapping[str, Vector]) -> set[Pair]:
    having: dict[str, list[str]] = defaultdict(list)
    for article in sorted(vectors):
        vector = vectors[article]
        for word in sorted(vector, key=lambda word: (-vector[word], word))[:TELLING_WORDS]:
            having[word].append(article)
    return {(a, b) for articles in having.values() for i, a in enumerate(articles) for b in articles[i + 1 :]}


def _cosine(first: Vector, second: Vector) -> float:
    """Rounded, so that the last bit of no machine decides."""
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return round(math.fsum(weight * large.get(word, 0.0) for word, weight in small.items()), 6)


def _average_linkage(alike: Mapping[Pair, float]) -> Iterator[tuple[str, ...]]:
    """Join the two most alike groups until none are alike enough; pairs that were not compared count as not alike."""
    groups = _Groups({pair: value for pair, value in alike.items() if value > 0})
    waiting = [(-groups.average(pair), pair) for pair in groups.totals]
    heapq.heapify(waiting)
    while waiting and -waiting[0][0] >= ALIKE:
        value, pair = heapq.heappop(waiting)
        if pair in groups.totals and groups.average(pair) == -value:
            for changed in groups.join(*pair):
                heapq.heappush(waiting, (-groups.average(changed), changed))
    yield from groups.members.values()


class _Groups:
    """Groups of articles and how alike each two of them are in all."""

    def __init__(self, totals: dict[Pair, float]) -> None:
        self.totals = totals
        self.members: dict[str, tuple[str, ...]] = {article: (article,) for pair in totals for article in pair}
        self._near: dict[str, set[str]] = defaultdict(set)
        for first, second in totals:
            self._near[first].add(second)
            self._near[second].add(first)

    def average(self, pair: Pair) -> float:
        """How alike two groups are, on average over their articles."""
        return self.totals[pair] / (len(self.members[pair[0]]) * len(self.members[pair[1]]))

    def join(self, stays: str, goes: str) -> list[Pair]:
        """Make two groups one; gives the pairs whose average is another now."""
        self.members[stays] = tuple(sorted((*self.members[stays], *self.members.pop(goes))))
        del self.totals[stays, goes]
        self._near[stays].discard(goes)
        for other in sorted(self._near.pop(goes) - {stays}):
            self._near[other] = (self._near[other] - {goes}) | {stays}
            self._near[stays].add(other)
            key = _ordered(stays, other)
            self.totals[key] = round(self.totals.get(key, 0.0) + self.totals.pop(_ordered(goes, other)), 6)
        return [_ordered(stays, other) for other in sorted(self._near[stays])]


def _ordered(first: str, second: str) -> Pair:
    return (first, second) if first < second else (second, first)
