"""Whom restrictions reach: filters, facets, and each exposure with the path that shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from explorer.lists.conditions import Conditions, Count, Slice, counts, total
from graph.listing import SHOWN_FROM

METHODS = ("SingleOwner", "AggregateDirect", "ControlChain", "LookThrough")
# That the restriction is at least so sure.
_SURE = "EXISTS (SELECT 1 FROM event WHERE event.iri = restriction AND event.sure >= ?)"
# What one way of counting says of whoever decides; where it says nothing, what was concluded over all of them.
_SAID = """COALESCE((SELECT share.verdict FROM effective_share AS share JOIN scope
    ON scope.restriction = exposure.restriction AND scope.country = share.country AND scope.threshold = share.threshold
    WHERE share.entity = exposure.operator AND share.method = '%s' LIMIT 1), exposure.verdict)"""


@dataclass(frozen=True, slots=True)
class ExposureFilter:
    """Which exposures are wanted; what is empty does not filter."""

    restriction: str = ""  # IRI of an event
    exposed: str = ""  # IRI of an entity
    verdicts: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    method: str = ""  # one of METHODS: the verdict is the one under this way of counting
    confidence: float = 0.0  # of the restriction, at least; what was judged to be right passes any

    @property
    def source(self) -> str:
        """What is selected from: exposures with the verdict that counts."""
        said = _SAID % self.method if self.method in METHODS else "exposure.verdict"
        return f"(SELECT exposure.*, {said} AS said FROM exposure{self._of.where})"  # noqa: S608

    @property
    def values(self) -> tuple[str | float, ...]:
        """What stands in ``source`` as ``?``."""
        return self._of.values

    @property
    def _of(self) -> Conditions:
        made = Conditions()
        for column in ("restriction", "exposed"):
            if value := getattr(self, column):
                made = made.plus(f"{column} = ?", value)
        return made.plus(_SURE, self.confidence) if self.confidence else made

    def conditions(self) -> Conditions:
        """The rest of the filter."""
        return Conditions((), self.values).plus_any("said", self.verdicts).plus_any("basis", self.bases)


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a path, and the articles that say so."""

    source: str  # IRI
    relation: str
    target: str  # IRI
    articles: tuple[str, ...]  # IRIs; none where it was known beforehand


@dataclass(frozen=True, slots=True)
class ExposureItem:
    """That a restriction reaches somebody."""

    iri: str
    exposed: str  # IRI
    restriction: str  # IRI of an event
    operator: str  # IRI: whose scope decides
    basis: str
    verdict: str
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose companies a restriction is about."""

    country: str
    threshold: float | None  # percent
    exclusive: bool  # more than the threshold, not at least


@dataclass(frozen=True, slots=True)
class EffectiveShare:
    """How much of a company is owned from a country, by one way of counting."""

    country: str
    method: str
    low: float
    high: float
    threshold: float
    verdict: str


def reach(listing: sqlite3.Connection, confidence: float, part: Slice) -> tuple[tuple[str, int], ...]:
    """The restrictions of at least a confidence that reach anybody, and how many, those that reach most first."""
    statement = f"SELECT * FROM reach WHERE {_SURE} ORDER BY reached DESC, restriction LIMIT ? OFFSET ?"  # noqa: S608
    rows = listing.execute(statement, (confidence, part.size, part.offset))
    return tuple((row["restriction"], row["reached"]) for row in rows)


def count_reach(listing: sqlite3.Connection, confidence: float) -> int:
    """How many restrictions of at least a confidence reach anybody."""
    statement = f"SELECT COUNT(*) FROM reach WHERE {_SURE}"  # noqa: S608
    return int(listing.execute(statement, (confidence,)).fetchone()[0])


def list_exposures(listing: sqlite3.Connection, wanted: ExposureFilter, part: Slice) -> tuple[ExposureItem, ...]:
    """The exposures that pass the filter, the shortest path first."""
    conditions = wanted.conditions()
    rows = listing.execute(
        f"SELECT * FROM {wanted.source}{conditions.where} ORDER BY restriction, steps, exposed, operator, iri "  # noqa: S608
        "LIMIT ? OFFSET ?",
        (*conditions.values, part.size, part.offset),
    ).fetchall()
    paths = _paths(listing, [row["iri"] for row in rows])
    ends = ("iri", "exposed", "restriction", "operator", "basis")
    return tuple(
        ExposureItem(**{name: row[name] for name in ends}, verdict=row["said"], path=paths.get(row["iri"], ()))
        for row in rows
    )


def doubtful_reach(listing: sqlite3.Connection, confidence: float) -> int:
    """How many restrictions that reach anybody are of lower confidence."""
    statement = f"SELECT COUNT(*) FROM reach WHERE NOT {_SURE}"  # noqa: S608
    return int(listing.execute(statement, (confidence or SHOWN_FROM,)).fetchone()[0])


def count_doubtful(listing: sqlite3.Connection, wanted: ExposureFilter) -> int:
    """How many exposures pass the filter but for the confidence of their restriction, which is lower."""
    everything = replace(wanted, confidence=0.0)
    sure = replace(wanted, confidence=wanted.confidence or SHOWN_FROM)
    return count_exposures(listing, everything) - count_exposures(listing, sure)


def count_exposures(listing: sqlite3.Connection, wanted: ExposureFilter) -> int:
    """How many exposures pass the filter."""
    return total(listing, wanted.source, wanted.conditions())


def facet(listing: sqlite3.Connection, column: str, wanted: ExposureFilter) -> tuple[Count, ...]:
    """The values of ``said`` or ``basis`` among the exposures that the other filters leave."""
    others = replace(wanted, verdicts=()) if column == "said" else replace(wanted, bases=())
    return counts(listing, column, wanted.source, others.conditions())


def scopes(listing: sqlite3.Connection, restriction: str) -> tuple[Scope, ...]:
    """Whose companies a restriction is about."""
    rows = listing.execute(
        "SELECT DISTINCT country, threshold, exclusive FROM scope WHERE restriction = ? ORDER BY country, threshold",
        (restriction,),
    )
    return tuple(Scope(row["country"], row["threshold"], bool(row["exclusive"])) for row in rows)


def effective_shares(listing: sqlite3.Connection, companies: Iterable[str]) -> dict[str, tuple[EffectiveShare, ...]]:
    """How much of companies is owned from which country, by each way of counting."""
    wanted = sorted(set(companies))
    if not wanted:
        return {}
    conditions = Conditions().plus_any("entity", wanted)
    found: dict[str, list[EffectiveShare]] = {}
    statement = f"SELECT * FROM effective_share{conditions.where} ORDER BY entity, country, threshold, method"  # noqa: S608
    for row in listing.execute(statement, conditions.values):
        values = {name: row[name] for name in ("country", "method", "low", "high", "threshold", "verdict")}
        found.setdefault(row["entity"], []).append(EffectiveShare(**values))
    return {iri: tuple(shares) for iri, shares in found.items()}


def _paths(listing: sqlite3.Connection, exposures: Sequence[str]) -> dict[str, tuple[Step, ...]]:
    if not exposures:
        return {}
    conditions = Conditions().plus_any("exposure", exposures)
    statement = f"SELECT * FROM exposure_step{conditions.where} ORDER BY exposure, number"  # noqa: S608
    rows = listing.execute(statement, conditions.values).fetchall()
    articles = _proofs(listing, {row["proof"] for row in rows})
    found: dict[str, list[Step]] = {}
    for row in rows:
        step = Step(row["source"], row["relation"], row["target"], articles.get(row["proof"], ()))
        found.setdefault(row["exposure"], []).append(step)
    return {iri: tuple(steps) for iri, steps in found.items()}


def _proofs(listing: sqlite3.Connection, relations: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = sorted(set(relations))
    found: dict[str, list[str]] = {}
    for relation in wanted:
        rows = listing.execute("SELECT article FROM proof WHERE relation = ? ORDER BY article LIMIT 5", (relation,))
        found[relation] = [row["article"] for row in rows]
    return {iri: tuple(articles) for iri, articles in found.items()}
