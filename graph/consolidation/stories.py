"""Stories: articles of one language that tell of one happening, found by the words that they share and others lack.

Each article follows the earlier one that it is most like, where it is like enough: a story is a tree of such links.
What one article follows depends on the articles of a month around it and on no others, so a new article moves few
links. A story says nothing by itself: it is a hint that reports of its articles may be of one event, and a way for a
reader to find the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.consolidation.article_reading import ReadArticle
from graph.consolidation.index import Index, number_of, packed
from graph.consolidation.words import Vector, cosine, telling, vector

# Measured on 183 news articles of 35 happenings: docs/quality.md.
ALIKE = 0.15  # cosine of two articles of one story
DAYS_APART = 30  # between two articles that are compared
TELLING_WORDS = 12  # of an article, by weight: only articles that share one are compared

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as stories compare it."""

    article: str  # IRI
    published: date | None
    words: Vector


def told(article: str, published: date | None, text: str, lang: str) -> Told:
    """An article by its title and lead."""
    return Told(article, published, vector(text, lang))


def group(articles: Sequence[Told]) -> list[tuple[str, ...]]:
    """Group articles of one language into stories; those that stand alone are left out."""
    with_words = Index(None)
    by_number: dict[int, str] = {}
    for each in sorted(articles, key=lambda one: one.article):
        number = with_words.run("INSERT INTO article (name, iri, lang) VALUES (?, ?, '')", each.article, each.article)
        by_number[number] = each.article
        _remember(with_words, number, each, "")
    follows = {by_number[number]: followed(with_words, number) for number in by_number}
    with_words.close()
    stories: dict[str, list[str]] = {}
    for article in follows:
        stories.setdefault(_first(article, follows), []).append(article)
    return sorted(tuple(sorted(story)) for story in stories.values() if len(story) > 1)


def _first(article: str, follows: dict[str, str]) -> str:
    while follows[article]:
        article = follows[article]
    return article


def remember_words(index: Index, number: int, read: ReadArticle) -> set[int]:
    """Remember what an article is like; gives the numbers of the articles whose predecessor may be another now."""
    each = told(read.article, read.published, read.opening, read.lang)
    day = _day(each)
    same = index.value("SELECT 1 FROM article WHERE id = ? AND day = ? AND words = ?", number, day, packed(each.words))
    if same:
        return set()
    before = forget_words(index, number)
    return before | _remember(index, number, each, read.lang.partition("-")[0]) | {number}


def _remember(index: Index, number: int, each: Told, language: str) -> set[int]:
    day = _day(each)
    index.run("UPDATE article SET lang = ?, day = ?, words = ? WHERE id = ?", language, day, packed(each.words), number)
    keys = _keys(language, each.words)
    near = {
        other: likeness
        for other, words in _candidates(index, keys, day)
        if (likeness := cosine(each.words, words)) >= ALIKE
    }
    index.run_many("INSERT INTO telling VALUES (?, ?, ?)", ((key, day, number) for key in keys))
    both = [pair for other, value in near.items() for pair in ((number, other, value), (other, number, value))]
    index.run_many("INSERT OR REPLACE INTO alike VALUES (?, ?, ?)", both)
    return _later(index, number, near)


def _keys(language: str, words: Vector) -> list[int]:
    return [number_of(language, word) for word in telling(words, language, TELLING_WORDS)]


def _candidates(index: Index, keys: Sequence[int], day: int) -> Iterator[tuple[int, dict[str, float]]]:
    found: set[int] = set()
    for key in keys:
        if day:  # two questions, each of which the key answers: with OR in one, all days of the word are gone through
            near = "SELECT article FROM telling WHERE word = ? AND day BETWEEN ? AND ?"
            rows = index.rows(near, key, day - DAYS_APART, day + DAYS_APART)
            rows += index.rows("SELECT article FROM telling WHERE word = ? AND day = 0", key)
        else:
            rows = index.rows("SELECT article FROM telling WHERE word = ?", key)
        found.update(int(str(number)) for (number,) in rows)
    # "CROSS" has the few be looked up, and not all articles gone through
    wanted = "SELECT article.id, words FROM json_each(?) AS wanted CROSS JOIN article ON article.id = wanted.value"
    for number, words in index.rows(wanted, packed(sorted(found))):
        yield int(str(number)), json.loads(str(words))


def forget_words(index: Index, number: int) -> set[int]:
    """Forget what an article is like; gives the numbers of the articles that were alike."""
    near = {int(str(other)) for (other,) in index.rows("SELECT second FROM alike WHERE first = ?", number)}
    index.run("DELETE FROM alike WHERE first = ?", number)
    index.run_many("DELETE FROM alike WHERE first = ? AND second = ?", ((other, number) for other in near))
    language, day, words = index.rows("SELECT lang, day, words FROM article WHERE id = ?", number)[0]
    if words:
        keys = _keys(str(language), json.loads(str(words)))
        index.run_many(
            "DELETE FROM telling WHERE word = ? AND day = ? AND article = ?", ((k, day, number) for k in keys)
        )
    return near


def alike(index: Index, first: int, second: int) -> bool:
    """Whether two articles, by their numbers, tell of one happening in like words."""
    return bool(index.value("SELECT 1 FROM alike WHERE first = ? AND second = ?", first, second))


def followed(index: Index, number: int) -> str:
    """The IRI of the earlier article that one follows, of several the most like, then the first; empty for none."""
    found = index.value(
        """SELECT other.iri FROM alike JOIN article AS other ON other.id = alike.second, article AS me
        WHERE alike.first = ? AND me.id = alike.first AND (other.day, other.iri) < (me.day, me.iri)
        ORDER BY cosine DESC, other.day, other.iri DESC LIMIT 1""",
        number,
    )
    return str(found or "")


def _later(index: Index, number: int, others: Iterable[int]) -> set[int]:
    """Those of the articles that come after one, and so may follow it."""
    question = """SELECT 1 FROM article AS other, article AS me
      WHERE other.id = ? AND me.id = ? AND (other.day, other.iri) > (me.day, me.iri)"""
    return {other for other in others if index.value(question, other, number)}


def _day(each: Told) -> int:
    return each.published.toordinal() if each.published else 0
