"""Entities that are one under several names: by an analyst's word, or by evidence; each with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF

from graph.consolidation.clusters import Pair
from graph.consolidation.index import Index, packed
from graph.consolidation.judgements import Judged
from graph.literals import string
from graph.names import base, graph_name, node
from graph.rdf_triples import Triples
from graph.store import Store
from graph.tables import select
from ontology.terms import PG
from policygraph.identifiers import digest


@dataclass(frozen=True, slots=True)
class EntityMerges:
    """Which entities stand for which, and what changed of that."""

    same: Mapping[str, str]  # entity IRI -> the IRI that stays in its place
    renamed: frozenset[str]  # IRIs of entities that another stays for, or no longer
    nodes: frozenset[str]  # IRIs of the merges that are new, changed or gone
    triples: Triples  # of the changed merges, and of what became of the renamed entities


def find_entity_merges(store: Store, index: Index, judged: Judged) -> EntityMerges:
    """Find which entities are one.

    Args:
        store: the graph.
        index: is brought up to date.
        judged: goes before any evidence.
    """
    reasons = _decided(store, judged)
    changed = index.learn("entity merge", {packed(list(pair)): packed(list(why)) for pair, why in reasons.items()})
    same = staying(reasons)
    renamed = index.learn("same", same)
    pairs: list[Pair] = [tuple(json.loads(each)) for each in sorted(changed)]
    triples = Triples()
    for pair in pairs:
        if pair in reasons:
            _add_merge(triples, pair, *reasons[pair])
    for gone in sorted(renamed & same.keys()):
        triples.add(gone, DCTERMS.isReplacedBy, node(same[gone]))
    return EntityMerges(same, frozenset(renamed), frozenset(map(merge_iri, pairs)), triples)


def _decided(store: Store, judged: Judged) -> dict[Pair, tuple[str, str]]:
    """The pairs that analysts say are one, with the reason and the IRI of the judgement."""
    decided = {pair: judgement for pair, judgement in judged.same.items() if all("/entity/" in iri for iri in pair)}
    present = _present(store, {iri for pair in decided for iri in pair})
    return {pair: ("an analyst says so", iri) for pair, iri in decided.items() if present.issuperset(pair)}


def _present(store: Store, entities: set[str]) -> set[str]:
    """Those of the entities that some article speaks of: what nobody speaks of takes nobody's place."""
    if not entities:
        return set()
    listed = " ".join(f"<{iri}>" for iri in sorted(entities))
    question = (
        f"SELECT ?e WHERE {{ GRAPH <{graph_name('entities')}> {{ VALUES ?e {{ {listed} }} ?e <{PG.known}> ?k }} }}"
    )
    return {row[0].value for row in select(store, question) if isinstance(row[0], ox.NamedNode)}


def staying(pairs: Iterable[Pair]) -> dict[str, str]:
    """Entity IRI to the one that stays in its place: of those that are one, one of the gazetteer, then the smallest."""
    stays: dict[str, str] = {}

    def root(iri: str) -> str:
        while iri in stays:
            iri = stays[iri]
        return iri

    for first, second in sorted(pairs):
        low, high = sorted((root(first), root(second)))
        if low != high:
            stays[high] = low
    return {iri: root(iri) for iri in stays}


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
