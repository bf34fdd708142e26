"""What inference starts from, read from the graph in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.consolidation.criteria import Criterion
from graph.inference.doubles import counted_once
from graph.inference.ownership import JUST_ABOVE, Stake
from graph.names import graph_name
from graph.store import Reader
from graph.tables import Cell, to_table
from ontology.vocabulary import NAMESPACE

_PREFIX = f"PREFIX pg: <{NAMESPACE}>\n"
_ENDED = ("lift", "ease", "reject")  # actions that do not restrict anybody
_WHOLE = Decimal(100)
_OF_TYPE = "SELECT ?e WHERE {{ GRAPH <{entities}> {{ ?e a pg:{type} }} }}"


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


def read_known(reader: Reader) -> Known:
    """Read it from the graphs ``entities``, ``events`` and ``background``."""
    products = {str(row["e"]) for row in _ask(reader, _OF_TYPE.format(entities=graph_name("entities"), type="Product"))}
    relations = [_run_by_its_owner(row) if row["subject"] in products else row for row in _relations(reader)]
    edges = sorted({_edge(row) for row in relations}, key=lambda e: (e.source, e.relation, e.target, e.proof))
    countries = _countries(reader)
    owned = _best(tuple(sorted(_stake(row) for row in relations if row["type"] == "Ownership")))
    stakes = counted_once(owned, _articles(reader), countries)
    by_company: dict[str, tuple[Stake, ...]] = {}
    for stake in stakes:
        by_company[stake.owned] = (*by_company.get(stake.owned, ()), stake)
    return Known(
        countries=countries,
        edges=_grouped((edge.source, edge.relation, edge) for edge in edges),
        incoming=_grouped((edge.target, edge.relation, edge) for edge in edges),
        stakes=stakes,
        owners=by_company,
        restrictions=tuple(_restrictions(reader)),
    )


def _ask(reader: Reader, question: str) -> list[dict[str, Cell]]:
    table = to_table(reader.query(_PREFIX + question))
    return [dict(zip(table.columns, row, strict=True)) for row in table.cells()]


def _relations(reader: Reader) -> Iterable[dict[str, str]]:
    established = f"""SELECT ?relation ?type ?subject ?object ?low ?high WHERE {{
      {{ GRAPH <{graph_name("events")}> {{ ?relation a ?type ; pg:reportCount ?reports ;
          pg:relationSubject ?subject ; pg:relationObject ?object .
          OPTIONAL {{ ?relation pg:shareMinimum ?low ; pg:shareMaximum ?high }} }} }}
      UNION {{ GRAPH <{graph_name("background")}> {{ ?relation a pg:BackgroundRelation ; pg:reportsType ?type ;
          pg:relationSubject ?subject ; pg:relationObject ?object }} FILTER (?type != pg:PartOf) }} }}"""
    for row in _ask(reader, established):
        yield {name: str(cell or "").removeprefix(NAMESPACE) for name, cell in row.items()}


def _run_by_its_owner(row: dict[str, str]) -> dict[str, str]:
    """A product has no shares: who owns it runs it."""
    if row["type"] != "Ownership":
        return row
    return row | {"type": "Makes", "subject": row["object"], "object": row["subject"]}


def _edge(row: dict[str, str]) -> Edge:
    if row["type"] == "Makes":
        return Edge(row["object"], "madeBy", row["subject"], row["relation"])
    relation = "ownedBy" if row["type"] == "Ownership" else "dependsOn"
    return Edge(row["subject"], relation, row["object"], row["relation"])


def _stake(row: dict[str, str]) -> Stake:
    """An owner without a share is a parent: more than half."""
    low = Decimal(row["low"]) if row["low"] else Decimal(50) + JUST_ABOVE
    return Stake(row["object"], row["subject"], low, Decimal(row["high"]) if row["high"] else _WHOLE, row["relation"])


def _best(stakes: tuple[Stake, ...]) -> tuple[Stake, ...]:
    """One stake for each owner and company: of several, the one with the narrowest bounds."""
    best: dict[tuple[str, str], Stake] = {}
    for stake in sorted(stakes, key=lambda s: (s.high - s.low, s)):
        best.setdefault((stake.owner, stake.owned), stake)
    return tuple(sorted(best.values()))


def _articles(reader: Reader) -> dict[str, frozenset[str]]:
    """IRI of a relation with a share -> the articles that say so."""
    question = f"""SELECT ?relation ?article WHERE {{ GRAPH <{graph_name("events")}> {{
        ?relation pg:shareMinimum ?low ; pg:supportedBy ?report }} ?report pg:reportedIn ?article }}"""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _ask(reader, question):
        found[str(row["relation"])].add(str(row["article"]))
    return {relation: frozenset(articles) for relation, articles in found.items()}


def _countries(reader: Reader) -> dict[str, str]:
    question = f"SELECT ?e ?c WHERE {{ GRAPH <{graph_name('entities')}> {{ ?e pg:known ?k ; pg:country ?c }} }}"
    return {str(row["e"]): str(row["c"]) for row in _ask(reader, question) if "/description/" not in str(row["e"])}


def _restrictions(reader: Reader) -> Iterable[Restriction]:
    events = graph_name("events")
    members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    criteria: dict[str, list[tuple[str, Criterion]]] = defaultdict(list)
    ended = {str(row["m"]) for row in _ask(reader, _with_action(events)) if row["action"] in _ENDED}
    for row in _ask(
        reader,
        f"""SELECT ?m ?role ?e WHERE {{ GRAPH <{events}> {{ VALUES ?role {{ pg:object pg:target pg:authority }}
          ?m a pg:Restriction ; pg:status ?s ; ?role ?e . FILTER(?s IN (pg:actual, pg:planned)) }} }}""",
    ):
        members[str(row["m"])][str(row["role"]).removeprefix(NAMESPACE)].add(str(row["e"]))
    for row in _ask(
        reader,
        f"""SELECT ?m ?k ?country ?threshold ?exclusive ?owned WHERE {{ GRAPH <{events}> {{ ?m pg:criterion ?k .
          ?k pg:ownerCountry ?country ; pg:threshold ?threshold ; pg:thresholdExclusive ?exclusive ;
             pg:countsOwners ?owned }} }}""",
    ):
        rule = Criterion(
            str(row["country"]), Decimal(str(row["threshold"])), bool(row["exclusive"]), bool(row["owned"]), ""
        )
        criteria[str(row["m"])].append((str(row["k"]), rule))
    places = {str(row["e"]) for row in _ask(reader, _OF_TYPE.format(entities=graph_name("entities"), type="Place"))}
    for iri in sorted(members.keys() - ended):
        roles = members[iri]
        yield Restriction(
            iri,
            frozenset(roles["object"]),
            frozenset(roles["target"] - places),
            frozenset(roles["authority"]),
            tuple(sorted(criteria[iri])),
        )


def _with_action(events: str) -> str:
    return f"SELECT ?m ?action WHERE {{ GRAPH <{events}> {{ ?m a pg:Restriction ; pg:Restriction-action ?action }} }}"


def _grouped(items: Iterable[tuple[str, str, Edge]]) -> dict[tuple[str, str], tuple[Edge, ...]]:
    groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for entity, relation, edge in items:
        groups[entity, relation].append(edge)
    return {key: tuple(edges) for key, edges in groups.items()}
