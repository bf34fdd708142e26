"""What inference starts from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.consolidation.criteria import Criterion
from graph.inference.doubles import counted_once
from graph.inference.ownership import JUST_ABOVE, Stake
from graph.inference.reading import Row, Rows

_ENDED = ("lift", "ease", "reject")  # actions that do not restrict anybody
_WHOLE = Decimal(100)
_TYPES = ("Product", "Place")
_NO_MATTER = ("PartOf",)  # relations of the gazetteer that say nothing of who owns or makes


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that proves one step of a path."""

    source: str
    relation: str  # local name: dependsOn, madeBy, ownedBy
    target: str
    proof: str  # IRI of the relation node


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction as exposure follows it."""

    iri: str
    objects: frozenset[str]
    targets: frozenset[str]  # those that are no country
    authorities: frozenset[str]
    criteria: tuple[tuple[str, Criterion], ...]  # (IRI, criterion)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known."""

    countries: Mapping[str, str]  # entity -> ISO code
    edges: Mapping[tuple[str, str], tuple[Edge, ...]]  # (source, relation) -> edges
    incoming: Mapping[tuple[str, str], tuple[Edge, ...]]  # (target, relation) -> edges
    stakes: tuple[Stake, ...]
    owners: Mapping[str, tuple[Stake, ...]]  # company -> the stakes in it
    restrictions: tuple[Restriction, ...]

    def out(self, entity: str, relation: str) -> tuple[Edge, ...]:
        """The edges of a kind that leave an entity."""
        return self.edges.get((entity, relation), ())

    def into(self, entity: str, relation: str) -> tuple[Edge, ...]:
        """The edges of a kind that lead to an entity."""
        return self.incoming.get((entity, relation), ())

    def held(self, company: str) -> tuple[Stake, ...]:
        """The stakes in a company."""
        return self.owners.get(company, ())


@dataclass(frozen=True, slots=True)
class _Told:
    """A relation as articles or the gazetteer tell it."""

    iri: str
    type: str
    subject: str
    object: str
    low: str = ""
    high: str = ""
    articles: frozenset[str] = frozenset()  # that tell a share


def known_from(rows: Rows) -> Known:
    """All that is known, from what was read of the graph."""
    products, places = (frozenset(iri for iri, row in rows.entities.items() if row[1] == kind) for kind in _TYPES)
    told = [_told(iri, row) for iri, row in sorted(rows.relations.items())]
    told += [_told(row[0], row[1:]) for row in rows.background if row[1] not in _NO_MATTER]
    relations = [_run_by_its_owner(each) if each.subject in products else each for each in told]
    edges = sorted({_edge(each) for each in relations}, key=lambda e: (e.source, e.relation, e.target, e.proof))
    countries = {iri: row[0] for iri, row in rows.entities.items() if row[0]}
    owned = _best(tuple(sorted(_stake(each) for each in relations if each.type == "Ownership")))
    articles = {each.iri: each.articles for each in relations if each.articles}
    stakes = counted_once(owned, articles, countries)
    return Known(
        countries=countries,
        edges=_grouped((edge.source, edge.relation, edge) for edge in edges),
        incoming=_grouped((edge.target, edge.relation, edge) for edge in edges),
        stakes=stakes,
        owners=_by_company(stakes),
        restrictions=tuple(_restrictions(rows, places)),
    )


def _told(iri: str, row: Row) -> _Told:
    kind, subject, thing, low, high, *articles = [*row, "", ""] if len(row) == 3 else row
    return _Told(iri, kind, subject, thing, low, high, frozenset(articles))


def _run_by_its_owner(told: _Told) -> _Told:
    """A product has no shares: who owns it runs it."""
    return replace(told, type="Makes", subject=told.object, object=told.subject) if told.type == "Ownership" else told


def _edge(told: _Told) -> Edge:
    if told.type == "Makes":
        return Edge(told.object, "madeBy", told.subject, told.iri)
    relation = "ownedBy" if told.type == "Ownership" else "dependsOn"
    return Edge(told.subject, relation, told.object, told.iri)


def _stake(told: _Told) -> Stake:
    """An owner without a share is a parent: more than half."""
    low = Decimal(told.low) if told.low else Decimal(50) + JUST_ABOVE
    return Stake(told.object, told.subject, low, Decimal(told.high) if told.high else _WHOLE, told.iri)


def _best(stakes: tuple[Stake, ...]) -> tuple[Stake, ...]:
    """One stake for each owner and company: of several, the one with the narrowest bounds."""
    best: dict[tuple[str, str], Stake] = {}
    for stake in sorted(stakes, key=lambda s: (s.high - s.low, s)):
        best.setdefault((stake.owner, stake.owned), stake)
    return tuple(sorted(best.values()))


def _by_company(stakes: Iterable[Stake]) -> dict[str, tuple[Stake, ...]]:
    owners: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        owners[stake.owned].append(stake)
    return {company: tuple(held) for company, held in owners.items()}


def _restrictions(rows: Rows, places: frozenset[str]) -> Iterable[Restriction]:
    for iri, roles in sorted(rows.roles.items()):
        if rows.actions.get(iri, [""])[0] not in _ENDED:
            members: dict[str, set[str]] = defaultdict(set)
            for role, entity in roles:
                members[role].add(entity)
            yield Restriction(
                iri,
                frozenset(members["object"]),
                frozenset(members["target"] - places),
                frozenset(members["authority"]),
                tuple((row[0], _criterion(*row[1:])) for row in rows.criteria.get(iri, ())),
            )


def _criterion(country: str, threshold: str, exclusive: str, owned: str) -> Criterion:
    return Criterion(country, Decimal(threshold), exclusive == "True", owned == "True", "")


def _grouped(items: Iterable[tuple[str, str, Edge]]) -> dict[tuple[str, str], tuple[Edge, ...]]:
    groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for entity, relation, edge in items:
        groups[entity, relation].append(edge)
    return {key: tuple(edges) for key, edges in groups.items()}
