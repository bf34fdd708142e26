"""Who buys where the head of a company is said to: the company, where the article says that it buys the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.english.scene import Scene
from policygraph.records import Event


def by_their_company(scene: Scene, events: Sequence[Event]) -> list[Event]:
    """The events, in which a company buys what its head is said to buy.

    As in "Ballmer's attempt to buy Yahoo" in an article on Microsoft's offer for Yahoo; not where the person alone is
    said to buy.

    Args:
        scene: the article, which knows who is employed where.
        events: what its mentions tell.
    """
    pairs = {pair for event in events for pair in _pairs(event)}
    return [_for_the_company(scene, event, pairs) for event in events]


def _pairs(event: Event) -> set[tuple[str, str]]:
    """Who buys what, of named ones."""
    if event.type != "Acquisition":
        return set()
    named = [argument for argument in event.arguments if argument.is_entity]
    bought = [argument.filler for argument in named if argument.role == "acquired"]
    return {(a.filler, b) for a in named if a.role == "acquirer" for b in bought}


def _for_the_company(scene: Scene, event: Event, pairs: set[tuple[str, str]]) -> Event:
    """The event, with the company for each head of it that buys what the company is said to buy elsewhere."""
    firms = [(buyer, scene.employer.get(buyer), thing) for buyer, thing in _pairs(event)]
    turned = {buyer: firm.iri for buyer, firm, thing in firms if firm and (firm.iri, thing) in pairs}
    arguments = tuple(
        replace(a, filler=turned[a.filler]) if a.role == "acquirer" and a.filler in turned else a
        for a in event.arguments
    )
    return replace(event, arguments=arguments) if turned else event
