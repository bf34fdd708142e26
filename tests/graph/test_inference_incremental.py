"""Inferring after each change gives what inferring everything gives, and a shortest path is found as by trying all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample_extractions import CHINA, Writer, all_samples, article, ban_in_english, known, unknown

from graph.consolidate import consolidate
from graph.infer import infer
from graph.inference.exposure import LAYERS, exposures
from graph.inference.facts import Edge, Known, Restriction
from graph.load import load, retract
from graph.names import article_graph_name, graph_name
from graph.opening import open_store
from graph.store import Store
from graph.store_embedded import DiskStore, MemoryStore
from policygraph.records import Entity, Extraction

COMPANIES = [
    known("red", "Company", "Red", country="CN"),
    known("blue", "Company", "Blue", country="US"),
    unknown("Company", "Green Holdings"),
    unknown("Company", "Yellow Works"),
    unknown("Company", "Orange Labs"),
]
PRODUCTS = [known(name.lower(), "Product", name) for name in ("Anvil", "Bellows", "Chisel")]
EVERYTHING = [*COMPANIES, *PRODUCTS]
TARGETS: list[tuple[Entity | None, str]] = [
    (None, "companies more than 50% owned by Chinese entities"),
    (None, "companies at least 30% owned by Chinese entities"),
    (CHINA, "China"),
    *((company, company.name) for company in COMPANIES[2:]),
]


def told(number: int, seed: int) -> Extraction:
    """An article of one restriction and some facts, all by chance."""
    chance = random.Random(seed)
    ends = [tuple(chance.sample(EVERYTHING, 2)) for _ in range(2)]
    stakes = [(*chance.sample(COMPANIES, 2), chance.choice(["20", "49", "51", ""])) for _ in range(2)]
    makes = (chance.choice(COMPANIES), chance.choice(PRODUCTS))
    who, (target, words), thing = chance.choice(COMPANIES[:2]), chance.choice(TARGETS), chance.choice(EVERYTHING[3:])
    sentences = [f"{a.name} is built on {b.name}." for a, b in ends]
    sentences += [f"{owner.name} owns {share or 'all'} of {owned.name}." for owner, owned, share in stakes]
    sentences += [f"{makes[0].name} makes {makes[1].name}.", f"{who.name} barred {words} from using {thing.name}."]
    writer = Writer(article(f"n{number}", " ".join(sentences)))
    for (a, b), sentence in zip(ends, sentences, strict=False):
        writer.fact("DependsOn", a, a.name, b, b.name, sentence)
    for (owner, owned, share), sentence in zip(stakes, sentences[2:], strict=False):
        percent = {"percent": Decimal(share)} if share else {}
        writer.fact("Ownership", owned, owned.name, owner, owner.name, sentence, **percent)
    if chance.random() < 0.5:
        writer.fact("Makes", makes[0], makes[0].name, makes[1], makes[1].name, sentences[-2])
    if chance.random() < 0.7:
        arguments = [("authority", who, who.name), ("target", target, words), ("object", thing, thing.name)]
        action = chance.choice(["impose", "impose", "lift"])
        writer.event("Restriction", "actual", arguments, "barred", sentences[-1], attributes=(("action", action),))
    return writer.done()


def inferred(store: Store) -> set[object]:
    return set(store.graph(graph_name("inferred")))


def made_anew(store: Store) -> set[object]:
    """What is inferred of the same graph by a store that remembers nothing."""
    other = MemoryStore()
    for name in store.graph_names():
        if name != graph_name("inferred"):
            other.bulk_add(store._store.quads_for_pattern(None, None, None, named(name)))  # type: ignore[attr-defined]
    infer(other)
    return inferred(other)


def named(name: str) -> object:
    from graph.names import node

    return node(name)


STEPS = st.lists(st.tuples(st.sampled_from("lllr"), st.integers(0, 5), st.integers(0, 10**6)), min_size=1, max_size=9)


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_change_by_change_equals_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    with DiskStore(tmp_path_factory.mktemp("home")) as store:
        for what, number, seed in steps:
            if what == "l":
                assert not load(store, [told(number, seed)]).quarantined
            else:
                retract(store, [article_graph_name(f"n{number}")])
            consolidate(store)
            infer(store)
            assert inferred(store) == made_anew(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store("oxigraph:", tmp_path) as opened:
        yield opened


def test_only_what_a_change_reaches_is_inferred_anew(store: Store) -> None:
    load(store, all_samples())
    consolidate(store)
    assert infer(store).restrictions > 0
    assert infer(store).restrictions == 0
    text = "Orange Labs is built on Yellow Works."
    elsewhere = Writer(article("o", text))
    elsewhere.fact("DependsOn", COMPANIES[4], "Orange Labs", COMPANIES[3], "Yellow Works", text)
    load(store, [elsewhere.done()])
    consolidate(store)
    again = infer(store)
    assert (again.restrictions, again.changed) == (0, False)
    assert not infer(store, anew=True).changed


def test_what_is_dropped_is_inferred_anew(store: Store) -> None:
    load(store, [ban_in_english()])
    consolidate(store)
    infer(store)
    before = inferred(store)
    store.drop([graph_name("inferred")])
    assert infer(store).changed
    assert inferred(store) == before != set()


NAMES = "abcdefgh"
EDGES = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda e: e[0] != e[1]), max_size=20)


def graph_of(edges: set[tuple[str, str]]) -> Known:
    found = [Edge(a, "dependsOn", b, f"proof {a}{b}") for a, b in sorted(edges)]
    outgoing = {(n, "dependsOn"): tuple(e for e in found if e.source == n) for n in NAMES}
    incoming = {(n, "dependsOn"): tuple(e for e in found if e.target == n) for n in NAMES}
    ban = Restriction("ban", frozenset("a"), frozenset(), frozenset(), ())
    return Known({}, outgoing, incoming, (), {}, (ban,))


def every_path(edges: set[tuple[str, str]], path: str) -> Iterator[str]:
    yield path
    if len(path) <= LAYERS:
        for source, target in edges:
            if target == path[0] and source not in path:
                yield from every_path(edges, source + path)


@given(EDGES)
def test_the_paths_are_those_that_trying_every_path_gives(edges: set[tuple[str, str]]) -> None:
    known = graph_of(edges)
    paths: dict[str, str] = {}
    for path in every_path(edges, "a"):
        best = paths.setdefault(path[0], path)
        paths[path[0]] = min(best, path, key=lambda each: (len(each), each))
    del paths["a"]
    found = exposures(known, {}, known.restrictions[0])
    assert {e.exposed: "".join(step.source for step in e.path) + "a" for e in found} == paths


def test_a_step_that_two_restrictions_share_stays_for_the_other(store: Store) -> None:
    load(store, [ban_by(COMPANIES[0], "red"), ban_by(COMPANIES[1], "blue"), on_anvil()])
    consolidate(store)
    infer(store)
    retract(store, [article_graph_name("red")])
    consolidate(store)
    infer(store)
    assert inferred(store) == made_anew(store) != set()


def ban_by(who: Entity, identifier: str) -> Extraction:
    text = f"{who.name} barred Yellow Works from using Anvil."
    arguments = [("authority", who, who.name), ("object", PRODUCTS[0], "Anvil")]
    writer = Writer(article(identifier, text))
    return writer.event("Restriction", "actual", arguments, "barred", text, attributes=(("action", "impose"),)).done()


def on_anvil() -> Extraction:
    text = "Chisel is built on Anvil."
    return Writer(article("use", text)).fact("DependsOn", PRODUCTS[2], "Chisel", PRODUCTS[0], "Anvil", text).done()
