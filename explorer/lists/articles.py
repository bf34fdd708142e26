"""The list of articles."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from explorer.lists.conditions import Conditions, Count, Slice
from explorer.lists.records import ArticleItem

_COLUMNS = "iri, id, title, lang, published, publisher, url, copy_of, events, entities"
_ORDERS = {
    "newest": "published DESC, iri",
    "oldest": "published IS NULL, published, iri",
    "events": "events DESC, published DESC, iri",
}
ORDERS = tuple(_ORDERS)
_SPOKEN_OF_IN = "iri IN (SELECT article FROM reference WHERE entity = ?)"
_SPEAKS_OF = "EXISTS (SELECT 1 FROM reference WHERE reference.entity = ? AND reference.article = article.iri)"
_COMMON = 2_000  # articles that speak of an entity beyond which the first of a list are soon met in its order


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles are wanted; what is empty does not filter."""

    languages: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    entity: str = ""  # IRI of an entity that it speaks of
    words: str = ""
    since: str = ""  # ISO date
    until: str = ""  # ISO date
    copies: bool = True  # whether copies of other articles are listed
    order: str = "newest"

    def conditions(self, *, in_order: bool = False) -> Conditions:
        """The filter as SQL over the table ``article``.

        Args:
            in_order: whether articles are looked at one by one until there are enough, not all that speak of an entity.
        """
        made = Conditions().plus_any("lang", self.languages).plus_any("publisher", self.publishers)
        if self.entity:
            made = made.plus(_SPEAKS_OF if in_order else _SPOKEN_OF_IN, self.entity)
        made = made.plus_words("article", self.words)
        if self.since:
            made = made.plus("published >= ?", self.since)
        if self.until:
            made = made.plus("published <= ?", self.until)
        return made if self.copies else made.plus("copy_of = ''")


def list_articles(listing: sqlite3.Connection, wanted: ArticleFilter, part: Slice) -> tuple[ArticleItem, ...]:
    """The articles that pass the filter, in the order wanted."""
    conditions = wanted.conditions(in_order=_is_common(listing, wanted))
    order = _ORDERS.get(wanted.order, _ORDERS["newest"])
    statement = f"SELECT {_COLUMNS} FROM article{conditions.where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
    rows = listing.execute(statement, (*conditions.values, part.size, part.offset))
    return tuple(ArticleItem(**dict(row)) for row in rows)


def _is_common(listing: sqlite3.Connection, wanted: ArticleFilter) -> bool:
    """Whether many articles speak of the entity wanted, and nothing else is asked of them."""
    if not wanted.entity or wanted != ArticleFilter(entity=wanted.entity, order=wanted.order):
        return False
    found = listing.execute("SELECT articles FROM entity WHERE iri = ?", (wanted.entity,)).fetchone()
    return found is not None and found["articles"] > _COMMON


def articles_by_iri(listing: sqlite3.Connection, iris: Iterable[str]) -> dict[str, ArticleItem]:
    """These articles; those that are not there are left out."""
    conditions = Conditions().plus_any("iri", sorted(set(iris)))
    if not conditions.clauses:
        return {}
    rows = listing.execute(f"SELECT {_COLUMNS} FROM article{conditions.where}", conditions.values)  # noqa: S608
    return {row["iri"]: ArticleItem(**dict(row)) for row in rows}


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """How many articles pass a filter."""

    total: int
    languages: tuple[Count, ...]  # whatever languages are chosen now
    publishers: tuple[Count, ...]  # whatever publishers are chosen now


def article_tally(listing: sqlite3.Connection, wanted: ArticleFilter) -> ArticleTally:
    """Count the articles that pass a filter, in one look at them."""
    conditions = replace(wanted, languages=(), publishers=()).conditions()
    rows = listing.execute(
        f"SELECT publisher, lang, COUNT(*) AS count FROM article{conditions.where} GROUP BY 1, 2",  # noqa: S608
        conditions.values,
    ).fetchall()
    languages: Counter[str] = Counter()
    publishers: Counter[str] = Counter()
    total = 0
    for row in rows:
        of_language = not wanted.languages or row["lang"] in wanted.languages
        of_publisher = not wanted.publishers or row["publisher"] in wanted.publishers
        languages[row["lang"]] += row["count"] * of_publisher
        publishers[row["publisher"]] += row["count"] * of_language
        total += row["count"] * (of_language and of_publisher)
    return ArticleTally(total, _ranked(languages), _ranked(publishers))


def _ranked(counted: Counter[str], most: int = 30) -> tuple[Count, ...]:
    found = ((name, count) for name, count in counted.items() if name and count)
    return tuple(Count(name, count) for name, count in sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most])


def copies_of(listing: sqlite3.Connection, iri: str) -> tuple[ArticleItem, ...]:
    """The articles that repeat one."""
    # The second condition is what lets SQLite use an index that leaves out articles which repeat none.
    statement = f"SELECT {_COLUMNS} FROM article WHERE copy_of = ? AND copy_of <> '' ORDER BY published, iri"  # noqa: S608
    return tuple(ArticleItem(**dict(row)) for row in listing.execute(statement, (iri,)))
