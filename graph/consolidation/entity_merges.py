"""Entities that are one under several names: by an analyst's word, or by evidence; each with its reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from graph.consolidation.clusters import Pair, ordered
from graph.consolidation.index import Index, Row, packed
from graph.consolidation.judgements import Judged
from graph.literals import string
from graph.names import base, graph_name, node
from graph.rdf_triples import Triples
from graph.store import Store
from graph.tables import to_table
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE
from policygraph.identifiers import digest, unknown_entity_iri

# The IRI of an entity that is known by its name alone ends like this (policygraph.identifiers.unknown_entity_iri).
_UNKNOWN = re.compile(r"/[a-z]+-[0-9a-f]{16}$")


@dataclass(frozen=True, slots=True)
class EntityMerges:
    """Which entities stand for which, and what changed of that."""

    same: Mapping[str, str]  # entity IRI -> the IRI that stays in its place
    renamed: frozenset[str]  # IRIs of entities that another stays for, or no longer
    nodes: frozenset[str]  # IRIs of the merges that are new, changed or gone
    triples: Triples  # of the changed merges, and of what became of the renamed entities


def find_entity_merges(store: Store, index: Index, judged: Judged, entities: Collection[str] | None) -> EntityMerges:
    """Find which entities are one.

    Args:
        store: the graph.
        index: is brought up to date.
        judged: goes before any evidence.
        entities: those that may be described or introduced otherwise than before; None for all.
    """
    decided = _called(store, judged) | _decided(store, judged)
    news = index.learn("judged entities", {"": packed(_on_entities(judged))})
    near = None if news or entities is None else _reached(index, entities, decided)
    decided = {pair: why for pair, why in decided.items() if near is None or pair[0] in near}
    shown = _introduced(store, index, judged, near)
    reasons = shown | decided
    changed = _remember(index, reasons, near)
    english = _english(store, {iri for pair in reasons for iri in pair})
    renamed = index.learn("same", staying(decided, shown, judged.different.keys(), english), near)
    same = index.known("same")
    triples = Triples()
    for pair in changed:
        if pair in reasons:
            _add_merge(triples, pair, *reasons[pair])
    for gone in sorted(renamed & same.keys()):
        triples.add(gone, DCTERMS.isReplacedBy, node(same[gone]))
    return EntityMerges(same, frozenset(renamed), frozenset(map(merge_iri, changed)), triples)


def _on_entities(judged: Judged) -> list[object]:
    """All that was decided of entities, as what can be compared with what was decided before."""
    pairs = [[*pair, iri] for found in (judged.same, judged.different) for pair, iri in sorted(found.items())]
    return [*(each for each in pairs if "/entity/" in each[0]), *sorted([*k, *v] for k, v in judged.names.items())]


_BESIDE = (
    "SELECT second FROM introduced WHERE first = ?",
    "SELECT first FROM introduced WHERE second = ?",
    "SELECT second FROM merged WHERE first = ?",
    "SELECT first FROM merged WHERE second = ?",
)


def _reached(index: Index, entities: Iterable[str], decided: Iterable[Pair]) -> set[str]:
    """All that chains of pairs lead to from some entities: who stays for one hangs on these and on no others."""
    beside: dict[str, set[str]] = defaultdict(set)
    for first, second in decided:
        beside[first].add(second)
        beside[second].add(first)
    found: set[str] = set()
    waiting = list(entities)
    while waiting:
        entity = waiting.pop()
        if entity not in found:
            found.add(entity)
            waiting += beside[entity]
            waiting += (str(other) for question in _BESIDE for (other,) in index.rows(question, entity))
    return found


def _remember(index: Index, reasons: Mapping[Pair, tuple[str, str]], near: Iterable[str] | None) -> list[Pair]:
    """Bring the pairs that are one up to date; gives those that are new, gone or one for another reason."""
    question = "SELECT first, second, why FROM merged"
    rows = index.rows(question) if near is None else _of_each(index, f"{question} WHERE first = ?", near)
    before = {(str(first), str(second)): str(why) for first, second, why in rows}
    now = {pair: packed(list(why)) for pair, why in reasons.items()}
    changed = sorted(pair for pair in before.keys() | now.keys() if before.get(pair) != now.get(pair))
    index.run_many("DELETE FROM merged WHERE first = ? AND second = ?", changed)
    index.run_many("INSERT INTO merged VALUES (?, ?, ?)", ((*pair, now[pair]) for pair in changed if pair in now))
    return changed


def _of_each(index: Index, question: str, entities: Iterable[str]) -> list[Row]:
    return [row for entity in sorted(entities) for row in index.rows(question, entity)]


def _decided(store: Store, judged: Judged) -> dict[Pair, tuple[str, str]]:
    """The pairs that analysts say are one, with the reason and the IRI of the judgement."""
    decided = {pair: judgement for pair, judgement in judged.same.items() if all("/entity/" in iri for iri in pair)}
    present = _present(store, {iri for pair in decided for iri in pair})
    return {pair: ("an analyst says so", iri) for pair, iri in decided.items() if present.keys() >= set(pair)}


def _called(store: Store, judged: Judged) -> dict[Pair, tuple[str, str]]:
    """The pairs of an entity and one that is known only by a name that an analyst says is the entity's."""
    names = {(entity, name): iri for (entity, name), (is_one, iri) in judged.names.items() if is_one}
    known = _present(store, {entity for entity, _ in names})
    pairs = {
        ordered(entity, unknown_entity_iri(known[entity].type, name)): (
            f"an analyst says that it is called {name}",
            iri,
        )
        for (entity, name), iri in names.items()
        if entity in known
    }
    present = _present(store, {entity for pair in pairs for entity in pair})
    return {pair: why for pair, why in pairs.items() if present.keys() >= set(pair) and pair[0] != pair[1]}


def _introduced(store: Store, index: Index, judged: Judged, near: Iterable[str] | None) -> dict[Pair, tuple[str, str]]:
    """The pairs of one type that texts introduce as one, where one of them at least is known by its name alone."""
    question = "SELECT first, second, MIN(words) FROM introduced {} GROUP BY first, second"
    rows = (
        index.rows(question.format("")) if near is None else _of_each(index, question.format("WHERE first = ?"), near)
    )
    pairs = {(str(first), str(second)): (f"introduced as {words}", "") for first, second, words in rows}
    present = _present(store, {entity for pair in pairs for entity in pair})

    def stands(pair: Pair) -> bool:
        first, second = (present.get(entity) for entity in pair)
        alike = first and second and first.type == second.type and not (first.known and second.known)
        return bool(alike) and pair not in judged.different

    return {pair: why for pair, why in pairs.items() if stands(pair)}


@dataclass(frozen=True, slots=True)
class _Entity:
    type: str
    known: bool


def _present(store: Store, entities: set[str]) -> dict[str, _Entity]:
    """Those of the entities that some article speaks of: what nobody speaks of takes nobody's place."""
    if not entities:
        return {}
    listed = " ".join(f"<{iri}>" for iri in sorted(entities))
    pattern = f"VALUES ?e {{ {listed} }} ?e <{PG.known}> ?k ; a ?type"
    rows = to_table(store.query(f"SELECT ?e ?k ?type WHERE {{ GRAPH <{graph_name('entities')}> {{ {pattern} }} }}"))
    return {str(e): _Entity(str(kind).removeprefix(NAMESPACE), bool(known)) for e, known, kind in rows.cells()}


def _english(store: Store, entities: set[str]) -> frozenset[str]:
    """Those of the entities whose name is written in Latin letters."""
    if not entities:
        return frozenset()
    listed = " ".join(f"<{iri}>" for iri in sorted(entities))
    pattern = f"VALUES ?e {{ {listed} }} ?e <{RDFS.label}> ?name"
    rows = to_table(store.query(f"SELECT ?e ?name WHERE {{ GRAPH <{graph_name('entities')}> {{ {pattern} }} }}"))
    return frozenset(str(entity) for entity, name in rows.cells() if str(name).isascii())


def staying(
    decided: Iterable[Pair], shown: Iterable[Pair], different: Collection[Pair], english: Collection[str] = ()
) -> dict[str, str]:
    """Entity IRI to the one that stays in its place: one of the gazetteer, one named in English, the smallest.

    Args:
        decided: the pairs that analysts say are one.
        shown: those that evidence shows to be one. It joins no two of the gazetteer, also not through a third.
        different: the pairs that analysts say are two.
        english: the entities that are named in Latin letters: what stays is shown under its own name.
    """
    members: dict[str, set[str]] = {}
    for pair in sorted(decided):
        _join(members, pair)
    for pair in sorted(shown):
        together = members.get(pair[0], {pair[0]}) | members.get(pair[1], {pair[1]})
        apart = any(ordered(a, b) in different for a in together for b in together)
        if not apart and sum(not _UNKNOWN.search(entity) for entity in together) <= 1:
            _join(members, pair)
    first = {entity: min(group, key=lambda e: _rank(e, english)) for entity, group in members.items()}
    return {entity: stays for entity, stays in first.items() if entity != stays}


def _join(members: dict[str, set[str]], pair: Pair) -> None:
    together = members.get(pair[0], {pair[0]}) | members.get(pair[1], {pair[1]})
    members.update(dict.fromkeys(together, together))


def _rank(entity: str, english: Collection[str]) -> tuple[bool, bool, str]:
    return bool(_UNKNOWN.search(entity)), entity not in english, entity


def merge_iri(pair: Pair) -> str:
    """The IRI of the merge of two entities."""
    return f"{base()}entity-merge/{digest(*pair)}"


def _add_merge(triples: Triples, pair: Pair, reason: str, judgement: str) -> None:
    iri = merge_iri(pair)
    triples.add(iri, RDF.type, node(PG.EntityMerge))
    for entity in pair:
        triples.add(iri, PG.mergedEntity, node(entity))
    triples.add(iri, PG.mergeReason, string(reason))
    if judgement:
        triples.add(iri, PROV.wasInfluencedBy, node(judgement))
